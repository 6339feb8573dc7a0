"""What page 1 says of everybody in one model, where that alone tells of most people, or of a harm."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from analysis.pooling.everybody import Everybody
from analysis.wording import caution_phrases, cautions
from analysis.wording.cautions import everybody_sentence
from analysis.wording.measured import Measured, Sentence, verdict
from analysis.wording.measured_facts import Chapters, Compared
from analysis.wording.phrases import Verdict, Way
from analysis.wording.ranges import way_of_range, within_scale
from analysis.wording.wording import SILENT, statement
from evaluation.impact_report.build.families import chapter_at_look
from evaluation.impact_report.build.report import ImpactReport

FEWEST_TO_AVERAGE = 3
"""Fewer chapters are not averaged, and everybody at once is the only figure of the whole."""


def everybody_unaveraged(report: ImpactReport) -> tuple[Sentence, ...]:
    """What everybody at once tells of the first outcome where too few of its chapters are shown to average.

    Beside a comparison group it is the difference: a change of those who came is not what such a page is about. A harm
    is told among the others.
    """
    name, found = next(iter(report.measured.items()))
    if found.everybody is None or not is_stated(report, name) or is_averaged(found):
        return ()
    alone = not report.first.across.chapters
    if found.unwelcome_of_all:
        return (Sentence(caution_phrases.NO_CHAPTER_ALONE),) if alone else ()
    if found.everybody.of_comparison is not None:
        alone_said = everybody_sentence(caution_phrases.EVERYBODY_COMPARED_ALONE, found, found.everybody)
        return (alone_said, *_allowed_for([found]))
    said = caution_phrases.EVERYBODY_ALONE if alone else caution_phrases.EVERYBODY_UNAVERAGED
    return (everybody_sentence(said, found, found.everybody), *_in_the_only_chapter(report, found))


def _in_the_only_chapter(report: ImpactReport, found: Measured) -> tuple[Sentence, ...]:
    """What the only chapter that is shown changed by, beside a figure of all; a harm there is told among the others."""
    (chapter, *others) = report.first.across.chapters or ("",)
    if not chapter or others or chapter in found.harmed:
        return ()
    own = chapter_at_look(report.first, found, report.looks, chapter=chapter)
    if own.low is None or own.unwelcome or verdict(own)[0] in SILENT:
        return ()
    return (statement(caution_phrases.QUOTE_IN_CHAPTER, own, extra={"chapter": chapter}),)


def everybody_harmed(report: ImpactReport) -> tuple[Sentence, ...]:
    """Outcomes of which everybody at once clearly moved the unwelcome way, where nothing else on page 1 says so."""
    first = next(iter(report.measured))
    harmed = [
        found
        for name, found in report.measured.items()
        if found.everybody is not None and found.unwelcome_of_all and is_stated(report, name)
        if not found.unwelcome and not (name == first and _follows_the_average(found))
    ]
    said = (
        everybody_sentence(_harmed(each.everybody)[each.worse], each, each.everybody)
        for each in harmed
        if each.everybody is not None
    )
    return (*said, *_allowed_for(harmed))


def _allowed_for(found: Collection[Measured]) -> tuple[Sentence, ...]:
    """That a difference of everybody at once allows for where each side began, where it does."""
    adjusted = any(each.everybody.adjusted for each in found if each.everybody is not None)
    return (Sentence(caution_phrases.ALLOWED_FOR),) if adjusted else ()


def harmed_unaveraged(report: ImpactReport, name: str) -> bool:
    """Whether everybody at once alone tells that an outcome moved the unwelcome way: too few chapters are shown."""
    found = report.measured[name]
    known = is_averaged(found) or bool(found.arms) or found.unwelcome
    return not known and found.unwelcome_of_all and is_stated(report, name)


def _harmed(found: Everybody) -> Mapping[Way, str]:
    compared = found.of_comparison is not None
    return caution_phrases.EVERYBODY_COMPARED_HARMED if compared else caution_phrases.EVERYBODY_HARMED


def small_harmed(report: ImpactReport) -> tuple[Sentence, ...]:
    """Outcomes that clearly moved the unwelcome way in chapters too small to show alone, by all of their people."""
    said = caution_phrases.SMALL_HARMED_CAME if report.estimand.compared else caution_phrases.SMALL_HARMED
    found = (small_unwelcome(report, name) for name in report.measured)
    return tuple(
        statement(said, each, extra={"chapters": each.everybody.small_chapters})
        for each in found
        if each is not None and each.everybody is not None
    )


def small_unwelcome(report: ImpactReport, name: str) -> Measured | None:
    """The people of chapters too small to show alone, where they moved the unwelcome way and nothing else tells it."""
    found, second = report.measured[name], report.measured[name].everybody
    compared = report.estimand.compared
    if compared:
        of_those_who_came = report.outcomes[name].everybody
        second = of_those_who_came if isinstance(of_those_who_came, Everybody) else None
    if report.renderer < 2 or second is None or second.small_change is None or found.apart:
        return None
    own = replace(found, everybody=second, compared=None, n=second.small, change=second.small_change)
    own = replace(own, low=second.small_low, high=second.small_high)
    own = within_scale(replace(own, pre=None, post=None, keys={}), found)
    known = not compared and (found.unwelcome or found.unwelcome_of_all)
    if known or own.low is None or own.high is None:
        return None
    return own if way_of_range(own.low, own.high) is own.worse else None


def is_stated(report: ImpactReport, name: str) -> bool:
    """Whether everybody at once is told of beside, or in the place of, an average over chapters."""
    found = report.measured[name]
    if report.renderer < 2 or found.everybody is None or found.apart:
        return False
    return not is_averaged(found) or found.unwelcome_of_all or bool(cautions.of_everybody(found))


def as_measured(found: Measured) -> Measured:
    """Everybody at once as an outcome of its own, which its own range decides."""
    second = found.everybody
    assert second is not None, "what is told of has figures"
    names = found.chapters.names if found.chapters else ()
    if second.of_comparison is not None:
        sides = Compared(people=second.of_comparison, own=second.own, other=second.other, adjusted=second.adjusted)
        plain = found.compared.unadjusted if found.compared and second.adjusted else None
        found = replace(found, compared=replace(sides, unadjusted=plain))
    own = replace(found, n=second.pairs, change=second.estimate, low=second.low, high=second.high)
    own = replace(own, pre=None, post=None, up=None, down=None, alike=False, harmed=(), ways=None, by_count=False)
    behind = Chapters(k=second.chapters, names=names)
    return replace(own, chapters=behind, everybody=None, decided=None, wider=False, described=False, keys={})


def is_averaged(found: Measured) -> bool:
    """Whether enough chapters of an outcome are shown to average them."""
    return found.chapters is not None and found.chapters.k >= FEWEST_TO_AVERAGE


def _follows_the_average(found: Measured) -> bool:
    """Whether the second figure stands behind the average of the first outcome already, with what is unwelcome."""
    return is_averaged(found) and verdict(found)[0] is not Verdict.SO_FAR and bool(cautions.of_everybody(found))
