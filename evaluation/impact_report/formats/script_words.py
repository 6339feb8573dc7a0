"""What a script that makes a report's figures again says with them: the report's own words where one is held back."""

from dataclasses import dataclass, field

from analysis.wording import comparison_phrases, phrases
from analysis.wording.measured import Measured, Sentence, verdict
from analysis.wording.phrases import RangePosition, Verdict
from analysis.wording.wording import row, statement
from evaluation.impact_report.build.families import chapter_at_look
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text import look_sentences, sentences, who_has_a_score
from evaluation.impact_report.text.withheld.not_counted import unclaimed

FEWEST_TO_AVERAGE = 3
"""Fewer chapters are not averaged, and each is told of by itself."""


@dataclass(frozen=True, kw_only=True)
class ScriptWords:
    """What is said of one outcome: `instead` of its figures, where it has `no_range`, and as a `note` behind them.

    `chapters` are those told of one by one, where they are too few to average: each with what is said instead of its
    figures, or nothing.
    """

    instead: str = ""
    no_range: str = ""
    note: str = ""
    chapters: dict[str, str] = field(default_factory=dict)


def look(report: ImpactReport) -> str:
    """Which planned look a report is where it claims nothing yet, or claims by a wider range; otherwise nothing."""
    if not report.looks.claims:
        return report.language.say_all((look_sentences.heading(report), look_sentences.when_it_claims(report)))
    return report.language.say_all(look_sentences.which_look(report))


def script_words_of(report: ImpactReport, name: str) -> ScriptWords:
    """What the script says of one outcome."""
    found, language = report.measured[name], report.language
    said, few = verdict(found)[0], _few_chapters(report, found)
    leading = language.say(sentences.leading(report, name))
    silent = said in (Verdict.TOO_FEW_TO_REPORT, Verdict.APART, Verdict.SEVERAL)
    too_few = said is Verdict.TOO_FEW_TO_SAY
    if silent or few or (too_few and found.compared):
        alone = few and said not in (Verdict.APART, Verdict.SEVERAL) and (found.compared is not None or not silent)
        return ScriptWords(instead=leading, chapters=_chapters(report, name) if alone else {})
    note = " ".join(part for part in (leading if too_few else "", _held_back(report, name)) if part)
    if found.low is not None:
        return ScriptWords(note=note)
    return ScriptWords(no_range=leading if said is Verdict.ALIKE else language.say(_unsure(found)), note=note)


def _held_back(report: ImpactReport, name: str) -> str:
    """That answers of an outcome are held back, so that the report claims nothing of it, or is without them."""
    found, lacking = report.measured[name], bool(report.context.withheld.get(name))
    missing = who_has_a_score.scored(report, found) if lacking else ()
    return report.language.say_all((*missing, *unclaimed([found])))


def _few_chapters(report: ImpactReport, found: Measured) -> bool:
    """Whether there are too few chapters to average, or to compare in."""
    if not report.across or (found.compared and found.compared.between):
        return False
    return sentences.chapters_averaged(report, found).k < FEWEST_TO_AVERAGE


def _unsure(found: Measured) -> Sentence:
    """A change or a difference whose range cannot be had."""
    said = comparison_phrases.UNSURE if found.compared else phrases.AVERAGE_CHANGE[RangePosition.UNKNOWN]
    return statement(said, found)


def _chapters(report: ImpactReport, name: str) -> dict[str, str]:
    """Each of too few chapters: beside a comparison group as the figure has it, otherwise as its own sentence says."""
    outcome = report.outcomes[name]
    if outcome.compared is not None:
        return dict.fromkeys(outcome.compared.chapters, "")
    return {chapter: _in_chapter(report, outcome, chapter) for chapter in outcome.across.chapters}


def _in_chapter(report: ImpactReport, outcome: OutcomeFigures, chapter: str) -> str:
    """What is said of one chapter instead of its figures, where it is told without them or without a range."""
    found = chapter_at_look(outcome, report.measured[outcome.scale.id], report.looks, chapter=chapter)
    few = verdict(found)[0] in (Verdict.TOO_FEW_TO_REPORT, Verdict.TOO_FEW_TO_SAY)
    return report.language.say(row(found)) if few or found.low is None else ""
