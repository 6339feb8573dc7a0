"""After a withdrawal the words that are missing tell nobody: drafts, releases and exports hold the others back."""

import pytest

from evaluation.domain.errors import Refused
from evaluation.export.export_job import read_and_pack
from evaluation.reports.draft_report import draft_report
from evaluation.store.releases.releases import release_numbered
from evaluation.store.reports.gather import gather_study
from evaluation.store.responses.disclosed_words import disclose_words, waves_to_disclose
from evaluation.web.app import Services

ITEMS = ("bt1", "bt2", "bt3", "cg2", "cg3")
HERE = ("I sat with a neighbour.", "We laughed.", "It was loud.", "I would come again.")
THERE = ("The tea was good.", "More time, please.", "We share a street.")


@pytest.fixture
def evenings(on_sqlite):
    """Two evenings of thirty people each, at which some wrote, and their words were looked at and released."""
    for title, chapter, words in (("Mill Hall", "Caer", HERE), ("Vestry", "Ynys", THERE)):
        on_sqlite.evening(title, 30, chapter=chapter, answering=ITEMS)
        on_sqlite.wrote(title, *words)
        with on_sqlite.database.transaction() as db:
            of = on_sqlite.experiments[title].id
            disclose_words(db, waves_to_disclose(db, of, below=5), now=on_sqlite.clock())
    return on_sqlite


@pytest.fixture
def services(evenings, sqlite_settings):
    return Services(sqlite_settings, evenings.database, evenings.clock)


def left(fieldwork, title, *, silent=False, count=1):
    """The holders of the last cards withdraw, who wrote something; or `silent` ones."""
    for _ in range(count):
        if silent:
            fieldwork.tokens[title].append(fieldwork.tokens[title].pop(0))
        fieldwork.withdraw(title)


def in_draft(fieldwork, services):
    """Which words a draft of the study may print."""
    fieldwork.clock.advance(hours=1)
    report = draft_report(services, lambda db: gather_study(db, fieldwork.study), hold_back=True)
    return {each.text for each in report.context.open_answers}


def in_text(text):
    return {words for words in (*HERE, *THERE) if words in text}


def in_export(fieldwork, services):
    """Which words stand in any file of an export of the study."""
    fieldwork.clock.advance(hours=1)
    package = read_and_pack(services, fieldwork.study.id, step=lambda *_: None)
    files = package if isinstance(package, dict) else dict(package)
    return in_text(" ".join(content.decode(errors="ignore") for content in files.values()))


@pytest.mark.parametrize("silent", [False, True], ids=["a writer", "somebody silent"])
def test_a_draft_after_a_withdrawal_has_no_words_of_that_evening(evenings, services, silent):
    assert in_draft(evenings, services) == {*HERE, *THERE}
    left(evenings, "Mill Hall", silent=silent)
    assert in_draft(evenings, services) == {*THERE}


def test_a_draft_has_the_words_of_those_who_stay_once_enough_have_left(evenings, services):
    in_draft(evenings, services)
    left(evenings, "Mill Hall")
    left(evenings, "Mill Hall", silent=True, count=4)
    assert in_draft(evenings, services) == {*HERE[1:], *THERE}


def test_an_export_after_a_withdrawal_has_no_words_of_that_evening(evenings, services):
    assert in_export(evenings, services) >= {*HERE, *THERE}
    left(evenings, "Mill Hall")
    assert in_export(evenings, services) == {*THERE}


def test_an_export_has_no_words_either_where_who_left_had_answered_once(evenings, services):
    evenings.apart("Mill Hall", 1, answering=ITEMS)
    in_export(evenings, services)
    left(evenings, "Mill Hall")
    assert not in_export(evenings, services) & {*HERE}


def test_a_release_after_a_withdrawal_has_no_words_of_that_evening(release, evenings, frozen_words):
    release("make")
    left(evenings, "Mill Hall")
    release("make", "--hold-back")
    assert (frozen_words(1), frozen_words(2)) == ({*HERE, *THERE}, {*THERE})


@pytest.mark.parametrize("silent", [False, True], ids=["a writer", "somebody silent"])
def test_whether_a_release_goes_out_does_not_tell_whether_who_left_is_quoted(release, evenings, silent):
    release("make")
    left(evenings, "Mill Hall", silent=silent)
    with pytest.raises(Refused, match="have been taken back or changed since it was frozen"):
        release("put-out", "1")


@pytest.fixture
def frozen_words(evenings):
    """Which words are kept in a release."""

    def reading(number):
        with evenings.database.reading() as db:
            return in_text(release_numbered(db, evenings.study, number).aggregates)

    return reading
