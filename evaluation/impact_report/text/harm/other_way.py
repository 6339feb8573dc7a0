"""Chapters that clearly moved the welcome way beside their comparison group, where the average or others did not."""

from dataclasses import replace

from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording import comparison_phrases
from analysis.wording.cautions import is_beyond_chance
from analysis.wording.measured import Measured, Sentence
from analysis.wording.ranges import way_of_range
from analysis.wording.rounding import sign_of
from analysis.wording.stating import statement
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.care_taken import SIDE_BY_SIDE, alone_in_chapter
from evaluation.impact_report.text.harm.among_outcomes import outcomes_seen
from evaluation.impact_report.text.harm.chapters_named import Messages, named_together

WELCOME = Messages(each=comparison_phrases.WELCOME_IN_CHAPTERS, between=comparison_phrases.WELCOME_BETWEEN)


def chapters_the_other_way(report: ImpactReport) -> tuple[Sentence, ...]:
    """Those of the first outcome, beside an average that lies the unwelcome way or chapters that moved that way.

    A chapter is named whose range is clear among all chapters and outcomes that were looked at: a welcome change that
    chance could bring in one of many is no finding.
    """
    name, found = next(iter(report.measured.items()))
    compared = report.outcomes[name].compared
    if report.renderer < 2 or not found.claims or found.apart or found.arms or compared is None:
        return ()
    if found.chapters is None or found.chapters.k <= SIDE_BY_SIDE or found.change is None:
        return ()
    if sign_of(found.change) != found.worse and not found.harmed:
        return ()
    looked_at = found.chapters.k * outcomes_seen(report)
    places = {chapter: alone_in_chapter(report, name, chapter) for chapter in compared.chapters}
    places = {chapter: place for chapter, place in places.items() if _is_clearly_welcome(place, looked_at)}
    if len(places) <= SIDE_BY_SIDE:
        said = comparison_phrases.WELCOME_IN_CHAPTER
        return tuple(statement(said, place, extra={"chapter": chapter}) for chapter, place in places.items())
    alone = {chapter: replace(place, compared=None) for chapter, place in places.items()}
    return (named_together(WELCOME, found, alone, k=found.chapters.k),)


def _is_clearly_welcome(place: Measured, looked_at: int) -> bool:
    if place.low is None or place.high is None or place.fewest < TOO_FEW_TO_SAY_BELOW:
        return False
    way = way_of_range(place.low, place.high)
    return way == -place.worse and is_beyond_chance(place.low, place.high, looked_at=looked_at)
