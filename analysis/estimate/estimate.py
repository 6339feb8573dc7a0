"""The values that figures are made of, and their one way into JSON."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from types import MappingProxyType

import numpy as np

LATER: Mapping[str, bool] = MappingProxyType({"later": True})
"""Metadata of a field that frozen trees of earlier programs lack: they are read with its default and written without.
"""


@dataclass(frozen=True)
class NotEstimable:
    """A figure that these answers cannot give; `reason` is a sentence for the reader."""

    reason: str


@dataclass(frozen=True)
class Suppressed:
    """A figure held back because it could tell what a person answered; `reason` is a sentence for the reader."""

    reason: str


@dataclass(frozen=True)
class Interval:
    """A 95 % interval in the units of its figure."""

    low: float
    high: float


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval, all in the same units; a part that cannot be had says why."""

    value: float | NotEstimable
    low: float | NotEstimable
    high: float | NotEstimable


def as_json(value: object) -> object:
    """The value as dictionaries, lists, text and finite numbers.

    A dataclass field is a key, and a field that is None is left out. `NotEstimable` becomes `{"not_estimable": reason}`
    and `Suppressed` becomes `{"suppressed": reason}`. A number that is not finite raises ValueError, and a kind of
    value that JSON has no word for raises TypeError.
    """
    if isinstance(value, NotEstimable):
        return {"not_estimable": value.reason}
    if isinstance(value, Suppressed):
        return {"suppressed": value.reason}
    if is_dataclass(value) and not isinstance(value, type):
        return _entries({field.name: getattr(value, field.name) for field in fields(value)})
    if isinstance(value, Mapping):
        return _entries(value)
    if isinstance(value, (list, tuple, np.ndarray)):
        return [as_json(part) for part in value]
    return _scalar(value)


def _entries(entries: Mapping[object, object] | Mapping[str, object]) -> dict[str, object]:
    return {str(key): as_json(part) for key, part in entries.items() if part is not None}


def _scalar(value: object) -> object:
    plain = value.item() if isinstance(value, np.generic) else value
    if isinstance(plain, float) and not math.isfinite(plain):
        raise ValueError(f"{plain} is not a figure: say what could not be estimated instead.")
    if plain is None or isinstance(plain, (bool, int, float, str)):
        return plain
    raise TypeError(f"JSON has no word for a {type(plain).__name__}.")
