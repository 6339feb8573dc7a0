"""What page 1 says of answers in files: which outcome leads though nobody chose it, and that no way is better."""

from analysis.scoring.quoted_labels import CLOSED, OPENED, is_quoted
from analysis.wording.measured import Sentence
from analysis.wording.phrases import Way
from evaluation.impact_report.build.families import is_of_files
from evaluation.impact_report.build.report import ImpactReport

NOT_NAMED = "No outcome was named as the main one before; {outcome} stands first in the files."
NO_BETTER_WAY = "Nobody stated which way is better, so no change is called welcome or unwelcome."


def named_after(report: ImpactReport) -> tuple[Sentence, ...]:
    """That the first outcome leads by its place alone, and that nobody stated which way is better."""
    if not is_of_files(report.context) or report.renderer < 2:
        return ()
    first = next(iter(report.measured.values()))
    label = first.outcome if is_quoted(first.outcome) else f"{OPENED}{first.outcome}{CLOSED}"
    chosen = any(outcome.scale.primary for outcome in report.outcomes.values()) or len(report.outcomes) == 1
    named = () if chosen else (Sentence(NOT_NAMED, {"outcome": label}),)
    unstated = all(found.worse is Way.NOT_STATED for found in report.measured.values())
    return (*named, Sentence(NO_BETTER_WAY)) if unstated else named
