"""Each row of a sheet as what it says of one person at one wave, or as what is left out, or as what is not known."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from evaluation.domain.messages import Message
from evaluation.importing.answers_map import AnswerSet, AnswersMap, ColumnMap, FileMap, LeftOut
from evaluation.importing.grids import Grid
from evaluation.importing.rows.row_summaries import summaries
from evaluation.importing.rows.row_waves import columns_in, keys_of_rows, times_of_rows, waves_of_rows
from evaluation.importing.sheets.column_headings import says
from evaluation.importing.values.answer_profiles import TRIALS
from evaluation.importing.values.cell_values import is_not_answered, number_in, number_of_so_many, plain

TRIAL_KEY = re.compile(r"(test|testing|trial|dummy|prawf|asdf+|xxx+)[ _-]?\d*")
PREVIEWS = frozenset({"survey preview", "survey test", "preview"})
MOST_PLACES = 1_000_000
"""How many rows one sheet has at most, so that those of the next one come later."""
Read = float | str | None
"""What a cell holds: a number, None where it is no answer, or the word that is not known."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What one person answered at one wave, and where it stands."""

    file: str
    sheet: str
    row: int
    person: str
    keyed: bool
    wave: str
    time: str
    order: int
    chapter: str = ""
    experiment: str = ""
    arm: str = ""
    code: str = ""
    """The code as it was written, where codes that differ in signs alone are one."""
    answers: dict[str, float] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str, int]:
        """Where the row stands."""
        return self.file, self.sheet, self.row

    @property
    def shared(self) -> bool:
        """Whether several people have its code, which therefore joins it to nobody."""
        return bool(self.code) and not self.keyed

    def left(
        self, kind: Literal["repeated", "other_wave"], reason: Message, *, may: Literal["use", ""] = ""
    ) -> LeftOut:
        """That this row is left out."""
        return LeftOut(
            file=self.file, sheet=self.sheet, row=self.row, wave=self.wave, kind=kind, reason=reason, may=may
        )


def reader_of(answers: AnswerSet) -> Callable[[str], Read]:
    """What a cell says by a set of answers; each distinct cell is read once."""
    known: dict[str, Read] = {}
    numbers = {plain(word): number for word, number in answers.numbers.items()}
    nothing = {plain(word) for word in answers.not_answered}
    codes = {number for word in nothing if (number := number_in(word)) is not None}

    def read(cell: str) -> Read:
        if cell not in known:
            known[cell] = _read(cell, answers, numbers, nothing, codes)
        return known[cell]

    return read


def _read(cell: str, answers: AnswerSet, numbers: dict[str, float], nothing: set[str], codes: set[float]) -> Read:
    words = plain(cell)
    if words in numbers:
        return numbers[words]
    if words in nothing or words in TRIALS or is_not_answered(words):
        return None
    number = number_in(words, decimal_comma=True)
    if number is None and (of_many := number_of_so_many(words)):
        number = of_many[0]
    if number in codes:
        return None
    return number if number is not None and answers.minimum <= number <= answers.maximum else cell


def records_of_grid(made: AnswersMap, file: FileMap, grid: Grid) -> Iterator[Record | LeftOut | Message]:
    """Every row of a sheet by the map: a record for each wave that it answers, or why it is left out."""
    keys, times = keys_of_rows(made, grid), times_of_rows(made, grid)
    codes = keys_of_rows(replace(made, keys="exact"), grid) if made.keys == "loose" else keys
    waves = waves_of_rows(made, file, grid, keys, times)
    sets = {answers.id: reader_of(answers) for answers in made.answers}
    items = [(grid.heading.index(c.name), c, sets[c.answers]) for c in columns_in(made, grid, "item")]
    kept = {(choice.file, choice.sheet, choice.row) for choice in made.kept}
    is_trial, is_summary = _trials(made, grid), summaries(made, grid, [place for place, _, _ in items])
    first = next(place for place, each in enumerate(made.files) if each is file) * MOST_PLACES
    describing = _describing(made, grid)
    for place, (row, number) in enumerate(zip(grid.rows, grid.numbers, strict=True)):
        by_wave, faults = _answers(row, items, waves[place], made)
        kind = _left(row, keys[place], by_wave, is_trial, is_summary)
        if kind and (kind == "blank" or (file.name, file.sheet, number) not in kept):
            yield _left_out(grid, number, waves[place], kind)
            continue
        yield from (_unknown(grid, number, name, cell) for name, cell in faults)
        for wave, answers in by_wave.items():
            if answers:
                yield Record(
                    file=grid.file,
                    sheet=grid.sheet,
                    row=number,
                    person=keys[place] or f"row {first + place}",
                    wave=wave,
                    time=times[place],
                    order=first + place,
                    code=codes[place],
                    answers=answers,
                    keyed=bool(keys[place]) or len(by_wave) > 1,
                    **{role: cells[place] for role, cells in describing.items()},
                )


def _describing(made: AnswersMap, grid: Grid) -> dict[str, tuple[str, ...]]:
    """The cells of the columns of chapters, experiments and arms, where a sheet has them."""
    roles = ("chapter", "experiment", "arm")
    cells = {role: grid.cells(found[0].name) for role in roles if (found := columns_in(made, grid, role))}
    if made.arms and "arm" not in cells and (waves := columns_in(made, grid, "wave")):
        return {**cells, "arm": tuple(made.arms.get(cell, "") for cell in grid.cells(waves[0].name))}
    return {**cells, "arm": tuple(made.arms.get(cell, cell) for cell in cells["arm"])} if "arm" in cells else cells


Kind = Literal["trial", "summary", "blank"]
REASONS: dict[Kind, Message] = {
    "trial": Message("a trial: it says “test”"),
    "summary": Message("an average or a sum of the rows above"),
    "blank": Message("nothing answered"),
}


def _left(
    row: tuple[str, ...],
    key: str,
    by_wave: dict[str, dict[str, float]],
    is_trial: Callable[[tuple[str, ...], str], bool],
    is_summary: Callable[[tuple[str, ...], str], bool],
) -> Kind | None:
    """Why a row counts nowhere; None where it counts."""
    if is_trial(row, key):
        return "trial"
    if is_summary(row, key):
        return "summary"
    return None if any(by_wave.values()) else "blank"


def _left_out(grid: Grid, number: int, wave: str, kind: Kind) -> LeftOut:
    may: Literal["keep", ""] = "" if kind == "blank" else "keep"
    return LeftOut(file=grid.file, sheet=grid.sheet, row=number, wave=wave, kind=kind, reason=REASONS[kind], may=may)


def _unknown(grid: Grid, number: int, name: str, cell: str) -> Message:
    return Message(
        "%(file)s, row %(row)s, column %(column)s: “%(cell)s” is none of its answers.",
        file=f"{grid.file} {grid.sheet}".strip(),
        row=number,
        column=name[:60],
        cell=cell[:60],
    )


def _answers(
    row: tuple[str, ...], items: list[tuple[int, ColumnMap, Callable[[str], Read]]], wave: str, made: AnswersMap
) -> tuple[dict[str, dict[str, float]], list[tuple[str, str]]]:
    """The answers of a row by wave, and what is not known; a row without a wave of its own goes by its columns."""
    by_wave: dict[str, dict[str, float]] = {}
    faults = []
    for place, column, read in items:
        wave_of_column = wave or made.waves.get(column.wave, column.wave)
        answers = by_wave.setdefault(wave_of_column, {})
        cell = row[place]
        value = read(cell) if cell else None
        if isinstance(value, str):
            faults.append((column.name, cell))
        elif value is not None:
            answers[column.item] = value
    return by_wave, faults


def _trials(made: AnswersMap, grid: Grid) -> Callable[[tuple[str, ...], str], bool]:
    """Whether a row was sent to try the form out: its code or some words of it are "test", or its program says so."""
    columns = {column.name: column for column in made.columns}
    words = [n for n, name in enumerate(grid.heading) if name in columns and columns[name].role in {"left_out", "item"}]
    states = [n for n, name in enumerate(grid.heading) if says("status|distribution ?channel|response type", name)]

    def is_trial(row: tuple[str, ...], key: str) -> bool:
        return (
            TRIAL_KEY.fullmatch(key) is not None
            or any(row[place] and plain(row[place]) in TRIALS for place in words)
            or any(plain(row[place]) in PREVIEWS for place in states)
        )

    return is_trial
