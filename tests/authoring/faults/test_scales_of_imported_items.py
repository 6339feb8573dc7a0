"""Items that measure nothing yet take from the scale that counts them what they measure and which way is better."""

import pytest

import instruments
from evaluation.authoring.sections.rows import text_of_rows
from evaluation.authoring.sections.section_list import TABLES, added
from instruments import Direction
from instruments.interchange import read_content
from instruments.validation import problems
from tests.first_hour.kobo_form import NAME, kobo_form

ITEMS = ("trust_neighbours", "trust_faith")


@pytest.fixture(scope="module")
def imported():
    return read_content(NAME, kobo_form()).version_draft


def form(**filled):
    own = {"label": "Trust", "construct": "trust", "minimum": "1", "maximum": "5", "minimum_answered": "0.5"}
    return {**own, "direction": "higher", "items": text_of_rows([item, ""] for item in ITEMS), **filled}


def measured(version):
    return [(item.construct, item.direction) for item in version.items if item.id in ITEMS]


def test_a_scale_of_imported_items_leaves_nothing_to_mend(imported):
    version = added(imported, "scales", "trust", values=form())
    assert (measured(version), list(problems(version))) == ([("trust", Direction.HIGHER)] * 2, [])


def test_a_reversed_item_points_the_other_way(imported):
    items = text_of_rows([[ITEMS[0], ""], [ITEMS[1], "reversed"]])
    version = added(imported, "scales", "trust", values=form(items=items))
    assert [way for _, way in measured(version)] == [Direction.HIGHER, Direction.LOWER]
    assert not problems(version)


def test_items_follow_a_scale_that_is_said_to_measure_something_else(imported):
    version = added(imported, "scales", "trust", values=form(construct="tru"))
    version = TABLES["scales"].put(version, "trust", form())
    assert measured(version) == [("trust", Direction.HIGHER)] * 2


def test_an_item_that_no_scale_counts_stays_as_it_is(imported):
    version = added(imported, "scales", "trust", values=form())
    assert version.items_by_id["belong"] == imported.items_by_id["belong"]


def test_an_item_that_says_what_it_measures_keeps_it(imported):
    first = instruments.load("common-ground", 1)
    (scale, *_) = first.scales
    values = {**TABLES["scales"].values(first, scale.id), "construct": "another"}
    version = added(first, "scales", "another", values=values)
    assert version.items == first.items
