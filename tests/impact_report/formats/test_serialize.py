"""A report written down for good is read again as it was."""

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Literal, Union

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.impact_report.build.report import ImpactReport
from evaluation.reports.releases.mask import Allowed, released
from evaluation.reports.releases.serialize import NotFrozen, canonical, read, written
from tests.impact_report.examples import evening, study

SCALARS = {
    str: st.text(max_size=4),
    int: st.integers(-5, 2**60),
    float: st.floats(allow_nan=False, allow_infinity=False) | st.integers(-3, 3),
    bool: st.booleans(),
    type(None): st.none(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    object: st.text(max_size=3) | st.integers() | st.none(),
}


def values(kind):
    """Any value that a type has a place for, without others of its own kind inside it."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if kind in SCALARS:
        return SCALARS[kind]
    if origin in (Union, types.UnionType):
        return st.one_of(*map(values, parts))
    if origin in COLLECTIONS:
        return COLLECTIONS[origin](parts)
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    hints = {name: hint for name, hint in typing.get_type_hints(kind).items() if kind not in typing.get_args(hint)}
    return st.builds(kind, **{each.name: values(hints[each.name]) for each in fields(kind) if each.name in hints})


def tuples(parts):
    """Of one kind throughout, or each part its own."""
    several = parts[-1] is Ellipsis
    return st.lists(values(parts[0]), max_size=2).map(tuple) if several else st.tuples(*map(values, parts))


COLLECTIONS = {
    Literal: st.sampled_from,
    Mapping: lambda parts: st.dictionaries(*map(values, parts), max_size=2),
    frozenset: lambda parts: st.frozensets(values(parts[0]), max_size=2),
    tuple: tuples,
}


def kinds_in(kind, found):
    """Every dataclass that a tree may hold."""
    if is_dataclass(kind) and kind not in found:
        found.add(kind)
        for hint in typing.get_type_hints(kind).values():
            kinds_in(hint, found)
    for part in typing.get_args(kind):
        kinds_in(part, found)
    return found


KINDS = sorted(kinds_in(ImpactReport, set()) - {ImpactReport}, key=lambda kind: kind.__name__)
HUGE = {"AcrossFigures", "OutcomeFigures", "Context"}
SMALL = [kind for kind in KINDS if kind.__name__ not in HUGE]


@pytest.mark.parametrize("kind", SMALL, ids=lambda kind: kind.__name__)
@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_every_part_of_a_report_is_read_as_it_was_written(kind, data):
    part = data.draw(values(kind))
    text = written(part, kind)
    assert read(text, kind) == part
    assert written(read(text, kind), kind) == text


MADE = {
    "34": lambda: evening(34),
    "4": lambda: evening(4),
    "six": lambda: study((40, 25, 30, 4, 28, 35)),
    "two": lambda: study((30, 25)),
}


@pytest.mark.parametrize("name", MADE)
def test_a_report_is_read_as_it_was_written(name):
    report = MADE[name]()
    assert read(written(report, ImpactReport), ImpactReport) == report


def test_a_released_report_is_read_as_it_was_written():
    made = evening(34)
    flow = {"Chapter A": {"pre": 37, "post": 34, "pairs": 34, "pre_only": 3, "post_only": 0}}
    found = released(made, Allowed(items=frozenset(made.items), flow=flow, waiting=4, workshops=1))
    assert read(written(found, ImpactReport), ImpactReport) == found


def test_no_table_of_people_has_a_place_in_a_report():
    hints = [hint for kind in (*KINDS, ImpactReport) for hint in typing.get_type_hints(kind).values()]
    assert not [hint for hint in hints if hint in (pd.DataFrame, pd.Series)]
    assert all(vars(kind)["__dataclass_params__"].frozen for kind in KINDS)


@dataclass(frozen=True)
class Leaf:
    value: int


@dataclass(frozen=True)
class Other:
    value: int


@dataclass(frozen=True)
class Tree:
    leaf: Leaf | Other | None
    named: Mapping[float, str]


def test_the_order_of_names_and_the_kind_of_a_number_stay():
    tree = Tree(leaf=Other(1), named={2.0: "b", 1: "a"})
    found = read(written(tree, Tree), Tree)
    assert found == tree
    assert [str(name) for name in found.named] == ["2.0", "1"]


def test_a_value_that_has_no_place_is_refused():
    with pytest.raises(NotFrozen):
        written(Tree(leaf=Tree(None, {}), named={}), Tree)


@pytest.mark.parametrize("stored", [{"leaf": None}, {"leaf": None, "named": [], "more": 1}, {"leaf": [], "named": []}])
def test_text_of_another_tree_is_refused(stored):
    with pytest.raises(NotFrozen):
        read(canonical(stored), Tree)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"value": value})
