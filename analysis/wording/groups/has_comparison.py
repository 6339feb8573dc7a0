"""Whether what is told of those who came is told beside a comparison group."""

from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording.measured import Measured

FEWEST_AVERAGED = 3


def has_comparison(found: Measured) -> bool:
    """Whether those who came stand beside a comparison group, if only in one chapter, with everybody at once or without
    a range.
    """
    together = found.everybody is not None and found.everybody.of_comparison is not None
    differs = found.compared is not None and (found.compared.alike or found.low is not None)
    return bool(found.arms) or found.two_compared or in_one_chapter(found) or differs or together


def in_one_chapter(found: Measured) -> bool:
    """Whether one chapter alone is compared, which has enough people of both sides to be told of."""
    return _one_chapter(found) and not found.apart and found.fewest >= TOO_FEW_TO_SAY_BELOW


def in_none(found: Measured) -> bool:
    """Whether the one chapter that has both sides has too few people of one of them to be told of."""
    return _one_chapter(found) and found.fewest < TOO_FEW_TO_SAY_BELOW


def lacks_average(found: Measured) -> bool:
    """Whether differences of so few chapters are not averaged, and no figure of everybody stands in their place."""
    together = found.everybody is not None and found.everybody.of_comparison is not None
    few = found.chapters is not None and found.chapters.k < FEWEST_AVERAGED
    return found.compared is not None and not found.compared.between and few and not together


def _one_chapter(found: Measured) -> bool:
    within = found.compared is not None and not found.compared.between and not found.arms
    return within and found.chapters is not None and found.chapters.k == 1
