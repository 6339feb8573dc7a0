"""How far the questions of a scale have been checked, by a rule that is stated before anybody answers.

It ends at what answers and interviews can say. Whether a scale measures what it is meant to takes another measure of
the same thing beside it, which nothing here has.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from analysis.psychometrics.scale_figures import ScaleFigures

FEWEST_INTERVIEWED = 5
"""People who were asked what they make of a question (Willis 2005, Cognitive Interviewing: five to fifteen a round)."""
FEWEST_ANSWERED = 100
"""People who answered every item, of whom coefficients are told with two decimals."""
LEAST_RELIABILITY = 0.7
"""To compare groups (Nunnally and Bernstein 1994, Psychometric Theory)."""
LEAST_ITEM_REST = 0.3
"""An item below that may measure something else (the same)."""


class ValidationStatus(StrEnum):
    """How far questions have been checked; each needs all that the one before it needs."""

    NOT_YET = "not yet validated"
    UNDERSTOOD = "understood as meant"
    CHECKED = "checked in use"


def status_of(
    items: Sequence[str], *, interviewed: Mapping[str, int], waves: Iterable[ScaleFigures]
) -> ValidationStatus:
    """The status of a scale of these items, from people interviewed about each and its figures at each wave."""
    if not items or any(interviewed.get(item, 0) < FEWEST_INTERVIEWED for item in items):
        return ValidationStatus.NOT_YET
    seen = list(waves)
    return ValidationStatus.CHECKED if seen and all(map(_holds, seen)) else ValidationStatus.UNDERSTOOD


def _holds(figures: ScaleFigures) -> bool:
    """Whether a wave's figures, as they are told, are those that the rule asks for."""
    together = [item.correlation for item in figures.items.values()]
    return (
        (figures.people or 0) >= FEWEST_ANSWERED
        and (figures.reliability or 0) >= LEAST_RELIABILITY
        and bool(together)
        and all(each is not None and each >= LEAST_ITEM_REST for each in together)
    )
