"""Outcomes as somebody named them: their questions, their ends, which way is better, and which of them leads."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.scoring.scoring import Scale
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.importing.answers_map import AnswerSet, AnswersMap, ColumnMap, Edit, OpenQuestion
from evaluation.importing.map_faults import beyond_words
from evaluation.importing.settling import STATED, with_edits

OF_OUTCOMES = frozenset({"ends", "direction_low", "direction_high", "reverse", "reverse_set"})
"""Edits of what outcomes are: a question of which all edits are such is answered by naming them otherwise."""
NOT_WITHIN = Message(
    "The answers of “%(question)s” are %(low)s to %(high)s: they do not all lie within %(least)s to %(most)s."
)


def outcomes_of(found: AnswersMap) -> AnswersMap:
    """The map with its outcomes as they are now, which is as the chosen readings of questions have them."""
    chosen = [each for each in found.questions if each.chosen]
    edits = [edit for each in chosen for edit in each.edits[each.chosen == "b"] if edit.what in OF_OUTCOMES]
    return with_edits(found, edits)


def with_outcomes(found: AnswersMap, outcomes: Sequence[Scale], *, leads: str = "") -> AnswersMap:
    """The map with these outcomes in the place of its own, and their ends for the answers to their questions.

    `leads` is put first although it was not named before. An open question stays open, unless the outcomes have what it
    asks about otherwise than before: then they answer it.
    """
    shown = outcomes_of(found)
    left = tuple(_left(each, shown, outcomes) for each in found.questions)
    questions = tuple(each for each in left if each is not None)
    made = replace(shown, scales=tuple(outcomes), questions=questions, leads=leads)
    for scale in outcomes:
        for item in scale.items:
            made = _with_ends(made, item, scale)
    plan = replace(
        made.plan,
        primary=tuple(each.id for each in outcomes if each.primary),
        margins={each.id: each.margin for each in outcomes if each.margin is not None},
        minimum_answered={each.id: each.minimum_answered for each in outcomes},
    )
    return replace(made, plan=plan)


def _left(question: OpenQuestion, shown: AnswersMap, outcomes: Sequence[Scale]) -> OpenQuestion | None:
    """What naming the outcomes leaves of a question: all of it, what is about something else, or nothing."""
    edits = {edit for edits in question.edits for edit in edits if edit.what in OF_OUTCOMES}
    if not question.chosen and all(_said(shown, shown.scales, each) == _said(shown, outcomes, each) for each in edits):
        return question
    one, other = (tuple(each for each in edits if each.what not in OF_OUTCOMES) for edits in question.edits)
    return replace(question, edits=(one, other)) if one or other or not edits else None


def _said(found: AnswersMap, scales: Sequence[Scale], edit: Edit) -> set[object]:
    """What outcomes say of that which an edit of them changes."""
    items = {column.item for column in found.columns if column.answers == edit.of and column.role == "item"}
    if edit.what == "reverse":
        items = {edit.of}
    theirs = [scale for scale in scales if items & {*scale.items}]
    if edit.what in STATED:
        return {(scale.id, scale.direction) for scale in theirs}
    if edit.what == "ends":
        return {(scale.id, scale.minimum, scale.maximum) for scale in theirs}
    return {(scale.items, scale.reverse & items) for scale in theirs}


def _with_ends(made: AnswersMap, item: str, scale: Scale) -> AnswersMap:
    """The map with these ends for the answers to a question; of a set that it shares it gets one of its own."""
    column = next(each for each in made.columns if each.item == item)
    answers = next(each for each in made.answers if each.id == column.answers)
    if (answers.minimum, answers.maximum) == (scale.minimum, scale.maximum):
        return made
    _check_ends(answers, scale, column)
    own = replace(answers, id=_free(f"{answers.id}_{item}", made.answers), minimum=scale.minimum, maximum=scale.maximum)
    columns = tuple(replace(each, answers=own.id) if each.item == item else each for each in made.columns)
    return replace(made, columns=columns, answers=tuple(_used((*made.answers, own), {c.answers for c in columns})))


def _check_ends(answers: AnswerSet, scale: Scale, column: ColumnMap) -> None:
    """Refuses ends that leave out the number of a word, and ends that no word can be."""
    if any(not scale.minimum <= number <= scale.maximum for number in answers.numbers.values()):
        ends = {"low": f"{answers.minimum:g}", "high": f"{answers.maximum:g}"}
        within = {"least": f"{scale.minimum:g}", "most": f"{scale.maximum:g}"}
        raise Refused(Message(NOT_WITHIN, question=column.name, **ends, **within))
    if (end := answers.beyond(scale)) is not None:
        raise Refused(beyond_words(column, answers, end))


def _free(name: str, answers: Sequence[AnswerSet]) -> str:
    taken = {each.id for each in answers}
    return name if name not in taken else next(f"{name}_{n}" for n in range(2, 10_000) if f"{name}_{n}" not in taken)


def _used(answers: Sequence[AnswerSet], named: set[str]) -> Iterator[AnswerSet]:
    return (each for each in answers if each.id in named)
