"""The panel of quality tells nothing of a few people, alone or beside reports, before and after somebody left."""

from contextlib import contextmanager
from dataclasses import replace

import pytest

from analysis.estimate.estimate import Estimate
from analysis.sensitivity.quality import Flag, QualityCheck
from evaluation.evaluators.quality_page import _change
from evaluation.models import Experiment
from evaluation.reports.draft_report import draft_report
from evaluation.reports.quality_disclosure import (
    RoundedChange,
    disclosed_quality,
    is_small,
    printed_counts,
    quality_of_several,
)
from evaluation.store.reports.gather import gather_experiment
from evaluation.web.app import Services
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import KEY
from tests.releases.kept import begun, gone_on_from

TOLD_OF_ANSWERS = {Flag.ALIKE, Flag.STRAIGHT, Flag.MISSING, Flag.CEILING}


@contextmanager
def fieldwork_at(template, home):
    """Fieldwork in a home whose lots are drawn by a key that is known."""
    with begun(template, home) as fieldwork:
        (fieldwork.settings.keys / "lots").write_bytes(KEY)
        yield fieldwork


@pytest.fixture
def on_sqlite(tmp_path, migrated_sqlite):
    with fieldwork_at(migrated_sqlite, tmp_path / "home") as fieldwork:
        yield fieldwork


@pytest.fixture(scope="module")
def reported(tmp_path_factory, migrated_sqlite):
    """Thirty people at Mill Hall of whom a report has told, to look at."""
    with fieldwork_at(migrated_sqlite, tmp_path_factory.mktemp("reported") / "home") as fieldwork:
        fieldwork.evening("Mill Hall", 30, answering=ITEMS)
        report(fieldwork, "Mill Hall")
        yield fieldwork


@pytest.fixture
def after_a_report(reported, tmp_path):
    """The same for a test in which somebody comes or leaves."""
    with gone_on_from(reported, tmp_path / "home") as fieldwork:
        yield fieldwork


@pytest.fixture(scope="module")
def with_two_at_the_top(tmp_path_factory, migrated_sqlite):
    """Thirty others of whom a report has told, two of whom gave the highest answer throughout; to look at."""
    with fieldwork_at(migrated_sqlite, tmp_path_factory.mktemp("top") / "home") as fieldwork:
        fieldwork.evening("Mill Hall", 28, answering=ITEMS)
        fieldwork.evening("Mill Hall", 2, answering=ITEMS, all_say=ITEMS)
        report(fieldwork, "Mill Hall")
        yield fieldwork


def report(fieldwork, title):
    fieldwork.clock.advance(minutes=1)
    services = Services(fieldwork.settings, fieldwork.database, fieldwork.clock)
    draft_report(services, lambda db: gather_experiment(db, db.get_one(Experiment, fieldwork.experiments[title].id)))
    fieldwork.clock.advance(minutes=1)


def told(fieldwork, title="Mill Hall"):
    with fieldwork.database.reading() as db:
        return disclosed_quality(db, db.get_one(Experiment, fieldwork.experiments[title].id), key=KEY)


def of_answers(told):
    return [check for check in told.checks if check.flag in TOLD_OF_ANSWERS]


def test_of_an_evening_of_two_nothing_is_told(on_sqlite):
    on_sqlite.evening("Quay", 2, answering=ITEMS)
    found = told(on_sqlite, "Quay")
    assert (found.checks, found.everybody, "Fewer than 5 people" in found.why) == ((), None, True)


def test_before_any_report_it_is_told_how_answers_were_sent_and_nothing_of_them(on_sqlite):
    on_sqlite.evening("Mill Hall", 30, answering=ITEMS)
    found = told(on_sqlite)
    assert (of_answers(found), found.everybody, "make the report first" in found.why) == ([], None, True)
    assert {check.flag for check in found.checks} == set(Flag) - TOLD_OF_ANSWERS - {Flag.PAPER}


def test_once_a_report_has_told_of_them_the_headline_stands_rounded_as_there(reported):
    found = told(reported)
    assert found.everybody.pairs == 30
    assert found.everybody.change.value == round(found.everybody.change.value, 1)
    assert found.without.change is None or found.everybody.pairs - found.without.pairs not in (1, 2, 3, 4)
    assert of_answers(found)


@pytest.mark.parametrize("happening", ["withdrawal", "late form"])
def test_nothing_new_follows_from_looking_again(after_a_report, happening):
    before = told(after_a_report)
    if happening == "withdrawal":
        after_a_report.withdraw("Mill Hall")
        assert (of_answers(told(after_a_report)), told(after_a_report).everybody) == ([], None)
    else:
        after_a_report.evening("Mill Hall", 1, answering=ITEMS)
        assert (of_answers(told(after_a_report)), told(after_a_report).everybody) == (
            of_answers(before),
            before.everybody,
        )


def test_what_was_found_is_told_once_as_the_people_were_first_reported(after_a_report):
    after_a_report.evening("Mill Hall", 6, answering=ITEMS)
    report(after_a_report, "Mill Hall")
    assert (of_answers(told(after_a_report)), "since the first report" in told(after_a_report).why) == ([], True)


def test_one_or_two_at_the_best_possible_score_are_not_counted_nor_all_but_these(with_two_at_the_top):
    counts = [check for check in of_answers(told(with_two_at_the_top)) if check.flag is Flag.CEILING]
    assert [check for check in counts if check.count in (1, 2) and not is_small(check)] == []
    assert any(is_small(check) for check in counts)


def test_several_evenings_together_leave_out_the_small_one(on_sqlite):
    on_sqlite.evening("Mill Hall", 30, answering=ITEMS)
    on_sqlite.evening("Quay", 2, answering=ITEMS)
    report(on_sqlite, "Mill Hall")
    with on_sqlite.database.reading() as db:
        both, one = (
            quality_of_several(db, [db.get_one(Experiment, on_sqlite.experiments[each].id) for each in titles], key=KEY)
            for titles in (("Mill Hall", "Quay"), ("Mill Hall",))
        )
    assert both == one != ()


def test_two_people_who_gave_one_answer_throughout_both_times_are_two_and_not_told_as_four(with_two_at_the_top):
    (straight,) = (check for check in told(with_two_at_the_top).checks if check.flag is Flag.STRAIGHT)
    assert (straight.count, straight.of, is_small(straight)) == (2, 30, True)


@pytest.mark.parametrize(
    ("count", "of", "printed"),
    [(0, 24, (None, 25)), (4, 24, (None, 25)), (5, 23, (5, 25)), (7, 22, (5, 20)), (8, 48, (10, 50))],
)
def test_how_answers_were_sent_is_told_to_the_nearest_five_and_nothing_of_a_few(count, of, printed):
    assert printed_counts(QualityCheck(flag=Flag.LATE, count=count, of=of), below=5) == printed


def test_somebody_who_leaves_changes_nothing_that_the_panel_or_the_command_counts(after_a_report):
    def looked_at():
        return [
            (check.flag, printed_counts(check, below=5))
            for check in told(after_a_report).checks
            if check.flag not in TOLD_OF_ANSWERS
        ]

    before = looked_at()
    after_a_report.withdraw("Mill Hall")
    assert looked_at() == before != []


def test_of_fewer_than_20_the_panel_prints_whole_points_and_no_decimal():
    few = RoundedChange(pairs=17, change=Estimate(1.0, 0.0, 1.0))
    assert _change(few) == "+1 (0 to +1), in whole points, as fewer than 20 answered"
    assert _change(replace(few, pairs=20)) == "+1.0 (0.0 to +1.0)"


def test_where_nobody_would_be_taken_out_the_headline_does_not_stand_twice(reported):
    found = told(reported)
    assert found.everybody.pairs == 30
    assert (found.without.pairs, found.without.change) == (None, None)


def test_of_an_evening_where_everybody_answered_the_same_no_share_tells_what_each_answered(on_sqlite):
    on_sqlite.evening("Mill Hall", 24, answering=ITEMS, all_say=ITEMS)
    on_sqlite.evening("Quay", 24, answering=ITEMS)
    report(on_sqlite, "Mill Hall")
    report(on_sqlite, "Quay")
    assert {printed_counts(check, below=5)[0] for check in of_answers(told(on_sqlite))} == {None}
    with on_sqlite.database.reading() as db:
        both = quality_of_several(db, list(db.query(Experiment)), key=KEY)
    straight = [printed_counts(check, below=5)[0] for check in both if check.flag is Flag.STRAIGHT]
    assert straight == [None]
