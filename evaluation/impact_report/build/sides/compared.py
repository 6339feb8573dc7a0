"""The difference of an outcome from the comparison group, with why chapters are left out of it."""

import pandas as pd

from analysis.estimate.estimand import Estimand
from analysis.estimate.plan import Plan
from analysis.pooling.differences import Differences, differences, with_reasons


def compared_with(
    scores: pd.DataFrame,
    others: pd.DataFrame | None,
    beside: pd.DataFrame | None,
    plan: Plan,
    estimand: Estimand,
) -> Differences | None:
    """The difference from the comparison group, which is told where it has enough people; `beside` are all of it."""
    if others is None or beside is None:
        return None
    found = differences(scores, others, estimand, suppress_below=plan.suppress_below)
    return with_reasons(found, asked=set(beside["chapter"].astype(str)))
