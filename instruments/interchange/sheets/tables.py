"""Sheets read by their headings, whatever spelling of them a tool or a year prefers."""

from dataclasses import dataclass, field

from instruments.interchange.answers import Said
from instruments.interchange.sheets.workbook import Row

HEADINGS = {
    "list name": "list_name",
    "list_name": "list_name",
    "listname": "list_name",
    "value": "name",
    "tag": "name",
    "caption": "label",
    "question type": "type",
    "command": "type",
    "relevance": "relevant",
    "bind:relevant": "relevant",
    "bind:constraint": "constraint",
    "bind:required": "required",
    "bind:jr:constraintmsg": "constraint_message",
    "constraint-msg": "constraint_message",
    "constraint message": "constraint_message",
    "requiredmsg": "required_message",
    "readonly": "read_only",
    "read only": "read_only",
    "calculate": "calculation",
    "bind:jr:requiredmsg": "required_message",
    "bind:calculate": "calculation",
}
"""Older and other spellings of column headings."""


@dataclass
class Table:
    """A sheet by its headings: each row as a dictionary, translated columns apart by language."""

    rows: list[tuple[int, dict[str, str], dict[str, Said]]] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


def table_of(rows: list[Row]) -> Table:
    """The rows of a sheet with their numbers as a person counts them, below the first row that is not empty.

    What stands in a column without a heading is among the translated cells under no heading, by the column's number;
    a heading that has stood before keeps its number beside it, so that neither column takes the other's place.
    """
    table = Table()
    first = next((place for place, row in enumerate(rows) if any(row)), 0)
    headings = _headings(rows[first]) if rows else []
    table.languages = list(dict.fromkeys(language for _, language in headings if language))
    for number, row in enumerate(rows[first + 1 :], start=first + 2):
        plainly, translated = dict[str, str](), dict[str, Said]()
        for column, cell in enumerate(row):
            heading, language = headings[column] if column < len(headings) else ("", "")
            if cell:
                translated.setdefault(heading, {})[language if heading else str(column + 1)] = cell
            if heading and cell:
                plainly.setdefault(heading, cell)
        if translated:
            table.rows.append((number, plainly, translated))
    return table


def _headings(cells: Row) -> list[tuple[str, str]]:
    """The columns of a sheet, each only once; an older spelling stands for itself beside the usual one."""
    found = list[tuple[str, str]]()
    written = [_plainly(cell) for cell in cells]
    for number, text in enumerate(written, start=1):
        name, language = _heading(text)
        if name != text and name in written:
            name, language = text, ""
        if name and (name, language) in found:
            name, language = f"{name} (column {number})", ""
        found.append((name, language))
    return found


def _plainly(cell: str) -> str:
    return " ".join(cell.lower().split()).replace("::", ":")


def _heading(text: str) -> tuple[str, str]:
    """The name of a column and the language it is in: `label::English (en)`, `label:english`, `bind::relevant`."""
    if text in HEADINGS:
        return HEADINGS[text], ""
    name, _, rest = text.partition(":")
    name = HEADINGS.get(name, name).replace(" ", "_")
    if name in {"bind", "control", "body", "instance"}:
        return HEADINGS.get(rest, rest), ""
    if name == "media":
        name, _, rest = rest.partition(":")
    return name, rest.strip()
