"""Every group that came beside the comparison group, from the scores of both sides."""

import pandas as pd

from analysis.estimate.estimand import Design, Estimand
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.plan import Plan
from analysis.pooling.comparison import ArmFigures, arm_figures
from analysis.pooling.differences import Differences

Arms = ArmFigures | NotEstimable | Suppressed


def arms_beside(
    came: pd.DataFrame, comparison: pd.DataFrame, compared: Differences | None, plan: Plan, estimand: Estimand
) -> Arms:
    """Every arm beside the comparison group, over all people; clusters are what was compared."""
    scores = _of_the_headline(came, comparison, compared)
    by_experiment = estimand.design is Design.BETWEEN and estimand.by == "experiment"
    clustered = scores.assign(chapter=scores["experiment"]) if by_experiment else scores
    return arm_figures(clustered, comparison=estimand.comparison, suppress_below=plan.suppress_below)


def _of_the_headline(scores: pd.DataFrame, comparison: pd.DataFrame, compared: Differences | None) -> pd.DataFrame:
    """Both sides in the chapters that the headline compares."""
    people = pd.concat([scores, comparison])
    within = compared is not None and compared.pooled is not None and compared.chapters
    return people[people["chapter"].astype(str).isin(compared.chapters)] if compared and within else people
