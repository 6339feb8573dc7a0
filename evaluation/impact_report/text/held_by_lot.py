"""What a report says where people who answered both times are held back by lot."""

from analysis.wording.wording import Sentence
from evaluation.impact_report.build.context import Context

HELD_BY_LOT = (
    "Some answers are held back by lot, so that this and an earlier report do not tell what a few people answered: "
)
HELD_BY_LOT += "counts are lower than the number of people who answered."


def held_by_lot(context: Context) -> tuple[Sentence, ...]:
    """That counts are lower than how many people answered; without how many, which would tell of a few."""
    return (Sentence(HELD_BY_LOT),) if context.held_by_lot else ()
