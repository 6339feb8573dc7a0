"""What a report says where not all questions of an outcome were asked at each of the waves that are compared."""

from collections.abc import Iterable
from math import ceil

from analysis.scoring.items_left_out import Asked, share_needed
from analysis.scoring.scoring import TWO_THIRDS
from analysis.wording.wording import Sentence
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.build.same_questions import BOTH

FEWER = "{outcome:begin} is compared by {used:count} of its {of:count} questions, and only with care. "
FEWER += "Not asked both before and after: {items}."
FEWER_AT = "{outcome:begin} is compared by {used:count} of its {of:count} questions at {places:names}, and only with "
FEWER_AT += "care. Not asked both before and after: {items}."
OTHERWISE = "{outcome:begin}: fewer than two thirds of its questions were asked both before and after, so no change is "
OTHERWISE += "told. Not asked both times: {items}."
OTHERWISE_AT = "{outcome:begin} at {places:names}: fewer than two thirds of its questions were asked both before and "
OTHERWISE_AT += "after, so these answers are not compared. Not asked both times: {items}."
FEWER_LATER = "{outcome:begin} before, after and at a further time is compared by {used:count} of its {of:count} "
FEWER_LATER += "questions, and only with care. Not asked every time: {items}."
OTHERWISE_LATER = "{outcome:begin}: fewer than two thirds of its questions were asked at a further time, too, so no "
OTHERWISE_LATER += "change until then is told. Not asked every time: {items}."

BY_PLAN = (
    "{outcome:begin}: fewer than the {needed:count} of its {of:count} questions that its plan asks for were asked "
)
BY_PLAN += "both before and after, so no change is told. Not asked both times: {items}."
BY_PLAN_AT = (
    "{outcome:begin} at {places:names}: fewer than the {needed:count} of its {of:count} questions that its plan "
)
BY_PLAN_AT += "asks for were asked both before and after, so these answers are not compared. Not asked both times: "
BY_PLAN_AT += "{items}."
BY_PLAN_LATER = (
    "{outcome:begin}: fewer than the {needed:count} of its {of:count} questions that its plan asks for were "
)
BY_PLAN_LATER += "asked at a further time, too, so no change until then is told. Not asked every time: {items}."
IN_PLAN = {OTHERWISE: BY_PLAN, OTHERWISE_AT: BY_PLAN_AT, OTHERWISE_LATER: BY_PLAN_LATER}
"""What is said where the plan asks for less than two thirds."""


def differing_questions(report: ImpactReport, name: str) -> tuple[Sentence, ...]:
    """Each way in which an outcome's questions differed, with the questions named; nothing where they did not."""
    return tuple(_sentence(report, name, each) for each in report.outcomes[name].asked)


def all_differing_questions(report: ImpactReport) -> tuple[Sentence, ...]:
    """The same of every outcome."""
    return tuple(said for name in report.outcomes for said in differing_questions(report, name))


def with_care(report: ImpactReport, names: Iterable[str]) -> tuple[Sentence, ...]:
    """That outcomes are compared before and after by fewer questions than they have; at first that was not told."""
    return tuple(
        _sentence(report, name, each)
        for name in names
        for each in report.outcomes[name].asked
        if report.renderer >= 2 and each.waves == BOTH and each.compares
    )


def compares_nowhere(report: ImpactReport, name: str) -> bool:
    """Whether no change of an outcome can be told, since nobody was asked enough of the same before and after.

    At first that was said as well of evenings that each asked one version, which are kept apart.
    """
    versions = report.context.versions
    if versions is not None and (versions.leaves_out(name) if report.renderer >= 2 else name in versions.apart):
        return True
    return any(each.waves == BOTH and not each.compares and not each.places for each in report.outcomes[name].asked)


def compared_by(outcome: OutcomeFigures) -> tuple[str, ...]:
    """The questions that an outcome is the average of, before and after: its own, without those not asked both times.

    Where only some workshops asked fewer it is its own.
    """
    fewer = [each.used for each in outcome.asked if each.waves == BOTH and not each.places and each.compares]
    return fewer[0] if fewer else outcome.scale.items


def _sentence(report: ImpactReport, name: str, asked: Asked) -> Sentence:
    scale, message = report.outcomes[name].scale, _message(asked)
    less = round(share_needed(scale), 2) < round(TWO_THIRDS, 2)
    values = {
        "outcome": report.measured[name].outcome,
        "used": len(asked.used),
        "of": len(scale.items),
        "needed": ceil(round(share_needed(scale) * len(scale.items), 1)),
        "places": _places(report, asked.places),
        "items": "; ".join(_named(report, item) for item in asked.left_out),
    }
    return Sentence(IN_PLAN.get(message, message) if less else message, values)


def _message(asked: Asked) -> str:
    if asked.waves != BOTH:
        return FEWER_LATER if asked.compares else OTHERWISE_LATER
    if asked.places:
        return FEWER_AT if asked.compares else OTHERWISE_AT
    return FEWER if asked.compares else OTHERWISE


def _places(report: ImpactReport, places: Iterable[tuple[str, str]]) -> list[str]:
    """Workshops by their titles; chapters where no workshop is named."""
    titles = report.context.experiments
    return [titles.get(experiment, experiment) or chapter for chapter, experiment in places]


def _named(report: ImpactReport, item: str) -> str:
    """A question by its words, where they are known, and by its name."""
    words = report.context.items.get(item)
    return f"“{words.text}” ({item})" if words and words.text else item
