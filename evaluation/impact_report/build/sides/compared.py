"""The difference of an outcome from the comparison group, with why chapters are left out of it."""

from dataclasses import replace

import pandas as pd

from analysis.estimate.estimand import Estimand
from analysis.estimate.plan import Plan
from analysis.pooling.differences import Differences, differences, with_reasons


def compared_with(
    scores: pd.DataFrame,
    others: pd.DataFrame | None,
    everybody: tuple[pd.DataFrame, pd.DataFrame | None],
    plan: Plan,
    estimand: Estimand,
) -> Differences | None:
    """The difference from the comparison group, which is told where it has enough people; `everybody` are all of
    both sides.
    """
    came, comparison = everybody
    if others is None or comparison is None:
        return None
    found = differences(scores, others, estimand, suppress_below=plan.suppress_below)
    found = replace(found, others_alone=answered(came).empty)
    if found.pooled is None:
        groups = {str(name) for rows in (came, comparison) for name in rows[estimand.by].dropna()} - {"", *found.groups}
        return replace(found, left_out=tuple(sorted(groups)))
    asked, present = (set(answered(side)["chapter"].astype(str)) for side in (comparison, came))
    return with_reasons(found, asked=asked, came=present)


def answered(scores: pd.DataFrame) -> pd.DataFrame:
    """The rows of those who have a score before or after."""
    return scores.dropna(subset=["pre", "post"], how="all")
