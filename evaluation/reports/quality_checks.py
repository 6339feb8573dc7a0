"""From what the store looked at to what a report tells of it: counts and messages, and the first outcome once more."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis.estimate.estimate import Estimate
from analysis.estimate.plan import Plan
from analysis.scoring.scoring import Scale
from analysis.sensitivity import quality
from evaluation.impact_report.build.context import Check, Context, Joined, QuotableAnswer, Quotation, Reading
from evaluation.impact_report.build.report import impact_report
from evaluation.store.reports.checks import QualityChecks, Wrote

BY_LOT = "Drawn by lot from the {of} answers whose writers agreed to be quoted"
BY_LOT_ALONE = "Drawn by lot from the answers whose writers agreed to be quoted"
FEWEST_TO_DRAW_FROM = 3


def checked(context: Context, quality: QualityChecks, *, labels: Mapping[str, str]) -> Context:
    """The context with every look, link and open answer; `labels` gives an outcome's name for the store's."""
    found = replace(
        context,
        checks=tuple(_check(check, labels) for check in quality.checks),
        joined=tuple(Joined(method=each.method, people=each.people, distance=each.distance) for each in quality.links),
        declined=dict(quality.declined),
    )
    return with_open_answers(found, quality.wrote)


def with_open_answers(context: Context, wrote: Iterable[Wrote], *, counted: bool = True) -> Context:
    """The context with what people wrote freely, and one of it drawn by lot to stand on page 1.

    Unless they may be `counted`, it is not said from how many it was drawn.
    """
    answers = tuple(QuotableAnswer(text=each.text, theme=each.theme, stance=each.stance) for each in wrote)
    drawn = _drawn(answers, context.data_sha256)
    if drawn and not counted:
        drawn = replace(drawn, how_picked=BY_LOT_ALONE, of=None)
    return replace(context, open_answers=answers, quotation=drawn)


def readings(
    frames: Mapping[str, pd.DataFrame], scales: Sequence[Scale], plan: Plan, *, context: Context
) -> tuple[Reading, ...]:
    """The first outcome of each stricter reading of the answers, worked out just as the report's own."""
    first = min(scales, key=lambda scale: not scale.primary)
    return tuple(_reading(kind, frame, first, plan, context=context) for kind, frame in frames.items())


def _reading(kind: str, frame: pd.DataFrame, first: Scale, plan: Plan, *, context: Context) -> Reading:
    unanswered = [item for item in first.items if item not in frame.columns]
    whole = frame.reindex(columns=[*frame.columns, *unanswered])
    found = impact_report(whole, [first], plan, context=context).measured[first.id]
    return Reading(kind=kind, pairs=found.n, change=found.change, low=found.low, high=found.high)


def _check(check: quality.QualityCheck, labels: Mapping[str, str]) -> Check:
    share = check.share if isinstance(check.share, Estimate) else None
    name = check.about.get("scale", "")
    return Check(
        found=check.found,
        count=check.count,
        of=check.of,
        done=check.done,
        about=labels.get(name, name),
        low=share.low if share and isinstance(share.low, float) else None,
        high=share.high if share and isinstance(share.high, float) else None,
    )


def _drawn(wrote: Sequence[QuotableAnswer], data_sha256: str) -> Quotation | None:
    """One of them by lot: the lot follows from the answers, so that the same report draws the same."""
    if len(wrote) < FEWEST_TO_DRAW_FROM:
        return None
    lot = int(hashlib.sha256(f"quote {data_sha256}".encode()).hexdigest(), 16) % len(wrote)
    return Quotation(text=wrote[lot].text, how_picked=BY_LOT, of=len(wrote))
