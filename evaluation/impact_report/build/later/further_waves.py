"""What the waves beyond before and after tell of one outcome: of those who came, and beside a comparison group."""

from collections.abc import Collection

import pandas as pd

from analysis.disclosure.disclosure import too_few
from analysis.estimate.estimand import Estimand
from analysis.estimate.estimate import Suppressed
from analysis.estimate.plan import Plan
from analysis.io.frames import at_waves
from analysis.pooling.contrasts import Contrasts, double_pretest, follow_up, retrospective
from analysis.pooling.differences import Differences, differences
from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.groups import Groups

FURTHER = {"follow_up": follow_up, "then": retrospective, "pretest": double_pretest}
"""The contrasts that each further wave allows."""
MONTHS_LATER = "follow_up"


def contrasts_of(rows: pd.DataFrame, scale: Scale, plan: Plan) -> dict[str, Contrasts | Suppressed]:
    """The contrasts of each further wave that asked this outcome, over those who answered all the waves they name."""
    asked = [wave for wave in FURTHER if bool((rows["wave"] == wave).any())]
    found: dict[str, Contrasts | Suppressed] = {}
    for wave in asked:
        answers = at_waves(rows, {"pre": "pre", "post": "post", wave: wave})
        scores = answers.scores(scale, answers.compared(scale))
        complete = int(scores[["pre", "post", wave]].notna().all(axis="columns").sum())
        if scores[wave].notna().any():
            few = complete < max(plan.suppress_below, 1)
            found[wave] = too_few(plan.suppress_below) if few else FURTHER[wave](scores, below=plan.suppress_below)
    return found


def difference_later(
    groups: Groups, scale: Scale, plan: Plan, *, estimand: Estimand, chapters: Collection[str]
) -> Differences | None:
    """The difference from the comparison group months later, of those who answered at all three waves.

    Estimand and design are those of the headline, with months later in the place of after; of those who came in the
    `chapters` that are shown. None where nobody of one side answered.
    """
    if groups.comparison is None:
        return None
    came = _three_times(groups.came.of_chapters(chapters), scale)
    others = _three_times(groups.comparison.attended, scale)
    if came.empty or others.empty:
        return None
    return differences(came, others, estimand, suppress_below=plan.suppress_below)


def _three_times(attended: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """The scores before and months later of those who answered at all three waves."""
    waves = {"pre": "pre", "after": "post", "post": MONTHS_LATER}
    answers = at_waves(attended, waves)
    return answers.scores(scale, answers.compared(scale)).dropna(subset=list(waves))
