"""Every outcome in the order of the tables that list findings: at After, by chapter or at once, and months later."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.wording.groups.arms import arm_measured
from analysis.wording.measured import Measured, Sentence, verdict
from analysis.wording.phrases import Verdict
from analysis.wording.so_far import few_lie_unwelcome
from evaluation.impact_report.build.families import chapter_at_look
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.text import everybody_sentences, harm_within
from evaluation.impact_report.text.harm.harm_rows import BY_THEMSELVES as OWN
from evaluation.impact_report.text.harm.harm_rows import LEFT_OUT, HarmRow, harm_rows
from evaluation.impact_report.text.later.rows_later import AVERAGED_FROM, RowLater, rows_later
from evaluation.impact_report.text.side_by_side import with_results
from evaluation.impact_report.text.who_has_a_score import once_in_a_cell

IN_ONE_MODEL = "everybody in one model"
LEAVING_OUT = "in one model that leaves out {names:names}"
DESCRIBED = "described, not claimed"
HARM_WITHOUT_A_MOVE = {
    Verdict.TOO_FEW_TO_SAY: "lies the unwelcome way",
    Verdict.APART: "its questions moved the unwelcome way",
}
"""What a row that is listed for a harm says of it where nothing is said of a change."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """An outcome as it is listed: where, at After or months `later`, and what it is called with where.

    `once` says that it was not asked before or not after, or is described alone; empty where it has its own words.
    `together` tells that it is everybody at once, `harm` that it is listed for a harm that the lede tells, `own`
    that it is of those who came by themselves, `arm` that it is one of several groups that came, and `main` that it is
    of a main outcome. `where` names the chapter, the `workshop` or the group that it is of alone; empty where it is of
    all.
    """

    measured: Measured
    place: str = ""
    later: RowLater | None = None
    once: str = ""
    together: bool = False
    harm: bool = False
    own: bool = False
    arm: bool = False
    main: bool = False
    where: str = ""
    workshop: bool = False
    people: bool = False
    """Whether the harm is of the people of a chapter counted alone, while its own range leaves it open."""

    def name(self, language: Language) -> str:
        """What stands in its row for it."""
        named = language.begin(self.measured.outcome)
        return f"{named}, {self.place}" if self.place else named


MONTHS_LATER, BY_THEMSELVES = "months later", "months later, those who came by themselves"


def outcomes_found(report: ImpactReport, language: Language) -> Iterator[Listed]:
    """Every outcome in its order, as `_of_outcome` lists it, with whether it is a main one."""
    for name in report.measured:
        main = report.outcomes[name].scale.primary
        yield from (replace(each, main=main) for each in _of_outcome(report, name, language))


def _of_outcome(report: ImpactReport, name: str, language: Language) -> Iterator[Listed]:
    """An outcome, with the chapter it is of where one or two stand side by side.

    After it everybody at once, where page 1 tells of them as well, and then what was found months later.
    """
    found = report.measured[name]
    few = _stands_by_chapter(report, found)
    of_few = () if few else _of_few_chapters(report, found)
    apart = few or bool(of_few) or (report.across and found.two_compared)
    once = once_in_a_cell(report, name)
    once = language.catalogue.gettext(once) if once else ""
    for arm in found.arms:
        yield Listed(measured=arm_measured(found, arm), place=arm.called, once=once, arm=True, where=arm.called)
    if not apart and not found.arms:
        harm = found.apart and bool(harm_within.marked_items(report, name))
        harm = harm or (not report.across and few_lie_unwelcome(found))
        yield Listed(measured=found, once=once, harm=harm)
    chapters = of_few or (with_results(report, name) if apart else ())
    outcome = report.outcomes[name]
    alone = {each: chapter_at_look(outcome, found, report.looks, chapter=each) for each in chapters}
    harms = tuple(harm_rows(report, name))
    with_harm = {each.chapter for each in harms if not each.workshop}
    for chapter, own in alone.items():
        if chapter not in with_harm or verdict(own)[0] is not Verdict.TOO_FEW_TO_SAY:
            people = chapter in with_harm and not own.unwelcome and not once
            yield Listed(measured=own, place=chapter, once=once, where=chapter, harm=people, people=people)
    marked = [chapter for chapter, own in alone.items() if verdict(own)[0] is not Verdict.TOO_FEW_TO_SAY and not once]
    yield from (_harm(each, language) for each in harms if each.workshop or each.chapter not in marked)
    if everybody_sentences.is_stated(report, name):
        yield _together(found, language)
    if report.renderer >= 2:
        yield from (_later(each, language) for each in rows_later(report, name))


def _stands_by_chapter(report: ImpactReport, found: Measured) -> bool:
    """Whether an outcome is told by chapter: the first in one or two, and this one not in enough to be averaged."""
    if not report.across or report.estimand.compared or not 0 < report.chapters.k < AVERAGED_FROM:
        return False
    return 0 < (found.chapters or report.chapters).k < AVERAGED_FROM


def _of_few_chapters(report: ImpactReport, found: Measured) -> tuple[str, ...]:
    """The few chapters that answered this outcome, and so are not averaged, among more that answered another.

    A release tells of them in the table of chapters alone.
    """
    own = found.chapters
    if not report.across or own is None or found.compared or report.context.released or own.k >= AVERAGED_FROM:
        return ()
    return tuple(name for name in own.names if name not in own.without)


def _together(found: Measured, language: Language) -> Listed:
    """Everybody at once; described alone where no chapter is shown and page 1 claims nothing, unless it is harm."""
    together = everybody_sentences.as_measured(found)
    place = language.catalogue.gettext(IN_ONE_MODEL)
    if found.everybody is not None and found.everybody.left_out:
        place = language.say(Sentence(LEAVING_OUT, {"names": found.everybody.left_out}))
    if verdict(found)[0] is not Verdict.TOO_FEW_TO_REPORT or found.unwelcome_of_all:
        return Listed(measured=together, place=place, together=True)
    said = language.catalogue.gettext(DESCRIBED)
    return Listed(measured=replace(together, claims=False), place=place, once=said, together=True)


def _harm(found: HarmRow, language: Language) -> Listed:
    of_whom = (language.catalogue.gettext(each) for each in found.of_whom)
    place = ", ".join(filter(None, (found.chapter, *of_whom)))
    where = found.chapter or (language.catalogue.gettext(LEFT_OUT) if LEFT_OUT in found.of_whom else "")
    own = OWN in found.of_whom
    return Listed(measured=found.measured, place=place, harm=True, own=own, where=where, workshop=found.workshop)


def _later(found: RowLater, language: Language) -> Listed:
    gettext = language.catalogue.gettext
    places = (found.chapter, gettext(IN_ONE_MODEL) if found.together else "")
    when = gettext(BY_THEMSELVES if found.own else MONTHS_LATER)
    place = ", ".join((*filter(None, places), when))
    together = found.together
    return Listed(
        measured=found.measured,
        place=place,
        later=found,
        harm=found.harm,
        own=found.own,
        together=together,
        arm=found.arm,
        where=found.chapter,
    )
