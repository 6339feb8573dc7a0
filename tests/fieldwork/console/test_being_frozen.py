"""While a release is made the evening's page says so, and offers nothing that would be too late."""

import pytest

from evaluation.models import Job, JobState


@pytest.fixture
def closed(evening, press):
    """An evening whose After has just been closed by a press."""
    for step in ("pre/open", "pre/close", "post/open", "post/close"):
        press(f"/experiments/{evening.id}/waves/{step}")
    return evening


@pytest.fixture
def evaluator(desk):
    return desk.signed_in("organiser", "evaluator", chapter=desk.north)


def freezing(evening, state=JobState.RUNNING, **arguments):
    with evening.database.transaction() as db:
        about = {"subject": str(evening.id), **arguments}
        job = Job(kind="release", state=state, arguments=about, content_hash="f" * 16, requested_at=evening.clock())
        db.add(job)


def page_of(client, evening):
    return client.get(f"/experiments/{evening.id}").text


def offered(page):
    return [each for each in ("Undo “", "Reopen After", "Freeze the data</a>", "being frozen") if each in page]


def test_before_it_is_asked_for_closing_can_be_undone(closed, evaluator):
    assert offered(page_of(evaluator, closed)) == ["Undo “"]


@pytest.mark.parametrize("of", ["evening", "study", "several"])
def test_while_a_release_is_made_the_page_says_so_and_offers_nothing(closed, evaluator, desk, of):
    several = {"subject": str(desk.north.id), "experiments": [str(closed.id)]}
    freezing(closed, **{"evening": {}, "study": {"subject": str(desk.study.id)}, "several": several}[of])
    assert offered(page_of(evaluator, closed)) == ["being frozen"]


def test_a_release_that_failed_leaves_the_page_as_it_was(closed, evaluator):
    freezing(closed, JobState.FAILED)
    assert "being frozen" not in offered(page_of(evaluator, closed))


def test_whoever_makes_the_report_is_led_to_it_once_the_data_are_frozen(closed, evaluator, organiser):
    closed.change(frozen_at=closed.clock())
    assert "the release stands under Reports" in page_of(evaluator, closed)
    assert "the evaluators’ turn" in page_of(organiser, closed)


def test_going_back_from_the_page_that_asks_or_refuses_leads_to_where_one_came_from(closed, evaluator):
    asking = f"/reports/experiments/{closed.id}/freeze"
    assert f'href="/experiments/{closed.id}">Go back' in evaluator.get(f"{asking}?back=evening").text
    assert 'href="/reports">Go back' in evaluator.get(asking).text
