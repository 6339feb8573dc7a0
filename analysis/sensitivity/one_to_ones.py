"""How many one-to-ones people counted, by experiment: beside a change, and never a reason for it."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.disclosure.disclosure import Cell
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.pairs import Numbers

FEWEST = 2
"""One experiment alone is no picture."""
FEW_UNLIKE = 2
"""So few who counted otherwise than all the others would be told of by an average, however it is rounded."""
ONE_PERSON = NotEstimable("One person alone has no spread.")


@dataclass(frozen=True, kw_only=True)
class OneToOnes:
    """The one-to-ones that people of one experiment counted after it, and those of them with other organisations.

    Averages a person with the spread (standard deviation) of each, over the people who counted both. `alike` tells
    that all but one or two of them, or all, counted the same number of either.
    """

    people: int | Suppressed
    mean: float
    mean_across_organisations: float
    sd: float | NotEstimable | Suppressed
    sd_across_organisations: float | NotEstimable | Suppressed
    alike: bool = False


def one_to_ones(
    attended: pd.DataFrame, questions: tuple[str, str], *, cells: Iterable[Cell], below: int
) -> dict[str, OneToOnes | Suppressed]:
    """What people of each of these experiments counted, by `chapter/experiment`.

    Nothing where it was not asked, and of one experiment alone, which has no other to stand beside.

    Estimand: the mean of each count over those who have a form before and one after and counted both. `questions` are
    the columns of all one-to-ones and of those across organisations, answered after. Formula: mean and standard
    deviation (n - 1). Assumption: `attended` are first attendances (`analysis.io.frames`). Reference: none needed.
    """
    named = [cell for cell in cells if cell[1]]
    if len(named) < FEWEST or not {*questions, "experiment"} <= set(attended.columns):
        return {}
    before = set(attended.loc[attended["wave"] == "pre", "participant"])
    after = attended[(attended["wave"] == "post") & attended["participant"].isin(before)]
    counted = after.dropna(subset=list(questions))
    if counted.empty:
        return {}
    place = (counted["chapter"].astype(str) + "/" + counted["experiment"].astype(str)).to_numpy()
    every, across = (counted[each].to_numpy(dtype=float) for each in questions)
    names = ["/".join(cell) for cell in named]
    return {name: _of(every[place == name], across[place == name], below=below) for name in names}


def _of(every: Numbers, across: Numbers, *, below: int) -> OneToOnes | Suppressed:
    """What people counted: all their one-to-ones, and those across organisations, in the same order."""
    people = len(every)
    if people < max(below, 1):
        return few_counted(below)
    most = [int(np.unique(counts, return_counts=True)[1].max()) for counts in (every, across)]
    return OneToOnes(
        people=people,
        mean=float(every.mean()),
        mean_across_organisations=float(across.mean()),
        sd=ONE_PERSON if people < 2 else float(every.std(ddof=1)),
        sd_across_organisations=ONE_PERSON if people < 2 else float(across.std(ddof=1)),
        alike=people - max(most) <= FEW_UNLIKE,
    )


def few_counted(below: int) -> Suppressed:
    """The sentence in the place of figures that too few people are behind."""
    who = "Nobody" if below <= 1 else f"Fewer than {below} people"
    return Suppressed(f"{who} who answered both times counted their one-to-ones, so no figure is shown.")
