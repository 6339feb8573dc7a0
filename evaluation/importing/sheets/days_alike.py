"""Days that one file has as dates and another as text, written alike, so that days of birth join the same people."""

import re
from collections.abc import Sequence
from dataclasses import replace

from evaluation.importing.grids import Grid
from evaluation.importing.sheets.moments import MIDNIGHT, ORDERS, moment

MOSTLY = 0.8
"""The share of the cells of a column that are days, if it is a column of days."""


def with_days_alike(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """The sheets with the days of a column as year, month and day, where it has several ways to write them.

    A column stays as it is where the order of day and month cannot be told, or where clocks stand behind the days.
    """
    made = tuple(grids)
    for name in dict.fromkeys(name for grid in grids for name in grid.heading):
        cells = {cell for grid in grids for cell in grid.cells(name) if cell}
        order = _order(cells)
        if order is not None:
            made = tuple(_written(grid, name, order) for grid in made)
    return made


def _order(cells: set[str]) -> str | None:
    """The order of day and month in a column that writes days in several ways; None for any other column."""
    said = {cell: [moment(cell, order) for order in ORDERS] for cell in cells}
    days = {cell: read for cell, read in said.items() if any(read)}
    if len(days) < MOSTLY * len(cells) or any(
        at and not at.endswith(MIDNIGHT) for read in days.values() for at in read
    ):
        return None
    if len({_form(cell) for cell in days}) < 2:
        return None
    orders = [order for place, order in enumerate(ORDERS) if all(read[place] for read in days.values())]
    alike = all(len(set(read)) == 1 for read in days.values())
    return orders[0] if orders and (alike or len(orders) == 1) else None


def _form(cell: str) -> str:
    words = cell.strip()
    form = (
        "year first" if re.match(r"\d{4}\D", words) else "in words" if re.search(r"[^\W\d_]{3}", words) else "year last"
    )
    return f"{form}, with a clock" if ":" in words else form


def _written(grid: Grid, name: str, order: str) -> Grid:
    if name not in grid.heading:
        return grid
    place = grid.heading.index(name)
    rows = tuple(
        (*row[:place], moment(row[place], order).removesuffix(MIDNIGHT) or row[place], *row[place + 1 :])
        for row in grid.rows
    )
    return replace(grid, rows=rows)
