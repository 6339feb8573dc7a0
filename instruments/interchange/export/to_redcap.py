"""A wave as a REDCap data dictionary."""

import csv
import io
from collections.abc import Iterator

from instruments.interchange.asked import alone, asked, chosen_from, condition, question, specified
from instruments.model import Item, ResponseFormat, Version
from instruments.terms import Layout

HEADINGS = (
    *("Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label"),
    *("Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number"),
    *("Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)"),
    *("Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name"),
    *("Matrix Ranking?", "Field Annotation"),
)
CHOSE, TICKED = "[{item}] = '{code}'", "[{item}({code})] = '1'"
"""Branching logic: that an answer was chosen, and that it was among several."""


def to_redcap(version: Version, *, wave: str | None = None) -> str:
    """The text of a data dictionary with one wave, or with every item once, after the field that numbers the records.

    Raises ValueError where the version has no such wave.
    """
    form = f"{version.id.replace('-', '_')}_{wave}" if wave else version.id.replace("-", "_")
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(HEADINGS)
    rows.writerow(_row("record_id", form, "text", "Record ID"))
    rows.writerows(_rows(version, asked(version, wave), form))
    return written.getvalue()


def _rows(version: Version, items: tuple[Item, ...], form: str) -> Iterator[list[str]]:
    taken, names = {"record_id"}, dict[str, str]()
    for item in items:
        found, name = version.format_of(item), item.id.lower()
        while name in taken:
            name += "_2"
        taken.add(name)
        names[item.id] = name
        shown_if = condition(version, item, one=CHOSE, several=TICKED, name=names.get(item.follows or "", ""))
        choices = " | ".join(f"{code}, {label.replace('|', '/')}" for code, label in chosen_from(version, item))
        lone = ",".join(alone(version, item))
        note = f"@NONEOFTHEABOVE='{lone}'" if lone else ""
        yield _row(
            name,
            form,
            _type(found),
            question(item),
            choices=choices,
            limits=_limits(found),
            note=note,
            shown_if=shown_if,
            head="\n".join(item.preface),
        )
        if words := specified(version, item):
            also, code, label = words
            yield _row(also.lower(), form, "text", label, shown_if=TICKED.format(item=name, code=code))


def _type(found: ResponseFormat) -> str:
    kinds = {Layout.NUMBER: "text", Layout.DATE: "text", Layout.TEXT: "notes", Layout.CHECKBOXES: "checkbox"}
    return kinds.get(found.layout, "radio")


def _limits(found: ResponseFormat) -> tuple[str, str, str]:
    if found.layout is Layout.DATE:
        first, last = found.years
        return "date_dmy", f"{first:04}-01-01", f"{last:04}-12-31"
    if found.layout is not Layout.NUMBER:
        return "", "", ""
    low, high = ("" if end is None else str(end) for end in (found.minimum, found.maximum))
    return "integer", low, high


def _row(
    name: str,
    form: str,
    kind: str,
    label: str,
    *,
    choices: str = "",
    limits: tuple[str, str, str] = ("", "", ""),
    shown_if: str = "",
    note: str = "",
    head: str = "",
) -> list[str]:
    row = [name, form, head, kind, label, choices, "", *limits, "", shown_if]
    return [*row, *[""] * (len(HEADINGS) - len(row) - 1), note]
