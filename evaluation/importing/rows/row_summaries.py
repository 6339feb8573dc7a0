"""Rows at the foot of a sheet that hold averages or sums of the rows above, and are of nobody."""

from collections.abc import Callable, Sequence

from evaluation.importing.answers_map import AnswersMap
from evaluation.importing.grids import Grid
from evaluation.importing.values.cell_values import number_in, plain

CALLED = frozenset(
    {
        "average",
        "averages",
        "mean",
        "means",
        "total",
        "totals",
        "sum",
        "median",
        "mode",
        "sd",
        "std",
        "stdev",
        "variance",
        "count",
        "n",
        "min",
        "minimum",
        "max",
        "maximum",
        "avg",
        "overall",
        "cyfartaledd",
        "cyfanswm",
        "canolrif",
        "swm",
        "std dev",
        "st dev",
        "standard deviation",
        "grand total",
    }
)
FOOT = 6
"""So many rows at the foot are looked at."""
NEAR = 0.051


def summaries(made: AnswersMap, grid: Grid, items: Sequence[int]) -> Callable[[tuple[str, ...], str], bool]:
    """Whether a row is called an average or a sum, or has no key and holds just the averages of its columns."""
    columns = {column.name: column for column in made.columns}
    named = [
        place
        for place, name in enumerate(grid.heading)
        if name in columns and columns[name].role in {"key", "left_out", "wave", "time"}
    ]
    foot = set(grid.rows[-FOOT:])
    averages = _averages(grid, items) if len(grid.rows) > FOOT else {}

    def is_summary(row: tuple[str, ...], key: str) -> bool:
        if row not in foot:
            return False
        if any(is_called_summary(row[place]) for place in named):
            return True
        read = {place: number_in(row[place], decimal_comma=True) for place in averages if row[place]}
        met = [place for place, number in read.items() if number is not None and _is_of(number, averages[place])]
        return not key and len(read) > 1 and len(met) == len(read)

    return is_summary


def is_called_summary(cell: str) -> bool:
    """Whether a cell names what a row at the foot holds, such as "Mean" or "Total:"."""
    return plain(cell).rstrip(":") in CALLED


def _is_of(number: float, found: tuple[float, float]) -> bool:
    return any(abs(number - each) <= NEAR for each in found)


def _averages(grid: Grid, items: Sequence[int]) -> dict[int, tuple[float, float]]:
    """The average and the sum of each column of items without its last rows, where these are what is asked about."""
    found = {}
    for place in items:
        numbers = [number_in(row[place], decimal_comma=True) for row in grid.rows[:-1]]
        known = [number for number in numbers if number is not None]
        if len(known) > FOOT:
            found[place] = (sum(known) / len(known), sum(known))
    return found
