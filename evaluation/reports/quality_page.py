"""Data quality: each look is a sentence, a count and what the report does about it; the headline with and without."""

import uuid
from dataclasses import dataclass

import pandas as pd
from flask import Blueprint, abort, render_template
from sqlalchemy.orm import Session

from analysis.estimate import Estimate
from analysis.frames import paired_scores
from analysis.quality import Check, Flag, row_flags, too_high, without_flagged
from analysis.sample import sample_figures
from analysis.scoring import Scale
from evaluation.access import action
from evaluation.app import parts
from evaluation.errors import Refused
from evaluation.models import Experiment
from evaluation.signed_in import my_reach
from evaluation.store.quality import flaggable_frame, quality_of
from evaluation.store.reachable import experiment_within
from evaluation.store.reporting import gather_experiment

pages = Blueprint("quality", __name__)
SHOWN_FROM = 5
"""Fewer pairs than this and no figure is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The first outcome's change, from all responses and without those that were flagged."""

    label: str
    pairs: int
    pairs_without: int
    everybody: Estimate | None
    without: Estimate | None


@pages.get("/experiments/<uuid:experiment>/quality")
@action("quality.see")
def quality(experiment: uuid.UUID) -> str:
    """The panel of one experiment."""
    with parts().database.reading() as db:
        row = experiment_within(db, experiment, scope=my_reach("quality.see")) or abort(404)
        checks = quality_of(db, [row.id])
        headline, refused = _headline(db, row)
    return render_template(
        "reports_pages/quality.html",
        experiment=row,
        checks=[(check, _sentence(check), too_high(check)) for check in checks],
        headline=headline,
        refused=refused,
    )


def _sentence(check: Check) -> str:
    sentence = check.found
    for name, value in check.about.items():
        sentence = sentence.replace(f"{{{name}}}", value)
    return sentence


def _headline(db: Session, row: Experiment) -> tuple[Headline | None, str]:
    """None while a wave is open: then there are counts alone."""
    try:
        gathered = gather_experiment(db, row)
    except Refused as refusal:
        return None, " ".join(refusal.faults)
    scale = next(iter(gathered.alike.scales))
    frame, asked = flaggable_frame(db, row.id)
    kept = without_flagged(frame, row_flags(frame, asked), flags=[flag for flag in Flag if flag in _ROWS])
    (pairs, everybody), (pairs_without, without) = (_change(each, scale) for each in (frame, kept))
    return Headline(
        label=scale.label, pairs=pairs, pairs_without=pairs_without, everybody=everybody, without=without
    ), ""


_ROWS = (
    Flag.REPEATED,
    Flag.ALIKE,
    Flag.STRAIGHT,
    Flag.TOO_FAST,
    Flag.ORDER,
    Flag.VERSIONS,
    Flag.MISSING,
    Flag.LATE,
)


def _change(frame: pd.DataFrame, scale: Scale) -> tuple[int, Estimate | None]:
    """How many pairs, and the mean change with its interval; no figure of fewer than five."""
    unanswered = [item for item in scale.items if item not in frame.columns]
    scores = paired_scores(frame.reindex(columns=[*frame.columns, *unanswered]), scale)
    both = scores.dropna(subset=["pre", "post"])
    if len(both) < SHOWN_FROM:
        return len(both), None
    change = sample_figures(scores, scale, items_pre=None, items_post=None, reliability=None).change
    return len(both), change if isinstance(change, Estimate) else None
