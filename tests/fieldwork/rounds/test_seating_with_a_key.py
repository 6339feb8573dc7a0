"""The seating plan for whoever holds the evening's key: made, changed and taken back without an account or a cookie."""

import re

import pytest

from evaluation.models import SeatingVersion
from evaluation.store.log.audit_entries import latest_entries
from tests.staff_pages import post


@pytest.fixture
def at(organiser, evening):
    """The page of the plan, by a key that was handed over."""
    page = post(organiser, f"/experiments/{evening.id}/key").text
    return re.search(r"/staff(/evening/[\w-]+)", page)[1] + "/seating"


@pytest.fixture
def volunteer(desk):
    return desk.app.test_client()


@pytest.fixture
def sent(volunteer, at):
    """Send a form of the page, with the version that the page shows."""

    def send(part="", **fields):
        shown = re.search(r'name="shown" value="(\d+)"', volunteer.get(at).text)[1]
        return volunteer.post(at + part, data={"shown": shown, **fields}, follow_redirects=True)

    return send


def test_a_volunteer_makes_changes_and_takes_back_a_plan(sent, evening):
    made = sent(groups="Mosque 6\nSchool 6", rounds="3")
    changed = sent("/change", before="2", arrivals="School 2", leavers="A1")
    assert "Round 1 of 3" in made.text
    assert "New since the last change: B7, B8" in changed.text
    sent("/take-back")
    with evening.database.reading() as db:
        assert [row.number for row in db.query(SeatingVersion)] == [1]


def test_a_volunteer_takes_the_plan_away_and_brings_it_back(sent, evening):
    made = sent(groups="Mosque 6\nSchool 6", rounds="3").text
    away = sent("/take-away").text
    assert ("Round 1 of 3" in away, "Bring the plan back" in away) == (False, True)
    tables = [re.findall(r"<b>([AB]\d · [AB]\d)</b>", page) for page in (made, sent("/take-back").text)]
    assert tables[0] == tables[1]


def test_it_is_written_down_as_done_with_the_key(sent, evening):
    sent(groups="Mosque 6\nSchool 6", rounds="3")
    with evening.database.reading() as db:
        entry = latest_entries(db, limit=1)[0]
    assert (entry.actor, entry.action, "key" in entry.details) == ("evening key", "seating planned", True)


def test_no_page_of_the_plan_sets_a_cookie_or_leads_to_the_sign_in(volunteer, sent, at):
    pages = [volunteer.get(at), sent(groups="Mosque 6\nSchool 6", rounds="3"), sent(groups="nobody", rounds="3")]
    assert [(page.headers.get("Set-Cookie"), 'href="/"' in page.text) for page in pages] == [(None, False)] * 3
    assert "has no number" in pages[2].text


def test_a_page_of_another_site_changes_nothing(volunteer, at, evening):
    away = {"Sec-Fetch-Site": "cross-site"}
    answer = volunteer.post(at, data={"shown": "0", "groups": "Mosque 6", "rounds": "3"}, headers=away)
    with evening.database.reading() as db:
        assert (answer.status_code, db.query(SeatingVersion).count()) == (403, 0)


@pytest.fixture
def wall_of_round_1(volunteer, sent, at):
    """The way to the tables of the first round, as the plan's page has it."""
    page = sent(groups="Mosque 6\nSchool 6", rounds="3").text
    return re.search(r'href="([^"]+\?seats=1)"', page)[1]


def test_the_tables_of_a_round_are_shown_on_the_wall_once_somebody_wants(volunteer, wall_of_round_1):
    shown = volunteer.get(wall_of_round_1, follow_redirects=True).text
    assert "Find your table for round 1" in shown
    assert len(re.findall(r"<li>\s<span><small>Table</small> \d+</span>\s<b>[AB]\d · [AB]\d</b>", shown)) == 6


def test_the_wall_follows_the_evening_again_from_the_next_press(volunteer, wall_of_round_1, at, evening):
    evening.change(planned_rounds=3, minutes_a_round=6)
    asked = volunteer.get(wall_of_round_1, follow_redirects=True)
    wall = asked.request.path + "?" + asked.request.query_string.decode()
    seen = [volunteer.get(wall).text]
    for step in ("waves/pre/open", "waves/pre/close", "rounds/1/start", "waves/post/open"):
        volunteer.post(at.replace("seating", step))
        seen.append(volunteer.get(wall).text)
    assert ["Find your table for round 1" in each for each in seen] == [True, False, True, False, False]
    assert ["Back to the evening" in each for each in seen] == [True, False, False, False, False]
    assert ("How to join" in seen[1], "Round 1 of 3" in seen[3]) == (True, True)


def test_the_way_back_from_the_tables_leads_to_where_the_evening_stands(volunteer, wall_of_round_1):
    asked = volunteer.get(wall_of_round_1, follow_redirects=True)
    back = re.search(r'href="([^"]+)">Back to the evening', asked.text)[1]
    assert "How to join" in volunteer.get(asked.request.path + back).text


def test_the_tables_asked_for_are_counted_under_the_same_address(volunteer, wall_of_round_1):
    asked = volunteer.get(wall_of_round_1, follow_redirects=True).text
    counted, stamp = re.search(r'data-now="([^"]+)" data-stamp="([^"]+)"', asked).groups()
    assert volunteer.get(counted.replace("&amp;", "&")).json["stamp"] == stamp


def test_the_evenings_page_leads_a_volunteer_to_the_plan_and_the_script(volunteer, at):
    page = volunteer.get(at.removesuffix("/seating")).text
    assert f'href="{at}"' in page
    script = volunteer.get(at.replace("/seating", "/script"))
    assert "Welcome. Before we talk to each other" in script.text
    assert (script.headers.get("Set-Cookie"), 'href="/"' in script.text) == (None, False)
