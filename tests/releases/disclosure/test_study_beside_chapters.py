"""Somebody takes what a chapter's or workshop's own report tells from what the study's tells: no few are left over."""

import re

import pytest

from tests.releases.beside_others import Beside, again


@pytest.fixture
def study(on_sqlite, sqlite_settings):
    return Beside(on_sqlite, sqlite_settings)


def test_a_few_of_another_chapter_who_did_not_answer_months_later_do_not_follow(study):
    study.people("Quay", 25, chapter="Caer", again=20)
    study.people("Chapel", 30, chapter="Ynys", again=28)
    own, (whole, page) = study.told("Quay")[0], study.told()
    assert (again(own), again(whole)) == (20, None)
    assert set(whole["outcomes"]["bridging_trust"]["waves"]["follow_up"]) == {"lasting"}
    assert not re.search(r"\b48\b", page)


def test_a_few_of_another_workshop_of_the_chapter_do_not_follow(study):
    study.people("Quay", 25, chapter="Caer", again=20)
    study.people("Chapel", 30, chapter="Caer", again=28)
    own, whole = study.told("Quay")[0], study.told("Caer")[0]
    assert (again(own), again(whole)) == (20, None)
    assert set(whole["outcomes"]["bridging_trust"]["waves"]["follow_up"]) == {"lasting"}


def test_a_chapter_is_not_told_of_months_later_where_one_of_its_workshops_lacks_a_few(study):
    study.people("Quay", 12, chapter="Caer", again=7)
    study.people("Chapel", 12, chapter="Caer", again=11)
    for title, chapter in (("Mill", "Ynys"), ("Hall", "Bont"), ("Barn", "Dre")):
        study.people(title, 12, chapter=chapter, again=12)
    lasting = study.told()[0]["outcomes"]["bridging_trust"]["waves"]["follow_up"]["lasting"]
    assert set(lasting["chapters"]) == {"Dre", "Ynys"}


def test_where_no_workshop_lacks_a_few_it_is_told_how_many_answered_in_all(study):
    study.people("Quay", 25, chapter="Caer", again=20)
    study.people("Chapel", 30, chapter="Ynys", again=25)
    assert again(study.told()[0]) == 45
