"""What was typed of the outcomes, told from what their form showed, and carried over to what was pressed with it.

The page is one form: whatever is pressed, a reading that was ticked and an outcome that was named go with it. A press
may change which outcomes there are, so that what was typed is kept by outcome and question, not by place in the form.
"""

from collections.abc import Mapping

from evaluation.evaluators.bring.outcome_form import (
    BETTER,
    BY_ITSELF,
    HIGH,
    LABEL,
    LOW,
    MAIN,
    NAMED_BEFORE,
    OF,
    TURNED,
    outcome_form,
    with_outcomes_sent,
)
from evaluation.reports.brought.brought_answers import BroughtAnswers
from evaluation.reports.brought.outcomes_named import outcomes_of

OF_OUTCOME = (LABEL, BETTER, LOW, HIGH)
Field = tuple[str, str]
"""A field of the form: what it says, and of which outcome or which question of an outcome."""


def with_typed_outcomes(shown: BroughtAnswers, changed: BroughtAnswers, form: Mapping[str, str]) -> BroughtAnswers:
    """The answers as they were `changed`, with what was typed of the outcomes as they were `shown`.

    Nothing is changed where nothing was typed. Refused, with what is wrong, where outcomes can not be so.
    """
    if not any(name.startswith(LABEL) for name in form):
        return changed
    before, now = _fields(shown, {}), _fields(changed, {})
    typed = {field: value for field, value in _fields(shown, form).items() if value != before[field]}
    kept = {field: value for field, value in typed.items() if field in now and now[field] != value}
    return with_outcomes_sent(changed, _form(changed, {**now, **kept})) if kept else changed


def _fields(brought: BroughtAnswers, form: Mapping[str, str]) -> dict[Field, str]:
    """Every field of the form by what it is about: as it is shown, or as it was sent where `form` has it."""
    filled, ids = outcome_form(brought, form), [scale.id for scale in outcomes_of(brought.map).scales]
    asked = _asked(brought)
    return {
        **{
            (name, of): value
            for of, row in zip(ids, filled.outcomes, strict=True)
            for name, value in zip(OF_OUTCOME, (row.label, row.better, row.low, row.high), strict=True)
        },
        **{(OF, item): _outcome(row.of, ids) for item, row in zip(asked, filled.questions, strict=True)},
        **{(TURNED, item): "yes" * row.turned for item, row in zip(asked, filled.questions, strict=True)},
        (MAIN, ""): _leading(filled.main, ids),
    }


def _form(brought: BroughtAnswers, fields: Mapping[Field, str]) -> dict[str, str]:
    """The form that says so of the outcomes as they are; an outcome that is gone is named by nothing."""
    places = {scale.id: str(place) for place, scale in enumerate(outcomes_of(brought.map).scales)}
    numbers = {item: number for number, item in enumerate(_asked(brought))}
    form: dict[str, str] = {}
    for (name, of), value in fields.items():
        if name in OF_OUTCOME:
            form[name + places[of]] = value
        elif name == OF:
            form[f"{OF}{numbers[of]}"] = places.get(value, value)
        elif name == TURNED:
            form |= {f"{TURNED}{numbers[of]}": value} if value else {}
        else:
            form[MAIN] = _place_leading(value, places)
    return form


def _asked(brought: BroughtAnswers) -> list[str]:
    """The questions in the order of the form, each by its outcome and its item."""
    return [f"{scale.id}/{item}" for scale in outcomes_of(brought.map).scales for item in scale.items]


def _outcome(place: str, ids: list[str]) -> str:
    """The outcome at a place of the form; what is no place stays, to be refused."""
    return ids[int(place)] if place != BY_ITSELF and place.isdecimal() and int(place) < len(ids) else place


def _leading(main: str, ids: list[str]) -> str:
    named = NAMED_BEFORE if main.startswith(NAMED_BEFORE) else ""
    return named + _outcome(main.removeprefix(NAMED_BEFORE), ids)


def _place_leading(value: str, places: Mapping[str, str]) -> str:
    named = NAMED_BEFORE if value.startswith(NAMED_BEFORE) else ""
    of = value.removeprefix(NAMED_BEFORE)
    return named + places.get(of, of)
