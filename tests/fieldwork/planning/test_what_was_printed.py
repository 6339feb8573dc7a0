"""A pack that says otherwise than its evening is said to, where something is changed and where the pack lies."""

import uuid

import pytest

from tests.mounted_evening import details_sent, evening, organiser, read
from tests.releases.staff_pages import work_off_by_the_clock

__all__ = ["evening", "organiser"]

DAY = "2026-05-14"
BEFORE_THIS = "The print pack was made before this changed:"
GOOD = "Cards printed earlier stay good."
POSTER_AND_SCRIPT = f"Make these again, each alone: Poster and Host script. {GOOD}"
ALL_BUT_CARDS = f"Make these again, each alone: Poster, Host script and Paper forms. {GOOD}"


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
    sentence = f"{BEFORE_THIS} the hours (printed: 18:30–20:30; now: 02:45–05:00). {POSTER_AND_SCRIPT}"
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


def test_once_after_has_closed_nobody_is_asked_to_until_it_is_reopened(organiser, at, evening):
    for wave in ("pre", "post"):
        evening.open(wave)
    assert BEFORE_THIS in changed(organiser, at, ends="20:45", reason="It began late.")
    evening.close("post")
    for page in (at, f"{at}/pack"):
        assert BEFORE_THIS not in read(organiser.get(page)), page
    evening.open("post")
    assert BEFORE_THIS in read(organiser.get(at))


def test_a_part_that_was_made_again_alone_is_asked_for_no_more(organiser, at, mounted):
    assert POSTER_AND_SCRIPT in changed(organiser, at, starts="18:45")
    left = {"poster": f"each alone: Host script. {GOOD}", "script": None}
    for part, sentence in left.items():
        mounted.desk.services.clock.advance(minutes=1)
        organiser.post(f"{at}/pack/{part}", page=f"{at}/pack/{part}", number="1", language="", pack=str(uuid.uuid4()))
        work_off_by_the_clock(mounted.desk.services)
        said = read(organiser.get(f"{at}/pack"))
        assert sentence in said if sentence else BEFORE_THIS not in said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"place": "Vestry"}, f"the place (printed: Mill Hall; now: Vestry). {ALL_BUT_CARDS}"),
        ({"title": "Harvest"}, f"the title (printed: North Hall; now: Harvest). {ALL_BUT_CARDS}"),
        ({"planned_rounds": "3"}, "the rounds and their minutes. Make it again."),
    ],
)
def test_whatever_else_a_pack_prints_is_said_as_well(organiser, at, fields, said):
    assert f"{BEFORE_THIS} {said}" in changed(organiser, at, **fields)


def test_other_prompts_are_said_where_they_are_kept(organiser, at):
    organiser.post(f"{at}/rounds", page=f"{at}/rounds", planned_rounds="2", prompts_en="A meal")
    assert "the prompts. Make it again." in read(organiser.get(f"{at}/pack"))
