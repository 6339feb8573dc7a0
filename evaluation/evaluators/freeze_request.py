"""Asking before data are frozen: of how much, what cannot be done any more afterwards, and what is left out."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import render_template, request
from sqlalchemy.orm import Session

from evaluation.evaluators.requests import refused_beforehand
from evaluation.models import Experiment
from evaluation.store.paper.sheets import sheets_not_in
from evaluation.store.reports.subject import ReportSubject
from evaluation.store.studies.frozen_waves import holds_up, is_follow_up_open
from evaluation.store.studies.persons import FOLLOW_UP
from evaluation.store.studies.studies import current_plan
from evaluation.store.studies.wave_presses import TAKEN_BACK_FOR, closing_to_take_back
from evaluation.store.studies.wave_windows import WINDOWED, window_of
from evaluation.store.studies.waves import WaveCounts, wave_counts
from evaluation.web.app import services
from evaluation.web.disclosed_counts import count_as_disclosed
from evaluation.web.labels import WAVE_LABELS
from evaluation.web.state_labels import button_label

WITHOUT_SHEETS = "without_sheets"
"""The box by which somebody says that the data are frozen without the paper that is not in yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeCandidate:
    """An experiment that would be frozen, whether enough people answered both times, and the last day planned."""

    experiment: Experiment
    linked: str
    planned: tuple[str, date] | None
    """A wave that is planned and would never open, and its last day."""
    follow_up_open: bool
    """Whether its follow-up is open, so that the release is without it."""
    lacks_number: bool
    """Whether its record does not say how many people came."""
    sheets: int
    """Paper sheets that are not in yet and could not be keyed any more."""
    press: str
    """The press by which a wave was closed, where its page says that it can be undone; empty where it cannot."""
    until: datetime | None
    """Until when it can be."""


def is_without_sheets(db: Session, experiments: Sequence[Experiment]) -> bool:
    """Whether paper that is not in yet is to be left out though nobody has said so."""
    return WITHOUT_SHEETS not in request.form and any(_waiting(db, experiments).values())


def asking_page(
    db: Session,
    title: str,
    experiments: Sequence[Experiment],
    *,
    about: ReportSubject,
    public: bool,
    sent_to: str = "",
    refused: bool = False,
) -> str:
    """The page that asks; what it sends freezes, at its own address where it is `sent_to` no other.

    `refused` is whether that was sent already, and left sheets out that nobody said could be. Where no release of it
    can be made the page says why, and asks nothing.
    """
    live = [each for each in experiments if holds_up(db, each)]
    there = [each for each in experiments if each not in live]
    counts, sheets = wave_counts(db, [each.id for each in there]), _waiting(db, experiments)
    return render_template(
        "evaluators/freezing.html",
        title=title,
        rows=[_row(db, each, counts[each.id], sheets=sheets.get(each.id, 0)) for each in there],
        sheets=sum(sheets.values()),
        refused=refused,
        why_not=refused_beforehand(db, about, public=public) if there else (),
        left_out=live,
        public=public,
        waves=WAVE_LABELS,
        sent_to=sent_to,
        ticked=request.form.getlist("experiment"),
    )


def _waiting(db: Session, experiments: Sequence[Experiment]) -> dict[uuid.UUID, int]:
    """Sheets that are not in yet, of each experiment that would be frozen now."""
    return sheets_not_in(db, [each.id for each in experiments if not each.frozen_at and not holds_up(db, each)])


def _row(db: Session, experiment: Experiment, counts: WaveCounts, *, sheets: int) -> FreezeCandidate:
    plan = current_plan(db, experiment.study)
    windows = {kind: window for kind in WINDOWED if kind != FOLLOW_UP and (window := window_of(experiment, kind))}
    planned = max(((kind, window.last) for kind, window in windows.items()), key=lambda each: each[1], default=None)
    closing = closing_to_take_back(db, experiment, now=services().clock())
    return FreezeCandidate(
        experiment=experiment,
        linked=count_as_disclosed(counts.linked, plan),
        lacks_number=experiment.came is None and not experiment.is_comparison,
        sheets=sheets,
        follow_up_open=is_follow_up_open(db, experiment),
        planned=None if experiment.frozen_at else planned,
        press=button_label(closing.kind, closing.move) if closing else "",
        until=closing.at + TAKEN_BACK_FOR if closing else None,
    )
