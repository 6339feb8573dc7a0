"""What a form about one part of an instrument asks for, as plain texts by name."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from evaluation.authoring.sections.rows import sent_rows
from evaluation.domain.messages import Message
from instruments import InvalidInstrument, Problem
from instruments.structure import misshapen

Values = Mapping[str, str]
"""What a form holds: a text for each entry; several choices stand with spaces between, rows a line each."""
Part = TypeVar("Part", bound=BaseModel)


class EntryKind(StrEnum):
    """How an entry is asked for."""

    LINE = "line"
    AREA = "area"
    CHOICE = "choice"
    CHECKS = "checks"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class FormEntry:
    """One thing a form asks for."""

    name: str
    label: str
    kind: EntryKind = EntryKind.LINE
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    columns: tuple["FormEntry", ...] = ()
    """Of rows: what each asks for."""
    staying: Callable[[Mapping[str, str]], Collection[str]] = lambda _sent: ()
    """Of rows: the columns that stay where they are when a row moves, by what the form holds."""


def sent_values(entries: tuple[FormEntry, ...], sent: MultiDict[str, str]) -> dict[str, str]:
    """What was sent for these entries, line ends made even and space around it dropped."""
    return {entry.name: _sent(entry, sent) for entry in entries}


def _sent(entry: FormEntry, sent: MultiDict[str, str]) -> str:
    if entry.kind is EntryKind.ROWS:
        return sent_rows(entry.name, [column.name for column in entry.columns], sent, staying=entry.staying(sent))
    if entry.kind is EntryKind.CHECKS:
        return " ".join(sent.getlist(entry.name))
    return sent.get(entry.name, "").replace("\r\n", "\n").strip()


def built(model: type[Part], raw: Mapping[str, Any]) -> Part:
    """A part of these values; raises InvalidInstrument with a sentence a fault."""
    try:
        return model.model_validate(dict(raw))
    except ValidationError as error:
        raise InvalidInstrument(misshapen(error, raw, model=model)) from None


def parse_names(text: str) -> tuple[str, ...]:
    """Names written one after the other, with spaces, commas or line ends between."""
    return tuple(re.findall(r"[^\s,;]+", text))


def number_in(text: str, *, key: str) -> int | None:
    """The whole number in a text, None where it is empty; raises InvalidInstrument otherwise."""
    if not text:
        return None
    if not re.fullmatch(r"[-−]?\d{1,9}", text):
        raise InvalidInstrument([Problem(key, Message("'%(typed)s' is not a whole number.", typed=text[:40]))])
    return int(text.replace("−", "-"))


def share_in(text: str, *, key: str) -> float | None:
    """The number in a text with a point or a comma, None where it is empty; raises InvalidInstrument otherwise."""
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise InvalidInstrument([Problem(key, Message("'%(typed)s' is not a number.", typed=text[:40]))]) from None
