"""What page 1 says of months later of two chapters side by side: whether the change of each was still there."""

from collections.abc import Callable, Iterator, Mapping

from analysis.wording import later_phrases
from analysis.wording.measured import Sentence
from analysis.wording.phrases import Way
from analysis.wording.ranges import way_of_range
from evaluation.impact_report.build.later.in_two_chapters import (
    LaterInChapter,
    differences_of_two,
    in_two_chapters,
)
from evaluation.impact_report.build.later.what_is_left import lasting_of, way_later
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.later.stating_later import compared_sentence, lasting_sentence, values_of_chapter

GONE = (later_phrases.GONE_IN_CHAPTER, later_phrases.GONE_IN_COMPARED)
KEPT = (later_phrases.KEPT_IN_CHAPTER, later_phrases.KEPT_IN_COMPARED)
RECOVERED = (later_phrases.RECOVERED_IN_CHAPTER, later_phrases.RECOVERED_IN_COMPARED)
"""What is said of those who came, and of their difference from a comparison group."""


def lost_in_chapters(report: ImpactReport) -> Iterator[Sentence]:
    """Chapters of which nothing is left of a change for the better, or less than half."""
    yield from _said(report, GONE, lambda each: each.better and each.gone)
    for name, each in _chapters(report).items():
        if each.faded and each.own.change is not None:
            way, figures = -each.own.worse, _figures(report, name, each)
            change, *ends = (float(figures[part]) * way for part in ("change", "low", "high"))
            left = {"first": each.own.change * way, "change": change, "low": min(ends), "high": max(ends)}
            forms = (later_phrases.FADED_IN_CHAPTER[Way(way)], later_phrases.FADED_IN_COMPARED)
            yield _sentence(report, name, each, forms, left)


def kept_in_chapters(report: ImpactReport) -> Iterator[Sentence]:
    """Chapters in which a change for the better was still there."""
    yield from _said(report, KEPT, lambda each: each.better and each.kept and not each.faded)


def recovered_in_chapters(report: ImpactReport) -> Iterator[Sentence]:
    """Chapters that had moved the unwelcome way and were no longer behind where they began."""
    yield from _said(report, RECOVERED, lambda each: each.own.unwelcome and each.kept)
    yield from _said(report, GONE, lambda each: each.own.unwelcome and each.gone)


def sides_in_chapters(report: ImpactReport, name: str) -> Iterator[Sentence]:
    """What the comparison group of two chapters did months later, in each where those who came were clearly worse off
    than they began and no difference tells it.
    """
    outcome, found = report.outcomes[name], report.measured[name]
    lasting = lasting_of(outcome)
    own = dict(lasting.chapters or {}) if lasting else {}
    adjusted = outcome.compared_later is not None and outcome.compared_later.adjusted
    said = later_phrases.SIDES_IN_CHAPTER_ADJUSTED if adjusted else later_phrases.SIDES_IN_CHAPTER
    for chapter, figure in differences_of_two(outcome, found).items():
        worse = chapter in own and way_later(own[chapter]) is found.worse
        if worse and way_of_range(figure.low, figure.high) is not found.worse:
            yield compared_sentence(report, name, figure, (said, said), extra={"chapter": chapter})


def _said(report: ImpactReport, forms: tuple[str, str], holds: Callable[[LaterInChapter], bool]) -> Iterator[Sentence]:
    for name, each in _chapters(report).items():
        if holds(each):
            yield _sentence(report, name, each, forms, {})


def _chapters(report: ImpactReport) -> Mapping[str, LaterInChapter]:
    name, found = next(iter(report.measured.items()))
    return in_two_chapters(report.outcomes[name], found) if report.across and found.renderer >= 2 else {}


def _figures(report: ImpactReport, chapter: str, each: LaterInChapter) -> Mapping[str, float]:
    if each.difference is not None:
        return {part: getattr(each.difference, part) for part in ("change", "low", "high")}
    return values_of_chapter(report, next(iter(report.measured)), chapter, each.later)


def _sentence(
    report: ImpactReport, chapter: str, each: LaterInChapter, forms: tuple[str, str], figures: Mapping[str, object]
) -> Sentence:
    """What is said of people, or of a difference; `figures` stand in the place of its own."""
    name, found = next(iter(report.measured.items()))
    said = {"chapter": chapter, **figures}
    alone, compared = forms
    if each.difference is not None:
        return compared_sentence(report, name, each.difference, (compared, compared), extra=said)
    values = {**_figures(report, chapter, each), **said, "outcome": found.outcome}
    place = f"lasting.chapters.{chapter}"
    return lasting_sentence(name, alone, values, people=each.later.n, bounds=found.bounds, place=place)
