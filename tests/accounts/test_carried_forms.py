"""What is sent after the session has ended survives signing in, for whoever sent it, and nothing else is let in."""

import re
from datetime import timedelta
from html import unescape

import pytest

from evaluation.models import Experiment, StaffSession
from evaluation.store.accounts.sessions import EVENING_ROLES
from evaluation.web.access import POLICY
from evaluation.web.unsent_form_labels import shown_fields
from tests.staff_pages import post, token_in

NOTES = "A long note,\nwritten by hand & with care: “two lines”."


@pytest.fixture
def quiet(desk, clock):
    """No evening within scope today, so that a session ends after half an hour of nothing."""
    with desk.services.database.transaction() as db:
        for row in (desk.here, desk.there):
            db.get_one(Experiment, row.id).date = clock().date() + timedelta(days=40)
    return desk


@pytest.fixture
def record(quiet):
    return f"/experiments/{quiet.here.id}/record"


def kept(desk):
    with desk.services.database.reading() as db:
        row = db.get_one(Experiment, desk.here.id)
        return row.came, row.notes


def sign_in_again(desk, client, account):
    """The browser signs in: its session becomes one of this account, with all that it held."""
    from evaluation.accounts.session_cookie import WHO, token_digest

    token = client.get_cookie(desk.app.config["SESSION_COOKIE_NAME"]).value
    with desk.services.database.transaction() as db:
        row = db.get_one(StaffSession, token_digest(token))
        now = desk.services.clock()
        row.contents = {**row.contents, WHO: account.session_key, "fs_cc": "set", "fs_paa": now.timestamp()}
        row.account_id = account.id


def send_again(client, page):
    """Press the button of the page that shows what was carried."""
    forms = re.finditer(r'<form method="post" action="([^"]+)".*?</form>', page, re.DOTALL)
    form = next(form for form in forms if 'name="carried"' in form[0])
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[0])
    data = {unescape(name): unescape(value) for name, value in fields}
    return client.post(unescape(form[1]), data=data)


@pytest.fixture
def lost(quiet, clock, record):
    """A long record sent 45 minutes after its page was opened: the browser, whose it is, and what came back."""
    account = quiet.person("organiser", chapter=quiet.north)
    client = quiet.as_person(account)
    token = token_in(client.get(record).text)
    clock.advance(minutes=45)
    sent = client.post(
        record, data={"csrf_token": token, "came": "44", "notes": NOTES, "reason": "Counted at the door"}
    )
    return client, account, sent


def test_it_leads_to_sign_in_with_a_word_that_nothing_is_lost(quiet, lost):
    client, _account, sent = lost
    page = client.get(sent.headers["Location"]).text
    assert (sent.status_code, sent.headers["Location"].partition("?")[0]) == (303, "/login")
    assert "what you sent is kept" in page
    assert NOTES.splitlines()[0] not in page


def test_after_signing_in_it_is_shown_and_sent_by_one_press(quiet, lost):
    client, account, _sent = lost
    sign_in_again(quiet, client, account)
    page = client.get("/carried").text
    assert (kept(quiet), NOTES in unescape(page), "Record of the event" in page) == ((None, ""), True, True)
    assert send_again(client, page).status_code == 303
    assert kept(quiet) == (44, NOTES)


def test_sending_it_twice_is_impossible_from_there(quiet, lost):
    client, account, _sent = lost
    sign_in_again(quiet, client, account)
    send_again(client, client.get("/carried").text)
    assert client.get("/carried").status_code == 404


def test_somebody_else_who_signs_in_there_never_sees_it(quiet, lost):
    client, _account, _sent = lost
    sign_in_again(quiet, client, quiet.person("organiser"))
    page = client.get("/carried")
    assert (page.status_code, "written by hand" in page.text) == (404, False)
    sign_in_again(quiet, client, lost[1])
    assert client.get("/carried").status_code == 404


def test_it_is_kept_for_half_an_hour(quiet, lost, clock):
    client, account, _sent = lost
    sign_in_again(quiet, client, account)
    clock.advance(minutes=29)
    assert client.get("/carried").status_code == 200
    clock.advance(minutes=2)
    assert client.get("/carried").status_code == 404


def test_a_copy_of_the_database_cannot_read_it(quiet, lost):
    files = b"".join(path.read_bytes() for path in quiet.services.settings.home.glob("weaving.sqlite*"))
    assert b"written by hand" not in files


def test_the_form_of_an_ended_session_is_carried_where_the_person_has_signed_in_again(quiet, record, clock):
    account = quiet.person("organiser", chapter=quiet.north)
    before, after = quiet.as_person(account), quiet.as_person(account)
    token = token_in(before.get(record).text)
    sent = after.post(record, data={"csrf_token": token, "came": "44", "notes": NOTES, "reason": "Counted at the door"})
    assert (sent.status_code, sent.headers["Location"]) == (303, "/carried")
    send_again(after, after.get("/carried").text)
    assert kept(quiet) == (44, NOTES)


def test_the_form_of_somebody_else_is_not(quiet, record):
    hers, his = (quiet.signed_in("organiser") for _ in range(2))
    token = token_in(hers.get(record).text)
    his.post(record, data={"csrf_token": token, "came": "44"})
    assert (his.get("/carried").status_code, kept(quiet)) == (404, (None, ""))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 400),
    ],
)
def test_what_another_site_or_a_script_sends_is_refused(quiet, record, clock, headers, status):
    client = quiet.signed_in("organiser")
    token = token_in(client.get(record).text)
    clock.advance(minutes=45)
    sent = client.post(record, data={"csrf_token": token, "came": "44"}, headers=headers)
    assert (sent.status_code, client.get("/carried").status_code) == (status, 303)


@pytest.mark.parametrize("token", ["", "x", "ImFiYyI.aaaa.bbbb", None])
def test_without_a_token_of_ours_nothing_is_carried(quiet, record, clock, token):
    client = quiet.signed_in("organiser")
    client.get(record)
    clock.advance(minutes=45)
    sent = client.post(record, data={"came": "44"} | ({} if token is None else {"csrf_token": token}))
    assert sent.status_code == 400


def test_a_token_from_the_sign_in_page_carries_nothing(quiet, record):
    client = quiet.app.test_client()
    token = token_in(client.get("/login").text)
    fresh = quiet.app.test_client()
    assert fresh.post(record, data={"csrf_token": token, "came": "44"}).status_code == 400


def test_a_sign_in_page_that_was_open_for_too_long_is_opened_anew_and_keeps_no_password(quiet, clock):
    client = quiet.app.test_client()
    token = token_in(client.get("/login?next=/experiments").text)
    clock.advance(minutes=45)
    secret = {"email": "a@example.org", "password": "correct horse battery"}
    sent = client.post("/login", data={"csrf_token": token, "next": "/experiments", **secret})
    assert (sent.status_code, sent.headers["Location"]) == (303, "/login?next=/experiments")
    assert "Please sign in once more" in client.get("/login").text
    files = b"".join(path.read_bytes() for path in quiet.services.settings.home.glob("weaving.sqlite*"))
    assert b"correct horse battery" not in files


def test_a_form_with_passwords_is_typed_again_on_its_page_and_nothing_of_it_is_kept(quiet, clock):
    account = quiet.person("researcher")
    client = quiet.as_person(account)
    token = token_in(client.get("/account/password").text)
    clock.advance(minutes=45)
    secret = {"current_password": "five other words entirely", "password": "wharf lantern otter nine"}
    sent = client.post("/account/password", data={"csrf_token": token, **secret})
    assert (sent.status_code, sent.headers["Location"]) == (303, "/login?next=/account/password")
    assert "type it again" in client.get("/login").text
    sign_in_again(quiet, client, account)
    assert "five other words" not in client.get("/carried").text


def test_what_a_page_sends_in_the_place_of_a_name_is_not_shown():
    sent = [["title", "Caer Lliww"], ["chapter", "4855e526-3f0e-4b43-9a6c-0c3f6f3c2d11"], ["same_press", "x"]]
    assert shown_fields({"fields": sent}) == [("Title", "Caer Lliww")]


def test_a_file_has_to_be_chosen_again(quiet, clock):
    from io import BytesIO

    account = quiet.person("researcher")
    client = quiet.as_person(account)
    token = token_in(client.get("/instruments/").text)
    clock.advance(minutes=45)
    client.post("/instruments/import", data={"csrf_token": token, "file": (BytesIO(b"x"), "survey.toml")})
    sign_in_again(quiet, client, account)
    page = client.get("/carried").text
    assert "choose it again" in page
    assert 'type="file" name="file"' in page


def test_a_text_of_the_editor_survives_as_well(quiet, clock):
    account = quiet.person("researcher")
    client = quiet.as_person(account)
    began = post(client, "/instruments/drafts", page="/instruments/", instrument="common-ground")
    part = client.get(began.headers["Location"]).headers["Location"]
    page = client.get(part).text
    clock.advance(minutes=45)
    before = unescape(re.search(r'name="before" value="([^"]*)"', page)[1])
    typed = {"csrf_token": token_in(page), "before": before, "ask": "Think of your street.", "text": "A new text?"}
    client.post(part, data=typed)
    sign_in_again(quiet, client, account)
    shown = client.get("/carried").text
    assert "A new text?" in shown
    sent = send_again(client, shown)
    assert sent.status_code in {303, 409, 422}
    assert client.get("/carried").status_code == 404


def test_forty_five_minutes_idle_during_an_evening_and_a_press_takes_effect(desk, clock):
    client = desk.signed_in("organiser", chapter=desk.north)
    one = f"/experiments/{desk.here.id}/waves/pre"
    post(client, f"{one}/open")
    token = token_in(client.get("/").text)
    clock.advance(minutes=45)
    closed = client.post(f"{one}/close", data={"csrf_token": token}).headers["Location"]
    assert closed.startswith(f"/experiments/{desk.here.id}?pressed=")
    assert "Between" in client.get("/").text


def test_the_session_holds_from_seven_in_the_morning_past_midnight_and_no_longer(desk, clock):
    client = desk.signed_in("organiser", chapter=desk.north)
    post(client, f"/experiments/{desk.here.id}/waves/pre/open")
    clock.advance(hours=17, minutes=59)
    assert client.get("/").status_code == 200
    clock.advance(minutes=2)
    assert client.get("/").status_code == 303


@pytest.mark.parametrize(
    ("roles", "where"),
    [(("organiser",), "south"), (("evaluator",), "north"), (("researcher",), "north"), ((), "north")],
)
def test_an_evening_out_of_scope_or_that_is_not_theirs_to_run_holds_no_session(quiet, clock, roles, where):
    with quiet.services.database.transaction() as db:
        db.get_one(Experiment, quiet.here.id).date = clock().date()
    client = quiet.signed_in(*roles, chapter=getattr(quiet, where))
    clock.advance(minutes=45)
    assert client.get("/account").status_code == 303


def test_a_wave_forgotten_since_days_holds_no_session(quiet, clock):
    client = quiet.signed_in("organiser", chapter=quiet.north)
    post(client, f"/experiments/{quiet.here.id}/waves/pre/open")
    clock.advance(hours=25)
    client = quiet.signed_in("organiser", chapter=quiet.north)
    clock.advance(minutes=31)
    assert client.get("/account").status_code == 303


def test_somebody_elses_sign_in_does_not_end_it(desk, clock):
    client = desk.signed_in("organiser", chapter=desk.north)
    client.get("/")
    clock.advance(minutes=45)
    desk.signed_in("organiser", chapter=desk.south)
    assert client.get("/").status_code == 200


def test_those_who_run_evenings_are_those_who_may_press():
    assert POLICY["wave.switch"].roles == EVENING_ROLES


def test_signing_in_leads_to_it_where_the_pages_are_mounted(quiet, clock, record):
    """Under /staff, as `weaving serve` mounts them: the way there has that part once."""
    client, mounted = quiet.signed_in("organiser", chapter=quiet.north), "http://localhost/staff"
    token = token_in(client.get(record, base_url=mounted).text)
    clock.advance(minutes=45)
    data = {"csrf_token": token, "came": "44", "notes": NOTES}
    sent = client.post(record, base_url=mounted, data=data)
    assert sent.headers["Location"] == "/staff/login?next=/staff/carried"
