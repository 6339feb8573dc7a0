"""How files hold two waves: a file or sheet a wave, a row a wave, or a row a person with columns of both."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.importing.answers_map import Edit, FileMap, OpenQuestion
from evaluation.importing.grids import Grid
from evaluation.importing.sheets.column_headings import (
    CHAPTER_HEADING,
    LEFT,
    PERSONAL_HEADING,
    TIMES,
    WAVE,
    says,
    words_of,
)
from evaluation.importing.sheets.moments import first_and_last
from evaluation.importing.sheets.wave_words import plain_words, wave_of, waves_in_name, waves_named
from evaluation.importing.sheets.wide_columns import WaveColumn, one_wave_alone, unsaid_pairs, wave_columns
from evaluation.importing.values.cell_values import is_not_answered, plain

Spans = tuple[tuple[str, str], ...]
"""The first and the last moment of a sheet, by each order of day and month."""
Kind = Literal["files", "rows", "columns", "order"]
FILLED = 0.8
"""The share of the rows in which a column of waves says one."""
SHARED = 0.4
"""The share of its columns that a sheet has in common with another one of the same questions."""


@dataclass(frozen=True, kw_only=True)
class FileLayout:
    """The kind of layout; the wave of each sheet, the column of waves and its words, or the waves of columns."""

    kind: Kind
    files: tuple[FileMap, ...]
    wave_column: str = ""
    columns: Mapping[str, WaveColumn] = field(default_factory=dict)
    waves: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[OpenQuestion, ...] = ()


def sheets_of_answers(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """The sheets that hold answers: of a workbook those that share columns, or the largest alone."""
    kept: list[Grid] = []
    for file in dict.fromkeys(grid.file for grid in grids):
        mine = [grid for grid in grids if grid.file == file]
        largest = max(mine, key=lambda grid: len(grid.rows) * len(grid.heading))
        names = {words_of(name) for name in largest.heading}
        for grid in mine:
            shared = names & {words_of(name) for name in grid.heading}
            alike = len(shared) >= max(2, SHARED * len(grid.heading))
            pair = bool(wave_columns([*largest.heading, *grid.heading])) and len(grid.heading) * 2 > len(names)
            if grid is largest or alike or pair:
                kept.append(grid)
    return tuple(kept)


def layout_of(grids: Sequence[Grid]) -> FileLayout:
    """How these sheets hold their waves."""
    files = tuple(FileMap(name=grid.file, sheet=grid.sheet) for grid in grids)
    column = _wave_column(grids)
    if column is not None:
        return _by_rows(files, *column)
    within = [wave_columns(_askable(grid)) for grid in grids]
    if all(within):
        return _by_columns(files, {name: read for found in within for name, read in found.items()})
    if len(grids) > 1:
        return _by_files(grids, files)
    unsaid = unsaid_pairs(_askable(grids[0]))
    if unsaid is not None:
        return _by_unsaid(files, *unsaid)
    alone = {name: read for name in _askable(grids[0]) if (read := one_wave_alone(name)) is not None}
    if {read.wave for read in alone.values()} == {"pre", "post"}:
        return FileLayout(kind="columns", files=files, columns=alone, waves={"pre": "pre", "post": "post"})
    return FileLayout(kind="order", files=files)


def _askable(grid: Grid) -> list[str]:
    """The columns that may be questions, by their headings."""
    return [name for name in grid.heading if not says(f"{LEFT}|{PERSONAL_HEADING}|{TIMES}|{CHAPTER_HEADING}", name)]


def _wave_column(grids: Sequence[Grid]) -> tuple[str, set[str]] | None:
    """The column, in every sheet, whose cells name waves and nothing else, with its distinct cells."""
    found = []
    for name in grids[0].heading:
        if not all(name in grid.heading for grid in grids):
            continue
        cells = Counter(cell for grid in grids for cell in grid.cells(name) if not is_not_answered(plain(cell)))
        named = says(WAVE, name)
        waves = {wave_of(cell, numbers=named) for cell in cells} if len(cells) <= 12 else {""}
        filled = cells.total() >= FILLED * sum(len(grid.rows) for grid in grids)
        if (
            "" not in waves
            and len(waves) > 1
            and filled
            and (named or not all(re.fullmatch(r"t\d", each) for each in waves))
        ):
            found.append((not named, name, set(cells)))
    if not found:
        return None
    _, name, words = min(found, key=lambda each: each[:1])
    return name, words


def _by_rows(files: tuple[FileMap, ...], column: str, cells: set[str]) -> FileLayout:
    raw = {cell: wave_of(cell, numbers=True) for cell in sorted(cells)}
    waves, questions = _settled(raw)
    return FileLayout(kind="rows", files=files, wave_column=column, waves=waves, questions=questions)


def _settled(raw: Mapping[str, str]) -> tuple[dict[str, str], tuple[OpenQuestion, ...]]:
    """The wave of each word; where more than two are numbered, by the first reading of a question."""
    known = waves_named(set(raw.values()))
    if known is not None:
        if not {"pre", "post"} <= {known[wave] for wave in raw.values()}:
            raise Refused(
                Message("The waves are %(words)s: one has to be Before and one After.", words=", ".join(sorted(raw)))
            )
        return {word: known[wave] for word, wave in raw.items()}, ()
    ordered = sorted(raw, key=lambda word: raw[word])
    if len({raw[word] for word in ordered}) != 3 or not all(re.fullmatch(r"t\d", wave) for wave in raw.values()):
        raise Refused(
            Message(
                "The waves are %(words)s, and it cannot be told which are Before and After.", words=", ".join(ordered)
            )
        )
    names = sorted(set(raw.values()))
    waves = {word: dict(zip(names, ("pre", "post", "follow_up"), strict=True))[raw[word]] for word in ordered}
    later = [word for word in ordered if raw[word] == names[2]]
    middle = [word for word in ordered if raw[word] == names[1]]
    edits = (
        tuple(Edit(what="wave_word", of=word, value=waves[word]) for word in ordered),
        (
            *(Edit(what="wave_word", of=word, value="other") for word in middle),
            *(Edit(what="wave_word", of=word, value="post") for word in later),
        ),
    )
    values = {"waves": ", ".join(ordered), "one": middle[0], "other": later[0]}
    return waves, (OpenQuestion(id="waves", kind="which_waves", values=values, edits=edits),)


def _by_columns(files: tuple[FileMap, ...], columns: Mapping[str, WaveColumn]) -> FileLayout:
    waves, questions = _settled({read.wave: read.wave for read in columns.values()})
    return FileLayout(kind="columns", files=files, columns=columns, waves=waves, questions=questions)


def _by_unsaid(files: tuple[FileMap, ...], columns: Mapping[str, WaveColumn], signs: tuple[str, str]) -> FileLayout:
    turned = {"pre": "post", "post": "pre"}
    one = next(name for name, read in columns.items() if read.wave == "pre")
    other = next(name for name, read in columns.items() if read == WaveColumn(columns[one].stem, "post"))
    edits = ((), tuple(Edit(what="wave_word", of=wave, value=turned[wave]) for wave in turned))
    values = {"one": one, "other": other, "sign": signs[0] or " ", "sign_other": signs[1]}
    question = OpenQuestion(id="columns", kind="which_columns", values=values, edits=edits)
    waves = {"pre": "pre", "post": "post"}
    return FileLayout(kind="columns", files=files, columns=columns, waves=waves, questions=(question,))


def _by_files(grids: Sequence[Grid], files: tuple[FileMap, ...]) -> FileLayout:
    """Each sheet is of one wave: as its name says, or its columns, or the times in it, or as is asked."""
    named = _named_waves([grid.sheet if _sheets(grids) else grid.file for grid in grids])
    columns = _columns_alone(grids)
    spans = [first_and_last(grid) for grid in grids]
    known = named or [_one_wave(grid, columns) for grid in grids]
    if all(known):
        raw = {str(place): wave for place, wave in enumerate(known)}
        waves, questions = _settled({wave: wave for wave in raw.values()})
        if len(grids) == 2 and not questions and _against_times(known, waves, spans):
            return _asked(grids, files, columns, Message("Their names say another order than the times in them."))
        placed = tuple(FileMap(name=f.name, sheet=f.sheet, wave=waves[w]) for f, w in zip(files, known, strict=True))
        edits = questions and _file_questions(questions, files, known)
        return FileLayout(kind="files", files=placed, columns=columns, questions=edits or ())
    if len(grids) != 2:
        raise Refused(
            Message("It cannot be told which of these files are Before and which After: say it in their names.")
        )
    order = _order(spans)
    if order is not None:
        by_place = dict(zip(order, ("pre", "post"), strict=True))
        placed = tuple(FileMap(name=f.name, sheet=f.sheet, wave=by_place[n]) for n, f in enumerate(files))
        return FileLayout(kind="files", files=placed, columns=columns)
    return _asked(grids, files, columns, Message("Neither their names nor the times in them tell."))


def _sheets(grids: Sequence[Grid]) -> bool:
    return len({grid.file for grid in grids}) == 1


def _file_questions(
    questions: tuple[OpenQuestion, ...], files: tuple[FileMap, ...], known: Sequence[str]
) -> tuple[OpenQuestion, ...]:
    """The questions with their edits of words turned into edits of the files that these words name."""

    def of_files(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
        return tuple(
            Edit(what="file_wave", of=f"{file.name}|{file.sheet}", value=edit.value)
            for edit in edits
            for file, wave in zip(files, known, strict=True)
            if wave == edit.of
        )

    return tuple(
        OpenQuestion(
            id=each.id, kind=each.kind, values=each.values, edits=(of_files(each.edits[0]), of_files(each.edits[1]))
        )
        for each in questions
    )


def _named_waves(names: Sequence[str]) -> list[str] | None:
    """The wave that each name tells by the words that not all of them have; None where one tells none or two."""
    common = set.intersection(*(set(plain_words(name)) for name in names))
    waves = []
    for name in names:
        own = " ".join(word for word in plain_words(re.sub(r"\.\w{2,4}$", "", name)) if word not in common)
        said = waves_in_name(own) or ({wave_of(own)} - {""})
        if len(said) != 1:
            return None
        waves.append(said.pop())
    return waves if len(set(waves)) > 1 else None


def _columns_alone(grids: Sequence[Grid]) -> dict[str, WaveColumn]:
    """Columns that name a wave and have their pair in another sheet: bt1_pre in one file, bt1_post in another."""
    found = wave_columns(dict.fromkeys(name for grid in grids for name in _askable(grid)))
    return dict(found)


def _one_wave(grid: Grid, columns: Mapping[str, WaveColumn]) -> str:
    waves = {columns[name].wave for name in grid.heading if name in columns}
    if not waves:
        alone = [read.wave for name in _askable(grid) if (read := one_wave_alone(name)) is not None]
        waves = set(alone) if len(alone) > len(grid.heading) / 2 else set()
    return waves.pop() if len(waves) == 1 else ""


def _order(spans: Sequence[Spans]) -> tuple[int, int] | None:
    """Which of two sheets ended before the other began, by every way to read its dates; None where it did not."""
    orders = set()
    for one, other in zip(*spans, strict=True):
        orders.add(
            (0, 1)
            if one[1] and other[0] and one[1] < other[0]
            else (1, 0)
            if other[1] and one[0] and other[1] < one[0]
            else None
        )
    return orders.pop() if len(orders) == 1 else None


def _against_times(known: Sequence[str], waves: Mapping[str, str], spans: Sequence[Spans]) -> bool:
    order = _order(spans)
    return order is not None and [waves[known[place]] for place in order] == ["post", "pre"]


def _asked(
    grids: Sequence[Grid], files: tuple[FileMap, ...], columns: Mapping[str, WaveColumn], why: Message
) -> FileLayout:
    names = [grid.sheet if _sheets(grids) else grid.file for grid in grids]
    placed = tuple(FileMap(name=f.name, sheet=f.sheet, wave=w) for f, w in zip(files, ("pre", "post"), strict=True))
    turned = tuple(
        Edit(what="file_wave", of=f"{file.name}|{file.sheet}", value=wave)
        for file, wave in zip(files, ("post", "pre"), strict=True)
    )
    values = {"one": names[0], "other": names[1], "why": why}
    question = OpenQuestion(id="before", kind="which_is_before", values=values, edits=((), turned))
    return FileLayout(kind="files", files=placed, columns=columns, questions=(question,))
