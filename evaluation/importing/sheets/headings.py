"""The heading of a sheet: under a title, over two rows, or with rows of words and codes below it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.importing.sheets.wave_words import wave_of

LOOKED_THROUGH = 15
SURVEYMONKEY = {"open-ended response", "response"}
FEWEST_ANSWERS = 4
"""So many rows of answers tell that the row above them is none."""
FIRST_OF_SURVEYMONKEY = "respondent id"


@dataclass(frozen=True)
class Heading:
    """The names of columns, the words of each where another row has them, and how many rows stand above the answers."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    above: int


def heading_of(rows: list[list[str]]) -> Heading | None:
    """The heading of the rows of a sheet; None where there is none."""
    start = _first_of_table(rows)
    if start is None:
        return None
    first = rows[start]
    below = rows[start + 1 : start + 3]
    if (below and _is_import_ids(below[-1])) or (below and _is_import_ids(below[0])):
        return _qualtrics(first, below, start)
    for are_so, names in (
        (_is_surveymonkey, _two_rows),
        (_is_banner, _under_banner),
        (_is_over_waves, _questions_and_waves),
    ):
        if below and are_so(first, below[0]):
            return Heading(_unique(names(first, below[0])), (), start + 2)
    if below and _is_labels(first, below[0], rows[start + 2 : start + 30]):
        return Heading(_unique(first), tuple(_padded(below[0], len(first))), start + 2)
    return Heading(_unique(first), (), start + 1)


def _first_of_table(rows: list[list[str]]) -> int | None:
    """The first row that is about as wide as the rows under it: what stands above is a title."""
    widths = [sum(1 for cell in row if cell) for row in rows[:200]]
    if not any(widths):
        return None
    usual = max(2, sorted(width for width in widths if width)[len([width for width in widths if width]) // 2])
    for place, width in enumerate(widths[:LOOKED_THROUGH]):
        two = rows[place : place + 2]
        banner = len(two) == 2 and (_is_banner(*two) or _is_over_waves(*two))
        if width >= max(2, usual * 0.5) or banner:
            return place
    return next((place for place, width in enumerate(widths) if width >= 2), None)


def _is_import_ids(row: list[str]) -> bool:
    said = [cell for cell in row if cell]
    return len(said) >= 2 and sum('"ImportId"' in cell or "'ImportId'" in cell for cell in said) >= len(said) * 0.8


def _qualtrics(first: list[str], below: list[list[str]], start: int) -> Heading:
    ids_first = _is_import_ids(below[0])
    labels = [] if ids_first else _padded(below[0], len(first))
    return Heading(_unique(first), tuple(labels), start + (2 if ids_first else 3))


def _is_surveymonkey(first: list[str], second: list[str]) -> bool:
    """A heading whose second row has the questions of a table, or "Open-Ended Response", and nothing under the rest."""
    said = {cell.casefold() for cell in second if cell}
    named = bool(first) and first[0].lstrip("\ufeff").casefold() == FIRST_OF_SURVEYMONKEY
    return bool(said) and ((named and not (second and second[0])) or (bool(said & SURVEYMONKEY) and not second[0]))


def _two_rows(first: list[str], second: list[str]) -> list[str]:
    """A question carried on over the empty cells at its right, with what stands under each of its columns."""
    names, question = [], ""
    for place in range(max(len(first), len(second))):
        above = first[place] if place < len(first) else ""
        under = second[place] if place < len(second) else ""
        question = above or question
        plain = not under or under.casefold() in SURVEYMONKEY
        names.append((above or (question if under else "")) if plain else f"{question}: {under}")
    return names


def _is_banner(first: list[str], second: list[str]) -> bool:
    """Whether a row names waves over groups of columns, and the row under it names the columns."""
    said = [cell for cell in first if cell]
    under = sum(1 for cell in second if cell)
    waves = {wave_of(cell) for cell in said} - {""}
    few = len(said) < under and under >= 3
    return len(waves) >= 2 and few and sum(bool(wave_of(cell)) for cell in said) >= 2


def _under_banner(first: list[str], second: list[str]) -> list[str]:
    names, over = [], ""
    for place, name in enumerate(second):
        above = first[place] if place < len(first) else ""
        over = above or over
        names.append(f"{over}: {name}" if over and wave_of(over) and name else name or above)
    return names


def _is_over_waves(first: list[str], second: list[str]) -> bool:
    """Whether a row names questions over groups of columns, and the row under it names nothing but waves in each."""
    groups: list[list[str]] = []
    for place, under in enumerate(second):
        above = first[place] if place < len(first) else ""
        wave = wave_of(under)
        if above and wave:
            groups.append([])
        if not wave:
            continue
        if not groups or wave_of(above):
            return False
        groups[-1].append(wave)
    return bool(groups) and all(len(set(each)) == len(each) > 1 for each in groups)


def _questions_and_waves(first: list[str], second: list[str]) -> list[str]:
    """Each question carried on over its waves, with the wave in brackets; other columns as either row names them."""
    names, question = [], ""
    for place in range(max(len(first), len(second))):
        above = first[place] if place < len(first) else ""
        under = second[place] if place < len(second) else ""
        question = above or question
        names.append(f"{question} ({under})" if wave_of(under) else under or above)
    return names


def _is_labels(first: list[str], second: list[str], answers: list[list[str]]) -> bool:
    """Whether codes stand in the first row and the words of each question in the second, over answers unlike them."""
    codes = [cell for cell in first if cell]
    if len(codes) < 3 or not all(re.fullmatch(r"[A-Za-z][\w.\[\]-]{0,30}", cell) for cell in codes):
        return False
    pairs = [(place, cell) for place, cell in enumerate(second) if cell and place < len(first) and first[place]]
    wordy = [place for place, cell in pairs if cell.count(" ") >= 3 and not re.search(r"\d{2}:\d{2}", cell)]
    beneath = Counter(row[place] for row in answers for place in wordy if place < len(row))
    repeated = any(beneath[second[place]] for place in wordy)
    named = len(pairs) == len(codes) and _are_names(dict(pairs), answers)
    return (len(wordy) >= max(2, len(pairs) * 0.5) and not repeated and bool(answers)) or named


def _are_names(labels: Mapping[int, str], answers: list[list[str]]) -> bool:
    """Whether every cell of a row is a name that is found once, over answers in numbers or ones that are found again.

    Such is a row of LimeSurvey under its codes, whose questions may be short.
    """
    if len(answers) < FEWEST_ANSWERS or len({*labels.values()}) < len(labels):
        return False
    if not all(_begins_in_words(cell) and "@" not in cell for cell in labels.values()):
        return False
    alike = 0
    for place, label in labels.items():
        cells = [row[place] for row in answers if place < len(row) and row[place]]
        if label in cells:
            return False
        alike += bool(cells) and (not any(map(_begins_in_words, cells)) or len({*cells}) < len(cells) * 0.5)
    return alike >= max(2, len(labels) * 0.5)


def _begins_in_words(cell: str) -> bool:
    return re.match(r"[^\W\d_]", cell) is not None


def _padded(row: list[str], width: int) -> list[str]:
    return (row + [""] * width)[:width]


def _unique(names: list[str]) -> tuple[str, ...]:
    """Headings in one line each, without the byte order mark of a file joined to another; repeats are numbered."""
    met: Counter[str] = Counter()
    unique = []
    for place, name in enumerate(names):
        plain = " ".join(name.lstrip("\ufeff").split()) or f"column {place + 1}"
        met[plain.casefold()] += 1
        times = met[plain.casefold()]
        unique.append(plain if times == 1 else f"{plain} ({times})")
    return tuple(unique)
