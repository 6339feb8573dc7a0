"""What a title adds so that it does not mislead: harm months later, and harm in another main outcome."""

from collections.abc import Callable

from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording import caution_phrases, wording
from analysis.wording.counts_moved import MANY
from analysis.wording.groups.arms import arms_harmed
from analysis.wording.measured import CLAIMS, Sentence
from analysis.wording.phrases import Verdict
from evaluation.impact_report.build.findings import direction_counts
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.later.chapters_later import harmed_later

MOST_NAMED = 3
"""Up to so many main outcomes a title names each; of more it names the first and those that were harmed."""
FEWEST_AVERAGED = 3
UNMOVED = (Verdict.SAME, Verdict.CANNOT_TELL, Verdict.NOT_AS_MUCH)
"""Verdicts that tell of no move, with which an average may hide two moves that are opposite."""
NEARLY_HALF = 0.4
"""The share of people from which on nearly half moved one way by the smallest change worth counting."""


def title(report: ImpactReport, leading: Callable[[ImpactReport, str], Sentence]) -> Sentence:
    """The headline of the first outcome, with harm in any main outcome, then or months later.

    Those that were harmed stand first. Where none of them was the first of the file stands alone. The first renderer
    did not add anything.
    """
    mains = main_outcomes(report)
    if report.renderer < 2:
        return leading(report, mains[0])
    harmed = [name for name in mains if is_harmed(report, name)]
    first, *others = (*harmed, *(name for name in mains if name not in harmed))
    said = _with_ways(report, first, leading(report, first))
    said = _with_later(report, first, _with_harm(report, first, said) if others else said)
    every = harmed and len(others) < MOST_NAMED
    named = others if every else [name for name in others if name in harmed or name == mains[0]] if harmed else []
    for name in named:
        alone = _with_ways(report, name, wording.outcome_headline(report.measured[name]))
        further = _with_later(report, name, _with_harm(report, name, alone))
        said = Sentence(
            caution_phrases.TITLE_AND, {"said": said, "further": further}, (*said.figures, *further.figures)
        )
    return said


def main_outcomes(report: ImpactReport) -> list[str]:
    """The first outcome, and whichever others the plan calls primary."""
    first, *others = report.measured
    return [first, *(name for name in others if report.outcomes[name].scale.primary)]


def is_harmed(report: ImpactReport, name: str) -> bool:
    """Whether an outcome clearly moved the unwelcome way, where it may be averaged."""
    found = report.measured[name]
    averaged = not report.across or found.compared or (found.chapters or report.chapters).k >= FEWEST_AVERAGED
    return bool(averaged) and (found.unwelcome or bool(arms_harmed(found)))


def _with_harm(report: ImpactReport, name: str, said: Sentence) -> Sentence:
    """A headline with which way is unwelcome; that of several groups says it itself."""
    if not is_harmed(report, name) or report.measured[name].arms:
        return said
    return Sentence(caution_phrases.TITLE_UNWELCOME, {"said": said}, said.figures)


def _with_ways(report: ImpactReport, name: str, said: Sentence) -> Sentence:
    """A headline that tells of no clear move, with how many clearly moved either way, where both were many."""
    found, outcome = report.measured[name], report.outcomes[name]
    counts = direction_counts(outcome) if outcome.divided and wording.verdict(found)[0] in UNMOVED else None
    if counts is None or found.margin is None or found.arms:
        return said
    fewer = min(counts[0], counts[2]) / sum(counts)
    if fewer < MANY:
        return said
    forms = caution_phrases.TITLE_HALF_AND_HALF if fewer >= NEARLY_HALF else caution_phrases.TITLE_MANY_AND_MANY
    return Sentence(forms, {"said": said}, said.figures)


def _with_later(report: ImpactReport, name: str, said: Sentence) -> Sentence:
    """A headline with harm months later, on the average or in chapters of people enough to say it.

    Where too few answered to say what changed, nothing is added.
    """
    found = report.measured[name]
    verdict, way = wording.verdict(found)
    if verdict in wording.SILENT:
        return said
    claims = way == -found.worse and verdict in (*CLAIMS, Verdict.ALIKE)
    forms = (caution_phrases.AND_LATER if claims else caution_phrases.LATER)[found.worse]
    if found.harmed_later or found.behind_later:
        return Sentence(forms, {"said": said}, said.figures)
    enough = [each for each in harmed_later(report, name).values() if each.n >= TOO_FEW_TO_SAY_BELOW]
    if not enough or not report.across:
        return said
    in_chapters = (caution_phrases.AND_LATER_IN if claims else caution_phrases.LATER_IN)[found.worse]
    return Sentence(in_chapters, {"said": said, "count": len(enough)}, said.figures)
