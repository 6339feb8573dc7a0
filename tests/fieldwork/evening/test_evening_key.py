"""An evening key: one evening, the switch, the rounds, the seats and the counts, until noon."""

import re
from datetime import UTC, date, datetime

import pytest

from evaluation.store.log.audit_entries import latest_entries
from evaluation.store.studies.waves import wave_counts
from tests.linking.conftest import ANN
from tests.staff_pages import post


@pytest.fixture
def key(organiser, evening):
    page = post(organiser, f"/experiments/{evening.id}/key").text
    return re.search(r"/staff/evening/([\w-]+)", page)[1]


@pytest.fixture
def volunteer(desk):
    return desk.app.test_client()


def test_a_volunteer_opens_and_closes_without_an_account_or_a_cookie(volunteer, key, evening):
    for move in ("pre/open", "pre/close", "post/open", "post/close"):
        assert volunteer.post(f"/evening/{key}/waves/{move}").status_code == 303
    assert evening.wave("post").closed_at is not None
    assert volunteer.get(f"/evening/{key}").headers.get("Set-Cookie") is None


def test_its_page_leads_to_the_address_for_a_tablet_that_people_share(volunteer, key, evening):
    page = volunteer.get(f"/evening/{key}").text
    assert re.search(rf'href="[^"]*/{evening.words}\?kiosk=1"><u>For a tablet that people share', page)


def test_closing_after_with_a_key_joins_certain_pairs(volunteer, key, evening):
    from evaluation.store.linking.memory_questions import OPTION, keep_memory
    from evaluation.store.responses.responses import record_response

    evening.change(options={OPTION: True})
    for wave in ("pre", "post"):
        volunteer.post(f"/evening/{key}/waves/{wave}/open")
        response = evening.begin(wave)
        with evening.database.transaction() as db:
            record_response(db, evening.submission(response, wave), now=evening.clock())
            keep_memory(db, response, given=ANN, key=b"k" * 32)
    volunteer.post(f"/evening/{key}/waves/post/close")
    with evening.database.reading() as db:
        assert wave_counts(db, [evening.id])[evening.id].linked == 1


def test_the_key_is_shown_once_and_is_not_in_the_database(desk, organiser, evening, key):
    assert key not in organiser.get(f"/experiments/{evening.id}/key").text
    kept = b"".join(path.read_bytes() for path in desk.services.settings.home.glob("weaving.sqlite*"))
    assert key.encode() not in kept


def test_of_a_frozen_evening_it_shows_the_state_and_opens_nothing(organiser, volunteer, key, evening, clock):
    for move in ("pre/open", "pre/close", "post/open", "post/close"):
        volunteer.post(f"/evening/{key}/waves/{move}")
    evening.change(frozen_at=clock())
    page = organiser.get(f"/experiments/{evening.id}/key").text
    assert "still works sees where the evening stands" in " ".join(page.split())
    assert ("Keys that work now" in page, "opens nothing" in page) == (True, False)
    assert volunteer.get(f"/evening/{key}").status_code == 200
    for wave in ("pre", "post"):
        volunteer.post(f"/evening/{key}/waves/{wave}/open")
        volunteer.post(f"/evening/{key}/waves/{wave}/reopen")
        assert evening.wave(wave).closed_at is not None


def test_it_works_until_noon_of_the_next_day_in_the_hall(volunteer, key, clock):
    clock.advance(hours=17, minutes=29)  # 11:59 in London
    assert volunteer.get(f"/evening/{key}").status_code == 200
    clock.advance(minutes=2)
    assert volunteer.get(f"/evening/{key}").status_code == 404


def test_a_key_made_days_before_works_until_noon_after_an_evening_without_hours(desk, evening, organiser, clock):
    evening.change(date=date(2026, 5, 20))
    page = post(organiser, f"/experiments/{evening.id}/key").text
    made = re.search(r"/staff/evening/([\w-]+)", page)[1]
    seen = []
    for now in (datetime(2026, 5, 21, 10, 59, tzinfo=UTC), datetime(2026, 5, 21, 11, 1, tzinfo=UTC)):  # noon in London
        clock.now = now
        seen.append(desk.app.test_client().get(f"/evening/{made}").status_code)
    assert seen == [200, 404]


def test_it_does_not_time_out_in_the_middle(volunteer, key, clock):
    clock.advance(hours=3)
    assert volunteer.post(f"/evening/{key}/waves/pre/open").status_code == 303


def test_an_organiser_can_end_it_early(volunteer, key, organiser, evening):
    page = organiser.get(f"/experiments/{evening.id}/key").text
    address = re.search(rf"/experiments/{evening.id}/key/[\w-]+/end", page)[0]
    post(organiser, address)
    assert volunteer.get(f"/evening/{key}").status_code == 404


@pytest.mark.parametrize("key_tried", ["x", "", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
def test_another_key_opens_nothing(volunteer, key, key_tried):
    assert volunteer.get(f"/evening/{key_tried}").status_code == 404


def test_it_leads_to_no_page_that_asks_for_an_account(volunteer, key, evening):
    volunteer.get(f"/evening/{key}")
    assert volunteer.get(f"/experiments/{evening.id}").status_code == 303


def test_what_a_volunteer_does_is_written_down_as_theirs(desk, volunteer, key):
    volunteer.post(f"/evening/{key}/waves/pre/open")
    with desk.services.database.reading() as db:
        entry = latest_entries(db, limit=1)[0]
    assert (entry.actor, entry.action, set(entry.details)) == ("evening key", "wave opened", {"wave", "key"})


def test_a_page_of_another_site_cannot_press_for_them(volunteer, key):
    sent = volunteer.post(f"/evening/{key}/waves/pre/open", headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 403


def test_it_opens_no_wave_of_another_kind(volunteer, key):
    assert volunteer.post(f"/evening/{key}/waves/follow_up/open").status_code == 404


def test_a_second_press_shows_the_evening_to_the_volunteer(volunteer, key):
    answers = [volunteer.post(f"/evening/{key}/waves/pre/open") for _ in range(2)]
    shown = [(each.status_code, each.headers["Location"].partition("?")[0]) for each in answers]
    assert shown == [(303, f"/evening/{key}")] * 2


def test_a_volunteer_takes_back_what_an_organiser_pressed(volunteer, key, evening, press, clock):
    for move in ("open", "close"):
        press(f"/experiments/{evening.id}/waves/pre/{move}")
        clock.advance(minutes=1)
    asked = re.search(r'name="press" value="([^"]+)"', volunteer.get(f"/evening/{key}").text)[1]
    assert volunteer.post(f"/evening/{key}/waves/undo", data={"press": asked}).status_code == 303
    assert evening.wave("pre").is_open()


def test_no_page_of_a_volunteer_leads_to_the_staffs_sign_in_or_sets_a_cookie(volunteer, key, evening, clock, organiser):
    volunteer.post(f"/evening/{key}/waves/pre/open")
    evening.change(frozen_at=clock())
    pages = [
        volunteer.get(f"/evening/{key}"),
        volunteer.post(f"/evening/{key}/waves/post/open"),
        volunteer.post(f"/evening/{key}/waves/pre/open", headers={"Sec-Fetch-Site": "cross-site"}),
        volunteer.get(f"/evening/{key}/nowhere"),
    ]
    assert [page.status_code for page in pages] == [200, 422, 403, 404]
    assert [('href="/"' in page.text, page.headers.get("Set-Cookie")) for page in pages] == [(False, None)] * 4
    assert f'href="/evening/{key}"' in pages[1].text


@pytest.mark.parametrize("page", ["", "/screen", "/now"])
def test_an_ended_key_says_so_and_whom_to_ask(volunteer, key, clock, page):
    clock.advance(days=2)
    said = volunteer.get(f"/evening/{key}{page}").text
    assert "This key has ended. Ask the organiser who gave it to you for a new one." in said
    assert "This is no evening key" in volunteer.get(f"/evening/{key}x{page}").text


def test_the_organisers_page_leads_to_the_keys_and_the_volunteers_own_does_not(volunteer, key, organiser, evening):
    led = f'href="/experiments/{evening.id}/key"'
    pages = [organiser.get(f"/experiments/{evening.id}").text, volunteer.get(f"/evening/{key}").text]
    assert [led in page for page in pages] == [True, False]
    assert ["Evening key for a volunteer" in page for page in pages] == [True, False]


def test_the_page_says_what_a_key_can_do_and_where_it_is_shown(organiser, evening):
    before = " ".join(organiser.get(f"/experiments/{evening.id}/key").text.split())
    handed = " ".join(post(organiser, f"/experiments/{evening.id}/key").text.split())
    powers = ("reopen Before", "hold After", "rounds", "take away its seating plan", "undo the last press", "counts")
    assert [power for power in powers if power not in before] == []
    assert ("only once" in handed, "once you leave it, nobody can see it again" in handed) == (False, True)


@pytest.fixture
def wall(volunteer, key):
    """Where the projector's link leads."""
    return re.search(r'href="(/wall/[^"?]+)"', volunteer.get(f"/evening/{key}").text)[1]


def test_the_projector_has_an_address_that_holds_no_key_and_presses_nothing(desk, volunteer, key, wall):
    shown = volunteer.get(wall)
    assert (shown.status_code, "How to join" in shown.text, key in wall + shown.text) == (200, True, False)
    assert volunteer.get(re.search(r'data-now="([^"]+)"', shown.text)[1].replace("&amp;", "&")).json["wave"] == "Before"
    below = [rule for rule in desk.app.url_map.iter_rules() if rule.rule.startswith("/wall/")]
    assert (len(below), {method for rule in below for method in rule.methods} & {"POST", "PUT"}) == (2, set())


def test_the_address_with_the_key_leads_to_the_projectors_own(volunteer, key, wall):
    answer = volunteer.get(f"/evening/{key}/screen?language=cy")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{wall}?language=cy")


def test_the_projector_ends_with_the_key_and_another_proof_shows_nothing(volunteer, wall, clock):
    tried = [volunteer.get(each).status_code for each in (wall, wall[:-1], f"{wall}/count", f"{wall}x/count")]
    assert tried == [200, 404, 200, 404]
    clock.advance(days=2)
    ended = volunteer.get(wall)
    said = "The key with which this screen was opened has ended."
    assert (ended.status_code, said in ended.text, said in volunteer.get(f"{wall}x").text) == (404, True, False)


def test_the_projector_of_a_key_says_once_it_stands_still_that_the_key_has_ended(volunteer, organiser, evening, wall):
    mine = organiser.get(f"/experiments/{evening.id}/screen").text
    said = ("the key with which it was opened has ended", "it has lost its sign-in")
    assert [[each in page for each in said] for page in (volunteer.get(wall).text, mine)] == [
        [True, False],
        [False, True],
    ]


def test_the_address_of_the_projector_can_be_sent_to_a_computer(volunteer, key, wall):
    page = volunteer.get(f"/evening/{key}").text
    assert "Send this address to that computer" in page
    assert re.search(r'href="mailto:\?subject=[^"+]+body=http[^"+]+' + wall.rsplit("/", 1)[1], page)


def test_whoever_passes_a_phone_round_finds_the_code_alone(volunteer, key, wall):
    page = volunteer.get(f"/evening/{key}").text
    assert "Do not hand this page round: whoever holds it can press its buttons." in page
    assert f'<a href="{wall}?held=1">Show the code alone</a>' in page
    assert "<form" not in volunteer.get(wall).text


def test_the_code_alone_is_shown_also_while_people_talk(volunteer, key, wall):
    for step in ("waves/pre/open", "waves/pre/close", "rounds/1/start"):
        volunteer.post(f"/evening/{key}/{step}")
    alone, follows = volunteer.get(f"{wall}?held=1").text, volunteer.get(wall).text
    assert ["QR code for" in page for page in (alone, follows)] == [True, False]
