"""From an invitation to a signed-in person, and out again."""

import re
import time

import pytest
from passlib.totp import TOTP

from evaluation.accounts.session_cookie import token_digest
from evaluation.domain.errors import Refused
from evaluation.models import Account, Experiment, StaffSession
from evaluation.store.accounts.accounts import account_by
from evaluation.store.accounts.invitations import invite
from tests.staff_pages import PASSWORD, post, token_in

EMAIL = "ada@example.org"


@pytest.fixture
def invited(desk):
    with desk.services.database.transaction() as db:
        return invite(db, EMAIL, roles=["organiser"], chapter=desk.north, now=desk.services.clock())


def accept(client, secret, password=PASSWORD):
    page = f"/invitation/{secret}"
    return post(client, page, page=page, name="Ada", password=password)


def set_up(client):
    """Scan the code into an app and give the first six figures; the app comes back."""
    page = post(client, "/tf-setup", page="/tf-setup", setup="authenticator").text
    app = TOTP(key=re.search(r'class="secret">([^<]+)<', page)[1].replace("-", ""))
    client.post("/tf-validate", data={"csrf_token": token_in(page), "code": app.generate().token})
    return app


def sign_in(client, password=PASSWORD, email=EMAIL):
    return post(client, "/login", page="/login", email=email, password=password)


@pytest.fixture
def signed_up(desk, invited):
    client = desk.app.test_client()
    accept(client, invited)
    app = set_up(client)
    return client, app


def later_code(app):
    """The code of the next half minute, since none counts twice."""
    return app.generate(time=time.time() + 30).token


def test_an_invitation_leads_through_password_and_app_to_the_start(signed_up):
    client, _ = signed_up
    assert client.get("/").status_code == 200


def test_recovery_codes_are_offered_once_the_app_is_set_up(desk, invited):
    client = desk.app.test_client()
    accept(client, invited)
    page = post(client, "/tf-setup", page="/tf-setup", setup="authenticator").text
    app = TOTP(key=re.search(r'class="secret">([^<]+)<', page)[1].replace("-", ""))
    done = client.post("/tf-validate", data={"csrf_token": token_in(page), "code": app.generate().token})
    assert done.location.endswith("/mf-recovery-codes")
    offered = client.get(done.location).text
    assert ("You have no recovery codes." in offered, "none left" in offered) == (True, False)
    assert ("Make codes now" in offered, "Later: I find this under my account" in offered) == (True, True)
    made = post(client, "/mf-recovery-codes", page="/mf-recovery-codes", generate_new_codes="1").text
    assert len(re.findall(r'<li class="secret">', made)) == 5


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example/", "/\\\\evil.example", "///evil.example"]
)
def test_an_address_elsewhere_is_left_out_and_who_signs_in_comes_to_the_first_page(desk, signed_up, elsewhere):
    _, app = signed_up
    client = desk.app.test_client()
    for page in ("/login", "/wan-signin"):
        assert client.get(page, query_string={"next": elsewhere}).location == page
    asked = sign_in(client)
    code = {"csrf_token": token_in(client.get(asked.location).text), "code": later_code(app)}
    assert client.post("/tf-validate", data=code).location == "/"


def shown_key(page):
    return re.search(r'class="secret">([^<]+)<', page)[1]


def ask_for_key(client):
    return post(client, "/tf-setup", page="/tf-setup", setup="authenticator").text


def test_whoever_goes_back_and_asks_again_is_shown_the_same_key(desk, invited):
    client = desk.app.test_client()
    accept(client, invited)
    first = ask_for_key(client)
    again = client.post("/tf-setup", data={"csrf_token": token_in(first), "setup": "authenticator"}).text
    assert shown_key(first) == shown_key(again) == shown_key(client.get("/tf-setup").text)


def test_a_wrong_code_stays_where_the_app_is_set_up(desk, invited):
    client = desk.app.test_client()
    accept(client, invited)
    page = ask_for_key(client)
    wrong = client.post("/tf-validate", data={"csrf_token": token_in(page), "code": "000000"}).text
    assert ("This is no code of the key shown here." in wrong, "recovery code" in wrong) == (True, False)
    assert (shown_key(wrong), "QR code for the authenticator app" in wrong) == (shown_key(page), True)
    app = TOTP(key=shown_key(page).replace("-", ""))
    done = client.post("/tf-validate", data={"csrf_token": token_in(wrong), "code": app.generate().token})
    assert (done.status_code, client.get("/").status_code) == (302, 200)


def test_whoever_sets_up_another_app_has_a_new_key_and_a_wrong_code_keeps_it(signed_up):
    client, app = signed_up
    page = ask_for_key(client)
    to = re.search(r'action="([^"]*tf-setup/[^"]+)"', page)[1].removeprefix("/staff")
    client.post(to, data={"csrf_token": token_in(page), "code": "000000"})
    wrong = client.get("/tf-setup").text
    assert TOTP(key=shown_key(page).replace("-", "")).key != app.key
    assert (shown_key(wrong), "This is no code of the key shown here." in wrong) == (shown_key(page), True)


def test_another_person_in_the_same_browser_is_given_another_key(desk, invited):
    client = desk.app.test_client()
    accept(client, invited)
    page = ask_for_key(client)
    with desk.services.database.transaction() as db:
        other = invite(db, "bea@example.org", roles=["organiser"], chapter=desk.north, now=desk.services.clock())
    accept(client, other)
    assert shown_key(ask_for_key(client)) != shown_key(page)


def test_a_phone_opens_its_own_app_with_the_key(desk, invited):
    client = desk.app.test_client()
    accept(client, invited)
    page = ask_for_key(client)
    key = shown_key(page).replace("-", "")
    assert f'href="otpauth://totp/Weaving:ada%40example.org?secret={key}&amp;issuer=Weaving"' in page
    assert f'data-copy="{key}"' in page


def test_who_signs_in_later_is_not_led_to_recovery_codes(desk, signed_up):
    _, app = signed_up
    client = desk.app.test_client()
    sign_in(client)
    page = client.get("/tf-validate").text
    done = client.post("/tf-validate", data={"csrf_token": token_in(page), "code": later_code(app)})
    assert "recovery" not in done.location


def test_the_password_alone_signs_nobody_in(desk, invited):
    client = desk.app.test_client()
    accept(client, invited)
    assert client.get("/").status_code == 303


def test_an_invitation_works_once(desk, invited, signed_up):
    assert "has been used" in desk.app.test_client().get(f"/invitation/{invited}").text


def test_an_invitation_ends_after_three_days(desk, clock, invited):
    clock.advance(hours=72, seconds=1)
    assert "older than three days" in desk.app.test_client().get(f"/invitation/{invited}").text


def test_a_second_invitation_ends_the_first(desk, invited):
    with desk.services.database.transaction() as db:
        invite(db, EMAIL, roles=["organiser"], now=desk.services.clock())
    assert "has been used" in desk.app.test_client().get(f"/invitation/{invited}").text


def test_the_database_holds_neither_the_invitation_nor_the_cookie_nor_the_password(desk, invited, signed_up):
    client, _ = signed_up
    cookie = client.get_cookie(desk.app.config["SESSION_COOKIE_NAME"]).value
    kept = b"".join(path.read_bytes() for path in desk.services.settings.home.glob("weaving.sqlite*"))
    assert [secret in kept for secret in (invited.encode(), cookie.encode(), PASSWORD.encode())] == [False] * 3


def test_a_short_password_is_refused_and_the_invitation_stays(desk, invited):
    client = desk.app.test_client()
    assert "at least 12 characters" in accept(client, invited, "short").text
    assert accept(client, invited).status_code == 302


def test_signing_in_again_takes_the_password_and_a_fresh_code(desk, signed_up):
    _, app = signed_up
    client = desk.app.test_client()
    sign_in(client)
    post(client, "/tf-validate", page="/tf-validate", code=later_code(app))
    assert client.get("/").status_code == 200


def test_a_code_counts_once(desk, signed_up):
    _, app = signed_up
    code = later_code(app)
    answers = []
    for _again in range(2):
        client = desk.app.test_client()
        sign_in(client)
        post(client, "/tf-validate", page="/tf-validate", code=code)
        answers.append(client.get("/").status_code)
    assert answers == [200, 303]


def test_a_code_that_was_used_is_told_from_a_wrong_one(desk, signed_up):
    _, app = signed_up
    code, said = later_code(app), []
    for sent in (code, code, "000000"):
        client = desk.app.test_client()
        sign_in(client)
        said.append(post(client, "/tf-validate", page="/tf-validate", code=sent).text)
    assert ["This code was used already. Wait for the next one." in page for page in said] == [False, True, False]
    assert ["That code is not right now" in page for page in said] == [False, False, True]


def test_a_wrong_address_and_a_wrong_password_read_the_same(desk, signed_up):
    pages = [sign_in(desk.app.test_client(), "wrong wrong wrong", email).text for email in (EMAIL, "no@example.org")]
    plain = [re.sub(r'value="[^"]*"', "", page) for page in pages]
    assert plain[0] == plain[1]
    assert "Sign-in failed" in plain[0]


def test_after_five_wrong_tries_even_the_right_password_waits_and_says_nothing_else(desk, clock, signed_up):
    client = desk.app.test_client()
    wrong = [sign_in(client, "wrong wrong wrong").text for _ in range(5)][-1]
    right = sign_in(client)
    assert right.status_code == 200
    assert re.sub(r'value="[^"]*"', "", right.text) == re.sub(r'value="[^"]*"', "", wrong)
    clock.advance(minutes=2)
    assert sign_in(client).status_code == 302


def test_a_session_ends_after_half_an_hour_of_nothing_where_no_evening_is_due(desk, clock, signed_up):
    client, _ = signed_up
    with desk.services.database.transaction() as db:
        db.get_one(Experiment, desk.here.id).date = None
    clock.advance(minutes=29)
    assert client.get("/").status_code == 200
    clock.advance(minutes=29)
    assert client.get("/").status_code == 200
    clock.advance(minutes=31)
    assert client.get("/").status_code == 303


def test_a_session_ends_after_twelve_hours_however_busy(clock, signed_up):
    client, _ = signed_up
    for _ in range(12 * 3 - 1):
        clock.advance(minutes=20)
        assert client.get("/").status_code == 200
    clock.advance(minutes=21)
    assert client.get("/").status_code == 303


def test_signing_in_changes_the_cookie(desk, invited):
    client = desk.app.test_client()
    client.get("/login")
    before = client.get_cookie(desk.app.config["SESSION_COOKIE_NAME"]).value
    accept(client, invited)
    set_up(client)
    assert client.get_cookie(desk.app.config["SESSION_COOKIE_NAME"]).value != before


def test_signing_out_ends_the_session_itself(desk, signed_up):
    client, _ = signed_up
    cookie = client.get_cookie(desk.app.config["SESSION_COOKIE_NAME"]).value
    post(client, "/logout")
    thief = desk.app.test_client()
    thief.set_cookie(desk.app.config["SESSION_COOKIE_NAME"], cookie)
    assert thief.get("/").status_code == 303


def test_a_session_can_be_ended_from_another(desk, signed_up):
    client, _ = signed_up
    with desk.services.database.reading() as db:
        account = account_by(db, email=EMAIL)
    other = desk.as_person(account)
    kept = token_digest(client.get_cookie(desk.app.config["SESSION_COOKIE_NAME"]).value)
    with desk.services.database.reading() as db:
        latest = (
            db.query(StaffSession).filter_by(account_id=account.id).filter(StaffSession.digest != kept).one().digest
        )
    post(client, f"/account/sessions/{latest}/end")
    assert (client.get("/").status_code, other.get("/").status_code) == (200, 303)


def test_nobody_can_end_somebody_elses_session(desk, signed_up):
    client, _ = signed_up
    other = desk.signed_in("organiser")
    with desk.services.database.reading() as db:
        theirs = db.query(StaffSession).join(Account).filter(Account.email != EMAIL).one().digest
    assert post(client, f"/account/sessions/{theirs}/end").status_code == 404
    assert other.get("/").status_code == 200


def test_nobody_who_has_an_account_is_invited_again(desk, signed_up):
    client, _ = signed_up
    with pytest.raises(Refused, match="has an account"), desk.services.database.transaction() as db:
        invite(db, EMAIL, roles=["organiser"], chapter=desk.north, now=desk.services.clock())
    assert client.get("/").status_code == 200


def test_a_recovery_code_replaces_the_phone_once(desk, signed_up):
    client, _ = signed_up
    page = post(client, "/mf-recovery-codes", page="/mf-recovery-codes", generate_new_codes="1").text
    code = re.search(r'class="secret">([^<]+)<', page)[1]
    answers = []
    for _again in range(2):
        fresh = desk.app.test_client()
        sign_in(fresh)
        post(fresh, "/mf-recovery", page="/mf-recovery", code=code)
        answers.append(fresh.get("/").status_code)
    assert answers == [200, 303]


def test_a_form_without_its_token_is_refused(desk):
    client = desk.signed_in("organiser")
    assert client.post(f"/experiments/{desk.here.id}/waves/pre/open").status_code == 400


def test_sign_in_sends_people_nowhere_else(desk, signed_up):
    away = "/login?next=https://elsewhere.example/"
    response = post(desk.app.test_client(), away, page="/login", email=EMAIL, password=PASSWORD)
    assert "elsewhere" not in response.headers.get("Location", "")


def test_sign_in_leads_back_to_the_page_that_asked_for_it(desk, signed_up):
    _, app = signed_up
    client = desk.app.test_client()
    asked = client.get(f"/experiments/{desk.here.id}").headers["Location"]
    code = post(client, asked, page=asked, email=EMAIL, password=PASSWORD).headers["Location"]
    arrived = post(client, code, page=code, code=later_code(app))
    assert arrived.headers["Location"].endswith(f"/experiments/{desk.here.id}")


def test_over_https_the_cookie_is_bound_to_the_host(sqlite_settings, sqlite_database, clock):
    from dataclasses import replace

    from evaluation.staff_app import staff_app
    from evaluation.web.app import Services

    app = staff_app(Services(replace(sqlite_settings, base_url="https://weaving.example"), sqlite_database, clock))
    sent = app.test_client().get("/login", base_url="https://weaving.example").headers["Set-Cookie"]
    assert sent.startswith("__Host-staff=")
    assert {"Secure", "HttpOnly", "Path=/"} <= {piece.strip() for piece in sent.split(";")}


def test_pages_asked_for_under_another_name_are_refused(desk):
    assert desk.app.test_client().get("/login", headers={"Host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize("page", ["/login", "/", "/nowhere"])
def test_every_page_has_a_policy_and_is_not_kept(desk, page):
    headers = desk.signed_in("organiser").get(page).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "no-store" in headers.get("Cache-Control", "no-store")


def test_a_person_disabled_by_the_administrator_is_out(desk, signed_up):
    client, _ = signed_up
    administrator = desk.signed_in("administrator")
    with desk.services.database.reading() as db:
        ada = account_by(db, email=EMAIL)
    post(administrator, f"/people/{ada.id}/disable")
    assert client.get("/").status_code == 303


def test_the_page_of_people_invites(desk, clock):
    administrator = desk.signed_in("administrator")
    where = f"{desk.study.id}/{desk.north.id}"
    page = post(administrator, "/people", page="/people", email="new@example.org", roles="evaluator", where=where).text
    secret = re.search(r"/staff/invitation/([\w-]+)", page)[1]
    assert "new@example.org" in desk.app.test_client().get(f"/invitation/{secret}").text
