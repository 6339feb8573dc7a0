"""Who is missing, and how far that could change the answer."""

from analysis.estimate import Estimate, Interval, NotEstimable, Suppressed
from analysis.mixed import AllRows
from analysis.wording import Sentence
from evaluation.reports.impact import ImpactReport
from evaluation.reports.language import Language
from evaluation.reports.outcomes import OutcomeFigures

NOTABLE = 0.2
"""A difference between groups, in standard deviations, from which on it is called one."""

_NIL = "For the average change to be nil, those missing would have to have changed by "
LESS = _NIL + "{size:size} points less than the others."
MORE = _NIL + "{size:size} points more than the others."


def missing(report: ImpactReport, language: Language) -> tuple[Sentence, ...]:  # noqa: ARG001 - every section's signature
    """Who is missing, whether they began differently, and what they could change; empty where nobody was counted."""
    counts = {field: count for field, count in report.flow.total.items() if isinstance(count, int)}
    if not counts:
        return ()
    return (*_flow(counts), *(() if report.context.released else _first(report.first)))


def _flow(counts: dict[str, int]) -> tuple[Sentence, ...]:
    if not {"pre_only", "post_only", "pairs"} <= set(counts):
        return ()
    lost = "{pre_only:few} answered before and not after; {post_only:few} answered after and not before."
    came = "Of {came:count} people who came, {pairs:count} answered both times."
    both = (Sentence(came, counts),) if "came" in counts else ()
    return (*both, Sentence(lost, counts))


def _first(outcome: OutcomeFigures) -> tuple[Sentence, ...]:
    found = outcome.missing
    if isinstance(found, Suppressed):
        return (Sentence("They are so few that figures about them could tell what they answered."),)
    key = f"outcomes.{outcome.scale.id}.missing"
    return (
        *_baseline(found.baseline_smd, key),
        *_all_rows(found.all_rows, key),
        *_bounds(found.bounds, found.tipping_point, key),
    )


def _baseline(found: Estimate | NotEstimable, key: str) -> tuple[Sentence, ...]:
    if isinstance(found, NotEstimable) or not isinstance(found.value, float):
        return ()
    values = {"size": abs(found.value)}
    if abs(found.value) < NOTABLE:
        message = "People who answered only before began at about the same level (a difference of {size:two} SD)."
    elif found.value > 0:
        message = "People who answered only before began lower, by {size:two} SD, than those who answered both times."
    else:
        message = "People who answered only before began higher, by {size:two} SD, than those who answered both times."
    return (Sentence(message, values, (f"{key}.baseline_smd.value",)),)


def _all_rows(found: object, key: str) -> tuple[Sentence, ...]:
    if not isinstance(found, AllRows):
        return ()
    message = "Counting everybody's answers, also of those who answered once, the average change is {estimate:change} "
    message += "({low:level} to {high:level})."
    return (Sentence(message, vars(found), (f"{key}.all_rows.estimate",)),)


def _bounds(found: Interval | NotEstimable, tipping: float | NotEstimable, key: str) -> tuple[Sentence, ...]:
    if isinstance(found, NotEstimable):
        return ()
    message = "Had everybody missing after given the lowest answer, or the highest, it would be {low:change} or "
    message += "{high:change}."
    worst = Sentence(message, vars(found), (f"{key}.bounds",))
    if isinstance(tipping, NotEstimable):
        return (worst,)
    turn = LESS if tipping < 0 else MORE
    return (worst, Sentence(turn, {"size": tipping}, (f"{key}.tipping_point",)))
