"""Options of one question that people tick, a column each: beside questions with answers they are no outcomes."""

import re
from collections.abc import Mapping, Sequence

from evaluation.importing.columns.asked_columns import AskedColumn, aligned
from evaluation.importing.grids import Grid
from evaluation.importing.values.answer_profiles import profile_of
from evaluation.importing.values.cell_values import plain

TICKED_OPTION = "an option that was ticked"
TICKS = frozenset({"0", "1", "0.0", "1.0", "true", "false", "checked", "unchecked", "selected", "not selected"})
OPTION = re.compile(r"(?P<asks>.+?)(?:\s*[/:]\s*|\s*\[|\s*\(choice=|___)(?P<option>[^/]+?)[\])]?", re.IGNORECASE)
CHOICE = re.compile(r"\(choice=|___\w+$", re.IGNORECASE)
"""Signs of an option by themselves; elsewhere a column of the question itself has to be there."""


def ticked_options(asked: Mapping[str, AskedColumn], grids: Sequence[Grid]) -> frozenset[str]:
    """The keys of the questions that are options which were ticked; none where nothing else could be compared."""
    there = {aligned(name.rsplit("/", 1)[-1]) for grid in grids for name in grid.heading}
    there |= {aligned(name) for grid in grids for name in grid.heading}
    found = frozenset(key for key, column in asked.items() if _is_ticked(column, there))
    others = [column for key, column in asked.items() if key not in found and column.both]
    return found if any(profile_of("", each.column, each.cells).kind for each in others) else frozenset()


def _is_ticked(column: AskedColumn, there: set[str]) -> bool:
    option = OPTION.fullmatch(column.stem)
    if option is None or not (CHOICE.search(column.stem) or _asked_itself(option["asks"], there)):
        return False
    return all(plain(cell) in TICKS for cells in column.cells.values() for cell in cells)


def _asked_itself(asks: str, there: set[str]) -> bool:
    return aligned(asks) in there or aligned(asks.rsplit("/", 1)[-1]) in there
