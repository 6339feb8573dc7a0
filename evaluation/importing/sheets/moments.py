"""Times as forms write them, read with the day first or the month first where they can be read both ways."""

import re
from collections.abc import Sequence
from functools import lru_cache

from evaluation.importing.grids import Grid
from evaluation.importing.sheets.column_headings import TIMES, says, time_worth

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]+(.*))?")
NUMBERED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})(?:[, t]+(.*))?")
WORDED = re.compile(
    r"(?:\w{3,9},? )?(?:(\d{1,2})\w{0,2} ([a-z]{3})[a-z]*|([a-z]{3})[a-z]* (\d{1,2})\w{0,2}),? (\d{4})"
    r"(?:[, t]+(?:at )?(.*))?"
)
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap]\.?m\.?)?.*")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ORDERS = ("day_first", "month_first")
MIDNIGHT = " 00:00:00"
"""How a moment ends that has no time of the day."""


@lru_cache(maxsize=400_000)
def moment(cell: str, dates: str) -> str:
    """The moment as text that sorts; "" where the cell is no time, or none in this order of day and month."""
    words = cell.strip().casefold()
    if found := ISO.fullmatch(words):
        return _text(found[1], found[2], found[3], found[4])
    if found := NUMBERED.fullmatch(words):
        day, month = (found[1], found[2]) if dates != "month_first" else (found[2], found[1])
        year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
        return _text(year, month, day, found[4])
    if found := WORDED.fullmatch(words):
        name, day = (found[2], found[1]) if found[1] else (found[3], found[4])
        return _text(found[5], str(MONTHS.index(name) + 1), day, found[6]) if name in MONTHS else ""
    return ""


def _text(year: str, month: str, day: str, clock: str | None) -> str:
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return ""
    hour = minute = second = 0
    if clock and (found := CLOCK.fullmatch(clock.strip())):
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        afternoon = (found[4] or "").startswith("p")
        hour = hour % 12 + 12 * afternoon if found[4] else hour
    return f"{int(year):04}-{int(month):02}-{int(day):02} {hour:02}:{minute:02}:{second:02}"


def time_column(grid: Grid) -> str:
    """The column that tells best when a row was sent, by its heading or else by its cells; "" where there is none.

    Under any other heading days alone are no such times: they may be days of birth, or what was asked.
    """
    named = [name for name in grid.heading if says(TIMES, name) and _is_of_times(grid.cells(name))]
    held = named or [name for name in grid.heading if _is_of_times(grid.cells(name), clock=True)]
    return max(held, key=time_worth, default="")


def _is_of_times(cells: Sequence[str], *, clock: bool = False) -> bool:
    """Whether most cells are days; with a clock, whether most rows have a day and a time of it."""
    said = [cell for cell in cells if cell]
    if not said or (clock and len(said) < len(cells) / 2):
        return False
    read = [next(filter(None, (moment(cell, order) for order in ORDERS)), "") for cell in said[:200]]
    return sum(bool(at) and not (clock and at.endswith(MIDNIGHT)) for at in read) >= 0.8 * len(read)


def date_orders(cells: Sequence[str]) -> tuple[str, ...]:
    """The orders of day and month in which every time of these can be read; both, where no day is above the twelfth."""
    said = [cell for cell in cells if cell]
    can = [
        order
        for order in ORDERS
        if all(moment(cell, order) or not moment(cell, other) for cell in said for other in ORDERS)
    ]
    return tuple(can) or ("day_first",)


def first_and_last(grid: Grid) -> tuple[tuple[str, str], tuple[str, str]]:
    """The first and the last moment of a sheet, with the day first and with the month first; "" where not known."""
    name = time_column(grid)
    cells = grid.cells(name) if name else ()
    orders = date_orders(cells)
    spans = []
    for order in ORDERS:
        read = sorted(filter(None, (moment(cell, order if order in orders else orders[0]) for cell in cells)))
        spans.append((read[0], read[-1]) if read else ("", ""))
    return spans[0], spans[1]
