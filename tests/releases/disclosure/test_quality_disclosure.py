"""The panel of quality tells nothing of a few people, alone or beside reports, before and after somebody left."""

from dataclasses import replace

import pytest

from analysis.estimate.estimate import Estimate
from analysis.sensitivity.quality import Flag
from evaluation.evaluators.quality_page import _change
from evaluation.models import Experiment
from evaluation.reports.draft_report import draft_report
from evaluation.reports.quality_disclosure import RoundedChange, disclosed_quality, is_small, quality_of_several
from evaluation.store.reports.gather import gather_experiment
from evaluation.web.app import Services
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import KEY

TOLD_OF_ANSWERS = {Flag.ALIKE, Flag.STRAIGHT, Flag.MISSING, Flag.CEILING}


@pytest.fixture
def services(sqlite_settings, sqlite_database, clock):
    (sqlite_settings.home / "keys").mkdir(exist_ok=True)
    (sqlite_settings.home / "keys" / "lots").write_bytes(KEY)
    return Services(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def report(services, on_sqlite):
    def make(title):
        on_sqlite.clock.advance(minutes=1)
        draft_report(
            services, lambda db: gather_experiment(db, db.get_one(Experiment, on_sqlite.experiments[title].id))
        )
        on_sqlite.clock.advance(minutes=1)

    return make


@pytest.fixture
def told(on_sqlite):
    def look(title):
        with on_sqlite.database.reading() as db:
            return disclosed_quality(db, db.get_one(Experiment, on_sqlite.experiments[title].id), key=KEY)

    return look


def of_answers(told):
    return [check for check in told.checks if check.flag in TOLD_OF_ANSWERS]


def test_of_an_evening_of_two_nothing_is_told(on_sqlite, told):
    on_sqlite.evening("Quay", 2, answering=ITEMS)
    found = told("Quay")
    assert (found.checks, found.everybody, "Fewer than 5 people" in found.why) == ((), None, True)


def test_before_any_report_it_is_told_how_answers_were_sent_and_nothing_of_them(on_sqlite, told):
    on_sqlite.evening("Mill Hall", 30, answering=ITEMS)
    found = told("Mill Hall")
    assert (of_answers(found), found.everybody, "make the report first" in found.why) == ([], None, True)
    assert {check.flag for check in found.checks} == set(Flag) - TOLD_OF_ANSWERS - {Flag.PAPER}


def test_once_a_report_has_told_of_them_the_headline_stands_rounded_as_there(on_sqlite, told, report):
    on_sqlite.evening("Mill Hall", 30, answering=ITEMS)
    report("Mill Hall")
    found = told("Mill Hall")
    assert found.everybody.pairs == 30
    assert found.everybody.change.value == round(found.everybody.change.value, 1)
    assert found.without.change is None or found.everybody.pairs - found.without.pairs not in (1, 2, 3, 4)
    assert of_answers(found)


@pytest.mark.parametrize("happening", ["withdrawal", "late form"])
def test_nothing_new_follows_from_looking_again(on_sqlite, told, report, happening):
    on_sqlite.evening("Mill Hall", 30, answering=ITEMS)
    report("Mill Hall")
    before = told("Mill Hall")
    if happening == "withdrawal":
        on_sqlite.withdraw("Mill Hall")
        assert (of_answers(told("Mill Hall")), told("Mill Hall").everybody) == ([], None)
    else:
        on_sqlite.evening("Mill Hall", 1, answering=ITEMS)
        assert (of_answers(told("Mill Hall")), told("Mill Hall").everybody) == (of_answers(before), before.everybody)


def test_what_was_found_is_told_once_as_the_people_were_first_reported(on_sqlite, told, report):
    on_sqlite.evening("Mill Hall", 30, answering=ITEMS)
    report("Mill Hall")
    on_sqlite.evening("Mill Hall", 6, answering=ITEMS)
    report("Mill Hall")
    assert (of_answers(told("Mill Hall")), "since the first report" in told("Mill Hall").why) == ([], True)


def test_one_or_two_at_the_best_possible_score_are_not_counted_nor_all_but_these(on_sqlite, told, report):
    on_sqlite.evening("Mill Hall", 28, answering=ITEMS)
    on_sqlite.evening("Mill Hall", 2, answering=ITEMS, all_say=ITEMS)
    report("Mill Hall")
    counts = [check for check in of_answers(told("Mill Hall")) if check.flag is Flag.CEILING]
    assert [check for check in counts if check.count in (1, 2) and not is_small(check)] == []
    assert any(is_small(check) for check in counts)


def test_several_evenings_together_leave_out_the_small_one(on_sqlite, report):
    on_sqlite.evening("Mill Hall", 30, answering=ITEMS)
    on_sqlite.evening("Quay", 2, answering=ITEMS)
    report("Mill Hall")
    with on_sqlite.database.reading() as db:
        both, one = (
            quality_of_several(db, [db.get_one(Experiment, on_sqlite.experiments[each].id) for each in titles], key=KEY)
            for titles in (("Mill Hall", "Quay"), ("Mill Hall",))
        )
    assert both == one != ()


def test_two_people_who_gave_one_answer_throughout_both_times_are_two_and_not_told_as_four(on_sqlite, told, report):
    on_sqlite.evening("Mill Hall", 28, answering=ITEMS)
    on_sqlite.evening("Mill Hall", 2, answering=ITEMS, all_say=ITEMS)
    report("Mill Hall")
    (straight,) = (check for check in told("Mill Hall").checks if check.flag is Flag.STRAIGHT)
    assert (straight.count, straight.of, is_small(straight)) == (2, 30, True)


def test_of_fewer_than_20_the_panel_prints_whole_points_and_no_decimal():
    few = RoundedChange(pairs=17, change=Estimate(1.0, 0.0, 1.0))
    assert _change(few) == "+1 (0 to +1), in whole points, as fewer than 20 answered"
    assert _change(replace(few, pairs=20)) == "+1.0 (0.0 to +1.0)"


def test_where_nobody_would_be_taken_out_the_headline_does_not_stand_twice(on_sqlite, told, report):
    on_sqlite.evening("Mill Hall", 30, answering=ITEMS)
    report("Mill Hall")
    found = told("Mill Hall")
    assert found.everybody.pairs == 30
    assert (found.without.pairs, found.without.change) == (None, None)
