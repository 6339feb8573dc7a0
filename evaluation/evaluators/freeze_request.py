"""Asking before data are frozen: of how much, what cannot be done any more afterwards, and what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template, request
from sqlalchemy.orm import Session

from evaluation.evaluators.requests import count_as_disclosed
from evaluation.models import Experiment
from evaluation.store.studies.studies import current_plan
from evaluation.store.studies.wave_windows import WINDOWED, window_of
from evaluation.store.studies.waves import WaveCounts, is_live, wave_counts
from evaluation.web.labels import WAVES


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeCandidate:
    """An experiment that would be frozen, with its counts as they may be told and the last day planned for it."""

    experiment: Experiment
    before: str
    after: str
    linked: str
    planned: tuple[str, date] | None
    """A wave that is planned and would never open, and its last day."""


def asking_page(db: Session, title: str, experiments: Sequence[Experiment], *, public: bool, sent_to: str = "") -> str:
    """The page that asks; what it sends freezes, at its own address where it is `sent_to` no other."""
    live = [each for each in experiments if is_live(db, each)]
    there = [each for each in experiments if each not in live]
    counts = wave_counts(db, [each.id for each in there])
    return render_template(
        "evaluators/freezing.html",
        title=title,
        rows=[_row(db, each, counts[each.id]) for each in there],
        left_out=live,
        public=public,
        waves=WAVES,
        sent_to=sent_to,
        ticked=request.form.getlist("experiment"),
    )


def _row(db: Session, experiment: Experiment, counts: WaveCounts) -> FreezeCandidate:
    plan = current_plan(db, experiment.study)
    windows = {kind: window for kind in WINDOWED if (window := window_of(experiment, kind))}
    planned = max(((kind, window.last) for kind, window in windows.items()), key=lambda each: each[1], default=None)
    return FreezeCandidate(
        experiment=experiment,
        before=count_as_disclosed(counts.pre, plan),
        after=count_as_disclosed(counts.post, plan),
        linked=count_as_disclosed(counts.linked, plan),
        planned=None if experiment.frozen_at else planned,
    )
