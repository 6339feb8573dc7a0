"""The one-to-ones that people counted are followed by the ledger as outcomes are: no two reports part a few of them."""

import pytest

from analysis.estimate.estimate import Suppressed
from analysis.sensitivity.one_to_ones import OneToOnes
from evaluation.models import Experiment
from evaluation.reports.draft_report import draft_report
from evaluation.reports.releasable_outcomes import COUNTED
from evaluation.store.reports.gather import gather_experiments
from evaluation.web.app import Services
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import TRUST, Fieldwork

WITH_COUNTS = (*ITEMS, *COUNTED.items)


@pytest.fixture
def fieldwork(sqlite_database, clock):
    """Two evenings of a chapter, of eight and nine people who counted their one-to-ones."""
    found = Fieldwork(sqlite_database, clock)
    found.evening("Mill", 8, answering=WITH_COUNTS)
    found.evening("Hall", 9, answering=WITH_COUNTS)
    return found


@pytest.fixture
def drafted(sqlite_settings, fieldwork):
    """The draft report of the chapter as it may be told now."""

    def made():
        fieldwork.clock.advance(minutes=1)
        services = Services(sqlite_settings, fieldwork.database, fieldwork.clock)
        ids = [each.id for each in fieldwork.experiments.values()]
        report = draft_report(
            services, lambda db: gather_experiments(db, [db.get_one(Experiment, each) for each in ids])
        )
        fieldwork.clock.advance(minutes=1)
        return report

    return made


def counted_of(report):
    return [found for found in report.one_to_ones.values() if isinstance(found, OneToOnes)]


def test_a_draft_tells_what_people_of_each_evening_counted(drafted):
    found = counted_of(drafted())
    assert len(found) == 2
    assert all(each.mean.is_integer() and isinstance(each.people, Suppressed) for each in found)


def test_where_two_of_those_who_came_since_counted_nothing_of_it_is_told_again(drafted, fieldwork):
    drafted()
    fieldwork.evening("Hall", 4, answering=ITEMS)
    fieldwork.evening("Hall", 2, answering=WITH_COUNTS)
    again = drafted()
    assert again.flow.total["pairs"] == 23
    assert counted_of(again) == []


def test_where_five_of_those_who_came_since_counted_it_is_told_again(drafted, fieldwork):
    drafted()
    fieldwork.evening("Hall", 4, answering=ITEMS)
    fieldwork.evening("Hall", 5, answering=WITH_COUNTS)
    assert len(counted_of(drafted())) == 2


def test_who_answered_nothing_else_is_nobody_to_the_ledger(fieldwork):
    fieldwork.evening("Mill", 6, answering=COUNTED.items)
    with fieldwork.database.transaction() as db:
        assert len(fieldwork.choose(db, outcomes=(TRUST, COUNTED)).people) == 17
