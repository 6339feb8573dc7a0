"""What follows a press on a row of a form: it is said, and the page that comes has its focus where the row is now."""

from collections.abc import Iterable

from flask import flash, request
from flask_babel import gettext as _

from evaluation.authoring.sections.entries import EntryKind, FormEntry, Values
from evaluation.authoring.sections.rows import RowPress, row_press, rows_in


def said_of_row(entries: Iterable[FormEntry], values: Values) -> str:
    """Say what the press on a row has done; the button to be focused, as it is called, empty where no row was pressed.

    The values are those of the form after the press.
    """
    for entry in entries:
        columns = [column.name for column in entry.columns]
        press = row_press(entry.name, columns, request.form) if entry.kind is EntryKind.ROWS else None
        if press:
            return _said(press, len(rows_in(values[entry.name], columns=len(columns))))
    return ""


def _said(press: RowPress, count: int) -> str:
    if press.way == "add":
        return f"{press.name} add {count}"
    if press.way == "out":
        flash(_("Row %(number)s was taken out. Undo puts it back.", number=press.row + 1))
        return f"{press.name} out {press.place(count + 1)}" if count else f"{press.name} add 0"
    place = press.place(count)
    flash(_("It is now row %(place)s of %(of)s.", place=place + 1, of=count))
    way = "down" if place == 0 else "up" if place == count - 1 else press.way
    return f"{press.name} {way} {place}"
