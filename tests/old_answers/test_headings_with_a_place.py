"""Headings of old files name the place itself, where the questionnaire leaves it open."""

import pytest

from evaluation.domain.errors import Refused
from evaluation.importing.read_files import read_files
from evaluation.importing.understanding import understand
from evaluation.reports.brought.forms_from_files import every_item
from tests.old_answers.files_of_an_evening import LIMITS, VERSION, files_of
from tests.old_answers.test_put_in_on_a_page import Keeper
from tests.staff_pages import desk_of

TEXTS = {item.id: item.text for item in VERSION.items if item.id in LIMITS and "{place}" in item.text}


def worded(place):
    return {item: text.replace("{place}", place) for item, text in TEXTS.items()}


def read(headings, **about):
    grids = read_files(files_of(headings=headings, without=[item for item in LIMITS if item not in TEXTS]))
    found = understand(grids, source=every_item(VERSION), named={}, **about)
    return {column.name: column.item for column in found.columns if column.role == "item"}


@pytest.mark.parametrize("place", ["Caer Lliw", "St. Asaph (Llanelwy)", "the north of Powys"])
def test_a_question_is_known_by_its_words_around_any_place(place):
    headings = worded(place)
    assert read(headings) == {heading: item for item, heading in headings.items()}


def test_of_two_places_the_chapters_own_is_asked_about():
    first, *others = TEXTS
    headings = worded("Caer Lliw") | {others[0]: TEXTS[first].replace("{place}", "Wales")}
    assert read(headings, places=["Caer Lliw"])[headings[first]] == first
    assert headings[first] not in read(headings)


def test_files_without_any_of_its_questions_are_refused_truly():
    headings = {item: f"Statement {number}" for number, item in enumerate(TEXTS)}
    with pytest.raises(Refused, match="No column of these files is read as a question of common-ground/1"):
        read(headings)


def test_the_page_offers_the_questionnaire_that_columns_are_of(sqlite_settings, sqlite_database, clock):
    keeper = Keeper(desk_of(sqlite_settings, sqlite_database, clock))
    known = keeper.offered(keeper.page_of_evening(files_of(headings=worded("Caer Lliw"))))
    assert known.pop("instrument").startswith("common-ground/")
    assert set(TEXTS) <= set(known.values())
    unknown = {item: f"Statement {number}" for number, item in enumerate(LIMITS)}
    other = keeper.offered(keeper.page_of_evening(files_of(headings=unknown)))
    assert other["instrument"].startswith("common-ground/")
