"""The people of each side of a report and their answers, sorted out once for every outcome, and of each arm."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

import pandas as pd

from analysis.disclosure.disclosure import Cell
from analysis.estimate.estimand import ComparedRows, Design, Estimand
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.plan import Plan
from analysis.io.frames import AtWaves, at_waves
from analysis.pooling.comparison import ArmFigures, arm_figures, with_chapters
from analysis.pooling.differences import Differences
from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.same_questions import BOTH

Place = TypeVar("Place", str, Cell)
Arms = ArmFigures | NotEstimable | Suppressed


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

    def asked(self, scale: Scale) -> "Groups":
        """The same without the comparison group where nobody of it answered any question of a scale.

        Then it was not asked them, and what those who came changed by is told as that of one group.
        """
        if self.comparison is None:
            return self
        answered = self.comparison.attended.reindex(columns=list(scale.items)).notna()
        return self if bool(answered.to_numpy().any()) else replace(self, comparison=None)


def groups_of(sides: ComparedRows, estimand: Estimand) -> Groups:
    """Both sides as every outcome is made of them."""
    return Groups(_group(sides.came), _group(sides.comparison) if estimand.compared else None)


def _group(attended: pd.DataFrame) -> Group:
    return Group(attended, at_waves(attended, dict(zip(BOTH, BOTH, strict=True))))


def arms_compared(
    came: pd.DataFrame, comparison: pd.DataFrame, compared: Differences | None, plan: Plan, estimand: Estimand
) -> Arms:
    """Every arm beside the comparison group, over all people; clusters are what was compared."""
    scores = _of_the_headline(came, comparison, compared)
    by_experiment = estimand.design is Design.BETWEEN and estimand.by == "experiment"
    clustered = scores.assign(chapter=scores["experiment"]) if by_experiment else scores
    found = arm_figures(clustered, comparison=estimand.comparison, suppress_below=plan.suppress_below)
    if estimand.design is Design.BETWEEN or not isinstance(found, ArmFigures):
        return found
    return with_chapters(found, scores, suppress_below=plan.suppress_below)


def _of_the_headline(scores: pd.DataFrame, comparison: pd.DataFrame, compared: Differences | None) -> pd.DataFrame:
    """Both sides in the chapters that the headline compares."""
    people = pd.concat([scores, comparison])
    within = compared is not None and compared.pooled is not None and compared.chapters
    return people[people["chapter"].astype(str).isin(compared.chapters)] if compared and within else people


def pairs_by_cell(scores: pd.DataFrame) -> dict[Cell, int]:
    """How many answered both times, by chapter and experiment."""
    both = scores["pre"].notna() & scores["post"].notna()
    cells = zip(scores["chapter"].astype(str), scores["experiment"].astype(str), strict=True)
    counted: dict[Cell, int] = {}
    for cell, pair in zip(cells, both, strict=True):
        counted[cell] = counted.get(cell, 0) + int(pair)
    return dict(sorted(counted.items()))


def workshops_counted(scores: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """The workshops of each chapter at which somebody has a score both times."""
    places = [cell for cell, pairs in pairs_by_cell(scores).items() if cell[1] and pairs]
    chapters = dict.fromkeys(chapter for chapter, _ in places)
    return {chapter: tuple(name for of, name in places if of == chapter) for chapter in chapters}


def experiment_named(experiment: object) -> str:
    """An experiment as it is called; empty where none is given."""
    return "" if pd.isna(experiment) else str(experiment)  # type: ignore[call-overload] # pandas takes any scalar


def by_place(scores: pd.DataFrame, places: Iterable[Place]) -> dict[Place, pd.DataFrame]:
    """The scores before and after of each place; `places` has that of each row."""
    rows: dict[Place, list[int]] = {}
    for row, place in enumerate(places):
        rows.setdefault(place, []).append(row)
    numbers = scores[list(BOTH)]
    return {place: numbers.iloc[at] for place, at in rows.items()}


def has_experiments(scores: pd.DataFrame) -> bool:
    """Whether any row names its experiment."""
    return bool((scores["experiment"].astype(str) != "").any())
