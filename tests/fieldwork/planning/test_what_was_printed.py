"""A pack that says otherwise than its evening is said to, where something is changed and where the pack lies."""

import uuid

import pytest

from tests.mounted_evening import details_sent, evening, organiser, read
from tests.releases.staff_pages import work_off_by_the_clock

__all__ = ["evening", "organiser"]

DAY = "2026-05-14"
BEFORE_THIS = "The print pack was made before this changed:"


@pytest.fixture
def at(evening, organiser, mounted):
    """Where the evening's page is, planned from half past six, with a pack that says so."""
    there = f"/staff/experiments/{evening.id}"
    details_sent(organiser, there, date=DAY, starts="18:30", ends="20:30", place="Mill Hall", reason="")
    printed(organiser, there, mounted)
    return there


def printed(organiser, at, mounted):
    organiser.post(f"{at}/pack", page=f"{at}/pack", count="1", hosts="0", pack=str(uuid.uuid4()))
    work_off_by_the_clock(mounted.desk.services)


def changed(organiser, at, **fields):
    """What the next page says once something was changed."""
    answer = details_sent(organiser, at, **fields)
    assert answer.status_code == 303
    return read(organiser.get(at))


def test_a_pack_that_says_what_the_evening_is_has_nothing_said_of_it(organiser, at):
    assert BEFORE_THIS not in read(organiser.get(f"{at}/pack"))
    assert BEFORE_THIS not in changed(organiser, at, expected="30")


def test_other_hours_on_the_same_day_are_said_from_and_to_until_the_pack_is_made_again(organiser, at, mounted):
    sentence = f"{BEFORE_THIS} the hours (printed: 18:30–20:30; now: 02:45–05:00). Make it again."
    assert sentence in changed(organiser, at, starts="02:45", ends="05:00")
    for page in (at, f"{at}/pack"):
        assert read(organiser.get(page)).count(sentence) == 1, page
    mounted.desk.services.clock.advance(minutes=1)
    printed(organiser, at, mounted)
    assert BEFORE_THIS not in read(organiser.get(f"{at}/pack")) + read(organiser.get(at))


def test_once_the_data_are_frozen_nobody_is_asked_to_make_the_pack_again(organiser, at, evening):
    assert BEFORE_THIS in changed(organiser, at, place="Vestry")
    evening.change(frozen_at=evening.clock())
    for page in (at, f"{at}/pack"):
        assert BEFORE_THIS not in read(organiser.get(page)), page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"place": "Vestry"}, "the place (printed: Mill Hall; now: Vestry)"),
        ({"title": "Harvest"}, "the title (printed: North Hall; now: Harvest)"),
        ({"planned_rounds": "3"}, "the rounds and their minutes"),
    ],
)
def test_whatever_else_a_pack_prints_is_said_as_well(organiser, at, fields, said):
    assert f"{BEFORE_THIS} {said}. Make it again." in changed(organiser, at, **fields)


def test_other_prompts_are_said_where_they_are_kept(organiser, at):
    organiser.post(f"{at}/rounds", page=f"{at}/rounds", planned_rounds="2", prompts_en="A meal")
    assert "the prompts. Make it again." in read(organiser.get(f"{at}/pack"))
