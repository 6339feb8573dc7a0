"""What is sent from the page of what was understood, as changes of the map."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from evaluation.domain.errors import Refused
from evaluation.evaluators.bring.typed_outcomes import with_typed_outcomes
from evaluation.importing.answers_map import AnswersMap
from evaluation.reports.brought.brought_answers import BroughtAnswers, MapChange

QUESTION, DO, KEEP = "question.", "do", "keep"
ByRow = Literal["keep", "use", "apart"]
_BY_ROW: dict[str, ByRow] = {"keep": "keep", "use": "use", "apart": "apart"}


def ticked_readings(form: "MultiDict[str, str]") -> dict[str, str]:
    """The readings that are ticked, by question."""
    return {name.removeprefix(QUESTION): value for name, value in form.items() if name.startswith(QUESTION)}


def with_what_was_sent(brought: BroughtAnswers, form: "MultiDict[str, str]") -> BroughtAnswers:
    """The answers with what was ticked and typed, and then with what was pressed; the last change goes before both."""
    pressed, _bar, place = form.get(DO, "").partition("|")
    changed = replace(brought.without_last_change() if pressed == "undo" else brought, keep=KEEP in form)
    for change in _settled(brought.map, form):
        if change.of in {each.id for each in changed.map.questions}:
            changed = changed.with_change(change)
    changed = with_typed_outcomes(brought, changed, form)
    if pressed == "swap":
        return changed.with_change(MapChange(what="swap"))
    by_row = _BY_ROW.get(pressed)
    return changed.with_change(_by_row(by_row, place)) if by_row else changed


def _settled(found: AnswersMap, form: "MultiDict[str, str]") -> Iterator[MapChange]:
    """A change for each question that is answered otherwise than before."""
    ticked = ticked_readings(form)
    for question in found.questions:
        reading = ticked.get(question.id, question.chosen)
        if reading not in {"", *(each.id for each in question.readings)}:
            raise _not_possible()
        if reading != question.chosen:
            yield MapChange(what="settle", of=question.id, value=reading)


def _by_row(pressed: ByRow, place: str) -> MapChange:
    """A row that is kept, used, or of another person: its number, its sheet and its file, as its button names them."""
    row, _bar, rest = place.partition("|")
    sheet, _bar, file = rest.partition("|")
    if not row.isdigit() or not file:
        raise _not_possible()
    return MapChange(what=pressed, of=file, sheet=sheet, row=int(row))


def _not_possible() -> Refused:
    return Refused(_("This was changed meanwhile. Look at it as it is now, then do it again."))
