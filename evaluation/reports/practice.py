"""How each chapter works: its kinds of meetings, rounds, people, and how many one-to-ones crossed organisations."""

from collections.abc import Iterable, Mapping

import pandas as pd

from evaluation.domain.name_order import name_order
from evaluation.impact_report.build.context import Practice
from evaluation.impact_report.build.questions import ONE_TO_ONES
from evaluation.models import Experiment

FEWEST_PEOPLE = 10


def practice_of(
    experiments: Mapping[str, Iterable[Experiment]], frame: pd.DataFrame, *, kinds: Mapping[str, str]
) -> tuple[Practice, ...]:
    """A row a chapter in name order, from what is recorded of its `experiments` and what its people counted."""
    return tuple(
        _chapter(name, list(experiments[name]), frame[frame["chapter"].astype(str) == name], kinds=kinds)
        for name in sorted(experiments, key=name_order)
    )


def _chapter(name: str, held: list[Experiment], answers: pd.DataFrame, *, kinds: Mapping[str, str]) -> Practice:
    return Practice(
        chapter=name,
        kinds=tuple(dict.fromkeys(kinds[each.kind] for each in held)),
        workshops=len(held),
        rounds=_ends(each.actual_rounds or each.planned_rounds for each in held),
        people=_ends(each.came for each in held),
        mixed=_mixed(answers),
    )


def _ends(counts: Iterable[int | None]) -> tuple[int, int] | None:
    known = [count for count in counts if count is not None]
    return (min(known), max(known)) if known else None


def _mixed(answers: pd.DataFrame) -> tuple[int, int] | None:
    """One-to-ones across organisations and all of them, as those counted who answered both; None where few did."""
    if not set(ONE_TO_ONES) <= set(answers.columns):
        return None
    counted = answers.loc[answers["wave"] == "post", list(ONE_TO_ONES)].dropna()
    if len(counted) < FEWEST_PEOPLE:
        return None
    every, across = (int(counted[question].sum()) for question in ONE_TO_ONES)
    return across, every
