"""What page 1 says of harm inside an outcome: in single questions and single workshops."""

from analysis.estimate.sample import SampleFigures
from analysis.wording import caution_phrases, cautions
from analysis.wording.measured import SILENT, Measured, Sentence, verdict
from analysis.wording.measured_facts import HarmedWorkshops
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text import look_sentences

MOST_NAMED = 2
"""More questions than these are counted; the table of questions marks each."""


def questions_harmed(report: ImpactReport) -> tuple[Sentence, ...]:
    """Questions that by themselves moved the unwelcome way, of outcomes that did not, in their words."""
    marked = {name: marked_items(report, name) for name in report.measured if _has_several(report, name)}
    said = (_of_questions(report, name, items) for name, items in marked.items() if items)
    return look_sentences.as_described(report, said)


def workshops_harmed(report: ImpactReport) -> tuple[Sentence, ...]:
    """In how many workshops an outcome moved the unwelcome way, where it does not say so itself."""
    if report.renderer < 2:
        return ()
    return tuple(
        said
        for found in report.measured.values()
        if found.harmed_workshops and not found.unwelcome and not found.apart
        for said in _of_workshops(found, found.harmed_workshops)
    )


def _of_workshops(found: Measured, harmed: HarmedWorkshops) -> tuple[Sentence, ...]:
    values = {"outcome": found.outcome, "count": harmed.count, "shown": harmed.shown}
    message = caution_phrases.WORKSHOPS_SHOWN_HARMED if harmed.held_back else caution_phrases.WORKSHOPS_HARMED
    if not harmed.may_be_chance or not cautions.may_be_chance(harmed.count, harmed.shown):
        return (Sentence(message, values),)
    if harmed.shown < cautions.ONE_IN:
        return Sentence(message, values), Sentence(caution_phrases.WORKSHOP_BY_CHANCE)
    expected = {"expected": harmed.shown / cautions.ONE_IN, "shown": harmed.shown}
    return Sentence(message, values), Sentence(caution_phrases.WORKSHOPS_BY_CHANCE, expected)


def marked_items(report: ImpactReport, name: str) -> tuple[str, ...]:
    """The questions of an outcome that moved the unwelcome way, where their answers may be told."""
    found = report.measured[name]
    if report.renderer < 2 or found.apart:
        return ()
    return tuple(item for item in found.harmed_items if isinstance(report.items.get(item), SampleFigures))


def _has_several(report: ImpactReport, name: str) -> bool:
    """Whether an outcome has several questions, and does not say itself that it moved the unwelcome way."""
    found = report.measured[name]
    return len(report.outcomes[name].scale.items) > 1 and not found.unwelcome and verdict(found)[0] not in SILENT


def _of_questions(report: ImpactReport, name: str, items: tuple[str, ...]) -> Sentence:
    outcome = report.measured[name].outcome
    words = [report.context.items[item].text if item in report.context.items else item for item in items]
    if len(words) > MOST_NAMED:
        of = len(report.outcomes[name].scale.items)
        return Sentence(caution_phrases.QUESTIONS_HARMED, {"outcome": outcome, "count": len(words), "of": of})
    first, *others = words
    if not others:
        return Sentence(caution_phrases.QUESTION_HARMED, {"outcome": outcome, "question": first})
    return Sentence(caution_phrases.TWO_QUESTIONS_HARMED, {"outcome": outcome, "question": first, "other": others[0]})
