"""What a forest draws: the change of each chapter with its range, and the average over them."""

from dataclasses import dataclass

from analysis.wording.rounding import Ranged


@dataclass(frozen=True, kw_only=True)
class ForestChapter:
    """One chapter's change in scale points; without one, `instead` says why in a few words.

    `coarser` tells that it is a whole point beside finer changes. `comparison_people` counts the people of its
    comparison group, where the change is a difference from that. `sides` are its averages after and before, where
    these stand on the page beside the change.
    """

    name: str
    people: int | None = None
    comparison_people: int | None = None
    workshops: str = ""
    change: float | None = None
    low: float | None = None
    high: float | None = None
    instead: str = ""
    coarser: bool = False
    sides: tuple[float, float] | None = None

    @property
    def fewest(self) -> int | None:
        """People of the smaller side, where there are two."""
        return None if self.people is None else min(self.people, self.comparison_people or self.people)

    @property
    def ranged(self) -> Ranged:
        """Its figures as they are written together."""
        return Ranged(change=self.change, low=self.low, high=self.high, sides=self.sides)


@dataclass(frozen=True, kw_only=True)
class ForestAverage:
    """The average over chapters, and what a new one of `following` people would measure, where either can be had.

    `ranged` has its figures as they are written together.
    """

    name: str
    people: int
    workshops: str
    change: float
    low: float
    high: float
    prediction: tuple[float, float] | None
    comparison_people: int | None = None
    following: int | None = None
    ranged: Ranged | None = None

    @property
    def fewest(self) -> int:
        """People of the smaller side, where there are two."""
        return min(self.people, self.comparison_people or self.people)
