"""The column of a sheet with a row a wave that says which wave each row is of, by known words or by two values."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from evaluation.importing.grids import Grid
from evaluation.importing.rows.person_keys import codes_that_stand_twice
from evaluation.importing.sheets.column_headings import LEFT, PERSONAL_HEADING, TIMES, WAVE, has, says
from evaluation.importing.sheets.moments import date_orders, moment, time_column
from evaluation.importing.sheets.wave_words import leading_wave, wave_of
from evaluation.importing.values.cell_values import is_not_answered, plain

FILLED = 0.8
"""The share of the rows in which a column of waves says one."""
MOST_WORDS = 12
OF_TIMES = r"\b(when|before|after|wave|time|survey|event|stage|session|week|visit|instance|filling|cyn|wedi|pryd)\b"
"""Words in a heading under which "Before the first meeting" says when somebody answered."""
FEWEST_PAIRS = 5
PAIRED = 0.3
PARTED = 0.9
"""The share of the codes that stand twice, and of these the share that have both values, if two values are waves."""


@dataclass(frozen=True, kw_only=True)
class WaveCells:
    """A column of waves, and the wave of each of its words."""

    name: str
    waves: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class TwoValues:
    """A column of two values, each as it is written; most codes of so many people that stand twice have both."""

    name: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    people: int


def wave_column(grids: Sequence[Grid]) -> WaveCells | None:
    """The column, in every sheet, whose cells name waves, by nothing besides or by their first word."""
    found = []
    for place, name in enumerate(grids[0].heading):
        if not all(name in grid.heading for grid in grids):
            continue
        cells = Counter(cell for grid in grids for cell in grid.cells(name) if not is_not_answered(plain(cell)))
        filled = cells.total() >= FILLED * sum(len(grid.rows) for grid in grids)
        named = says(WAVE, name)
        if not filled or len(cells) > MOST_WORDS:
            continue
        waves = {cell: wave_of(cell, numbers=True) for cell in sorted(cells)}
        plainly = all(wave_of(cell, numbers=named) for cell in cells)
        if not plainly:
            waves = {cell: leading_wave(cell) for cell in sorted(cells)}
        said = set(waves.values())
        if "" in said or len(said) < 2 or (not named and all(re.fullmatch(r"t\d", each) for each in said)):
            continue
        if plainly or named or has(OF_TIMES, name) or all(_parted(grid, name) is not None for grid in grids):
            found.append((not plainly, not named, place, WaveCells(name=name, waves=waves)))
    return min(found, key=lambda each: each[:3])[-1] if found else None


def two_values(grids: Sequence[Grid]) -> TwoValues | None:
    """The column, in every sheet, of which each person has both of two values, though neither is known for a wave."""
    found = []
    for place, name in enumerate(grids[0].heading):
        of_waves = says(f"{WAVE}|redcap repeat instance", name)
        if not of_waves and says(f"{LEFT}|{PERSONAL_HEADING}|{TIMES}", name):
            continue
        parted = [_parted(grid, name) for grid in grids]
        people = [each for each in parted if each is not None]
        if len(people) == len(grids):
            found.append((not of_waves, not has(OF_TIMES, name), place, name, sum(people)))
    if not found:
        return None
    name, people_of_all = min(found)[-2:]
    spelled: dict[str, list[str]] = {}
    for cell in dict.fromkeys(cell for grid in grids for cell in grid.cells(name) if not is_not_answered(plain(cell))):
        spelled.setdefault(plain(cell), []).append(cell)
    if len(spelled) != 2:
        return None
    earlier, later = sorted(spelled.values(), key=lambda words: _comes_first(words[0], grids, name))
    return TwoValues(name=name, earlier=tuple(earlier), later=tuple(later), people=people_of_all)


def words_of_no_known_time(grid: Grid) -> tuple[str, list[str]] | None:
    """A column that by its heading says when rows were answered, and the words in it that are known for no time."""
    for name in grid.heading:
        words = sorted({cell for cell in grid.cells(name) if not is_not_answered(plain(cell))})
        unknown = [word for word in words if not wave_of(word, numbers=True) and not leading_wave(word)]
        if 1 < len(words) <= MOST_WORDS and unknown and (says(WAVE, name) or has(OF_TIMES, name)):
            return name, unknown
    return None


def _parted(grid: Grid, name: str) -> int | None:
    """How many codes that stand twice have two values of a column, where nearly all of them do."""
    if name not in grid.heading:
        return None
    cells = [plain(cell) for cell in grid.cells(name)]
    values = {cell for cell in cells if cell and not is_not_answered(cell)}
    if len(values) != 2:
        return None
    for code, keys in codes_that_stand_twice(grid):
        by_key: dict[str, list[str]] = {}
        for key, cell in zip(keys, cells, strict=True):
            if key and cell in values:
                by_key.setdefault(key, []).append(cell)
        twice = [set(each) for each in by_key.values() if len(each) == 2]
        both = sum(len(each) == 2 for each in twice)
        if code != name and len(twice) >= max(FEWEST_PAIRS, PAIRED * len(by_key)) and both >= PARTED * len(twice):
            return both
    return None


def _comes_first(word: str, grids: Sequence[Grid], name: str) -> tuple[str, str, int, int]:
    """What a value is sorted by, to guess which is Before: the wave it names, its times, its number, its place."""
    wave = {"pre": "0", "post": "2"}.get(wave_of(word) or leading_wave(word), "1")
    number = re.search(r"\d+", word)
    cells = [plain(cell) for grid in grids for cell in grid.cells(name)]
    return wave, _usual_time(plain(word), grids, name), int(number[0]) if number else 0, cells.index(plain(word))


def _usual_time(value: str, grids: Sequence[Grid], name: str) -> str:
    times = []
    for grid in grids:
        sent = grid.cells(time_column(grid))
        order = date_orders(sent)[0]
        times += [moment(at, order) for at, cell in zip(sent, grid.cells(name), strict=True) if plain(cell) == value]
    known = [time for time in times if time]
    return median_low(known) if known else ""
