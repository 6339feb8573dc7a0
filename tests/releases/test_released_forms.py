"""Whose answers figures of items and scales are made from: people of evenings of which a release that is out told."""

import pytest

import instruments
from evaluation.models import Link, Release, Study
from evaluation.store.releases.released_forms import released_forms
from evaluation.store.releases.releases import record_put_out
from tests.releases.conftest import KEY, Fieldwork

VERSIONS = [instruments.load("common-ground", 1), instruments.load("common-ground", 2)]


@pytest.fixture
def fieldwork(sqlite_database, clock):
    return Fieldwork(sqlite_database, clock)


def put_out(fieldwork, *titles, **about):
    """A release of some evenings that is out."""
    made = fieldwork.release(*titles, **about)
    with fieldwork.database.transaction() as db:
        record_put_out(db, db.get_one(Release, made.row.id), files={}, now=fieldwork.clock(), by="Mair")
    fieldwork.clock.advance(hours=1)


def forms(fieldwork):
    with fieldwork.database.reading() as db:
        return released_forms(db, VERSIONS, key=KEY)


def test_answers_that_no_release_told_of_are_in_no_figure(fieldwork):
    fieldwork.evening("May", 12)
    assert (len(forms(fieldwork).frame), forms(fieldwork).evenings) == (0, 0)


def test_a_release_that_is_frozen_and_not_out_gives_nothing(fieldwork):
    fieldwork.evening("May", 12)
    fieldwork.release("May")
    assert len(forms(fieldwork).frame) == 0


def test_the_people_of_a_release_that_is_out_are_there_before_and_after(fieldwork):
    fieldwork.evening("May", 12)
    put_out(fieldwork, "May")
    frame = forms(fieldwork).frame
    assert frame["form.wave"].value_counts().to_dict() == {"pre": 12, "post": 12}


def test_an_evening_that_the_release_did_not_tell_of_is_not_there(fieldwork):
    fieldwork.evening("May", 12)
    fieldwork.evening("June", 9)
    put_out(fieldwork, "May")
    assert (len(forms(fieldwork).frame), forms(fieldwork).evenings) == (24, 1)


def test_somebody_who_answered_once_is_not_there(fieldwork):
    fieldwork.evening("May", 12)
    fieldwork.apart("May", 3)
    put_out(fieldwork, "May")
    assert len(forms(fieldwork).frame) == 24


def test_an_evening_that_somebody_has_left_stands_out_whole(fieldwork):
    fieldwork.evening("May", 12)
    fieldwork.evening("June", 12)
    put_out(fieldwork)
    fieldwork.withdraw("May")
    assert (len(forms(fieldwork).frame), forms(fieldwork).evenings) == (24, 1)


def test_evenings_that_the_ledger_prints_together_stand_out_together(fieldwork):
    for title, people in (("May", 3), ("June", 4), ("July", 12)):
        fieldwork.evening(title, people)
    put_out(fieldwork)
    assert forms(fieldwork).evenings == 3
    fieldwork.withdraw("May")
    assert forms(fieldwork).evenings < 3
    assert set(forms(fieldwork).frame["form.group"].value_counts()) == {24}


def test_people_whose_join_was_undone_take_their_evening_with_them(fieldwork):
    fieldwork.evening("May", 12)
    fieldwork.joined("May", 1)
    put_out(fieldwork, "May")
    assert len(forms(fieldwork).frame) == 26
    with fieldwork.database.transaction() as db:
        db.query(Link).one().undone_at = fieldwork.clock()
    assert len(forms(fieldwork).frame) == 0


def test_who_came_after_the_release_is_not_there(fieldwork):
    fieldwork.evening("May", 12)
    put_out(fieldwork, "May")
    fieldwork.evening("May", 2)
    assert len(forms(fieldwork).frame) == 24


def test_a_later_release_brings_those_who_came_since(fieldwork):
    fieldwork.evening("May", 12)
    put_out(fieldwork, "May")
    fieldwork.evening("May", 6)
    put_out(fieldwork, "May")
    assert len(forms(fieldwork).frame) == 36


def test_example_studies_are_left_out(fieldwork):
    fieldwork.evening("May", 12)
    put_out(fieldwork, "May")
    with fieldwork.database.transaction() as db:
        db.get_one(Study, fieldwork.study.id).is_example = True
    assert len(forms(fieldwork).frame) == 0


def test_the_strictest_plan_decides_of_how_few_people_nothing_is_told(fieldwork):
    assert (forms(fieldwork).thresholds.group, forms(fieldwork).thresholds.figure) == (5, 10)
