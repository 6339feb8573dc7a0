"""The evaluator's page: a report is asked for, made elsewhere, and downloaded by those who may."""

import hashlib
import re
from types import SimpleNamespace

import pytest

from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from evaluation.cli.operations.worker import HANDLERS
from evaluation.jobs.leased_job import WorkerContext
from evaluation.jobs.worker import work_off
from evaluation.store.studies.studies import DEFAULT_PLAN
from evaluation.web.disclosed_counts import count_as_disclosed, sum_as_disclosed
from tests.staff_pages import post


@pytest.fixture
def evaluator(desk):
    return desk.signed_in("evaluator", chapter=desk.north)


@pytest.fixture
def asked(desk, evening, evaluator):
    evening.open("pre")
    evening.answered(6)
    evening.open("post")
    evening.answered(6, "post")
    evening.close("post")
    assert post(evaluator, f"/reports/experiments/{evening.id}").status_code == 303
    return evening


def test_a_report_is_refused_while_a_wave_is_open(evening, evaluator):
    evening.open("pre")
    answer = post(evaluator, f"/reports/experiments/{evening.id}")
    assert (answer.status_code, "a report is never live" in answer.text) == (422, True)


def test_a_report_that_was_asked_for_waits_on_the_page_and_can_be_stopped(asked, evaluator):
    page = evaluator.get("/reports").text
    assert "waits for a worker" in page
    post(evaluator, re.search(r"/reports/[\w-]+/stop", page)[0])
    assert "waits for a worker" not in evaluator.get("/reports").text


def test_a_finished_report_is_listed_with_its_digest_and_downloads_as_it_is(desk, asked, evaluator):
    work_off(WorkerContext(services=desk.services, handlers=HANDLERS))
    page = evaluator.get("/reports").text
    address = re.search(r"/reports/[\w-]+/report\.json", page)[0]
    sent = evaluator.get(address)
    digest = hashlib.sha256(sent.data).hexdigest()
    sent.close()
    assert f'title="{digest}"' in page
    stranger = desk.signed_in("evaluator", chapter=desk.south)
    assert (sent.status_code, stranger.get(address).status_code) == (200, 404)
    assert sent.headers["Cache-Control"] == "no-store"
    assert evaluator.get(address.replace("report.json", "manifest.json")).status_code == 404


def test_a_chapters_evaluator_cannot_ask_for_the_whole_study(desk, evaluator):
    assert post(evaluator, f"/reports/studies/{desk.study.id}").status_code == 404


def test_people_by_chapter_are_told_as_the_experiments_above_them(desk, asked):
    page = desk.signed_in("evaluator", study=desk.study).get("/reports").text
    chapters = page[page.index("People by chapter") :]
    assert re.findall(r'data-label="(Before|After|Linked)">([^<]*)<', chapters) == [("Linked", "fewer than 5")] * 2


@pytest.mark.parametrize(("counts", "said"), [((12, 11), "5 or more"), ((4, 1), "5 or more"), ((4,), "fewer than 5")])
def test_counts_together_are_enough_or_too_few(desk, counts, said):
    with desk.app.test_request_context():
        assert sum_as_disclosed(counts, SimpleNamespace(body=DEFAULT_PLAN)) == said


@pytest.mark.parametrize("count", range(TOO_FEW_TO_SAY_BELOW + 1))
def test_without_a_plan_a_count_is_told_as_by_the_plan_that_a_study_begins_with(desk, count):
    with desk.app.test_request_context():
        assert count_as_disclosed(count, None) == count_as_disclosed(count, SimpleNamespace(body=DEFAULT_PLAN))
