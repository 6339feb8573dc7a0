"""That people had the best score already when they came, so that they could not do better."""

from analysis.thresholds import is_high_ceiling

CEILING = "Many had the best score before they came: they could not do better"
CEILING_OF_ALL = "All or nearly all had the best score before they came: they could not do better"
CEILING_YES_OR_NO = "Four in five or more gave the better answer before they came: few were left who could come to it"
NEARLY_ALL = 0.95
"""The share at the best score before, from which on "many" would say too little."""


def best_already(share: float | None, *, yes_or_no: bool) -> dict[str, bool]:
    """Whether too many began at the best score, by the sentence that says so."""
    said = CEILING_OF_ALL if share is not None and share >= NEARLY_ALL else CEILING
    is_high = share is not None and is_high_ceiling(share, yes_or_no=yes_or_no)
    return {CEILING_YES_OR_NO if yes_or_no else said: is_high}
