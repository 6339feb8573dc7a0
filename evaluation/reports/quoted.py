"""From what people wrote freely to what a report quotes of it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from evaluation.impact_report.build.context import Context, QuotableAnswer, Quotation
from evaluation.store.reports.quotable_answers import Wrote

BY_LOT = "Drawn by lot from the {of} answers whose writers agreed to be quoted"
BY_LOT_ALONE = "Drawn by lot from the answers whose writers agreed to be quoted"
FEWEST_TO_DRAW_FROM = 3


def with_open_answers(context: Context, wrote: Iterable[Wrote], *, counted: bool = True) -> Context:
    """The context with what people wrote freely, and one of it drawn by lot to stand on page 1.

    Unless they may be `counted`, it is not said from how many it was drawn.
    """
    answers = tuple(QuotableAnswer(text=each.text, theme=each.theme, stance=each.stance) for each in wrote)
    drawn = _drawn(answers, context.data_sha256)
    if drawn and not counted:
        drawn = replace(drawn, how_picked=BY_LOT_ALONE, of=None)
    return replace(context, open_answers=answers, quotation=drawn)


def _drawn(wrote: Sequence[QuotableAnswer], data_sha256: str) -> Quotation | None:
    """One of them by lot: the lot follows from the answers, so that the same report draws the same."""
    if len(wrote) < FEWEST_TO_DRAW_FROM:
        return None
    lot = int(hashlib.sha256(f"quote {data_sha256}".encode()).hexdigest(), 16) % len(wrote)
    return Quotation(text=wrote[lot].text, how_picked=BY_LOT, of=len(wrote))
