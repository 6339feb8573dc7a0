"""Columns that number the rows of their sheets, as an index or what a form adds does: they are no answers."""

from collections.abc import Sequence
from itertools import pairwise

from evaluation.importing.grids import Grid
from evaluation.importing.values.cell_values import PLAIN_NUMBER

RUNNING_NUMBER = "a running number"
"""The note of such a column."""
RISES_FROM = 12
"""In so many rows no answers from 0 to 10 can all be different."""
COUNTS_FROM = 6
"""In so many rows nobody's answers are 1, 2, 3 and so on by chance."""


def numbers_its_rows(name: str, grids: Sequence[Grid]) -> bool:
    """Whether a column counts the rows of every sheet that has it, or rises or falls from row to row in it."""
    sheets = [[cell for cell in grid.cells(name) if cell] for grid in grids if name in grid.heading]
    return bool(sheets) and all(_numbers_rows(cells) for cells in sheets)


def _numbers_rows(cells: Sequence[str]) -> bool:
    if len(cells) < COUNTS_FROM or not all(PLAIN_NUMBER.fullmatch(cell) for cell in cells):
        return False
    numbers = [float(cell) for cell in cells]
    if not all(number.is_integer() and number >= 0 for number in numbers):
        return False
    if numbers[0] in {0, 1} and all(later == earlier + 1 for earlier, later in pairwise(numbers)):
        return True
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    return len(numbers) >= RISES_FROM and (all(step > 0 for step in steps) or all(step < 0 for step in steps))
