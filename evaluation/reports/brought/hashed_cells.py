"""Cells that say who somebody is, hashed before anything is held; people are joined by them as before.

A hash of the code as it is compared loosely comes first, in letters; that of the code as it is compared exactly stands
behind it in signs, which a loose comparison passes over. The secret is forgotten as soon as the files were read.
Words by which rows are left out, as those of an average or of a trial, are of nobody and stay as they are.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from evaluation.importing.answers_map import AnswersMap
from evaluation.importing.columns.column_roles import PERSONAL_NOTE
from evaluation.importing.grids import HASHED, Grid
from evaluation.importing.rows.counted_keys import counts_from_nought, is_nought
from evaluation.importing.rows.person_keys import key_of
from evaluation.importing.rows.row_records import PREVIEWS, TRIAL_KEY
from evaluation.importing.rows.row_summaries import FOOT, is_called_summary
from evaluation.importing.values.answer_profiles import TRIALS
from evaluation.importing.values.cell_values import is_not_answered, number_in, plain

MARK = "code~"
"""What every hashed cell begins with."""
LETTERS, SIGNS = "abcdefghijklmnop", "!#$%&*+,-./:;=?^"
DIGITS = 20
NOUGHT = "the number 0"
"""In the place of 0 where the numbers of a column count from it, and 0 is somebody."""
MOST_ANSWERS = 25
LARGEST_ANSWER = 100
"""Numbers up to it may be answers; what is larger may be a code."""


def with_hashed_cells(found: AnswersMap, grids: Sequence[Grid], secret: bytes) -> tuple[Grid, ...]:
    """The same sheets, with hashes in columns of codes and in those left out whose cells nobody can have ticked."""
    personal = {column.name for column in found.columns if column.role == "key"}
    personal |= {column.name for column in found.columns if column.note == PERSONAL_NOTE}
    left = {name for grid in grids for name in grid.heading} - {
        column.name for column in found.columns if column.role not in {"key", "left_out"}
    }
    personal |= {name for name in left if not _could_be_ticked([cell for grid in grids for cell in grid.cells(name)])}
    hashed = lru_cache(maxsize=None)(partial(_hashed, secret=secret))
    return tuple(_with_hashes(grid, personal, hashed) for grid in grids)


def is_hashed(grids: Sequence[Grid], name: str) -> bool:
    """Whether a column holds hashes, so that nothing but joining can be done with it."""
    return any(is_hash(cell) for grid in grids for cell in grid.cells(name))


def is_hash(cell: str) -> bool:
    """Whether a cell is the hash of what a file held."""
    return cell.startswith((MARK, HASHED))


def _could_be_ticked(cells: Sequence[str]) -> bool:
    """Whether cells look like answers to choose from: few, and each chosen about twice at each of two times at least;
    or small numbers. What everybody has one of their own of stands twice, Before and After.
    """
    filled = [cell for cell in map(plain, cells) if not is_not_answered(cell)]
    numbers = [number_in(cell) for cell in filled]
    if all(number is not None and 0 <= number <= LARGEST_ANSWER for number in numbers):
        return True
    different = len(set(filled))
    return different <= MOST_ANSWERS and 4 * different <= len(filled)


def _with_hashes(grid: Grid, personal: set[str], hashed: Callable[[str], str]) -> Grid:
    places = {place for place, name in enumerate(grid.heading) if name in personal}
    foot = len(grid.rows) - FOOT
    counted = {at for at in places if counts_from_nought([row[at] for row in grid.rows])}

    def held(cell: str, number: int, at: int) -> str:
        says = plain(cell)
        if at in counted and is_nought(cell):
            return hashed(NOUGHT)
        of_nobody = says in TRIALS | PREVIEWS or (number >= foot and is_called_summary(cell))
        return says if of_nobody else hashed(cell)

    rows = tuple(
        tuple(held(cell, number, at) if at in places else cell for at, cell in enumerate(row))
        for number, row in enumerate(grid.rows)
    )
    return replace(grid, rows=rows)


def _hashed(cell: str, *, secret: bytes) -> str:
    """The hashes of a cell. No answer, and what a trial of the form says, tell of nobody and stay as they are."""
    exact = "0" if cell == NOUGHT else key_of(cell)
    if not exact or exact.startswith(HASHED) or TRIAL_KEY.fullmatch(exact):
        return exact
    return (
        MARK
        + _digits("0" if cell == NOUGHT else key_of(cell, "loose"), secret, LETTERS)
        + _digits(f"exact {exact}", secret, SIGNS)
    )


def _digits(text: str, secret: bytes, alphabet: str) -> str:
    """A keyed hash written in sixteen other characters."""
    digest = hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:DIGITS]
    return "".join(alphabet[int(digit, 16)] for digit in digest)
