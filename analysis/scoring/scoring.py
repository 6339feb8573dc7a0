"""From answers to a score: reversal, the missing rule, and the common 0-100 yardstick.

A score is the mean of the answered items after reversal (Likert 1932); it stands only where enough were answered.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

Direction = Literal["higher", "lower", "not stated"]
DIRECTIONS: tuple[str, ...] = get_args(Direction)
TWO_THIRDS = 2 / 3


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Items that measure one construct, and how their answers become one score.

    `minimum` and `maximum` are the ends of every item's answers; items in `reverse` are turned round;
    `minimum_answered` is the share of items a score needs; `margin` is the smallest change worth counting, in scale
    points; `direction` says which way is better, or that nobody
    stated it; answers in `missing` count as not answered.
    """

    id: str
    label: str
    items: tuple[str, ...]
    minimum: float
    maximum: float
    reverse: frozenset[str] = frozenset()
    minimum_answered: float = TWO_THIRDS
    margin: float | None = None
    direction: Direction = "higher"
    primary: bool = False
    missing: frozenset[float | str] = frozenset()

    @property
    def is_yes_or_no(self) -> bool:
        """Whether it is one yes/no question, answered with 0 or 1, so that nobody lies between its two ends."""
        return len(self.items) == 1 and (self.minimum, self.maximum) == (0, 1)

    @property
    def counts_yes(self) -> bool:
        """Whether its average is the share of people who said yes: it is such a question, and not turned round."""
        return self.is_yes_or_no and not self.reverse

    def of_item(self, item: str) -> "Scale":
        """One of its items as a scale of its own."""
        return replace(self, id=item, items=(item,), reverse=self.reverse & {item}, minimum_answered=TWO_THIRDS)


def scales_from_key(rows: Iterable[Mapping[str, Any]]) -> tuple[Scale, ...]:
    """The scales of a scoring key: one plain row a scale, its keys named as the fields of `Scale`."""
    return tuple(Scale(**{name: _kept(name, part) for name, part in row.items()}) for row in rows)


def _kept(name: str, part: Any) -> Any:  # noqa: ANN401 - a key's parts are of many kinds
    """A part of a scoring key as `Scale` keeps it: lists frozen, all else as it is."""
    kinds: dict[str, Callable[[Any], Any]] = {"items": tuple, "reverse": frozenset, "missing": frozenset}
    return kinds[name](part) if name in kinds else part


def reversed_items(frame: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """The scale's item columns, one row a row of `frame`, with x' = minimum + maximum - x for its reversed items."""
    answers = frame[list(scale.items)].to_numpy(dtype=float, copy=True)
    turned = [item in scale.reverse for item in scale.items]
    answers[:, turned] = scale.minimum + scale.maximum - answers[:, turned]
    return pd.DataFrame(answers, index=frame.index, columns=list(scale.items))


def score(frame: pd.DataFrame, scale: Scale, *, among: pd.DataFrame | None = None) -> "pd.Series[float]":
    """Each row's mean of answered items after reversal, in scale points; NaN where too few were answered.

    The share answered and `minimum_answered` are both rounded to two decimals before they are compared, so that two of
    three items are two thirds however the share was written down. A row without any answer has no score. `among` says
    by which items each row is scored, where not by all: the share is then of these.
    """
    answers = reversed_items(frame, scale).to_numpy()
    if among is not None:
        answers = np.where(among.to_numpy(), answers, np.nan)
    given = ~np.isnan(answers)
    answered = given.sum(axis=1)
    of = len(scale.items) if among is None else among.to_numpy().sum(axis=1).clip(min=1)
    share = np.round(answered / of, 2)
    enough = (share >= round(scale.minimum_answered, 2)) & (answered > 0)
    total = np.where(given, answers, 0.0).sum(axis=1)
    scores = np.divide(total, answered, out=np.full(len(total), np.nan), where=enough)
    return pd.Series(scores, index=frame.index, name=scale.id)


def pomp(scores: "pd.Series[float]", scale: Scale) -> "pd.Series[float]":
    """Scores as a percentage of the maximum possible, 0-100, so that scales of different length compare.

    POMP = 100 (x - minimum) / (maximum - minimum) (Cohen, Cohen, Aiken & West 1999).
    """
    return 100 * (scores - scale.minimum) / (scale.maximum - scale.minimum)
