"""A learning module over its weeks: units planned at once, moved, named, counted, and shown where its people look."""

import re
from datetime import UTC, datetime

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import EveningKey, Experiment
from evaluation.store.log.audit_entries import latest_entries
from evaluation.store.studies.learning_units import units_of
from tests.staff_pages import post

FIRST = {"first": "2026-10-06", "begins": "19:00", "minutes": "90", "units": "6", "weeks_apart": "1"}


@pytest.fixture
def module(desk, clock):
    """The desk's northern experiment as a learning module; it is summer, and its first unit is in October."""
    with desk.services.database.transaction() as db:
        db.get_one(Experiment, desk.here.id).kind = "learning_module"
    return f"/experiments/{desk.here.id}"


def later(desk, clock, moment):
    """A moment of the module's weeks, and an organiser who signs in then."""
    clock.advance(seconds=(moment - clock()).total_seconds())
    return desk.as_person(desk.person("organiser", chapter=desk.north))


def units(desk):
    with desk.services.database.reading() as db:
        return units_of(db, db.get_one(Experiment, desk.here.id))


def planned(client, module, **fields):
    return post(client, f"{module}/units/first", page=f"{module}/units", **{**FIRST, **fields})


def typed(client, module):
    """What the form of the units is filled with, by the names of its fields."""
    form = html.fromstring(client.get(f"{module}/units").text).xpath("//main//form")[0]
    return {name: value or "" for name, value in form.form_values()}


def sent(client, module, **changed):
    return client.post(f"{module}/units", data={**typed(client, module), **changed})


def said(page):
    return re.sub(r"\s+", " ", html.fromstring(page).xpath("//main")[0].text_content())


def test_six_units_are_planned_at_once_a_week_apart_and_at_one_hour_on_the_clock(desk, organiser, module):
    planned(organiser, module)
    begin = [unit.begins_at for unit in units(desk)]
    assert begin[0] == datetime(2026, 10, 6, 18, tzinfo=UTC)
    assert begin[-1] == datetime(2026, 11, 10, 19, tzinfo=UTC)  # the clocks went back in between
    assert len(begin) == 6


def test_units_are_as_long_as_the_hours_that_the_module_was_made_with(desk, organiser, module):
    with desk.services.database.transaction() as db:
        row = db.get_one(Experiment, desk.here.id)
        row.starts_at, row.ends_at = datetime(2026, 10, 6, 17, tzinfo=UTC), datetime(2026, 10, 6, 19, tzinfo=UTC)
    form = typed(organiser, module)
    assert (form["begins"], form["minutes"]) == ("18:00", "120")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"units": "31"}, "Between 1 and 30 units."),
        ({"units": ""}, "Please say how many units there are."),
        ({"first": ""}, "Please say on which day the first unit is."),
        ({"first": "2206-10-06"}, "too far away"),
        ({"minutes": "900"}, "Between 5 and 480 minutes."),
    ],
)
def test_what_cannot_be_planned_is_given_back_with_the_reason(desk, organiser, module, wrong, sentence):
    page = planned(organiser, module, **wrong)
    assert page.status_code == 422
    assert sentence in said(page.text)
    assert 'value="19:00"' in page.text
    assert units(desk) == []


def test_planned_twice_by_a_second_press_they_are_six(desk, organiser, module):
    planned(organiser, module)
    token = organiser.get(f"{module}/units").text
    fields = {"csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', token)[1], **FIRST, "units": "9"}
    assert organiser.post(f"{module}/units/first", data=fields).status_code == 303
    assert len(units(desk)) == 6


def test_a_unit_is_moved_and_named_and_those_after_it_stay(desk, organiser, module):
    planned(organiser, module)
    assert sent(organiser, module, day_2="2026-10-15", title_2="The other's street").status_code == 303
    one, two, three = units(desk)[:3]
    assert (two.begins_at.day, two.title) == (15, "The other's street")
    assert (one.begins_at.day, three.begins_at.day) == (6, 20)


def test_a_unit_moved_behind_another_takes_the_number_of_its_day(desk, organiser, module):
    planned(organiser, module)
    sent(organiser, module, title_1="First", day_1="2026-12-01")
    assert units(desk)[5].title == "First"


def test_a_unit_whose_day_is_emptied_is_taken_away_and_a_row_more_adds_one(desk, organiser, module):
    planned(organiser, module)
    sent(organiser, module, day_3="", begins_3="")
    assert len(units(desk)) == 5
    sent(organiser, module, day_6="2026-11-24", begins_6="18:00")
    assert len(units(desk)) == 6


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"day_2": "2026-10-06"}, "Unit 2 begins before unit 1 is over"),
        ({"title_7": "A picnic"}, "Say on which day unit 7 is."),
        ({"begins_2": ""}, "Say at what time unit 2 begins."),
        ({"came_1": "12"}, "Unit 1 has not begun yet"),
    ],
)
def test_units_that_cannot_be_are_given_back_with_the_reason(desk, organiser, module, changed, sentence):
    planned(organiser, module)
    page = sent(organiser, module, **changed)
    assert page.status_code == 422
    assert sentence in said(page.text)
    assert len(units(desk)) == 6


def test_how_many_came_is_asked_only_once_a_unit_has_begun_and_is_kept(desk, organiser, module, clock):
    planned(organiser, module)
    assert 'name="came_1"' not in organiser.get(f"{module}/units").text
    organiser = later(desk, clock, datetime(2026, 10, 13, 20, tzinfo=UTC))
    assert 'name="came_2"' in organiser.get(f"{module}/units").text
    sent(organiser, module, came_1="12", came_2="9")
    assert [unit.came for unit in units(desk)] == [12, 9, None, None, None, None]


def test_two_who_change_two_units_at_once_both_keep_theirs(desk, organiser, module):
    planned(organiser, module)
    theirs, mine = typed(organiser, module), typed(organiser, module)
    organiser.post(f"{module}/units", data={**theirs, "title_1": "Theirs"})
    organiser.post(f"{module}/units", data={**mine, "title_2": "Mine"})
    assert [unit.title for unit in units(desk)[:2]] == ["Theirs", "Mine"]


def test_the_page_of_the_module_says_which_unit_is_next_and_how_many_came(desk, organiser, module, clock):
    planned(organiser, module)
    organiser = later(desk, clock, datetime(2026, 10, 8, 9, tzinfo=UTC))
    sent(organiser, module, came_1="12", title_2="Bread")
    page = said(organiser.get(module).text)
    assert "Tue 6 Oct, 19:00 Unit 1 12 came" in page
    assert "Tue 13 Oct, 19:00 Unit 2: Bread next" in page


def test_today_shows_a_module_on_the_day_of_a_unit(desk, organiser, module, clock):
    planned(organiser, module)
    organiser = later(desk, clock, datetime(2026, 10, 13, 9, tzinfo=UTC))
    page = html.fromstring(organiser.get("/").text)
    assert page.xpath("//h1")[0].text_content() == desk.here.title
    assert "This page stays signed in all evening." in page.text_content()


def test_a_module_is_told_when_to_press_by_its_units(organiser, module):
    assert "Press when the first unit begins" in said(organiser.get(module).text)


def test_a_copy_of_a_module_has_its_units_as_many_days_later(desk, organiser, module, clock):
    planned(organiser, module)
    sent(organiser, module, title_1="Bread")
    organiser = later(desk, clock, datetime(2027, 1, 12, 9, tzinfo=UTC))
    page = post(organiser, f"{module}/copy", page=module)
    fresh = page.headers["Location"].rpartition("/")[2]
    with desk.services.database.reading() as db:
        row = next(each for each in db.query(Experiment) if str(each.id) == fresh)
        begin = [unit.begins_at for unit in units_of(db, row)]
    assert (begin[0], begin[5]) == (datetime(2027, 1, 12, 19, tzinfo=UTC), datetime(2027, 2, 16, 19, tzinfo=UTC))


def test_an_evening_has_no_units(desk, organiser):
    page = organiser.get(f"/experiments/{desk.here.id}/units")
    assert page.status_code == 422
    assert "is no learning module" in page.text


def test_every_change_of_the_units_stands_in_the_log(desk, organiser, module):
    planned(organiser, module)
    sent(organiser, module, day_6="")
    with desk.services.database.reading() as db:
        entries = [entry for entry in latest_entries(db, limit=20) if entry.action == "units planned"]
    assert sorted(len(entry.details["units"]) for entry in entries) == [5, 6]


def test_a_unit_on_a_bank_holiday_is_kept_and_asked_about(desk, organiser, module):
    planned(organiser, module, first="2026-12-25", units="2", weeks_apart="2")
    page = said(organiser.get(f"{module}/units").text)
    assert len(units(desk)) == 2
    assert page.count("is a bank holiday. Is that what you mean?") == 1
    assert "25 December 2026 is a bank holiday" in page


def test_of_units_on_other_days_nothing_is_asked(organiser, module):
    planned(organiser, module)
    assert "bank holiday" not in said(organiser.get(f"{module}/units").text)


def test_a_key_that_was_handed_over_lasts_as_long_as_the_units_that_are_planned_after_it(desk, organiser, module):
    post(organiser, f"{module}/key", page=f"{module}/key")
    page = planned(organiser, module)
    told = "Evening keys that were handed over work until 11 Nov 2026, 12:00 now."
    assert told in said(organiser.get(page.location.removeprefix("/staff")).text)
    with desk.services.database.reading() as db:
        assert [each.expires_at for each in db.scalars(select(EveningKey))] == [datetime(2026, 11, 11, 12, tzinfo=UTC)]
