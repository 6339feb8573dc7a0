"""Open answers are read, sorted and released one by one, and only where their writers agreed."""

import hashlib

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from evaluation.domain.errors import Refused
from evaluation.models import Experiment, OpenAnswer, Participant, Response
from evaluation.store.reports.quotable_answers import wrote_at
from evaluation.store.responses.disclosed_words import disclose_words, waves_to_disclose
from evaluation.store.responses.open_answers import (
    Sorting,
    sort_answers,
    take_consent_back,
    themes_to_choose,
    unquotable,
    written_at,
)

RELEASED = Sorting(theme="Common ground", stance="supports", released=True)


@pytest.fixture
def wrote(database, clock, experiment, answer):
    """Somebody answers After and writes; they agree to be quoted unless said otherwise."""

    def write(person, text, *, may_quote=True):
        answer(person, "post", bt1=4)
        with database.transaction() as db:
            response = db.scalars(select(Response.id).filter_by(participant_id=answer.people[person])).one()
            row = OpenAnswer(response_id=response, item="op1", text=text, may_quote=may_quote)
            db.add(row)
            db.flush()
            return row.id

    return write


@pytest.fixture
def told(database, clock, experiment):
    """Everything that was written by now is told, however few they are."""

    def telling(below=1):
        with database.transaction() as db:
            disclose_words(db, waves_to_disclose(db, experiment.id, below=below), now=clock())

    return telling


@pytest.fixture
def read(database, experiment, told):
    """What an evaluator reads of the experiment."""

    def reading(search=""):
        told()
        with database.reading() as db:
            return {each.text: each for each in written_at(db, experiment.id, search=search)}

    return reading


@pytest.fixture
def sort(database, clock, experiment):
    """Sort one answer."""

    def sorting(answer, sorting=RELEASED, by="Ann"):
        with database.transaction() as db:
            return sort_answers(db, experiment.id, sorted_as={answer: sorting}, by=by, now=clock())

    return sorting


def quotable(database, experiment):
    with database.reading() as db:
        return wrote_at(db, [experiment.id])


def test_only_words_whose_writer_agreed_are_read_and_the_others_are_counted(database, experiment, wrote, read):
    wrote("ann", "We share a street.")
    wrote("bea", "Not for others.", may_quote=False)
    with database.reading() as db:
        assert (list(read()), unquotable(db, experiment.id)) == (["We share a street."], 1)


def test_nothing_is_read_or_counted_of_people_who_took_their_answers_back(database, clock, experiment, wrote, read):
    wrote("ann", "We share a street.")
    wrote("bea", "Not for others.", may_quote=False)
    with database.transaction() as db:
        for person in db.scalars(select(Participant)):
            person.withdrawn_at = clock()
    with database.reading() as db:
        assert (read(), unquotable(db, experiment.id)) == ({}, 0)


def test_their_order_says_nothing_of_who_came_when(wrote, read):
    ids = [wrote(f"p{number}", f"Word {number}.") for number in range(12)]
    assert [each.id for each in read().values()] == sorted(ids)


@pytest.mark.parametrize("search", ["STREET", "ground street", "common"])
def test_a_search_looks_in_words_and_themes(wrote, read, sort, search):
    wrote("bea", "More time, please.")
    sort(wrote("ann", "We share a street."))
    assert list(read(search)) == ["We share a street."]


def test_a_released_answer_says_who_released_it(wrote, read, sort):
    sort(wrote("ann", "We share a street."))
    assert [(each.sorting, each.released_by) for each in read().values()] == [(RELEASED, "Ann")]


def test_who_released_it_stays_named_when_somebody_else_sorts_it(wrote, read, sort):
    answer = wrote("ann", "We share a street.")
    sort(answer)
    sort(answer, Sorting(theme="Closeness", released=True), by="Bea")
    assert [each.released_by for each in read().values()] == ["Ann"]


def test_an_answer_taken_back_is_out_of_reports_and_keeps_its_theme(database, experiment, wrote, read, sort):
    answer = wrote("ann", "We share a street.")
    sort(answer)
    sort(answer, Sorting(theme="Common ground"))
    (kept,) = read().values()
    assert (kept.sorting, kept.released_by) == (Sorting(theme="Common ground"), "")
    assert quotable(database, experiment) == ()


def test_what_was_changed_is_told_as_it_was_before_and_nothing_else(wrote, sort):
    answer = wrote("ann", "We share a street.")
    assert sort(answer) == {answer: Sorting()}
    assert sort(answer) == {}


def test_spaces_around_and_within_a_theme_make_no_other_theme(wrote, sort):
    answer = wrote("ann", "We share a street.")
    sort(answer)
    assert sort(answer, Sorting(theme="  Common   ground ", stance="supports", released=True)) == {}


def test_words_whose_writer_did_not_agree_are_passed_over(database, wrote, sort):
    answer = wrote("ann", "Not for others.", may_quote=False)
    assert sort(answer) == {}


def test_the_database_itself_holds_no_released_words_without_consent(database, clock, wrote):
    answer = wrote("ann", "Not for others.", may_quote=False)
    with pytest.raises(IntegrityError), database.transaction() as db:
        db.get_one(OpenAnswer, answer).released_at = clock()


def test_an_answer_of_another_experiment_is_passed_over(database, clock, wrote):
    answer = wrote("ann", "We share a street.")
    with database.transaction() as db:
        changed = sort_answers(db, answer, sorted_as={answer: RELEASED}, by="Ann", now=clock())
    assert changed == {}


def test_every_fault_of_a_sorting_is_named_at_once():
    with pytest.raises(Refused) as refused:
        Sorting(theme="x" * 81, stance="loves")
    assert len(refused.value.faults) == 2


def test_consent_taken_back_takes_the_release_with_it_and_leaves_the_other_words(database, wrote, read, sort):
    first, second = wrote("ann", "We share a street."), wrote("bea", "More time.")
    sort(first)
    sort(second)
    with database.transaction() as db:
        take_consent_back(db, db.get_one(OpenAnswer, first).response_id, but_of=())
    assert list(read()) == ["More time."]


def test_themes_to_choose_are_the_constructs_asked_and_those_used_before(database, experiment, wrote, sort):
    sort(wrote("ann", "More time."), Sorting(theme="The evening itself"))
    with database.reading() as db:
        themes = themes_to_choose(db, db.get_one(Experiment, experiment.id))
    assert (themes[0], themes[-1]) == ("Trust in people from other communities", "The evening itself")
    assert len(themes) == len(set(themes))


def test_a_report_reads_theme_and_stance_as_they_are_sorted_last(database, experiment, wrote, sort):
    answer = wrote("ann", "We share a street.")
    sort(answer)
    before = quotable(database, experiment)
    assert [(each.text, each.theme, each.stance) for each in before] == [
        ("We share a street.", "Common ground", "supports")
    ]
    sort(answer, Sorting(theme="Common ground", stance="contradicts", released=True))
    assert [each.stance for each in quotable(database, experiment)] == ["contradicts"]


def test_reports_read_words_in_an_order_that_follows_from_the_words_alone(database, experiment, wrote, sort):
    words = [f"Word {number}." for number in range(12)]
    for number, text in enumerate(words):
        sort(wrote(f"p{number}", text))
    found = [each.text for each in quotable(database, experiment)]
    assert found == sorted(words, key=lambda text: hashlib.sha256(text.encode()).hexdigest())
    assert found not in (words, sorted(words))


def test_words_wait_until_as_many_more_have_answered_as_are_told_of_together(database, experiment, answer, wrote, told):
    def texts():
        told(below=3)
        with database.reading() as db:
            return [{each.text for each in written_at(db, experiment.id)}, unquotable(db, experiment.id)]

    wrote("ann", "We share a street.")
    assert texts() == [set(), 0]
    answer("bea", "post", bt1=3)
    answer("cai", "post", bt1=3)
    assert texts() == [{"We share a street."}, 0]
    wrote("dai", "More time.")
    wrote("eve", "Not for others.", may_quote=False)
    assert texts() == [{"We share a street."}, 0]
    answer("fay", "post", bt1=3)
    assert texts() == [{"We share a street.", "More time."}, 1]
