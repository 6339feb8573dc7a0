"""Where people look for their seats on the wall: the tables of a round."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from evaluation.models import Experiment
from evaluation.seating.seating_plan import stored_plan
from evaluation.store.evening.seating_versions import has_sheets, seating_in_round

BETWEEN = " · "
"""What stands between those who sit at one table."""
USUAL_LABEL = 3
"""Letters and numbers that most people's labels have at most."""
READABLE = 60
"""More tables than these are not readable from the last row: people look at their slips."""
READABLE_WITH_PROMPT = 24
"""So many are readable beside the time and the prompt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsShown:
    """The tables of one round."""

    number: int
    version: int
    tables: Sequence[tuple[int, str]]
    """Of each table its number, and who sits there."""
    on_paper: bool
    """Whether somebody asked for sheets and slips to be printed."""

    @property
    def size(self) -> str:
        """How large they can be."""
        count = len(self.tables)
        return "few" if count <= 12 else "some" if count <= READABLE_WITH_PROMPT else "many"

    @property
    def is_long(self) -> bool:
        """Whether the labels of two, such as AB12, take more room than usual."""
        return any(len(label) > USUAL_LABEL for _table, people in self.tables for label in people.split(BETWEEN))

    @property
    def is_readable(self) -> bool:
        """Whether they can be read from the last row, with the wall for themselves."""
        return len(self.tables) <= READABLE

    @property
    def fits_with_prompt(self) -> bool:
        """Whether they can be read beside the time and the prompt."""
        return len(self.tables) <= READABLE_WITH_PROMPT


def seats_shown(db: Session, experiment: Experiment, number: int) -> SeatsShown | None:
    """The tables of a round by the seating plan that holds in it; None where no plan has that round."""
    version = seating_in_round(db, experiment, number)
    plan = stored_plan(version.plan) if version else None
    if version is None or plan is None or not 1 <= number <= len(plan.rounds):
        return None
    tables = [
        (at, BETWEEN.join(plan.labels[person] for person in table))
        for at, table in enumerate(plan.rounds[number - 1], start=1)
        if table
    ]
    paper = has_sheets(db, experiment)
    return SeatsShown(number=number, version=version.number, tables=tables, on_paper=paper)
