"""Somebody takes what a chapter's or workshop's own report tells from what the study's tells: no few are left over."""

import re

import pytest

from evaluation.reports.releases.disclosed_flow import about_others
from tests.releases.disclosure.beside.beside_others import Beside, again


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


def waiting(told):
    return told["around"].get("waiting")


@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_a_few_who_wait_are_counted_neither_in_their_own_report_nor_in_the_studys(study, people):
    study.people("Quay", 25, chapter="Caer")
    study.people("Chapel", people, chapter="Ynys")
    for told, page in (study.told("Chapel"), study.told()):
        assert waiting(told) is None
        assert not re.search(rf"\b{people} waiting|joined them: {people}", page)


def test_two_chapters_of_four_who_wait_are_not_told_apart_from_nobody_by_the_study(study):
    study.people("Quay", 25, chapter="Caer")
    study.people("Chapel", 4, chapter="Ynys")
    study.people("Mill", 4, chapter="Bont")
    assert waiting(study.told()[0]) is None


def test_whether_anybody_waits_is_not_read_off_how_many_came(study):
    study.people("Quay", 25, chapter="Caer")
    study.fieldwork.came("Quay", 40)
    first = study.told("Quay")[0]["around"]["came"]
    study.people("Quay", 1, chapter="Caer")
    assert (first, study.told("Quay")[0]["around"].get("came")) == (40, 40)


def test_one_of_many_who_wait_takes_the_answers_back_and_two_reports_say_the_same(study):
    study.people("Quay", 25, chapter="Caer")
    study.people("Mill", 30, chapter="Ynys")
    study.told()
    study.fieldwork.withdraw("Quay")
    first = study.told()[0]
    study.fieldwork.withdraw("Quay")
    assert (waiting(first), waiting(study.told()[0])) == (25, 25)
    assert "about 25 waiting" in study.told()[1]
    assert "Where a few people wait at a workshop" in study.told()[1]


def test_of_a_chapter_where_a_few_answered_it_is_not_said_that_nobody_did(study):
    study.people("Quay", 25, chapter="Caer")
    study.people("Chapel", 30, chapter="Ynys")
    study.people("Mill", 3, chapter="Bont")
    page = study.told()[1]
    assert ("Bont no results yet" in page, "no answers yet" in page) == (True, False)


def answered(told):
    return {wave: told["flow"]["about"][f"{wave}_others"] for wave in ("pre", "post")}


def three_chapters(study, *, before_only, after_only=0):
    study.people("Quay", 25, chapter="Caer", before_only=before_only, after_only=after_only)
    study.people("Chapel", 30, chapter="Ynys")
    study.people("Mill", 20, chapter="Bont")


def test_a_study_tells_on_page_1_about_how_many_answered_before(study):
    three_chapters(study, before_only=27, after_only=12)
    told, page = study.told()
    assert (told["flow"]["pairs"], answered(told)) == (75, {"pre": 25, "post": 10})
    assert "75 people answered both times; about 25 more answered before" in page
    assert "75 answered both times and are told of; about 25 more answered before." in page
    assert "75 answered both times and are told of; about 10 more answered after." in page


def test_what_is_said_of_others_on_page_1_is_within_two_of_the_truth_whatever_it_is_added_to(study):
    study.people("Quay", 34, chapter="Caer", before_only=8)
    study.people("Chapel", 30, chapter="Ynys")
    told, page = study.told()
    assert (told["flow"]["pairs"], answered(told)["pre"]) == (64, 10)
    assert "64 people answered both times; about 10 more answered before" in page
    assert "about 75" not in page


def test_a_workshop_and_a_chapter_tell_of_those_who_answered_both_times_alone(study):
    three_chapters(study, before_only=27)
    for place in ("Quay", "Caer"):
        told, page = study.told(place)
        assert "about" not in told["flow"]
        assert "more answered before" not in page


@pytest.mark.parametrize("few", [1, 4])
def test_a_few_who_answered_once_are_told_as_nobody_is(study, few):
    three_chapters(study, before_only=0)
    first = answered(study.told()[0])
    study.once("Quay", few, wave="pre")
    study.once("Chapel", few, wave="post")
    assert (first, answered(study.told()[0])) == ({"pre": 0, "post": 0}, {"pre": 0, "post": 0})


def test_it_stays_when_a_withdrawal_takes_a_chapter_out_of_what_is_told(study):
    three_chapters(study, before_only=27)
    first = study.told()[0]
    study.fieldwork.withdraw("Quay")
    second = study.told()[0]
    assert (first["flow"]["pairs"], second["flow"]["pairs"]) == (75, 50)
    assert (answered(first)["pre"], answered(second)["pre"]) == (25, 50)


@pytest.mark.parametrize("pairs", range(70, 75))
def test_how_many_are_compared_does_not_move_where_the_others_are_rounded(pairs):
    others = [about_others({"pre": pairs + once}, used=pairs, below=5)["pre"] for once in range(30)]
    edges = [once for once in range(1, 30) if others[once] != others[once - 1]]
    assert edges == [5, 8, 13, 18, 23, 28]
