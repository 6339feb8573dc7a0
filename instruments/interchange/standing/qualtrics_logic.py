"""Of whom Qualtrics asks a question, where that is whoever chose certain answers to one other."""

import re
from collections.abc import Mapping

from instruments.interchange.standing.conditions import Condition

CHOSEN = re.compile(r"q://(?P<item>\w{1,60})/SelectableChoice/(?P<code>\w{1,60})")


def shown_if(question: Mapping[str, object]) -> Condition | None:
    """The condition of a question; None where it has none, or one of more than one step."""
    logic = question.get("DisplayLogic")
    groups = _numbered(logic)
    expressions = _numbered(groups[0]) if len(groups) == 1 else []
    chosen = [_chosen(each, first=place == 0) for place, each in enumerate(expressions)]
    read = [each for each in chosen if each]
    if not read or len(read) < len(chosen) or len({each["item"] for each in read}) > 1:
        return None
    return Condition(read[0]["item"], tuple(each["code"] for each in read))


def _chosen(expression: object, *, first: bool) -> re.Match[str] | None:
    """What an expression names that asks for a chosen answer, beside others if it is not the first."""
    if not isinstance(expression, dict) or expression.get("Operator") != "Selected":
        return None
    joined = str(expression.get("Conjuction") or expression.get("Conjunction") or "").lower()
    return CHOSEN.fullmatch(str(expression.get("ChoiceLocator"))) if first or joined == "or" else None


def _numbered(table: object) -> list[object]:
    """The parts of a table that stand under numbers; the others say of what kind it is."""
    if not isinstance(table, dict):
        return []
    return [part for key, part in table.items() if str(key).isdecimal()]
