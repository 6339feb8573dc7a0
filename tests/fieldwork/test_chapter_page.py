"""A chapter's page: one report of its experiments together, or of those that are ticked."""

import re

import pytest

from evaluation.cli.operations.worker import HANDLERS
from evaluation.evaluators import chapter_page
from evaluation.jobs.leased_job import WorkerContext
from evaluation.jobs.worker import work_off
from evaluation.models import Job
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.experiments import add_experiment
from tests.releases.conftest import Fieldwork
from tests.staff_pages import post


@pytest.fixture
def evaluator(desk):
    return desk.signed_in("evaluator", chapter=desk.north)


@pytest.fixture
def address(desk):
    return f"/reports/chapters/{desk.north.id}"


@pytest.fixture
def evenings(desk, evening):
    """Three of the chapter's experiments: the desk's own and two more."""
    with desk.services.database.transaction() as db:
        version, now = version_in_use(db, "common-ground", 1, now=desk.services.clock()), desk.services.clock()
        about = {"kind": "assembly", "version": version, "now": now, "rng": evening.rng}
        return [desk.here, *(add_experiment(db, desk.north, title=name, **about) for name in ("Mill Hall", "Vestry"))]


@pytest.fixture
def asked(desk, evaluator, address):
    """Tick some experiments and ask for their report: what the job keeps of it."""

    def ask(*experiments):
        answer = post(evaluator, address, experiment=[str(each.id) for each in experiments])
        assert answer.status_code == 303, answer.text
        with desk.services.database.reading() as db:
            (job,) = db.query(Job)
            return {name: job.arguments.get(name) for name in ("scope", "subject", "experiments")}

    return ask


def test_some_of_a_chapters_experiments_are_found_under_the_chapter(desk, evenings, asked):
    some = sorted(str(each.id) for each in evenings[1:])
    assert asked(*evenings[1:]) == {"scope": "chapter", "subject": str(desk.north.id), "experiments": some}


def test_all_of_them_are_the_chapters_own_report(desk, evenings, asked):
    assert asked(*evenings) == {"scope": "chapter", "subject": str(desk.north.id), "experiments": None}


def test_one_of_them_is_its_own_report(evenings, asked):
    assert asked(evenings[2]) == {"scope": "experiment", "subject": str(evenings[2].id), "experiments": None}


def test_all_are_ticked_at_first_and_none_when_that_is_asked(evenings, evaluator, address):
    ticked = [evaluator.get(address + query).text.count(" checked>") for query in ("", "?tick=none")]
    assert ticked == [len(evenings), 0]


def test_an_experiment_with_an_open_wave_cannot_be_ticked_and_says_why(evening, evenings, evaluator, address):
    evening.open("pre")
    page = evaluator.get(address).text
    assert (page.count(" checked>"), page.count(" disabled")) == (len(evenings) - 1, 1)
    assert "Before is open: no report until it is closed" in page


def test_one_that_was_opened_meanwhile_is_refused_in_a_sentence(evening, evenings, evaluator, address):
    evening.open("pre")
    answer = post(evaluator, address, experiment=[str(each.id) for each in evenings])
    assert (answer.status_code, "a report is never live" in answer.text) == (422, True)


@pytest.mark.parametrize("deed", ["", "/freeze"])
def test_nothing_ticked_is_a_sentence_and_another_chapters_experiment_is_not_there(desk, evaluator, address, deed):
    nothing = post(evaluator, address + deed)
    theirs = post(evaluator, address + deed, experiment=[str(desk.here.id), str(desk.there.id)])
    assert (nothing.status_code, "Tick at least one" in nothing.text, theirs.status_code) == (422, True, 404)


def test_few_people_are_told_as_fewer_than_enough(desk):
    fieldwork = Fieldwork(desk.services.database, desk.services.clock)
    fieldwork.evening("Mill Hall", 3)
    page = desk.signed_in("evaluator").get(f"/reports/chapters/{fieldwork.chapters['Caer'].id}").text
    assert re.search(r'data-label="Linked">fewer than 5</td>', page)


def test_many_are_searched_and_only_those_found_are_ticked(evenings, evaluator, address, monkeypatch):
    assert 'type="search"' not in evaluator.get(address).text
    monkeypatch.setattr(chapter_page, "MANY", 2)
    page = evaluator.get(f"{address}?q=vest").text
    assert ('type="search"' in page, page.count(" checked>"), "1 of 3, by date" in page) == (True, 1, True)


def test_the_overview_leads_there_and_says_how_many_are_under_way_and_made(desk, evenings, evaluator, asked):
    assert f'href="/reports/chapters/{desk.north.id}"' in evaluator.get("/reports").text
    asked(*evenings[1:])
    said = " ".join(evaluator.get("/reports").text.split())
    assert "<b>North, 2 of its experiments</b>: The report waits for a worker" in said
    work_off(WorkerContext(services=desk.services, handlers=HANDLERS))
    page = evaluator.get("/reports").text
    assert re.search(r"North, 2 of its experiments\s*<", page)
    assert "Mill Hall, Vestry</span>" in page
