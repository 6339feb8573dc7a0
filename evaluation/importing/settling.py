"""Choosing a reading of an open question, and the map with every chosen reading in place."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from analysis.scoring.scoring import Direction
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.importing.answers_map import AnswerSet, AnswersMap, ColumnMap, Edit

Edited = Callable[[AnswersMap, Edit], AnswersMap]


def settle(answers_map: AnswersMap, question_id: str, reading_id: str) -> AnswersMap:
    """The map with a reading of a question chosen, for the first time or in place of another."""
    question = next((each for each in answers_map.questions if each.id == question_id), None)
    if question is None or reading_id not in {each.id for each in question.readings}:
        raise Refused(Message("There is no such question, or no such reading of it."))
    chosen = [replace(each, chosen=reading_id) if each is question else each for each in answers_map.questions]
    return replace(answers_map, questions=tuple(chosen))


def settled(answers_map: AnswersMap) -> AnswersMap:
    """The map with the edits of each chosen reading made; of a question still open, those of its first."""
    edits = (edit for question in answers_map.questions for edit in question.edits[question.chosen == "b"])
    return with_edits(answers_map, edits)


def with_edits(answers_map: AnswersMap, edits: Iterable[Edit]) -> AnswersMap:
    """The map with these edits made, one after another."""
    made = answers_map
    for edit in edits:
        made = EDITS[edit.what](made, edit)
    return made


def _file_wave(made: AnswersMap, edit: Edit) -> AnswersMap:
    name, _, sheet = edit.of.rpartition("|")
    files = [replace(f, wave=edit.value) if (f.name, f.sheet) == (name, sheet) else f for f in made.files]
    return replace(made, files=tuple(files))


def _of_column(what: str) -> Edited:
    def changed(made: AnswersMap, edit: Edit) -> AnswersMap:
        unscored = _unscored_column(made, edit) if what == "role" and edit.value != "item" else made
        return unscored.with_column(edit.of, **{what: edit.value})

    return changed


def _of_set(made: AnswersMap, name: str, **changes: object) -> AnswersMap:
    sets = [replace(each, **changes) if each.id == name else each for each in made.answers]  # type: ignore[arg-type]
    return replace(made, answers=tuple(sets))


def _set_and_word(made: AnswersMap, edit: Edit) -> tuple[AnswerSet, str]:
    name, _, word = edit.of.partition("|")
    return next(each for each in made.answers if each.id == name), word


def _number(made: AnswersMap, edit: Edit) -> AnswersMap:
    answers, word = _set_and_word(made, edit)
    left = tuple(each for each in answers.not_answered if each != word)
    numbers = {**answers.numbers, word: float(edit.value)}
    return _of_set(made, answers.id, numbers=numbers, not_answered=left)


def _not_answered(made: AnswersMap, edit: Edit) -> AnswersMap:
    answers, word = _set_and_word(made, edit)
    numbers = {each: number for each, number in answers.numbers.items() if each != word}
    return _of_set(made, answers.id, numbers=numbers, not_answered=tuple(dict.fromkeys((*answers.not_answered, word))))


def _unscored(made: AnswersMap, edit: Edit) -> AnswersMap:
    """An item that leaves its scales; a scale without any is gone, and the column is left out."""
    scales = [
        replace(scale, items=tuple(item for item in scale.items if item != edit.of), reverse=scale.reverse - {edit.of})
        for scale in made.scales
    ]

    def without(column: ColumnMap) -> ColumnMap:
        return replace(column, role="left_out", item="", answers="") if column.item == edit.of else column

    columns = tuple(map(without, made.columns))
    return replace(made.with_scales(scale for scale in scales if scale.items), columns=columns)


def _unscored_column(made: AnswersMap, edit: Edit) -> AnswersMap:
    column = made.column(edit.of)
    return _unscored(made, Edit(what="unscored", of=column.item)) if column and column.item else made


STATED: dict[str, Direction] = {"direction_low": "lower", "direction_high": "higher"}


def _of_scales(made: AnswersMap, edit: Edit) -> AnswersMap:
    """The scales of all items of a set: lower is better, or the items turned round."""
    items = {column.item for column in made.columns if column.answers == edit.of and column.role == "item"}
    if edit.what == "reverse":
        items = {edit.of}
    scales = [
        scale
        if not items & set(scale.items)
        else replace(scale, direction=STATED[edit.what])
        if edit.what in STATED
        else replace(scale, reverse=scale.reverse ^ (items & set(scale.items)))
        for scale in made.scales
    ]
    return replace(made, scales=tuple(scales))


def _ends(made: AnswersMap, edit: Edit) -> AnswersMap:
    """The least and the greatest number of a set, and of the scales of its items."""
    low, high = (float(end) for end in edit.value.split("|"))
    items = {column.item for column in made.columns if column.answers == edit.of and column.role == "item"}
    scales = [replace(s, minimum=low, maximum=high) if items & set(s.items) else s for s in made.scales]
    return replace(_of_set(made, edit.of, minimum=low, maximum=high), scales=tuple(scales))


def _wave_word(made: AnswersMap, edit: Edit) -> AnswersMap:
    return replace(made, waves={**made.waves, edit.of: edit.value})


def _row_wave(made: AnswersMap, edit: Edit) -> AnswersMap:
    file, sheet, row = edit.of.rsplit("|", 2)
    return replace(made, row_waves={**made.row_waves, (file, sheet, int(row)): edit.value})


def _dates(made: AnswersMap, edit: Edit) -> AnswersMap:
    return replace(made, dates=edit.value)


def _repeats(made: AnswersMap, edit: Edit) -> AnswersMap:
    return replace(made, repeats=edit.value)


def _keys(made: AnswersMap, edit: Edit) -> AnswersMap:
    return replace(made, keys=edit.value)


def _arm_word(made: AnswersMap, edit: Edit) -> AnswersMap:
    return replace(made, arms={**made.arms, edit.of: edit.value})


def _comparison(made: AnswersMap, edit: Edit) -> AnswersMap:
    return replace(made, plan=replace(made.plan, comparison_arm=edit.value))


EDITS: dict[str, Edited] = {
    "arm_word": _arm_word,
    "comparison": _comparison,
    "file_wave": _file_wave,
    "wave_word": _wave_word,
    "role": _of_column("role"),
    "item": _of_column("item"),
    "note": _of_column("note"),
    "number": _number,
    "not_answered": _not_answered,
    "unscored": _unscored,
    "unscored_column": _unscored_column,
    "reverse": _of_scales,
    "reverse_set": _of_scales,
    "direction_low": _of_scales,
    "direction_high": _of_scales,
    "dates": _dates,
    "ends": _ends,
    "keys": _keys,
    "repeats": _repeats,
    "row_wave": _row_wave,
}
"""What each kind of edit changes."""
