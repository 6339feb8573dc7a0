"""How many of all who answered before answered after, where page 1 compares or shows some of the chapters alone."""

from collections.abc import Mapping

from analysis.disclosure.disclosure import MaskedFlow, without_small
from analysis.estimate.answered_once import AnsweredOnce
from analysis.wording.measured import Measured, Sentence
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.counted.nobody_joined import are_apart, counts_of

IN_ALL = "in all, {pairs:count} of {before:count} people who answered before answered after, too"
IN_ALL_CAME = "in all, {pairs:count} of {before:count} people who came and answered before answered after, too"
IN_ALL_COMPARISON = "in all, {pairs:count} of {before:count} of the comparison group answered after, too"

NONE_JOINED = "in all, {before:count} people answered before and {after:count} after, none under the same code"


def of_every_chapter(report: ImpactReport, first: Measured) -> tuple[Sentence, ...]:
    """Of each side how many are lost in all, as far as that may be told; nothing where no chapter is left out."""
    known = report.context.answered_once is AnsweredOnce.COUNTED and not report.context.released
    if report.renderer < 2 or not known or report.estimand.once or not report.across:
        return ()
    compared = report.estimand.compared
    said = _lost(report.flow, IN_ALL_CAME if compared else IN_ALL, behind=first.n)
    comparison = report.comparison_flow
    others = first.compared.people if first.compared else 0
    return (*said, *(_lost(comparison, IN_ALL_COMPARISON, behind=others) if compared and comparison else ()))


def _lost(found: MaskedFlow, message: str, *, behind: int) -> tuple[Sentence, ...]:
    """How many of a side answered after, where some did not and others than those `behind` a figure did or did not."""
    total = without_small(found).total
    counts: Mapping[str, object] = counts_of(found) if found.left_out else total
    before, pairs = counts.get("pre"), counts.get("pairs")
    exact = not found.chapters or len(found.left_out) == len(found.chapters) or isinstance(total.get("pre"), int)
    if not exact or not isinstance(before, int) or not isinstance(pairs, int):
        return ()
    if before == pairs or (not found.left_out and pairs == behind):
        return ()
    said = NONE_JOINED if are_apart(counts) else message
    return (Sentence(said, {"before": before, "pairs": pairs, "after": counts.get("post")}),)
