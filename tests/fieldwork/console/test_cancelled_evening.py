"""An evening that was cancelled asks nobody to answer, and offers nothing that is for an evening."""

import uuid

import pytest

from evaluation.models import EveningKey, Job, SeatingVersion
from tests.mounted_evening import evening, organiser, read

__all__ = ["evening", "organiser"]


@pytest.fixture
def at(evening, organiser):
    """Where the page of the evening is, once that is cancelled."""
    there = f"/staff/experiments/{evening.id}"
    assert [each in organiser.get(there).text for each in (f"{there}/key", f"{there}/pack")] == [True, True]
    organiser.post(f"{there}/cancel", page=f"{there}/remove")
    return there


def test_the_words_that_are_sent_say_so(organiser, at):
    said = read(organiser.get(at))
    assert "North Hall has been cancelled. There is nothing for you to answer." in said
    assert "please answer" not in said


def test_the_words_that_are_sent_tell_who_answered_what_their_code_is_for(organiser, evening):
    evening.open("pre")
    evening.answered(2)
    evening.close("pre")
    there = f"/staff/experiments/{evening.id}"
    organiser.post(f"{there}/cancel", page=f"{there}/remove")
    said = read(organiser.get(there))
    assert "North Hall has been cancelled. What was answered is kept. Have you answered? With the code on your" in said
    assert "There is nothing for you to answer" not in said


def test_no_new_key_no_seating_plan_and_no_print_pack_are_offered(organiser, at):
    page = organiser.get(at).text
    assert [each for each in ("key", "seating", "pack") if f'href="{at}/{each}"' in page] == []


def test_nor_is_one_made_from_an_older_page(organiser, at, evening):
    organiser.post(f"{at}/key", page=at)
    organiser.post(f"{at}/pack", page=at, count="10", hosts="0")
    organiser.post(f"{at}/pack/cards", page=at, number="10", hosts="0", language="", pack=str(uuid.uuid4()))
    refused = organiser.post(f"{at}/seating", page=at, groups="Mosque 6\nSchool 6", rounds="3", shown="0")
    with evening.database.reading() as db:
        assert [db.query(kind).count() for kind in (EveningKey, Job, SeatingVersion)] == [0, 0, 0]
    assert "North Hall has been cancelled: nobody is to be seated." in read(refused)
    addresses = ("key", "pack", "pack/cards", "seating")
    assert [each for each in addresses if "It was cancelled on" not in read(organiser.get(f"{at}/{each}"))] == []


def test_after_closing_the_wall_and_the_words_that_are_sent_say_on_which_condition_there_is_a_result(
    organiser, evening
):
    for wave in ("pre", "post"):
        evening.open(wave)
        evening.close(wave)
    there = f"/staff/experiments/{evening.id}"
    for page in (there, f"{there}/screen"):
        said = read(organiser.get(page))
        assert "If the result is made public, it stands here:" in said
        assert "once it is ready" not in said
