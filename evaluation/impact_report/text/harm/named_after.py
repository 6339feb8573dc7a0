"""What page 1 says of answers in files: who named the outcome that leads, if anybody did, and which way is better."""

from analysis.scoring.quoted_labels import CLOSED, OPENED, is_quoted
from analysis.wording.measured import Sentence
from analysis.wording.phrases import Way
from evaluation.impact_report.build.families import is_of_files
from evaluation.impact_report.build.report import ImpactReport

NOT_NAMED = "No outcome was named as the main one before; {outcome} stands first in the files."
PUT_FIRST = "No outcome was named as the main one before; whoever brought the answers put {outcome} first."
NAMED = "Whoever brought the answers says that the main outcome was named before anybody saw them."
NAMED_SEVERAL = "Whoever brought the answers says that the main outcomes were named before anybody saw them."
NO_BETTER_WAY = "Nobody stated which way is better, so no change is called welcome or unwelcome."


def named_after(report: ImpactReport) -> tuple[Sentence, ...]:
    """Why the first outcome leads, and that nobody stated which way is better."""
    if not is_of_files(report.context) or report.renderer < 2:
        return ()
    unstated = all(found.worse is Way.NOT_STATED for found in report.measured.values())
    return (*_leading(report), *((Sentence(NO_BETTER_WAY),) if unstated else ()))


def _leading(report: ImpactReport) -> tuple[Sentence, ...]:
    """Who named the outcome that leads, or that it leads by its place; of a single one nothing is to be told."""
    if len(report.outcomes) == 1:
        return ()
    mains = sum(outcome.scale.primary for outcome in report.outcomes.values())
    if mains:
        said = NAMED if mains == 1 else NAMED_SEVERAL
        return (Sentence(said),) if report.context.leading == "named" else ()
    first = next(iter(report.measured.values()))
    label = first.outcome if is_quoted(first.outcome) else f"{OPENED}{first.outcome}{CLOSED}"
    return (Sentence(PUT_FIRST if report.context.leading == "put_first" else NOT_NAMED, {"outcome": label}),)
