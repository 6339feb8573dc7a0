"""Keys that are numbers counted from nought: there 0 is somebody, and elsewhere what people write who have no code."""

from collections import Counter
from collections.abc import Iterable

from evaluation.importing.values.cell_values import number_in

FEWEST = 3
DENSE = 0.8
"""The share of all numbers up to the highest that a count has at least."""


def counts_from_nought(cells: Iterable[str]) -> bool:
    """Whether the cells of a column are 0, 1, 2 and so on in any order, 0 no more often than another number."""
    read = [number_in(cell) for cell in cells if cell.strip()]
    times = Counter(number for number in read if number is not None and number >= 0 and number.is_integer())
    if times.total() < len(read) or len(times) < FEWEST or not times[0.0]:
        return False
    return len(times) >= DENSE * (max(times) + 1) and times[0.0] <= max(n for value, n in times.items() if value)


def is_nought(cell: str) -> bool:
    """Whether a cell is the number 0."""
    return cell.strip() in {"0", "0.0"}
