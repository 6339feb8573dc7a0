"""What nobody may say with a report in hand: never what the sentence above it, that may be quoted, says itself."""

from analysis.wording import caution_phrases, comparison_phrases, phrases, wording
from analysis.wording.measured import Measured, Sentence
from analysis.wording.so_far import few_lie_unwelcome
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text import sentences, two_chapters
from evaluation.impact_report.text.harm.harms import harms
from evaluation.impact_report.text.look_sentences import OF_CHANCE

OF_THE_OUTCOME = (phrases.NOT_MOVED, phrases.NOT_MOVED_MANY, comparison_phrases.NOT_OTHERWISE)
"""What forbids to say that the first outcome moved."""


def may_not_say(report: ImpactReport) -> Sentence:
    """What nobody may say; of an outcome that the quote says moved, no more than that."""
    found = next(iter(report.measured.values()))
    one_workshop = not report.across and report.workshops in (None, 1)
    said = wording.may_not_say(found, one_workshop=one_workshop)
    quoted = sentences.quote(report) if report.renderer >= 2 else ()
    if not quoted or said.message not in (*OF_THE_OUTCOME, phrases.NOT_TOO_FEW):
        return said
    if _is_quoted_to_move(report, found, quoted):
        return wording.statement(caution_phrases.NOT_MORE if one_workshop else caution_phrases.NOT_MORE_MANY, found)
    if said.message in OF_THE_OUTCOME:
        return said
    return wording.statement(phrases.NOT_MOVED if one_workshop else phrases.NOT_MOVED_MANY, found)


def _is_quoted_to_move(report: ImpactReport, found: Measured, quoted: tuple[Sentence, ...]) -> bool:
    """Whether the quote says of the first outcome that somebody clearly moved: a harm, or one of two chapters."""
    of_harm = {each.message for each in harms(report) if each.values.get("outcome") == found.outcome}
    moved = {each.message for each in quoted} & (of_harm | set(sentences.HARMS_OF_EVERYBODY)) - set(OF_CHANCE)
    few = not report.across and few_lie_unwelcome(found)
    return few or bool(moved) or two_chapters.one_clearly_moved(report)
