"""The wave of each row of a sheet, and the order in which rows of one person were sent."""

from collections.abc import Mapping, Sequence

from evaluation.importing.answers_map import AnswersMap, ColumnMap, FileMap
from evaluation.importing.grids import Grid
from evaluation.importing.rows.person_keys import keys_of
from evaluation.importing.sheets.moments import ORDERS, date_orders, moment

IN_ORDER = "in order"
"""In the place of a file's wave: each person's first row is Before and their second After."""


def columns_in(made: AnswersMap, grid: Grid, role: str) -> list[ColumnMap]:
    """The columns of a role that a sheet has, in the order of the map."""
    return [column for column in made.columns if column.role == role and column.name in grid.heading]


def keys_of_rows(made: AnswersMap, grid: Grid) -> list[str]:
    """The key of each row as it is compared; "" where a row has none, or lacks one of several elements."""
    columns = [keys_of(grid.cells(column.name), made.keys) for column in columns_in(made, grid, "key")]
    if not columns:
        return [""] * len(grid.rows)
    return ["|".join(keys) if all(keys) else "" for keys in zip(*columns, strict=True)]


def times_of_rows(made: AnswersMap, grid: Grid) -> list[str]:
    """When each row was sent, as text that sorts; "" where that is not known."""
    columns = columns_in(made, grid, "time")
    if not columns:
        return [""] * len(grid.rows)
    cells = grid.cells(columns[0].name)
    orders = date_orders(cells)
    order = made.dates if made.dates in orders else orders[0]
    return [moment(cell, order) for cell in cells]


def can_be_read_two_ways(made: AnswersMap, grid: Grid) -> bool:
    """Whether day and month of every time of a sheet can change places."""
    columns = columns_in(made, grid, "time")
    cells = grid.cells(columns[0].name) if columns else ()
    return date_orders(cells) == ORDERS and any(moment(cell, ORDERS[0]) != moment(cell, ORDERS[1]) for cell in cells)


def waves_of_rows(made: AnswersMap, file: FileMap, grid: Grid, keys: Sequence[str], times: Sequence[str]) -> list[str]:
    """The wave of each row; "" where the columns tell it."""
    waves = columns_in(made, grid, "wave")
    if waves:
        said: Mapping[str, str] = made.waves
        return [
            made.row_waves.get((grid.file, grid.sheet, number), said.get(cell, ""))
            for cell, number in zip(grid.cells(waves[0].name), grid.numbers, strict=True)
        ]
    if file.wave != IN_ORDER:
        return [file.wave] * len(grid.rows)
    ordered = sorted(range(len(keys)), key=lambda place: (times[place], place))
    met: dict[str, int] = {}
    found = ["other"] * len(keys)
    for place in ordered:
        if not keys[place]:
            continue
        times_met = met[keys[place]] = met.get(keys[place], 0) + 1
        found[place] = ("pre", "post", "other")[min(times_met, 3) - 1]
    return found
