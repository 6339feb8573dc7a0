"""Each kind of meeting reads what fits it: a kitchen without printer, a meeting online, a course of weeks, a hall."""

import re
from datetime import timedelta

import pytest
from lxml import html

from evaluation.models import Experiment
from evaluation.store.studies.learning_units import Unit, keep_units
from tests.linking.conftest import ANN, Room

PAPER = ("paper form", "at the door", "people are seated", "Collect the paper", "Everybody sits", "walk round")


def said(page):
    return re.sub(r"\s+", " ", html.fromstring(page).xpath("//main")[0].text_content())


@pytest.fixture
def of_kind(evening):
    """Let the evening be of a kind, with no rounds planned but the usual ones."""
    return lambda kind, **columns: evening.change(kind=kind, planned_rounds=None, **columns)


@pytest.fixture
def reads(organiser, evening):
    return lambda page="": said(organiser.get(f"/experiments/{evening.id}{page}", follow_redirects=True).text)


def through(evening, reads):
    """What the evening's page says at each of its states."""
    pages = [reads()]
    for step, kind in (("open", "pre"), ("close", "pre"), ("open", "post"), ("close", "post")):
        getattr(evening, step)(kind)
        evening.clock.advance(minutes=4)
        pages.append(reads())
    return pages


def test_a_meeting_online_never_speaks_of_doors_seats_and_paper(evening, of_kind, reads):
    of_kind("online")
    pages = [reads("/script"), *through(evening, reads)]
    assert [word for word in PAPER for page in pages if word in page] == []
    assert "write to me in the chat" in pages[0]
    assert "Press when everybody has left the meeting." in pages[4]


def test_a_kitchen_without_printer_needs_no_paper_card_bell_or_projector(evening, of_kind, reads):
    of_kind("house_meeting")
    pages = [reads("/script"), *through(evening, reads)]
    words = ("raise your hand", "Collect the paper", "rings the bell", "First bell", "first bell", "last round")
    assert [word for word in words for page in pages if word in page] == []
    assert [page for page in pages if "Seating plan" in page or "The projector has not" in page] == []
    assert [page for page in pages if "your card" in page or "same card" in page or "any card" in page] == []
    assert "A meeting at home needs nothing printed." in reads("/pack")


def test_a_kitchen_for_which_cards_were_printed_comes_by_card(evening, of_kind, reads):
    of_kind("house_meeting")
    before = reads("/script")
    evening.cards(6)
    assert ("Take any card" in before, "Take any card" in reads("/script")) == (False, True)


def test_a_home_that_talks_in_rounds_has_its_bell_and_its_seating_plan(evening, of_kind, reads):
    of_kind("house_meeting")
    evening.change(planned_rounds=3)
    assert "rings the bell" in reads("/script")
    assert "Seating plan" in reads()


def test_a_learning_module_has_no_talks_between_before_and_after(organiser, evening, of_kind):
    of_kind("learning_module", starts_at=evening.clock(), ends_at=evening.clock() + timedelta(hours=2))
    evening.open("pre")
    evening.close("pre")
    page = html.fromstring(organiser.get(f"/experiments/{evening.id}").text)
    steps = [step.text.strip() for step in page.xpath("//ol[@class='steps']/li")]
    assert steps[1] == "Between"
    assert page.xpath("//section[contains(@class, 'say')]") == []
    assert "The end, as planned" not in page.text_content()
    assert "For this module" in page.text_content()


def test_an_assembly_without_rounds_is_told_of_no_bell(of_kind, reads):
    of_kind("assembly")
    script = reads("/script")
    assert "bell" not in script
    assert "Turn to somebody near you whom you do not know." in script


def test_what_was_pressed_is_not_asked_for_again(evening, of_kind, reads):
    of_kind("weaving_trust")
    pages = through(evening, reads)
    assert ["Press Open Before." in page for page in pages[:2]] == [True, False]
    assert ["Press Open After." in page for page in pages[3:4]] == [False]


@pytest.mark.parametrize(
    ("kind", "wall"),
    [
        ("online", "on the same phone or computer"),
        ("house_meeting", "on the same phone or computer"),
        ("learning_module", "in the last unit, on the same phone"),
        ("learning_module with cards", "in the last unit, with the same card"),
        ("assembly", "at the end, on the same phone or computer"),
        ("assembly with cards", "at the end, with the same card"),
    ],
)
def test_the_wall_says_where_people_of_a_kind_come_back(evening, of_kind, reads, kind, wall):
    of_kind(kind.partition(" ")[0])
    if "with cards" in kind:
        evening.cards(4)
    evening.change(planned_rounds=0)
    evening.open("pre")
    evening.close("pre")
    assert wall in reads("/screen")


def test_people_online_are_seated_in_rooms(press, evening, of_kind, reads):
    of_kind("online")
    press(f"/experiments/{evening.id}/seating", groups="Mosque 6\nSchool 6", rounds="3", shown="0")
    assert "Room 1" in reads("/seating")
    assert ("Table" in reads("/seating"), "Table" in reads("/screen?seats=1")) == (False, False)


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("online", "Everybody in the meeting, whether"),
        ("learning_module", "Everybody who came to any unit"),
        ("assembly", "Everybody in the room"),
    ],
)
def test_the_record_says_who_is_counted_at_such_a_meeting(of_kind, reads, kind, hint):
    of_kind(kind)
    assert hint in reads("/record")


def test_a_key_of_a_learning_module_works_until_noon_after_its_last_unit(press, evening, of_kind, reads):
    of_kind("learning_module")
    weeks = {"first": "2026-10-06", "begins": "19:00", "minutes": "90", "units": "6", "weeks_apart": "1"}
    press(f"/experiments/{evening.id}/units/first", **weeks)
    assert "until 11 Nov 2026, 12:00" in reads("/key")


def test_pairs_that_wait_are_counted_among_what_comes_afterwards(desk, clock):
    room = Room(desk.services.settings, desk.services.database, clock)
    room.answer("ann", "pre", memory=ANN)
    room.open("post")
    room.answer("ann again", "post", memory={**ANN, "birth_day": "15"})
    room.close("post")
    with room.database.reading() as db:
        experiment = room.experiment(db).id
    page = said(desk.signed_in("organiser").get(f"/experiments/{experiment}").text)
    assert "1 pair waits for you" in page
    assert "1 pair of forms may be of one person, and waits for somebody to look at it." in page
    assert "The evening's own work is done" not in page


def test_between_the_units_of_a_module_with_rounds_nobody_is_sent_to_after_or_to_a_round(evening, of_kind, organiser):
    of_kind("learning_module")
    evening.change(planned_rounds=3)
    evening.cards(4)
    with evening.database.transaction() as db:
        units = [Unit(begins_at=evening.clock() + timedelta(weeks=week)) for week in (0, 5)]
        keep_units(db, db.get_one(Experiment, evening.id), units, now=evening.clock())
    evening.open("pre")
    evening.close("pre")
    first = said(organiser.get(f"/experiments/{evening.id}").text)
    evening.clock.advance(minutes=60 * 20)
    again = evening.desk.as_person(evening.desk.person("organiser", chapter=evening.desk.north))
    page = again.get(f"/experiments/{evening.id}").text
    assert ["Leaving now" in first, "Start round 1" in first] == [False, True]
    assert ["Leaving now" in page, "Start round 1" in page, "Say now" in page] == [False, False, False]
    assert "After opens here in the last unit, on 18 June 2026" in page
    assert html.fromstring(page).xpath("//button[contains(@class, 'go') and contains(., 'Open After')]") == []


def test_a_large_screen_in_a_kitchen_sends_nobody_to_somebody_new(evening, reads, press):
    evening.change(kind="house_meeting", planned_rounds=2)
    walls = list[str]()
    for step in ("waves/pre/open", "waves/pre/close", "rounds/1/start", "rounds/1/end"):
        press(f"/experiments/{evening.id}/{step}")
        walls.append(reads("/screen"))
    assert [wall for wall in walls if "somebody new" in wall or "Find somebody" in wall] == []
    assert ["Each speaks in turn" in wall for wall in walls] == [False, True, True, False]
