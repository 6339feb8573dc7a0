"""The elements of REDCap data dictionaries: every cell of every row."""

import re

from instruments.terms import IDENTIFYING
from tests.instruments.interchange.elements.sheet_files import csv_rows
from tests.instruments.interchange.elements.view import Element

NAMES = (
    *(("variable", "name"), ("field_name", "name"), ("form", "form"), ("section", "section"), ("field type", "type")),
    *(("field_type", "type"), ("field label", "label"), ("field_label", "label"), ("choices", "choices")),
    *(("select_choices", "choices"), ("text validation type", "validation"), ("text_validation_type", "validation")),
    *(
        ("text validation", "limit"),
        ("text_validation", "limit"),
        ("identifier", "identifier"),
        ("branching", "branching"),
    ),
    *(("required", "required"),),
)


def _head(cell):
    bare = cell.strip().lower()
    return next((name for start, name in NAMES if bare.startswith(start)), bare)


def of_redcap(path, view):
    """Every cell of a data dictionary, but for those that say nothing."""
    table = csv_rows(path)
    first = next(place for place, row in enumerate(table) if any(cell.strip() for cell in row))
    heads = [_head(cell) for cell in table[first]]
    for number, row in enumerate(table[first + 1 :], start=first + 2):
        pairs = zip(heads, (cell.strip() for cell in row), strict=False)
        cells = [(head, cell) for head, cell in pairs if cell and (head == "name" or cell != "NA")]
        for head, cell in cells:
            yield from _cell(view, f"row {number}", dict(cells), head, cell)


def _cell(view, where, cells, head, cell):
    kind, layouts = cells.get("type", "").lower(), view.layouts(where)
    identifies = any(item.construct == IDENTIFYING for item in view.at(where))
    if head == "choices" and kind in {"radio", "dropdown", "checkbox"}:
        yield from (Element(where, part) for choice in re.split(r"[|\n]", cell) for part in choice.split(",", 1))
    elif head == "choices" and kind == "slider":
        yield from (Element(where, label) for label in cell.split("|"))
    elif head == "label":
        yield Element(where, cell, "told" if kind == "descriptive" else "question")
    elif head in {"section", "form"}:
        yield Element(where, cell, "told" if head == "section" else "around")
    elif not (
        head == "type"
        or (head == "name" and kind in {"descriptive", "calc"})
        or (head == "identifier" and (identifies or cell.lower() in {"n", "0"}))
        or (head == "required" and cell.lower() in {"n", "0"})
        or (head == "branching" and view.follows(where, cell))
        or (head == "validation" and layouts & {"number", "date", "strip"})
        or (head == "limit" and re.fullmatch(r"-?\d+", cell) and int(cell) in view.limits(where))
    ):
        yield Element(where, cell)
