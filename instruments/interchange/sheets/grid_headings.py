"""Grids of an XLSForm: a row with the appearance `label` heads those with `list-nolabel` below it, and asks nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from instruments.interchange.answers import Said
from instruments.interchange.draft import DraftBuilder
from instruments.interchange.reasons import NOTE

HEADING, ROWS = "label", frozenset({"list-nolabel", "list"})


@dataclass
class GridHeading:
    """The words over the rows of a grid: they lead in to each, or are read before the next question where none come."""

    draft: DraftBuilder
    listed: str = ""
    where: str = ""
    said: Said = field(default_factory=dict)
    leads: bool = False

    def begin(self, where: str, said: Said, *, listed: str) -> None:
        """Take the words of a heading, which stand over the answers of a list."""
        self.end()
        self.listed, self.where, self.said, self.leads = listed, where, said, False

    def over(self, cells: Mapping[str, str], *, listed: str) -> Said:
        """The words that lead in to a row; none where it stands in no grid, and then the last one is over."""
        if self.said and listed == self.listed and not ROWS.isdisjoint(_appearances(cells)):
            self.leads = True
            return self.said
        self.end()
        return {}

    def end(self) -> None:
        """End a grid."""
        if self.said and not self.leads:
            self.draft.tell(self.where, self.said, NOTE)
        self.said = {}


def heads_a_grid(cells: Mapping[str, str]) -> bool:
    """Whether a question to choose an answer only shows the answers, for rows below it."""
    return HEADING in _appearances(cells)


def _appearances(cells: Mapping[str, str]) -> list[str]:
    return cells.get("appearance", "").lower().split()
