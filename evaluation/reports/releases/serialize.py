"""A tree of frozen dataclasses as JSON and back, by its types: what is read is equal to what was written.

Where a place may hold several dataclasses, `is` names which; mappings are lists of pairs, so that their order and the
kinds of their keys stay; sets are in order; members of an enum are their values; days and moments are ISO 8601. A field
that is marked `LATER` is not written where it has its default, so that trees of earlier programs stay as they were.
"""

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, Union

Tree = TypeVar("Tree")
Json = Any
SCALARS = (str, int, float, bool, type(None))


class NotFrozen(ValueError):  # noqa: N818 - a tree is refused, nothing went wrong
    """A value that the types of its tree have no place for, or JSON that is not of this tree."""


def written(tree: object, kind: object) -> str:
    """The tree as canonical JSON: keys in order, no spaces, finite numbers, exact."""
    return canonical(plain(tree, kind))


def plain(tree: object, kind: object) -> Json:
    """The tree as dictionaries, lists and scalars."""
    return _out(tree, kind)


def read(text: str, kind: type[Tree]) -> Tree:
    """The tree that was written; NotFrozen where the text is of another."""
    return read_plain(json.loads(text), kind)


def read_plain(stored: Json, kind: type[Tree]) -> Tree:
    """The tree from dictionaries, lists and scalars; NotFrozen where they are of another."""
    found: Tree = _in(stored, kind)
    return found


def canonical(value: Mapping[str, Any] | Json) -> str:
    """JSON in one way only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _out(value: Any, kind: Any) -> Json:  # noqa: ANN401 - a value of any shape
    arms = _arms(kind)
    if is_dataclass(value) and not isinstance(value, type):
        _place_for(type(value), arms)
        stored = {
            name: _out(getattr(value, name), hint)
            for name, hint in _hints(type(value)).items()
            if name not in _later(type(value)) or getattr(value, name) != _later(type(value))[name]
        }
        return stored if len(arms) == 1 else {"is": type(value).__name__, **stored}
    if isinstance(value, Mapping):
        key, inner = typing.get_args(_of_origin(arms, Mapping))
        return [[_out(each, key), _out(part, inner)] for each, part in value.items()]
    if isinstance(value, tuple):
        arguments = typing.get_args(_of_origin(arms, tuple))
        return [_out(part, _part(arguments, place)) for place, part in enumerate(value)]
    if isinstance(value, frozenset):
        (inner,) = typing.get_args(_of_origin(arms, frozenset))
        return sorted((_out(part, inner) for part in value), key=lambda part: (str(type(part)), part))
    if isinstance(value, Enum):
        return _scalar(value.value)
    return value.isoformat() if isinstance(value, date) else _scalar(value)


def _in(stored: Json, kind: Any) -> Any:  # noqa: ANN401 - a value of any shape
    arms = _arms(kind)
    if isinstance(stored, dict):
        return _dataclass(stored, arms)
    if isinstance(stored, list):
        return _collection(stored, arms)
    for arm in arms if stored is not None else ():
        if arm in (date, datetime):
            return arm.fromisoformat(stored)
        if isinstance(arm, type) and issubclass(arm, Enum):
            return arm(stored)
    return _scalar(stored)


def _dataclass(stored: dict[str, Json], arms: tuple[Any, ...]) -> Any:  # noqa: ANN401 - whichever class it is
    named = stored.get("is") if len(arms) > 1 else None
    made = next((arm for arm in arms if is_dataclass(arm) and named in (None, arm.__name__)), None)  # type: ignore[union-attr] # a dataclass that stands as a type has a name
    hints = _hints(made) if isinstance(made, type) else {}
    if not isinstance(made, type) or not set(hints) - set(_later(made)) <= set(stored) - {"is"} <= set(hints):
        raise NotFrozen(f"There is no place for {named or ', '.join(stored)}.")
    return made(**{name: _in(stored[name], hint) for name, hint in hints.items() if name in stored})


def _collection(stored: list[Json], arms: tuple[Any, ...]) -> Any:  # noqa: ANN401 - whichever kind it is
    arm = next((arm for arm in arms if _origin(arm) in (Mapping, tuple, frozenset)), None)
    arguments = typing.get_args(arm)
    if _origin(arm) is Mapping:
        return {_in(key, arguments[0]): _in(part, arguments[1]) for key, part in stored}
    if _origin(arm) is frozenset:
        return frozenset(_in(part, arguments[0]) for part in stored)
    if _origin(arm) is tuple:
        return tuple(_in(part, _part(arguments, place)) for place, part in enumerate(stored))
    raise NotFrozen("There is no place for a list.")


def _scalar(value: Any) -> Json:  # noqa: ANN401 - refused where it is none
    if type(value) not in SCALARS:
        raise NotFrozen(f"JSON has no exact word for a {type(value).__name__}.")
    return value


def _arms(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a type of any form
    """The kinds that a place may hold."""
    if _origin(kind) in (Union, types.UnionType):
        return tuple(arm for each in typing.get_args(kind) for arm in _arms(each))
    return (str,) if _origin(kind) is Literal else (kind,)


def _origin(kind: Any) -> Any:  # noqa: ANN401 - as above
    return typing.get_origin(kind)


def _of_origin(arms: tuple[Any, ...], origin: type) -> Any:  # noqa: ANN401 - as above
    for arm in arms:
        if _origin(arm) is origin:
            return arm
    raise NotFrozen(f"There is no place for a {origin.__name__}.")


def _place_for(kind: type, arms: tuple[Any, ...]) -> None:
    if kind not in arms:
        raise NotFrozen(f"There is no place for a {kind.__name__}.")


def _part(arguments: tuple[Any, ...], place: int) -> Any:  # noqa: ANN401 - as above
    """The kind of a part of a tuple: of one kind throughout, or each its own."""
    return arguments[0] if len(arguments) == 2 and arguments[1] is Ellipsis else arguments[place]


@cache
def _later(kind: type) -> dict[str, Any]:
    """The fields that trees of earlier programs lack, with their defaults."""
    return {each.name: each.default for each in fields(kind) if each.metadata.get("later")}


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}
