"""What was asked for and not made is listed with its act and its time, until it or a report of the same is made."""

from datetime import timedelta

import pytest

from evaluation.models import Job, JobState

WHY = "Too few people answered both times: 5 are needed, in one or in several experiments together."


@pytest.fixture
def evaluator(desk):
    return desk.signed_in("evaluator", chapter=desk.north)


@pytest.fixture
def job(desk, evening):
    """Keep a job about the evening, asked for so many minutes ago."""

    def keep(kind, state, ago):
        at = desk.services.clock() - timedelta(minutes=ago)
        with desk.services.database.transaction() as db:
            about = {"subject": str(evening.id)}
            made = {"kind": kind, "state": state.value, "arguments": about, "content_hash": f"{kind}{ago}"}
            db.add(Job(**made, requested_at=at, finished_at=at, message=WHY if state is JobState.FAILED else ""))

    return keep


def said(evaluator):
    page = " ".join(evaluator.get("/reports").text.split())
    return [
        act for act in ("Freezing the data", "Making the report", "Making the data package") if f"{act} was" in page
    ]


def test_it_is_said_which_act_was_refused_and_when(evaluator, job, desk):
    job("release", JobState.FAILED, 5)
    page = " ".join(evaluator.get("/reports").text.split())
    assert "Freezing the data was asked for on 14 May 2026, " in page
    assert WHY in page


@pytest.mark.parametrize("kind", ["release", "report"])
def test_a_later_success_of_the_same_answers_clears_it(evaluator, job, kind):
    job("release", JobState.FAILED, 5)
    job(kind, JobState.DONE, 2)
    assert said(evaluator) == []


def test_an_earlier_success_does_not(evaluator, job):
    job("report", JobState.DONE, 9)
    job("release", JobState.FAILED, 5)
    assert said(evaluator) == ["Freezing the data"]


def test_a_report_does_not_clear_what_became_of_a_data_package(evaluator, job):
    job("export", JobState.FAILED, 5)
    job("report", JobState.DONE, 2)
    assert said(evaluator) == ["Making the data package"]


def test_of_one_act_that_was_refused_twice_the_latest_is_told(evaluator, job):
    job("release", JobState.FAILED, 9)
    job("release", JobState.FAILED, 5)
    assert said(evaluator) == ["Freezing the data"]
    assert evaluator.get("/reports").text.count(WHY) == 1
