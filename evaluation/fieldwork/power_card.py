"""The power card: what an evening of the expected size can show, said before it and never afterwards."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from analysis.thresholds import TOO_FEW_TO_REPORT_BELOW, TOO_FEW_TO_SAY_BELOW
from evaluation.models import State

USUAL_SHARE = 0.6
"""Three people in four answer Before and four in five of those answer After, where they are asked in the room."""

USUAL_CHANGE = 0.2
"""A usual change of bridging trust, in spreads of a score before; how many people show it, the card decides by."""


class Shows(StrEnum):
    """What the answers of one evening can be used for."""

    TOGETHER = "too few to be shown by themselves"
    TOO_FEW_TO_SAY = "too few to say what changed"
    DESCRIBES = "they describe the evening"
    BY_ITSELF = "enough to show a usual change four times in five"


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerCard:
    """How many pairs to expect, in a word where they are few, and what so many can be used for."""

    people: int
    pairs: str
    shows: Shows


def power_card(people: int | None, state: State, *, language: str) -> PowerCard | None:
    """The card, while the evening has not begun and somebody has said how many come."""
    if state is not State.DRAFT or not people:
        return None
    from evaluation.impact_report.language.places import SMALL_NUMBERS  # noqa: PLC0415 - loads what writes a report

    pairs = round(people * USUAL_SHARE)
    is_a_word = language == "en" and pairs < len(SMALL_NUMBERS)  # only English has its words here
    in_words = SMALL_NUMBERS[pairs] if is_a_word else str(pairs)
    return PowerCard(people=people, pairs=in_words, shows=_shows(pairs))


def _shows(pairs: int) -> Shows:
    if pairs < TOO_FEW_TO_REPORT_BELOW:
        return Shows.TOGETHER
    if pairs < TOO_FEW_TO_SAY_BELOW:
        return Shows.TOO_FEW_TO_SAY
    from analysis.sensitivity.power import USUAL_R, pairs_needed  # noqa: PLC0415 - scipy is loaded where a figure is made

    change_spread = sqrt(2 * (1 - USUAL_R))
    return Shows.BY_ITSELF if pairs >= pairs_needed(USUAL_CHANGE / change_spread) else Shows.DESCRIBES
