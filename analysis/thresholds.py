"""How many people and how much of a thing it takes: the thresholds that more than one part of a report goes by."""

TOO_FEW_TO_REPORT_BELOW = 5
"""Figures of fewer people are held back, and a chapter of fewer pairs is in no average."""
TOO_FEW_TO_SAY_BELOW = 10
"""Fewer people are too few to say what changed, and too few for a public release."""
FIRST_SKETCH_UP_TO = 4
"""An average over so many chapters, or fewer, is a first sketch."""
HIGH_CEILING = 0.15
"""More than 15 % at the best possible score leave too little room to rise (Terwee et al. 2007, Journal of Clinical
Epidemiology 60:34)."""
HIGH_CEILING_YES_OR_NO = 0.8
"""Of an outcome of one yes/no question everybody has the best score or the worst: room is lacking where four fifths
gave the better answer, so that a fifth at most could still come to it."""


def is_high_ceiling(share: float, *, yes_or_no: bool) -> bool:
    """Whether so many (0 to 1) had the best possible score before that too little room was left to do better."""
    return share >= HIGH_CEILING_YES_OR_NO if yes_or_no else share > HIGH_CEILING
