"""What page 1 says of months later of two chapters side by side: whether the change of each was still there."""

from collections.abc import Callable, Iterator, Mapping

from analysis.wording import later_phrases
from analysis.wording.measured import Sentence
from analysis.wording.phrases import Way
from evaluation.impact_report.build.later.in_two_chapters import LaterInChapter, in_two_chapters
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.later.stating_later import lasting_sentence, values_of_chapter


def lost_in_chapters(report: ImpactReport) -> Iterator[Sentence]:
    """Chapters of which nothing is left of a change for the better, or less than half."""
    yield from _said(report, later_phrases.GONE_IN_CHAPTER, lambda each: each.better and each.gone)
    for name, each in _chapters(report).items():
        if each.faded and each.own.change is not None:
            way = -each.own.worse
            values = _values(report, name, each)
            change, *ends = (float(values[part]) * way for part in ("change", "low", "high"))
            left = {"first": each.own.change * way, "change": change, "low": min(ends), "high": max(ends)}
            yield _sentence(report, name, each, later_phrases.FADED_IN_CHAPTER[Way(way)], {**values, **left})


def kept_in_chapters(report: ImpactReport) -> Iterator[Sentence]:
    """Chapters in which a change for the better was still there."""
    yield from _said(report, later_phrases.KEPT_IN_CHAPTER, lambda each: each.better and each.kept and not each.faded)


def recovered_in_chapters(report: ImpactReport) -> Iterator[Sentence]:
    """Chapters that had moved the unwelcome way and were no longer behind where they began."""
    yield from _said(report, later_phrases.RECOVERED_IN_CHAPTER, lambda each: each.own.unwelcome and each.kept)
    yield from _said(report, later_phrases.GONE_IN_CHAPTER, lambda each: each.own.unwelcome and each.gone)


def _said(report: ImpactReport, message: str, holds: Callable[[LaterInChapter], bool]) -> Iterator[Sentence]:
    for name, each in _chapters(report).items():
        if holds(each):
            yield _sentence(report, name, each, message, _values(report, name, each))


def _chapters(report: ImpactReport) -> Mapping[str, LaterInChapter]:
    name, found = next(iter(report.measured.items()))
    return in_two_chapters(report.outcomes[name], found) if report.across and found.renderer >= 2 else {}


def _values(report: ImpactReport, chapter: str, each: LaterInChapter) -> dict[str, float]:
    return values_of_chapter(report, next(iter(report.measured)), chapter, each.later)


def _sentence(
    report: ImpactReport, chapter: str, each: LaterInChapter, message: str, values: Mapping[str, object]
) -> Sentence:
    name, found = next(iter(report.measured.items()))
    said = {**values, "outcome": found.outcome, "chapter": chapter}
    place = f"lasting.chapters.{chapter}"
    return lasting_sentence(name, message, said, people=each.later.n, bounds=found.bounds, place=place)
