"""A column read as something else than was understood: as the code, as a question, or left out."""

from collections.abc import Mapping
from dataclasses import replace

from analysis.estimate.plan import Plan
from analysis.scoring.quoted_labels import label_of
from analysis.scoring.scoring import Scale
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.importing.answers_map import AnswersMap, ColumnMap

UNKNOWN = Message("There is no such column, or it can not be read so.")


def column_read_as(found: AnswersMap, name: str, changes: Mapping[str, str]) -> AnswersMap:
    """The map with a column read as these changes say: its role, its answers where it is a question, its wave.

    A question that is none any more leaves its scale; one that was none, or has other answers now, is a scale of its
    own. Where a column becomes the code, the column that was it is left out.
    """
    column = found.column(name)
    role, answers = changes.get("role", ""), changes.get("answers", "")
    if column is None or (role == "item" and answers not in {each.id for each in found.answers}):
        raise Refused(UNKNOWN)
    wave = changes.get("wave", column.wave)
    if role == column.role and answers == column.answers:
        return found.with_column(name, wave=wave)
    changed = _without(found, column.item) if column.role == "item" else found
    if role == "key":
        for other in changed.columns:
            changed = changed.with_column(other.name, role="left_out") if other.role == "key" else changed
    if role == "item":
        return _as_question(changed, column, answers=answers, wave=wave)
    return changed.with_column(name, role=role, item="", answers="", wave=wave, note="")


def _without(found: AnswersMap, item: str) -> AnswersMap:
    """The map without an item in its scales; a scale without any goes, also from the plan."""
    left = [
        replace(each, items=tuple(one for one in each.items if one != item), reverse=each.reverse - {item})
        for each in found.scales
    ]
    scales = tuple(each for each in left if each.items)
    return replace(found.with_scales(scales), plan=_plan_of(found.plan, scales))


def _plan_of(plan: Plan, scales: tuple[Scale, ...]) -> Plan:
    """The plan as far as it is of these scales; none is named as the main one in the place of one that was."""
    there = [each.id for each in scales]
    primary = tuple(each for each in plan.primary if each in there)
    margins = {each: margin for each, margin in plan.margins.items() if each in there}
    shares = {each: share for each, share in plan.minimum_answered.items() if each in there}
    return replace(plan, primary=primary, margins=margins, minimum_answered=shares)


def _as_question(found: AnswersMap, column: ColumnMap, *, answers: str, wave: str) -> AnswersMap:
    chosen = next(each for each in found.answers if each.id == answers)
    item = column.item or f"read_otherwise_{[each.name for each in found.columns].index(column.name)}"
    scale = Scale(
        id=item,
        label=label_of(column.name),
        items=(item,),
        minimum=chosen.minimum,
        maximum=chosen.maximum,
        direction="not stated",
    )
    read = found.with_column(column.name, role="item", item=item, answers=answers, wave=wave, note="")
    scales = (*(each for each in read.scales if each.id != item), scale)
    return replace(read, scales=scales, plan=_plan_of(read.plan, scales))
