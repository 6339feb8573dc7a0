"""What page 1 is about, decided once: who counts, what is compared, and in which design.

Everything that a report says reads this and decides nothing of it again: whoever is of a comparison group is in no
figure that speaks of those who came.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

from analysis.estimate.estimate import LATER
from analysis.estimate.plan import Plan
from analysis.io.responses_file import BadFrame
from analysis.thresholds import TOO_FEW_TO_REPORT_BELOW

UNDERSTOOD = ("control", "comparison", "waiting")
"""What an arm may be called that had no workshop, where the plan does not name it."""


class Design(StrEnum):
    """How a study was made, which decides what its headline is."""

    ONE_GROUP = "one group"
    WITHIN = "compared within chapters"
    BETWEEN = "compared between groups"
    AFTER_ONLY = "after only"
    BEFORE_ONLY = "before only"


@dataclass(frozen=True, kw_only=True)
class Estimand:
    """Who counts and what is compared.

    `comparison` is the arm that had no workshop, and `by` (chapter or experiment) what groups are where each is of one
    arm. `unplaced` counts people whose arm is not given while others' is: they count nowhere. `few_to_compare` tells
    that so few of the comparison arm answered both times that there is nothing to compare with: they count nowhere.
    """

    design: Design = Design.ONE_GROUP
    comparison: str | None = None
    randomised: bool = False
    by: str = "chapter"
    unplaced: int = 0
    few_to_compare: bool = field(default=False, metadata=LATER)

    @property
    def once(self) -> str | None:
        """The one wave that was asked, pre or post, where the other was not; None where both were."""
        return {Design.BEFORE_ONLY: "pre", Design.AFTER_ONLY: "post"}.get(self.design)

    @property
    def compared(self) -> bool:
        """Whether the headline is a difference between those who came and a comparison group."""
        return self.design in (Design.WITHIN, Design.BETWEEN)


@dataclass(frozen=True)
class ComparedRows:
    """The rows of those who came, and of the comparison group."""

    came: pd.DataFrame
    comparison: pd.DataFrame


def estimand_of(attended: pd.DataFrame, plan: Plan) -> Estimand:
    """The estimand of first attendances; raises `BadFrame` with a question where the arms do not tell who came."""
    arms = arms_of(attended)
    values, blank = sorted(arms.dropna().unique()), set(arms.index[arms.isna()])
    comparison = _comparison(values, plan.comparison_arm, blank=len(blank))
    waves = set(attended["wave"])
    if {"pre", "post"} - waves and waves & {"pre", "post"}:
        design, by = (Design.AFTER_ONLY if "post" in waves else Design.BEFORE_ONLY), "chapter"
    else:
        design, by = _design(attended.assign(arm=attended["participant"].map(arms)), comparison)
    compared = design in (Design.WITHIN, Design.BETWEEN)
    few = compared and _twice(attended, arms.index[arms == comparison]) < max(
        plan.suppress_below, TOO_FEW_TO_REPORT_BELOW
    )
    return Estimand(
        design=Design.ONE_GROUP if few else design,
        comparison=comparison,
        randomised=plan.randomised and comparison is not None and not few,
        by=by,
        unplaced=len(blank) if values else 0,
        few_to_compare=few,
    )


def _twice(attended: pd.DataFrame, people: "pd.Index[str]") -> int:
    """How many of these people answered both times."""
    waves = attended[attended["participant"].isin(people)].groupby("participant")["wave"].agg(set)
    return sum({"pre", "post"} <= each for each in waves)


def sides_of(attended: pd.DataFrame, estimand: Estimand) -> ComparedRows:
    """The people of each side; where no arm is given anywhere, everybody came."""
    arms = attended["participant"].map(arms_of(attended))
    if arms.isna().all():
        return ComparedRows(attended, attended.iloc[:0])
    of_comparison = arms == estimand.comparison
    return ComparedRows(attended[arms.notna() & ~of_comparison], attended[of_comparison])


def arms_of(attended: pd.DataFrame) -> "pd.Series[str]":
    """Each participant's arm; nothing where the cells are blank or there is no such column."""
    if "arm" not in attended.columns:
        return pd.Series(index=pd.unique(attended["participant"]), dtype="str")
    written = attended["arm"].astype("str").str.strip()
    given = attended.assign(arm=written.where(attended["arm"].notna() & (written != "")))
    return given.groupby("participant")["arm"].first()


def _comparison(values: Sequence[str], named: str | None, *, blank: int) -> str | None:
    """The arm that had no workshop, or None where there is none; a question where it cannot be told."""
    known = [value for value in values if value == (named or "").strip()] if named else _understood(values)
    if not values or (len(values) == 1 and not known):
        return None
    if len(known) != 1:
        raise BadFrame([_which(values, named)])
    if len(values) == 1:
        raise BadFrame([_nobody(values[0], blank)])
    return known[0]


def _understood(values: Sequence[str]) -> list[str]:
    return [value for value in values if value.casefold() in UNDERSTOOD]


def _which(values: Sequence[str], named: str | None) -> str:
    listed = " and ".join([", ".join(f"{value!r}" for value in values[:-1]), f"{values[-1]!r}"])
    absent = f" [plan] comparison names {named!r}, which is none of them." if named else ""
    return (
        f"Column arm holds {listed}: which of them is the comparison group, the people who did not come?{absent} "
        f'Say it in the scales file, as in [plan] comparison = "{values[0]}", or call it control in the column arm; '
        "where all of them came, leave the column out."
    )


def _nobody(value: str, blank: int) -> str:
    others = f", and is empty for {blank} people: did they come? Write it in the column." if blank else "."
    return f"Column arm holds {value!r}, the comparison group, and nothing else, so nobody who came is told of{others}"


def _design(attended: pd.DataFrame, comparison: str | None) -> tuple[Design, str]:
    if comparison is None:
        return Design.ONE_GROUP, "chapter"
    placed = attended.dropna(subset=["arm"])
    of_comparison = placed["arm"] == comparison
    if _each_on_one_side(of_comparison, placed["chapter"]):
        return Design.BETWEEN, "chapter"
    if len(set(placed["chapter"])) == 1 and "experiment" in placed.columns and _groups(placed, of_comparison) >= 2:
        return Design.BETWEEN, "experiment"
    return Design.WITHIN, "chapter"


def _groups(placed: pd.DataFrame, of_comparison: "pd.Series[bool]") -> int:
    """How many experiments the side with fewer of them has, where each is of one side; 0 where they are not."""
    if placed["experiment"].isna().any() or not _each_on_one_side(of_comparison, placed["experiment"]):
        return 0
    return int(placed["experiment"].groupby(of_comparison).nunique().min())


def _each_on_one_side(of_comparison: "pd.Series[bool]", groups: "pd.Series[str]") -> bool:
    cells = set(zip(groups.astype(str), of_comparison, strict=True))
    return len(cells) == len({group for group, _ in cells})
