"""Which chapters have no results on page 1, and for which reason."""

from analysis.wording import caution_phrases, cautions
from analysis.wording.measured import Sentence
from evaluation.impact_report.build.findings import asked_otherwise, chapters_not_asked
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text import care_taken
from evaluation.impact_report.text.withheld import not_counted

OTHER_QUESTIONS = "too few of the same questions were asked before and after in {names:names}"
FEW_IN = "too few people have a score both times in {names:names} to show each alone"
FEW_IN_ONE = "too few people have a score both times in {names:names} to show it alone"
UNASKED = "{outcome:inside} was not asked in {names:names}"


def chapters_without(report: ImpactReport) -> tuple[Sentence, ...]:
    """Chapters that have no answers yet, and people of chapters too small to show alone, of both sides."""
    if report.estimand.compared:
        return tuple(each for each in care_taken.small_together(report) if report.renderer >= 2)
    apart, unasked, silent = _asked_otherwise(report), _unasked(report), report.chapters.without
    silent = tuple(name for name in silent if name not in (*apart, *unasked, *report.chapters.small))
    none_yet = cautions.none_yet(report.chapters)
    if apart or unasked:
        outcome = next(iter(report.measured.values())).outcome
        others = {OTHER_QUESTIONS: apart, UNASKED: unasked, caution_phrases.NONE_YET: silent}
        named = (Sentence(said, {"outcome": outcome, "names": names}) for said, names in others.items() if names)
        none_yet = (*_few_in(report), *named)
    return (*none_yet, *care_taken.small_together(report))


def some_asked_otherwise(report: ImpactReport) -> bool:
    """Whether chapters have no results since other questions were asked there, or none of the first outcome."""
    return bool(_asked_otherwise(report) or _unasked(report))


def _asked_otherwise(report: ImpactReport) -> tuple[str, ...]:
    """Chapters without results, since other questions were asked there after than before."""
    apart = asked_otherwise(report.first) if report.renderer >= 2 else ()
    return tuple(name for name in apart if name in report.chapters.without)


def _unasked(report: ImpactReport) -> tuple[str, ...]:
    return tuple(name for name in chapters_not_asked(report.first) if name in report.chapters.without)


def _few_in(report: ImpactReport) -> tuple[Sentence, ...]:
    small = report.chapters.small
    few = FEW_IN_ONE if len(small) == 1 else FEW_IN
    said = not_counted.HELD_IN if report.context.released else few
    return (Sentence(said, {"names": small, "outcome": next(iter(report.measured.values())).outcome}),) if small else ()
