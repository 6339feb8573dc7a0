"""People's changes by chapter and experiment, and what the average of each group is worth."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.estimate.pairs import DECIMALS
from analysis.pooling.heterogeneity import Labels, Numbers

Places = npt.NDArray[np.intp]
"""The number (0, 1, ...) of each one's group, in the order of the groups' names."""
Cell = tuple[str, str]
"""A chapter and one of its experiments."""
Name = TypeVar("Name", str, Cell)


@dataclass(frozen=True)
class Changes:
    """How far each person who answered both times moved, in scale points, with their chapter and experiment.

    Where an experiment is not known it is "".
    """

    change: Numbers
    chapter: Labels
    experiment: Labels

    @property
    def cells(self) -> list[Cell]:
        """Chapter and experiment of each person."""
        return list(zip(self.chapter.tolist(), self.experiment.tolist(), strict=True))

    def of(self, kept: npt.NDArray[np.bool_]) -> "Changes":
        """The changes of some of the people; `kept` tells of each whether they are among them."""
        return Changes(self.change[kept], self.chapter[kept], self.experiment[kept])


def changes_of(scores: pd.DataFrame) -> Changes:
    """The changes in a frame with columns chapter, pre, post and, where given, experiment."""
    pre, post = scores["pre"].to_numpy(dtype=float), scores["post"].to_numpy(dtype=float)
    both = ~(np.isnan(pre) | np.isnan(post))
    chapters: Labels = scores["chapter"].astype(str).to_numpy(dtype=object)
    return Changes((post - pre)[both], chapters[both], experiments_of(scores)[both])


def experiments_of(scores: pd.DataFrame) -> Labels:
    """The experiment of each row, "" where it is not known."""
    if "experiment" not in scores.columns:
        return np.full(len(scores), "", dtype=object)
    experiments: Labels = scores["experiment"].astype(str).fillna("").to_numpy(dtype=object)
    return experiments


def places(labels: Iterable[Name]) -> tuple[list[Name], Places]:
    """The names of the groups in order, and the place among them of the group of each label."""
    each = list(labels)
    names = sorted(set(each))
    number = {name: place for place, name in enumerate(names)}
    return names, np.array([number[name] for name in each], dtype=np.intp)


def means(values: Numbers, place: Places) -> Numbers:
    """The mean of each group."""
    return np.asarray(pd.Series(values).groupby(place).mean(), dtype=np.float64)


@dataclass(frozen=True)
class GroupSummary:
    """One group: its people, their mean change and s^2, and the variance of the mean, s^2 / n.

    `borrowed` tells that all of the group changed alike, so that the s^2 behind `variance` is pooled over the others.
    """

    n: int
    mean: float
    s2: float
    variance: float
    borrowed: bool


def summaries(changes: Numbers, labels: Iterable[Name]) -> dict[Name, GroupSummary]:
    """Every group in the order of their names; one person alone has no s^2 (NaN)."""
    names, place = places(labels)
    groups = pd.Series(changes).groupby(place)
    mean, s2 = groups.mean().to_numpy(), groups.var().to_numpy()
    n, range_of = np.bincount(place), groups.max().to_numpy() - groups.min().to_numpy()
    alike = range_of.round(DECIMALS) == 0
    spread = ~alike & (n > 1)
    pooled = float(((n - 1) * s2)[spread].sum() / max((n - 1)[spread].sum(), 1))
    borrowed = alike & (n > 1)
    variance = np.where(borrowed, pooled, s2) / n
    columns = (column.tolist() for column in (n, mean, s2, variance, borrowed))
    return {name: GroupSummary(*row) for name, row in zip(names, zip(*columns, strict=True), strict=True)}


def several(groups: dict[Name, GroupSummary]) -> dict[Name, GroupSummary]:
    """The groups of more than one person: one alone has no spread."""
    return {name: group for name, group in groups.items() if group.n > 1}
