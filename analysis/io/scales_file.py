"""What a SCALES.toml may say: every fault of it as a sentence that names the table and the key."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.scoring.scoring import DIRECTIONS

RESERVED_COLUMNS = ("participant", "chapter", "experiment", "wave", "arm", "version", "language", "item", "answer")
REQUIRED_KEYS = ("items", "minimum", "maximum")
RULE_KEYS = ("label", "reverse", "minimum_answered", "margin", "direction", "primary", "missing")
SCALE_KEYS = {*REQUIRED_KEYS, *RULE_KEYS}
PLAN_KEYS = {"suppress_below", "comparison", "randomised", "pairs_only", "evenings", "looks"}
TABLES = {"scales", "plan"}


def document_faults(document: Mapping[str, Any]) -> Iterator[str]:
    """Every fault of a parsed SCALES.toml; nothing where it can be used."""
    yield from _unknown(document, TABLES, where="the file")
    scales = document.get("scales", {})
    plan = document.get("plan", {})
    if not isinstance(scales, Mapping) or not scales:
        yield "The file needs at least one table [scales.<id>]."
    elif not isinstance(plan, Mapping):
        yield "[plan] must be a table."
    else:
        for name, table in scales.items():
            yield from _scale_faults(name, table)
        yield from _shared_item_faults(scales)
        yield from _plan_faults(plan)


def is_number(value: object) -> bool:
    """Whether a TOML value is a finite number; true and false are not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _unknown(table: Mapping[str, Any], known: set[str], *, where: str) -> Iterator[str]:
    for key in table:
        if key not in known:
            yield f"{key!r} in {where} is not a key; the keys are {', '.join(sorted(known))}."


def _scale_faults(name: str, table: object) -> Iterator[str]:
    where = f"[scales.{name}]"
    if not isinstance(table, Mapping):
        yield f"{where} must be a table."
        return
    yield from _unknown(table, SCALE_KEYS, where=where)
    for key in REQUIRED_KEYS:
        if key not in table:
            yield f"{where} needs {key}."
    yield from _item_faults(table, where=where)
    yield from _range_faults(table, where=where)
    yield from _rule_faults(table, where=where)


def _names(value: object) -> list[str] | None:
    """The list of names, or None where it is not a list of written names."""
    if isinstance(value, list) and all(isinstance(part, str) and part.strip() for part in value):
        return value
    return None


def _item_faults(table: Mapping[str, Any], *, where: str) -> Iterator[str]:
    items = _names(table.get("items", []))
    turned = _names(table.get("reverse", []))
    if items is None or ("items" in table and not items):
        yield f"{where}: items must be a list of one or more item names."
    if turned is None:
        yield f"{where}: reverse must be a list of item names."
    for item, times in Counter(items or []).items():
        if times > 1:
            yield f"{where}: item {item!r} is listed {times} times."
        if item in RESERVED_COLUMNS:
            yield f"{where}: {item!r} is the name of a column that every file has, so no item can have it."
    for item in turned or []:
        if items and item not in items:
            yield f"{where}: reverse names {item!r}, which is not one of its items."


def _range_faults(table: Mapping[str, Any], *, where: str) -> Iterator[str]:
    ends = [table[key] for key in ("minimum", "maximum") if key in table]
    for key in ("minimum", "maximum"):
        if key in table and not is_number(table[key]):
            yield f"{where}: {key} must be a number, not {table[key]!r}."
    ordered = len(ends) == 2 and all(is_number(end) for end in ends)
    if ordered and ends[0] >= ends[1]:
        yield f"{where}: minimum {ends[0]} must be below maximum {ends[1]}."
    margin = table.get("margin")
    if margin is not None and not (is_number(margin) and margin > 0):
        yield f"{where}: margin must be a number above 0, not {margin!r}."
    elif margin is not None and ordered and ends[0] < ends[1] and margin >= ends[1] - ends[0]:
        yield (
            f"{where}: margin {margin} must be less than the {ends[1] - ends[0]} points from minimum to maximum: "
            "as wide as the scale, it counts no change."
        )


def _rule_faults(table: Mapping[str, Any], *, where: str) -> Iterator[str]:
    if not isinstance(table.get("label", ""), str):
        yield f"{where}: label must be text."
    share = table.get("minimum_answered", 1)
    if not (is_number(share) and 0 <= share <= 1):
        yield f"{where}: minimum_answered must be a share from 0 to 1, not {share!r}."
    if table.get("direction", "higher") not in DIRECTIONS:
        yield f"{where}: direction must be 'higher', 'lower' or 'not stated', not {table['direction']!r}."
    if not isinstance(table.get("primary", False), bool):
        yield f"{where}: primary must be true or false."
    codes = table.get("missing", [])
    if not (isinstance(codes, list) and all(is_number(code) or isinstance(code, str) for code in codes)):
        yield f"{where}: missing must be a list of codes, each a number or a text."


def _shared_item_faults(scales: Mapping[str, Any]) -> Iterator[str]:
    """An item that two scales share is answered once, so both must say the same of its answers."""
    first: dict[str, tuple[str, tuple[object, ...]]] = {}
    for name, table in scales.items():
        if not isinstance(table, Mapping):
            continue
        rules = (table.get("minimum"), table.get("maximum"), table.get("missing", []))
        for item in dict.fromkeys(_names(table.get("items", [])) or []):
            other, said = first.setdefault(item, (name, rules))
            if said != rules:
                yield f"Item {item!r} has other ends or missing codes in [scales.{name}] than in [scales.{other}]."


def _plan_faults(plan: Mapping[str, Any]) -> Iterator[str]:
    yield from _unknown(plan, PLAN_KEYS, where="[plan]")
    threshold = plan.get("suppress_below", 0)
    if not isinstance(threshold, int) or isinstance(threshold, bool) or threshold < 0:
        yield f"[plan]: suppress_below must be a whole number, 0 or more, not {threshold!r}."
    if not isinstance(plan.get("comparison", ""), str):
        yield "[plan]: comparison must be the name of an arm."
    for key in ("randomised", "pairs_only"):
        if not isinstance(plan.get(key, False), bool):
            yield f"[plan]: {key} must be true or false."
    yield from _look_faults(plan)


def _look_faults(plan: Mapping[str, Any]) -> Iterator[str]:
    """The evenings that are planned, and at how many of them it is looked."""
    for key in ("evenings", "looks"):
        if key in plan and not _is_count(plan[key]):
            yield f"[plan]: {key} must be a whole number, 1 or more, not {plan[key]!r}."
    looks, evenings = plan.get("looks", 1), plan.get("evenings")
    if not _is_count(looks) or looks == 1:
        return
    if evenings is None:
        yield f"[plan]: looks = {looks} needs evenings, how many are planned in all: looks are spread over these."
    elif _is_count(evenings) and looks > evenings:
        yield f"[plan]: looks must be at most the {evenings} evenings that are planned, not {looks}."


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1
