"""When a study claims what changed: at the looks that its plan names, and at no other.

Whoever looks after every evening and stops at a finding finds something that is not there in one study of five or more.
So a plan says how many evenings are held and at how many of them, evenly spread, it is claimed what changed. Any other
report describes and claims nothing. `analysis.estimate.spending` has how sure each look has to be.
"""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from analysis.estimate.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Looks:
    """Which look at a study's answers a report is.

    `planned` looks are spread over `evenings` planned evenings (None where no number was fixed: then every report is
    the one look). `evening` counts those held so far, None where that is not known. `this` counts the looks that have
    come, this one among them; `claims` tells that this report is one of them.
    """

    planned: int = 1
    this: int = 1
    evening: int | None = None
    evenings: int | None = None
    claims: bool = True

    @property
    def at(self) -> tuple[int, ...]:
        """The evenings at which it is looked: look i of L at evening ceil(E i / L) of E."""
        if self.evenings is None:
            return ()
        return tuple(-(-self.evenings * look // self.planned) for look in range(1, self.planned + 1))

    @property
    def fractions(self) -> tuple[float, ...]:
        """The share of the planned evenings that each look has seen; 1 for the only look."""
        return tuple(evening / self.evenings for evening in self.at) if self.evenings else (1.0,)


def looks_of(plan: Plan, *, evening: int | None, ended: bool = False) -> Looks:
    """Which look a report of so many held evenings is; `ended` tells that the last day that was planned has passed.

    At the planned number of evenings or later, and once the study has ended, it is the last look, which may be taken
    any number of times: nothing is added to it any more that was planned.
    """
    if plan.evenings is None:
        return Looks()
    planned = Looks(planned=plan.looks, evening=evening, evenings=plan.evenings)
    if ended or (evening is not None and evening >= plan.evenings):
        return Looks(**{**vars(planned), "this": plan.looks, "claims": True})
    passed = 0 if evening is None else sum(each <= evening for each in planned.at)
    return Looks(**{**vars(planned), "this": passed, "claims": evening in planned.at})


def evenings_held(came: pd.DataFrame, items: Collection[str]) -> int:
    """How many evenings were held: chapters' experiments in which one or more of those who came answered After.

    `came` are rows of those who came (columns chapter, wave, and experiment where it is known); `items` are the columns
    of answers. Where no experiment is named, all of a chapter is one evening.
    """
    after = came[(came["wave"] == "post") & came[[item for item in items if item in came.columns]].notna().any(axis=1)]
    if "experiment" not in after.columns:
        return int(after["chapter"].nunique())
    named = after.assign(experiment=after["experiment"].fillna("").astype(str))
    return len(named[["chapter", "experiment"]].drop_duplicates())
