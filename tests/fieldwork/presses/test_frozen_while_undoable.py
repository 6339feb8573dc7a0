"""Closing After can be undone for a while: whoever freezes the data before is told that this ends it."""

import re

import pytest

from evaluation.cli.results.closed_for_now import closed_for_now
from evaluation.models import Experiment
from evaluation.store.evening.switch_wave import switch_wave
from evaluation.store.log.actor import RecordedActor
from evaluation.web.audit_log import COMMAND_LINE
from tests.mounted_evening import evening, organiser, read

__all__ = ["evening", "organiser"]


@pytest.fixture
def closed(evening, organiser, clock):
    at = f"/staff/experiments/{evening.id}"
    for wave in ("pre/open", "pre/close", "post/open", "post/close"):
        organiser.post(f"{at}/waves/{wave}", page=at)
        clock.advance(minutes=1)
    return evening


def test_the_evenings_page_says_that_freezing_ends_it(closed, organiser):
    said = read(organiser.get(f"/staff/experiments/{closed.id}"))
    assert re.search(r"Can be undone until \d\d:\d\d, or until a report of it is frozen; no answer is lost\.", said)


@pytest.mark.parametrize(("later", "is_said"), [(0, True), (10, False)])
def test_the_page_that_freezes_names_it_as_long_as_it_can_be_undone(closed, mounted, clock, later, is_said):
    clock.advance(minutes=later)
    evaluator = mounted.person("eva@example.org", "evaluator")
    said = read(evaluator.get(f"/staff/reports/experiments/{closed.id}/freeze"))
    assert bool(re.search(r"North Hall: “Close After” can still be undone until \d\d:\d\d", said)) == is_said


@pytest.mark.parametrize(("later", "is_said"), [(0, True), (10, False)])
def test_the_command_line_says_so_as_long_as_it_can_be_undone(closed, clock, later, is_said):
    clock.advance(minutes=later)
    with closed.database.reading() as db:
        said = closed_for_now(db, [db.get_one(Experiment, closed.id)], now=clock())
    found = [re.match(r"North Hall: closing After could be undone on its page until \d\d:\d\d;", one) for one in said]
    assert [bool(one) for one in found] == [True] * is_said


def test_whoever_closed_it_on_the_command_line_too_is_told_nothing(evening, clock):
    evening.open("pre")
    evening.open("post")
    with evening.database.transaction() as db:
        row = db.get_one(Experiment, evening.id)
        switch_wave(
            db, row, kind="post", move="close", by=RecordedActor(actor=COMMAND_LINE, log_key=b"k" * 32, now=clock())
        )
        assert closed_for_now(db, [row], now=clock()) == []
