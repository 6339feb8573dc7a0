"""Files of any form for the command line: understood or read by a map, or refused with questions."""

import csv
from dataclasses import dataclass
from pathlib import Path

import click

from evaluation.domain.errors import Refused
from evaluation.impact_report.build.scales import ScoringSource
from evaluation.importing.answers_map import AnswersMap, OpenQuestion, items_of
from evaluation.importing.applying import Applied, apply_map
from evaluation.importing.columns.given_scales import not_asked_lines
from evaluation.importing.columns.unread_columns import unread_lines
from evaluation.importing.grids import LARGEST_FILE, Grid, NamedFile
from evaluation.importing.map_toml import from_toml, to_toml
from evaluation.importing.read_files import read_files
from evaluation.importing.settling import settled
from evaluation.importing.understanding import understand
from evaluation.importing.understood_lines import five_lines

PLAIN = {"participant", "chapter", "wave"}
"""Of the columns that a file in the plain form begins with, two tell that it was meant to be in it."""
SETTLE = "Write a map with `weaving map`, answer the questions in it, and give it with --map."
MAP_NAME = "map.toml"


@dataclass(frozen=True, kw_only=True)
class Understood:
    """Answers as they were understood: the map, the sheets, and what comes of them."""

    answers_map: AnswersMap
    grids: tuple[Grid, ...]
    applied: Applied
    source: ScoringSource | None = None


def is_plain(path: Path) -> bool:
    """Whether a file is, or was meant to be, in the plain form, which is read strictly; so is one not there."""
    try:
        with path.open("rb") as opened:
            begun = opened.read(20_000)
    except OSError:
        return True
    text = begun.decode("utf-8-sig", errors="replace")
    heading = next((row for row in csv.reader(text.splitlines()[:20]) if any(row)), []) if "\0" not in text else []
    return len(PLAIN & {cell.strip() for cell in heading}) >= 2 or not text.strip()


def as_printed(path: Path) -> str:
    """A file as a report names it: as it was typed, and without its folders where these are those of this machine."""
    return path.name if path.is_absolute() else str(path)


def grids_of(paths: tuple[Path, ...]) -> tuple[Grid, ...]:
    """The sheets of some files; those of one name in two folders keep their folders."""
    names = [path.name for path in paths]
    files = []
    for path in paths:
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise Refused(f"{path} is larger than {LARGEST_FILE // 1_000_000} MB.")
            content = path.read_bytes()
        except OSError as fault:
            raise Refused(f"{path} cannot be read: {fault.strerror}.") from None
        files.append(NamedFile(name=path.name if names.count(path.name) == 1 else _with_folder(path), content=content))
    return read_files(files)


def _with_folder(path: Path) -> str:
    """A file that has the name of another by its folder as well."""
    return str(Path(path.parent.name) / path.name) if path.is_absolute() else str(path)


def understood(paths: tuple[Path, ...], *, map_file: Path | None, source: ScoringSource | None) -> Understood:
    """The answers of these files by a map, or as they are understood; refused while a question about them is open."""
    grids = grids_of(paths)
    answers_map = read_map(map_file) if map_file is not None else understand(grids, source=source)
    needed = [question for question in answers_map.open_questions if question.is_needed]
    if needed:
        raise Refused(*(asked(question) for question in needed), SETTLE)
    applied = apply_map(answers_map, grids)
    if applied.frame.empty:
        raise Refused("No row of these files holds an answer, so there is nothing to analyse.")
    return Understood(answers_map=answers_map, grids=grids, applied=applied, source=source)


def asked(question: OpenQuestion) -> str:
    """A question with both of its readings, in one line."""
    readings = " or ".join(f"({each.id}) {each.says}: {each.follows}" for each in question.readings)
    return f"{question.asks} {question.because} Either {readings}."


def lines_of(found: Understood) -> tuple[str, ...]:
    """What was understood, in five lines, and what else is to be known."""
    made = settled(found.answers_map)
    notes = (*found.applied.notes, *not_asked_lines(found.source, items_of(made.columns)))
    return (*five_lines(found.answers_map, found.applied, found.grids), *unread_lines(made), *map(str, notes))


def lines_of_unsettled(answers_map: AnswersMap, path: Path) -> tuple[str, ...]:
    """A warning for each question that nobody answered and whose first reading stands, with where to answer it."""
    return tuple(
        f'Warning: {question.asks} It counts as it stands. If it is, write answer = "b" under id = "{question.id}" in '
        f'{path}, else "a", and give that map with --map.'
        for question in answers_map.open_questions
        if not question.is_needed
    )


def read_map(path: Path) -> AnswersMap:
    """The map in a file, as somebody left it."""
    try:
        return from_toml(path.read_bytes().decode("utf-8-sig"))
    except OSError as fault:
        raise Refused(f"{path} cannot be read: {fault.strerror}.") from None
    except UnicodeDecodeError:
        raise Refused(f"{path} is not UTF-8 text: save it as UTF-8.") from None


def write_map(answers_map: AnswersMap, path: Path) -> None:
    """The map as a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(to_toml(answers_map), encoding="utf-8")
    except OSError as fault:
        raise Refused(f"{path} cannot be written: {fault.strerror}.") from None


def echo_lines(lines: tuple[str, ...]) -> None:
    """Lines on standard error, where a program that reads the output does not meet them."""
    for line in lines:
        click.echo(line, err=True)
