"""What page 1 says of chapters that are left out of a comparison: a difference says nothing of what changed there.

A release has no comparison, and so none of this. Each of these chapters is shown alone in the same report, and no other
is counted here: no figure that is held back follows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from analysis.estimate.estimate import Interval, NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.pooling.across import pooled_groups
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording import comparison_phrases, phrases
from analysis.wording.measured import Measured, Sentence
from analysis.wording.measured_facts import Chapters
from analysis.wording.ranges import range_of_change, within_scale
from analysis.wording.rounding import Ranged, sign_of
from evaluation.impact_report.build.findings import moved_unwelcome
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.build.sides.not_asked import not_asked
from evaluation.impact_report.text.counted import asked_of_one_side

FEWEST = 3
"""Fewer chapters are told one by one."""


def not_compared(report: ImpactReport) -> tuple[Sentence, ...]:
    """What those who came changed by in the chapters that are in no comparison, of the first outcome."""
    return _said(report, next(iter(report.measured)), every=True)


def asked_the_same(report: ImpactReport) -> tuple[Sentence, ...]:
    """That a comparison group was asked the same questions, which it was not, and which those who came were not."""
    named = not_asked(report.outcomes, report.measured)
    said = Sentence(comparison_phrases.NOT_ASKED, {"names": named}) if named else Sentence(phrases.TWO_GROUPS)
    return said, *asked_of_one_side.in_the_lede(report)


def harms_not_compared(report: ImpactReport) -> tuple[Sentence, ...]:
    """Outcomes that clearly moved the unwelcome way in these chapters."""
    return tuple(said for name in report.measured for said in _said(report, name, every=False))


def fell_left_out(report: ImpactReport, name: str) -> Iterator[tuple[tuple[str, ...], Measured]]:
    """The chapters, together or alone, in which these harms of an outcome are, with their figures."""
    chapters, found = _left_out(report, name), report.measured[name]
    together = _together(report, name, chapters) if len(chapters) >= FEWEST else None
    plain = replace(found, compared=None, keys={}, pre=None, post=None)
    if together is not None and _is_harm(together, found):
        people = sum(figures.n_pairs for figures in chapters.values())
        own = replace(plain, n=people, change=together.change, low=together.low, high=together.high)
        yield tuple(chapters), replace(own, chapters=Chapters(k=len(chapters), names=tuple(chapters)))
        return
    for chapter, figures in chapters.items():
        change, ranged = figures.mean_change, range_of_change(figures, report.outcomes[name].scale)
        if not moved_unwelcome(ranged, found.worse) or isinstance(change, NotEstimable):
            continue
        assert isinstance(ranged, Interval), "what moved has a range"
        yield (chapter,), replace(plain, n=figures.n_pairs, change=change, low=ranged.low, high=ranged.high)


def _said(report: ImpactReport, name: str, *, every: bool) -> tuple[Sentence, ...]:
    """An outcome in these chapters: the harms among them, or with `every` whatever is none."""
    chapters, found = _left_out(report, name), report.measured[name]
    together = _together(report, name, chapters) if len(chapters) >= FEWEST else None
    if together is not None and (every or _is_harm(together, found)):
        return (_pooled(together, chapters, found),) if _is_harm(together, found) is not every else ()
    ranges = {each: range_of_change(figures, report.outcomes[name].scale) for each, figures in chapters.items()}
    harmed = {each: moved_unwelcome(ranged, found.worse) for each, ranged in ranges.items()}
    return tuple(
        _alone(each, figures, ranges[each], found, harm=harmed[each])
        for each, figures in chapters.items()
        if harmed[each] is not every
    )


def _left_out(report: ImpactReport, name: str) -> Mapping[str, SampleFigures]:
    """Chapters of those who came that are shown and stand in no comparison."""
    compared, outcome = report.outcomes[name].compared, report.outcomes[name]
    if not report.across or compared is None or compared.pooled is None or report.measured[name].apart:
        return {}
    shown = {each: outcome.chapters.get(each) for each in compared.left_out}
    return {each: figures for each, figures in shown.items() if isinstance(figures, SampleFigures)}


def _together(report: ImpactReport, name: str, chapters: Mapping[str, SampleFigures]) -> Ranged | None:
    """Their average over chapters, pooled as changes are; None where it cannot be had."""
    averages = report.outcomes[name].across.chapters
    groups = pd.DataFrame(
        {
            "mean": [averages[each].estimate for each in chapters],
            "variance": [averages[each].variance for each in chapters],
        },
        index=pd.Index(list(chapters), name="chapter"),
        dtype=float,
    )
    found = pooled_groups(groups.assign(borrowed=False)).headline
    if isinstance(found, NotEstimable):
        return None
    kept = within_scale(found, report.outcomes[name].scale)
    return Ranged(change=kept.estimate, low=kept.low, high=kept.high)


def _is_harm(ranged: Ranged, found: Measured) -> bool:
    end = ranged.high if found.worse < 0 else ranged.low
    return end is not None and sign_of(end) == found.worse


def _pooled(ranged: Ranged, chapters: Mapping[str, SampleFigures], found: Measured) -> Sentence:
    said = comparison_phrases.CHAPTERS_NOT_COMPARED
    if _is_harm(ranged, found):
        said = comparison_phrases.CHAPTERS_NOT_COMPARED_HARMED
    people = sum(figures.n_pairs for figures in chapters.values())
    values = {"k": len(chapters), "names": tuple(chapters), "n": people, "outcome": found.outcome}
    return _sentence(said, values, ranged, found)


def _alone(
    chapter: str,
    figures: SampleFigures,
    ranged: Interval | NotEstimable | Suppressed,
    found: Measured,
    *,
    harm: bool,
) -> Sentence:
    said = comparison_phrases.CHAPTER_NOT_COMPARED_HARMED if harm else comparison_phrases.CHAPTER_NOT_COMPARED
    if harm and figures.n_pairs < TOO_FEW_TO_SAY_BELOW:
        said = comparison_phrases.CHAPTER_NOT_COMPARED_FEW
    mean = None if isinstance(figures.mean_change, NotEstimable) else figures.mean_change
    values = {"chapter": chapter, "n": figures.n_pairs, "outcome": found.outcome}
    if isinstance(ranged, NotEstimable | Suppressed) or mean is None:
        return Sentence(comparison_phrases.CHAPTER_WITHOUT_RANGE, values)
    return _sentence(said, values, Ranged(change=mean, low=ranged.low, high=ranged.high), found)


def _sentence(said: str, values: Mapping[str, object], ranged: Ranged, found: Measured) -> Sentence:
    figures = {"change": ranged.change, "low": ranged.low, "high": ranged.high}
    return Sentence(said, {**values, **figures}, bounds=found.bounds, ranged=ranged)
