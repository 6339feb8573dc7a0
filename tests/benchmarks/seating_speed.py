"""How fast a seating plan of a full hall is made."""

import random
from collections.abc import Callable

from evaluation.seating.make_plan import make_plan
from tests.benchmarks.analysis_speed import best_of

HALLS = {
    "two halves": [250, 250],
    "an odd number": [251, 248],
    "40 organisations": [12] * 39 + [32],
    "few hosts": [60, 440],
}


def seating_500_seconds(quick: bool) -> dict[str, object]:  # noqa: FBT001 - every row is asked with whether to be quick
    """Seconds for the slowest of several halls of 500 in six rounds."""
    found = {name: best_of(1 if quick else 5, lambda sizes=sizes: _plan(sizes)) for name, sizes in HALLS.items()}
    slowest = max(found, key=lambda name: found[name])
    how = (
        f"evaluation.seating.make_plan of about 500 people in six rounds, the slowest of {len(HALLS)} halls: {slowest}"
    )
    return {"value": found[slowest], "goal": 2.0, "met": found[slowest] < 2.0, "how": how}


def _plan(sizes: list[int]) -> object:
    groups = {str(number): size for number, size in enumerate(sizes)}
    return make_plan(groups, rounds=6, rng=random.Random(1))


ROWS: dict[str, Callable[[bool], dict[str, object]]] = {"seating_500_seconds": seating_500_seconds}
