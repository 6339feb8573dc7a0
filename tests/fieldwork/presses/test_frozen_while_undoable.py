"""Closing After can be undone for a while: whoever freezes the data before is told that this ends it."""

import re

import pytest

from evaluation.cli.results.closed_for_now import refuse_closed_for_now
from evaluation.domain.errors import Refused
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


@pytest.mark.parametrize(("later", "is_refused"), [(0, True), (10, False)])
def test_the_command_line_refuses_it_as_long_as_it_can_be_undone(closed, clock, later, is_refused):
    clock.advance(minutes=later)
    with closed.database.reading() as db:
        row = db.get_one(Experiment, closed.id)
        if is_refused:
            with pytest.raises(Refused, match=r"North Hall: closing After can be undone on its page until \d\d:\d\d"):
                refuse_closed_for_now(db, [row], now=clock())
        else:
            refuse_closed_for_now(db, [row], now=clock())


def test_whoever_closed_it_on_the_command_line_too_is_not_refused(evening, clock):
    evening.open("pre")
    evening.open("post")
    with evening.database.transaction() as db:
        row = db.get_one(Experiment, evening.id)
        switch_wave(
            db, row, kind="post", move="close", by=RecordedActor(actor=COMMAND_LINE, log_key=b"k" * 32, now=clock())
        )
        refuse_closed_for_now(db, [row], now=clock())
