"""The people of each side of a report, and their answers, sorted out once for every outcome."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from analysis.estimate.estimand import ComparedRows, Estimand
from analysis.io.frames import AtWaves, at_waves
from evaluation.impact_report.build.same_questions import BOTH


@dataclass(frozen=True)
class Group:
    """The first attendances of one side, and their answers before and after; sorted out once for every outcome."""

    attended: pd.DataFrame
    both: AtWaves

    def of_chapters(self, chapters: Collection[str]) -> pd.DataFrame:
        """The first attendances in these chapters."""
        return self.attended[self.attended["chapter"].isin(chapters)]


@dataclass(frozen=True)
class Groups:
    """Those who came, and the comparison group where the headline is the difference from it."""

    came: Group
    comparison: Group | None


def groups_of(sides: ComparedRows, estimand: Estimand) -> Groups:
    """Both sides as every outcome is made of them."""
    return Groups(_group(sides.came), _group(sides.comparison) if estimand.compared else None)


def _group(attended: pd.DataFrame) -> Group:
    return Group(attended, at_waves(attended, dict(zip(BOTH, BOTH, strict=True))))
