"""A chapter's evaluator takes counts of one report from those of another: nobody is counted in what is left over."""

import itertools
import json

import pytest
from sqlalchemy import select

from analysis.disclosure.disclosure import SMALL
from evaluation.evaluators import requests
from evaluation.models import Job
from evaluation.reports.releases import freeze_release
from evaluation.web.app import Services
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import Fieldwork
from tests.releases.staff_pages import work_off_by_the_clock
from tests.staff_pages import Desk, post

EVENINGS = {"One": 25, "Two": 14, "Three": 12}
WAYS = (("n_up", "n_same", "n_down"), ("n_up_margin", "n_within_margin", "n_down_margin"))
EVERY = tuple(EVENINGS)


@pytest.fixture
def evaluator(settings, database, clock):
    """Tick evenings on the chapter's page and press the button; what report.json says, or the sentence instead."""
    return _Evaluator(settings, database, clock)


class _Evaluator:
    def __init__(self, settings, database, clock):
        self.fieldwork = found = Fieldwork(database, clock)
        for title, people in EVENINGS.items():
            found.evening(title, people, answering=ITEMS)
        services = Services(settings, database, clock)
        chapters = (found.chapters["Caer"], found.chapters["Ynys"])
        self.desk = Desk(services, found.study, *chapters, found.experiments["One"], found.experiments["Two"])

    def report(self, titles):
        clock, of = self.fieldwork.clock, self.fieldwork.experiments
        clock.advance(minutes=1)
        client = self.desk.signed_in("evaluator", chapter=self.desk.north)
        post(client, f"/reports/chapters/{self.desk.north.id}", experiment=[str(of[each].id) for each in titles])
        work_off_by_the_clock(self.desk.services)
        clock.advance(minutes=1)
        with self.desk.services.database.reading() as db:
            job = db.scalars(select(Job).order_by(Job.requested_at.desc())).first()
        if job.state == "failed":
            return job.message
        with client.get(f"/reports/{job.id}/report.json") as file:
            return json.loads(file.text)


@pytest.fixture(autouse=True)
def only_json(monkeypatch):
    monkeypatch.setattr(requests, "REQUESTED_FORMATS", ("json",))


def told(report):
    """Every triple of counts in a report that is told whole, by what it is of."""
    groups = {f"items.{name}": found for name, found in report["items"].items()}
    groups |= {name: found["participants"] for name, found in report["outcomes"].items()}
    for name, found in groups.items():
        for ways in WAYS:
            counts = [found.get(way) for way in ways]
            if all(isinstance(count, int) for count in counts):
                yield (name, ways), counts
    flow = [report["flow"].get(field) for field in ("pre_only", "post_only")]
    if all(isinstance(count, int) for count in flow):
        yield ("flow", ()), flow


def left_over(evaluator, orders):
    """How many triples are left when reports are taken from one another that count one or two people, of how many."""
    known = {}
    for titles in orders:
        report = evaluator.report(titles)
        if not isinstance(report, str):
            for name, counts in told(report):
                known.setdefault(name, {})[frozenset(titles)] = counts
    found, looked = 0, 0
    for sets in known.values():
        for whole, parts in itertools.product(sets, _disjoint(sets)):
            if parts and set().union(*parts) < whole:
                rest = [each - sum(sets[of][place] for of in parts) for place, each in enumerate(sets[whole])]
                looked, found = looked + 1, found + bool(set(rest) & set(SMALL))
    return found, looked, sum(len(sets) for sets in known.values())


def _disjoint(sets):
    for size in (1, 2):
        for parts in itertools.combinations(sets, size):
            if sum(map(len, parts)) == len(set().union(*parts)):
                yield parts


ORDERS = {
    "an evening, then the chapter": (("One",), EVERY),
    "the chapter, then an evening": (EVERY, ("One",)),
    "two evenings, each, then the chapter": (("One",), ("Two",), EVERY),
    "two evenings together, then the chapter, then one of them": (("One", "Two"), EVERY, ("One",)),
}


@pytest.mark.parametrize("order", [*list(ORDERS)[:3], pytest.param(list(ORDERS)[3], marks=pytest.mark.long)])
def test_no_count_of_one_or_two_people_is_left_over(evaluator, order):
    found, _, counted = left_over(evaluator, ORDERS[order])
    assert (found, counted > 0) == (0, True)


def test_without_looking_at_earlier_reports_some_are(sqlite_settings, sqlite_database, clock, monkeypatch):
    monkeypatch.setattr(freeze_release, "suppressed_counts", lambda *_: {})
    found, looked, _ = left_over(_Evaluator(sqlite_settings, sqlite_database, clock), (("One",), ("Two",), EVERY))
    assert (looked > 5, found > 0) == (True, True)


def test_an_evening_asked_again_after_a_late_form_counts_whom_it_counted(evaluator):
    first = dict(told(evaluator.report(("One",))))
    evaluator.report(EVERY)
    evaluator.fieldwork.evening("One", 1, answering=ITEMS)
    assert dict(told(evaluator.report(("One",)))) == first
