"""The column that says who somebody is: codes, addresses or names, as they are compared and how they are chosen."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from evaluation.importing.answers_map import Edit, OpenQuestion
from evaluation.importing.grids import HASHED, Grid
from evaluation.importing.rows.counted_keys import counts_from_nought, is_nought
from evaluation.importing.rows.no_codes import is_no_code
from evaluation.importing.sheets.column_headings import (
    CODES,
    LEFT,
    MEMORY,
    NAMES,
    PERSONAL_HEADING,
    PHONE_DIGITS,
    WEAK_CODES,
    has,
    says,
)
from evaluation.importing.values.cell_values import is_not_answered, number_in, plain

OWN = 0.75
"""The share of different values that a column has at one wave if it says who somebody is."""
JOINED = 0.25
"""The share of the smaller wave that a key joins at least, where its heading does not say that it is one."""
FEW = 3
ROW_IDS = "respondent ?id|response ?id|collector ?id"
Waves = Mapping[str, Sequence[str]]
"""The cells of a column by wave."""


@lru_cache(maxsize=400_000)
def key_of(cell: str, keys: str = "exact") -> str:
    """A code as it is compared: without capital letters and blanks; "" where there is none.

    Loosely, signs between letters and noughts before a number do not count either.
    """
    words = "".join(unicodedata.normalize("NFKC", cell).casefold().split())
    if is_not_answered(said := plain(cell)) or is_no_code(said):
        return ""
    if words.startswith(HASHED) or keys == "exact":
        return words[:-2] if re.fullmatch(r"\d+\.0", words) else words
    loose = re.sub(r"[^\w]|_", "", words)
    return re.sub(r"(?<!\d)0+(?=\d)", "", loose)


def keys_of(cells: Sequence[str], keys: str = "exact") -> list[str]:
    """The codes of a column as they are compared; 0 is one where its numbers count from it."""
    counted = counts_from_nought(cells)
    return ["0" if counted and is_nought(cell) else key_of(cell, keys) for cell in cells]


@dataclass(frozen=True, kw_only=True)
class KeyChoice:
    """The columns that are the key, "loose" where codes are compared loosely, and what is asked about it."""

    columns: tuple[str, ...] = ()
    keys: str = "exact"
    questions: tuple[OpenQuestion, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    name: str
    rank: int
    pairs: int
    counter: bool


def choose_key(columns: Mapping[str, Waves], grids: Sequence[Grid]) -> KeyChoice:
    """The key of people whose rows of two waves have to be joined."""
    found = [each for each in (_candidate(name, waves, grids) for name, waves in columns.items()) if each]
    sure = sorted((each for each in found if not each.counter), key=lambda each: (-each.rank, -each.pairs))
    if sure:
        return _asked_of_two(sure, columns)
    if memory := _memory(columns):
        return KeyChoice(columns=memory)
    counters = sorted((each for each in found if each.counter), key=lambda each: (-each.rank, -each.pairs))
    if counters:
        return _counted(counters[0])
    return KeyChoice()


def _candidate(name: str, waves: Waves, grids: Sequence[Grid]) -> _Candidate | None:
    keys = {wave: [key for key in keys_of(cells) if key] for wave, cells in waves.items()}
    pre, post = keys.get("pre", []), keys.get("post", [])
    if not pre or not post:
        return None
    loose = [{key_of(key, "loose") for key in each} for each in (pre, post)]
    pairs = max(len(set(pre) & set(post)), len(loose[0] & loose[1]))
    own = min(len(set(each)) / len(each) for each in (pre, post))
    rank = _rank(name, [*pre, *post])
    joined = pairs / min(len(set(pre)), len(set(post)))
    if own < OWN or not pairs or not rank or (rank < 4 and joined < JOINED and pairs < FEW * 10):
        return None
    return _Candidate(name=name, rank=rank, pairs=pairs, counter=rank < 4 and _counts_rows(name, grids))


def _rank(name: str, keys: Sequence[str]) -> int:
    """How much the heading and the cells say that this is a key: 5 a code, 4 addresses, 1 a column that might be."""
    addresses = sum(key.startswith(HASHED) for key in keys) >= 0.8 * len(keys)
    if (
        has(CODES, name)
        and not says(PERSONAL_HEADING, name)
        and not says(r"respondent ?id|response ?id|collector ?id", name)
    ):
        return 4 if addresses else 5
    if addresses:
        return 4
    if says(f"{WEAK_CODES}|{PHONE_DIGITS}", name):
        return 3
    if says(NAMES, name):
        return 2
    codes = sum(bool(re.fullmatch(_form_of_codes(keys), key)) for key in keys)
    if says(LEFT, name) or says(PERSONAL_HEADING, name) or codes < 0.9 * len(keys):
        return 0
    return 1 if len(name.split()) < 12 else 0


def _form_of_codes(keys: Sequence[str]) -> str:
    """What codes look like; numbers of any length where some have noughts in front, which a workbook may have lost."""
    padded = any(re.fullmatch(r"0\d{3,}", key) for key in keys)
    return r"(?=.*[a-z])(?=.*\d)[\w-]{3,16}|[a-z]{3,8}|" + (r"\d+" if padded else r"\d{4,}")


def _counts_rows(name: str, grids: Sequence[Grid]) -> bool:
    """Whether its cells go up by one from row to row in every sheet."""
    for grid in grids:
        numbers = [number_in(cell) for cell in grid.cells(name) if cell]
        whole = [number for number in numbers if number is not None]
        if len(whole) < len(numbers) or len(whole) < 2:
            return False
        steps = Counter(later - earlier for earlier, later in pairwise(whole))
        if steps[1] + steps[-1] < 0.8 * (len(whole) - 1):
            return False
    return True


def _asked_of_two(sure: Sequence[_Candidate], columns: Mapping[str, Waves]) -> KeyChoice:
    """The best candidate; a question where another one, that is as good a key, joins clearly other people."""
    first = sure[0]
    questions = []
    for other in sure[1:]:
        if other.rank >= 3 and other.pairs > first.pairs * 1.05 + 1:
            values = {"one": first.name, "other": other.name, "ones": str(first.pairs), "others": str(other.pairs)}
            edits = (
                (),
                (Edit(what="role", of=first.name, value="left_out"), Edit(what="role", of=other.name, value="key")),
            )
            questions.append(OpenQuestion(id="key", kind="which_key", values=values, edits=edits))
            break
    keys, asked = _loosely(columns[first.name])
    return KeyChoice(columns=(first.name,), keys=keys, questions=(*questions, *asked))


def _loosely(waves: Waves) -> tuple[str, tuple[OpenQuestion, ...]]:
    """Loose where that joins more people and makes no two codes of one wave one; asked where it makes them one."""
    loose = {wave: [key_of(cell, "loose") for cell in cells if key_of(cell)] for wave, cells in waves.items()}
    strict = {wave: {key_of(cell) for cell in cells} - {""} for wave, cells in waves.items()}
    exact = len(strict.get("pre", set()) & strict.get("post", set()))
    pairs = len((set(loose.get("pre", ())) & set(loose.get("post", ()))) - {""})
    if pairs <= exact:
        return "exact", ()
    if all(len(set(loose[wave])) == len(strict[wave]) for wave in loose):
        return "loose", ()
    values = {"loose": str(pairs), "exact": str(exact)}
    edits = ((Edit(what="keys", value="loose"),), (Edit(what="keys", value="exact"),))
    return "loose", (OpenQuestion(id="codes", kind="loose_keys", values=values, edits=edits),)


def _memory(columns: Mapping[str, Waves]) -> tuple[str, ...]:
    """Columns of memory questions that together say who somebody is."""
    names = tuple(name for name in columns if has(MEMORY, name))
    if len(names) < 2:
        return ()
    joined: dict[str, list[str]] = {}
    for wave in ("pre", "post"):
        rows = zip(*(map(key_of, columns[name].get(wave, ())) for name in names), strict=False)
        joined[wave] = ["|".join(row) for row in rows if all(row)]
    pairs = set(joined["pre"]) & set(joined["post"])
    own = all(len(set(each)) >= OWN * len(each) for each in joined.values() if each)
    return names if pairs and own else ()


def _counted(candidate: _Candidate) -> KeyChoice:
    values = {"column": candidate.name, "pairs": str(candidate.pairs)}
    edits = ((), (Edit(what="role", of=candidate.name, value="left_out"),))
    question = OpenQuestion(id="key", kind="row_counter", values=values, edits=edits, column=candidate.name)
    return KeyChoice(columns=(candidate.name,), questions=(question,))


def key_of_one_row_each(grid: Grid, names: Sequence[str]) -> str:
    """In a file with a row a person, the column of codes or addresses that tells whose row is there twice."""
    return next(iter(_telling(grid, names)), "")


def key_of_two_rows_each(grid: Grid, names: Sequence[str]) -> str:
    """In a file that says nothing of waves, the column of codes of which about half stand in it twice."""
    ranked = []
    for place, name in enumerate(names):
        keys = Counter(key for key in map(key_of, grid.cells(name)) if key)
        rank = _rank(name, list(keys)) if keys else 0
        twice = sum(times == 2 for times in keys.values())
        if rank >= 2 and twice >= 0.3 * len(keys) and sum(times > 2 for times in keys.values()) <= 0.1 * len(keys):
            ranked.append((-rank, place, name))
    return min(ranked)[2] if ranked else ""


def join_sheets(grids: Sequence[Grid]) -> bool:
    """Whether a column of codes or addresses has the same ones in several sheets, so that the same people are there."""
    for name in grids[0].heading:
        codes = [[key for key in map(key_of, grid.cells(name)) if key] for grid in grids if name in grid.heading]
        every = [key for each in codes for key in each]
        if len(codes) != len(grids) or not all(codes) or _rank(name, every) < 3 or _counts_rows(name, grids):
            continue
        own = min(len(set(each)) / len(each) for each in codes)
        again = len(set(codes[0]).intersection(*codes[1:])) / min(len(set(each)) for each in codes)
        if own >= OWN and again >= JOINED:
            return True
    return False


def codes_that_stand_twice(grid: Grid) -> Iterator[tuple[str, list[str]]]:
    """The columns that may say who somebody is and have the same entry in two rows of a sheet, with their keys."""
    for name in grid.heading:
        keys = [key_of(cell) for cell in grid.cells(name)]
        said = [key for key in keys if key]
        if said and len(set(said)) < len(said) and _rank(name, said) >= 2:
            yield name, keys


def _telling(grid: Grid, names: Sequence[str]) -> Iterator[str]:
    ranked = []
    for place, name in enumerate(names):
        keys = [key for key in map(key_of, grid.cells(name)) if key]
        rank = _rank(name, keys) if keys else 0
        if rank >= 3 and len(set(keys)) >= OWN * len(keys) and len(keys) > len(grid.rows) // 2:
            ranked.append((-rank, place, name))
    yield from (name for _, _, name in sorted(ranked))
