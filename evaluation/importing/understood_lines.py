"""What was understood, in few lines: files, columns, the first people by scale, and five lines for a terminal."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.scoring.scoring import score
from evaluation.domain.messages import Message
from evaluation.importing.answers_map import AnswerSet, AnswersMap, ColumnMap, LeftOut
from evaluation.importing.applying import Applied
from evaluation.importing.grids import Grid
from evaluation.importing.rows.row_waves import times_of_rows
from evaluation.importing.settling import settled


@dataclass(frozen=True, kw_only=True)
class PreviewRow:
    """One person's scores by scale, before and after; None where there is none."""

    person: Message
    scores: dict[str, tuple[float | None, float | None]]


@dataclass(frozen=True, kw_only=True)
class ColumnLine:
    """A column: the files that have it (none named where all do), how it is read, and what its words become.

    `wave` is that of a question's column where a row is a person.
    """

    name: str
    files: tuple[str, ...]
    reads_as: Message
    words: Message
    question: str
    left_out: bool
    wave: str = ""


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """A sheet: its wave, how many rows it has, and the day of its first row where times tell it."""

    name: str
    sheet: str
    wave: str
    rows: int
    first_day: dt.date | None


def preview(applied: Applied, people: int = 10) -> tuple[PreviewRow, ...]:
    """The first people and their scores."""
    names = list(dict.fromkeys(applied.frame["participant"]))[:people]
    rows = applied.frame[applied.frame["participant"].isin(names)]
    found: dict[str, dict[str, list[float | None]]] = {name: {} for name in names}
    for scale in applied.scales:
        for (_, row), value in zip(rows.iterrows(), score(rows, scale), strict=True):
            pair = found[row["participant"]].setdefault(scale.id, [None, None])
            if row["wave"] in {"pre", "post"} and not math.isnan(value):
                pair[row["wave"] == "post"] = float(value)
    return tuple(
        PreviewRow(
            person=Message("Person %(number)s", number=number),
            scores={scale: (pair[0], pair[1]) for scale, pair in found[name].items()},
        )
        for number, name in enumerate(names, 1)
    )


def column_lines(answers_map: AnswersMap, grids: Sequence[Grid]) -> tuple[ColumnLine, ...]:
    """A line for each column of the files."""
    made = settled(answers_map)
    sets = {answers.id: answers for answers in made.answers}
    asked = {question.column: question.id for question in reversed(answers_map.open_questions)}
    lines = []
    for column in made.columns:
        files = tuple(dict.fromkeys(grid.file for grid in grids if column.name in grid.heading))
        everywhere = len(files) == len({grid.file for grid in grids})
        lines.append(
            ColumnLine(
                name=column.name,
                files=() if everywhere else files,
                reads_as=_reads_as(column, made),
                words=_words(column, sets),
                question=asked.get(column.name, ""),
                left_out=column.role in {"left_out", "time"},
                wave=column.wave if column.role == "item" else "",
            )
        )
    return tuple(lines)


ROLE_WORDS = {
    "key": Message("Key"),
    "wave": Message("Before or After"),
    "time": Message("Left out"),
    "chapter": Message("Chapter"),
    "experiment": Message("Evening"),
    "arm": Message("Arm"),
    "left_out": Message("Left out"),
}
ONCE = "asked at one time alone"
NOTES = {
    str(note): note
    for note in (
        Message("joins Before to After"),
        Message("says which rows are Before and After"),
        Message("only puts the rows in order"),
        Message("personal, never kept"),
        Message("added by the form"),
        Message("not a question"),
        Message("a running number"),
        Message("asked at one time alone"),
        Message("says who came"),
        Message("an option that was ticked"),
        Message("its answers were not understood"),
        Message("its answers are not known: give its words numbers in the map"),
        Message("no answers to compare"),
        Message("empty"),
    )
}


def _reads_as(column: ColumnMap, made: AnswersMap) -> Message:
    if column.role != "item":
        return ROLE_WORDS[column.role]
    scale = next((scale for scale in made.scales if column.item in scale.items), None)
    if scale is None:
        return Message("in no scale")
    if len(scale.items) == 1:
        return Message("%(scale)s", scale=scale.label)
    place = scale.items.index(column.item) + 1
    return Message("%(scale)s, %(place)s of %(count)s", scale=scale.label, place=place, count=len(scale.items))


def _words(column: ColumnMap, sets: dict[str, AnswerSet]) -> Message:
    if column.role != "item":
        return NOTES.get(column.note, Message(column.note))
    answers = sets[column.answers]
    ends = {"low": f"{answers.minimum:g}", "high": f"{answers.maximum:g}"}
    by_number = {number: word for word, number in answers.numbers.items()}
    low, high = by_number.get(answers.minimum), by_number.get(answers.maximum)
    if low and high:
        return Message("%(low)s %(low_word)s, %(high)s %(high_word)s", low_word=low, high_word=high, **ends)
    return Message("%(low)s to %(high)s, as they are", **ends)


def file_lines(answers_map: AnswersMap, grids: Sequence[Grid]) -> tuple[FileLine, ...]:
    """A line for each sheet that the map reads."""
    made = settled(answers_map)
    by_place = {(grid.file, grid.sheet): grid for grid in grids}
    lines = []
    for file in made.files:
        grid = by_place[file.name, file.sheet]
        first = min(filter(None, times_of_rows(made, grid)), default="")
        day = dt.date.fromisoformat(first[:10]) if first else None
        lines.append(FileLine(name=file.name, sheet=file.sheet, wave=file.wave, rows=len(grid.rows), first_day=day))
    return tuple(lines)


def five_lines(answers_map: AnswersMap, applied: Applied, grids: Sequence[Grid]) -> tuple[str, ...]:
    """Files and waves, the key, scales and their answers, rows left out, and who was joined."""
    made = settled(answers_map)
    waves = {"pre": "Before", "post": "After", "": "by its columns", "in order": "by order"}
    files = "; ".join(
        f"{' '.join(filter(None, (line.name, line.sheet)))} is {waves.get(line.wave, line.wave)} ({line.rows} rows)"
        if line.wave
        else f"{' '.join(filter(None, (line.name, line.sheet)))} ({line.rows} rows) has both"
        for line in file_lines(made, grids)
    )
    keys = ", ".join(f"“{column.name}”" for column in made.columns if column.role == "key")
    scales = "; ".join(
        f"{scale.label} ({len(scale.items)} {'question' if len(scale.items) == 1 else 'questions'}, "
        f"{scale.minimum:g} to {scale.maximum:g})"
        for scale in made.scales
    )
    once = [f"“{column.name}”" for column in made.columns if column.note == ONCE]
    alone = f" Asked at one time alone, so not compared: {', '.join(once)}." if once else ""
    left = ", ".join(f"{len(rows)} {kind} ({_places(rows)})" for kind, rows in _kinds(applied).items()) or "none"
    counts = applied.counts
    joined = keys or ("each row is a person" if made.waves else "nothing")
    sides = "" if counts.compared is None else f" ({counts.came} who came, {counts.compared} of the comparison group)"
    used = f"Used: {counts.before} before, {counts.after} after; {counts.both} both times{sides}, "
    return (
        f"Files: {files}.",
        f"Joined by: {joined}.",
        f"Compared: {scales}.{alone}",
        f"Rows left out: {left}.",
        f"{used}{counts.before_only} before only, {counts.after_only} after only.",
    )


NAMED_ROWS = 12
KINDS = {
    "trial": "sent to try the form",
    "blank": "with nothing answered",
    "repeated": "sent again later",
    "other_wave": "of another time",
    "summary": "with averages or sums",
}


def _kinds(applied: Applied) -> dict[str, list[LeftOut]]:
    found: dict[str, list[LeftOut]] = {}
    for row in applied.left_out:
        found.setdefault(KINDS[row.kind], []).append(row)
    return found


def _places(rows: Sequence[LeftOut]) -> str:
    """Where rows stand, the first of them by their numbers: "Before.csv rows 5, 9"."""
    by_sheet: dict[str, list[str]] = {}
    for row in rows[:NAMED_ROWS]:
        by_sheet.setdefault(" ".join(filter(None, (row.file, row.sheet))), []).append(str(row.row))
    named = "; ".join(
        f"{sheet} {'row' if len(numbers) == 1 else 'rows'} {', '.join(numbers)}" for sheet, numbers in by_sheet.items()
    )
    return f"{named} and {len(rows) - NAMED_ROWS} more" if len(rows) > NAMED_ROWS else named
