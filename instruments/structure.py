"""The shape of a document: what pydantic finds amiss, said as sentences that name the key."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from instruments.messages import PlainMessage
from instruments.model import ConsentText, Item, Option, ResponseFormat, ScaleKey, Version, WavePage, Wording
from instruments.problem import Problem, meant

KEYED = {"waves": "kind", "formats": "id", "items": "id", "scales": "id", "wording": "item"}
MODELS: dict[str, type[BaseModel]] = {
    "": Version,
    "consent": ConsentText,
    "waves": WavePage,
    "wording": Wording,
    "formats": ResponseFormat,
    "options": Option,
    "items": Item,
    "scales": ScaleKey,
}


def misshapen(error: ValidationError, raw: Mapping[str, Any], *, model: type[BaseModel] = Version) -> list[Problem]:
    """One problem a fault, in the order of the document; a value that fits none of several kinds is said once."""
    found: dict[str, Problem] = {}
    for detail in error.errors(include_url=False):
        path, table = _path(detail["loc"], raw)
        problem = Problem(path, _sentence(detail, {**MODELS, "": model}[table]))
        found.setdefault(path, problem)
    return list(found.values())


def _path(location: Sequence[str | int], raw: Mapping[str, Any]) -> tuple[str, str]:
    """The key a person finds in the file (`formats.agree7.options[2].label`), and the table it is in."""
    names, table, within = list[str](), "", ""
    node: Any = raw
    for step in location:
        around, node = node, _inside(node, step)
        if isinstance(step, int) and within in KEYED and isinstance(node, Mapping):
            names.append(str(node.get(KEYED[within], step)))
            table = within
        elif isinstance(step, int):
            names[-1] += f"[{step + 1}]"
            table = within if within in MODELS else table
        elif isinstance(step, str) and isinstance(around, Mapping):  # else it names a member of a union of types
            names.append(step)
            table, within = (step, step) if step == "consent" else (table, step)
    return ".".join(names), table


def _inside(node: Any, step: str | int) -> Any:  # noqa: ANN401 - any part of a parsed document
    if isinstance(node, Mapping):
        return node.get(step)
    if isinstance(node, list | tuple) and isinstance(step, int) and step < len(node):
        return node[step]
    return None


def _sentence(detail: ErrorDetails, model: type[BaseModel]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        known = model.model_fields
        word = str(detail["loc"][-1])
        return PlainMessage("there is no key called '%(word)s' here%(meant)s", word=word[:80], meant=meant(word, known))
    if kind == "enum":
        return PlainMessage(
            "'%(given)s' is none of %(expected)s.", given=str(detail["input"])[:80], expected=context["expected"]
        )
    if kind == "value_error":
        return PlainMessage("%(fault)s.", fault=context["error"].args[0])
    if detail["input"] is None and kind in NUMBERS:
        return PlainMessage("this is empty; write a number.")
    return PlainMessage(SENTENCES.get(kind, "%(message)s."), **_blanks(detail, context))


def _blanks(detail: ErrorDetails, context: Mapping[str, Any]) -> dict[str, object]:
    least = context.get("min_length") or context.get("ge") or context.get("gt") or 0
    most = context.get("max_length") or context.get("le") or 0
    given = PlainMessage("a list") if isinstance(detail["input"], list) else f"'{str(detail['input'])[:80]}'"
    return {"given": given, "least": least, "most": most, "message": detail["msg"]}


NUMBERS = ("int_type", "float_type")
"""What is wrong where a number is to be and none is."""
SENTENCES = {
    "missing": PlainMessage("this key is missing."),
    "string_type": PlainMessage("this is to be text in quotes, not %(given)s."),
    "int_type": PlainMessage("this is to be a whole number, not %(given)s."),
    "int_from_float": PlainMessage("this is to be a whole number, not %(given)s."),
    "float_type": PlainMessage("this is to be a number, not %(given)s."),
    "bool_type": PlainMessage("this is to be true or false, not %(given)s."),
    "tuple_type": PlainMessage("this is to be a list in square brackets, not %(given)s."),
    "model_type": PlainMessage("this is to be a table of keys, not %(given)s."),
    "string_too_short": PlainMessage("this is empty; write what it says."),
    "string_too_long": PlainMessage("this is longer than %(most)s characters."),
    "too_short": PlainMessage("this list is empty; name at least %(least)s."),
    "greater_than": PlainMessage("%(given)s is too small; it is to be more than %(least)s."),
    "greater_than_equal": PlainMessage("%(given)s is too small; it is to be at least %(least)s."),
    "less_than_equal": PlainMessage("%(given)s is too large; it is to be at most %(most)s."),
    "string_pattern_mismatch": PlainMessage(
        "%(given)s cannot be a name or code here; use letters, digits and underscores "
        "(hyphens in an instrument's id and in a language), starting with a letter."
    ),
    "finite_number": PlainMessage("this is to be a finite number."),
}
