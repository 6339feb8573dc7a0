"""What is said where people answered before and people answered after, and not one of them did both."""

from collections.abc import Mapping

from analysis.disclosure.disclosure import MaskedFlow
from analysis.wording.measured import Sentence
from evaluation.impact_report.build.report import ImpactReport

NOBODY_TWICE = "Nobody answered under the same code before and after: no change is told"


def nobody_joined(report: ImpactReport) -> Sentence | None:
    """That no answer after has the code of one before, which says nothing of how many stayed; None where some have."""
    known = report.renderer >= 2 and not report.context.released and not report.estimand.compared
    return Sentence(NOBODY_TWICE) if known and are_apart(counts_of(report.flow)) else None


def counts_of(found: MaskedFlow) -> Mapping[str, object]:
    """The people of all chapters, as far as they may be told."""
    return found.every if found.left_out else found.total


def are_apart(counts: Mapping[str, object]) -> bool:
    """Whether many answered at each wave and nobody at both."""
    before, after = counts.get("pre"), counts.get("post")
    some = isinstance(before, int) and isinstance(after, int) and min(before, after) > 0
    return some and counts.get("pairs") == 0
