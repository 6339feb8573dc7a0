"""How fast the statistics are, as figures with a goal; each function measures one and says how.

Times are the best of several runs in this process, so that what else the machine does counts little.
"""

import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.stats import bootstrap

from analysis.estimate.ordinal import signed_rank
from analysis.estimate.pairs import complete_pairs
from analysis.pooling.mixed import all_rows
from analysis.sensitivity.bootstrap import bca_mean

PEOPLE = 30_000
REPLICATES = 10_000
LME4_SECONDS = 0.337
"""lme4 1.1.37 in R 4.5.0 on the same 30,000 people, best of 3 on two cores: `lmer(y ~ after + (1|id), REML=TRUE)`."""
REML_GOAL_SECONDS = LME4_SECONDS / 20


def people_with_losses(people: int = PEOPLE, *, seed: int = 20_250_101) -> pd.DataFrame:
    """Scores 0 to 10 in thirds, before and after, of people of whom a quarter gave no answer after."""
    rng = np.random.default_rng(seed)
    level = rng.normal(5.5, 1.5, people)
    pre, post = (np.round(np.clip(level + lift + rng.normal(0, 1.2, people), 0, 10) * 3) / 3 for lift in (0, 0.25))
    post[rng.permutation(people)[: people // 4]] = np.nan
    return pd.DataFrame({"pre": pre, "post": post})


def best_of(runs: int, work: Callable[[], object]) -> float:
    """Seconds of the quickest of several runs."""
    return min(_seconds(work) for _ in range(runs))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def reml_30000_seconds() -> dict[str, object]:
    """Seconds for the exact REML of 30,000 people with a quarter of the posts missing."""
    scores = people_with_losses()
    value = best_of(5, lambda: all_rows(scores))
    how = f"analysis.pooling.mixed.all_rows on {PEOPLE} seeded people, a quarter without an answer after; best of 5"
    return {"value": value, "goal": REML_GOAL_SECONDS, "met": value <= REML_GOAL_SECONDS, "how": how}


def bootstrap_ratio_to_scipy(quick: bool) -> dict[str, object]:  # noqa: FBT001 - every row is asked with whether to be quick
    """Time of our BCa interval over scipy's, 10,000 replicates of 30,000 pairs; of 3,000 where it is to be quick."""
    people = PEOPLE // 10 if quick else PEOPLE
    scores = people_with_losses(people).assign(post=lambda frame: frame["post"].fillna(frame["pre"]))
    changes = (scores["post"] - scores["pre"]).to_numpy()
    ours = best_of(3, lambda: bca_mean(changes, seed=1, replicates=REPLICATES))
    value, goal = ours / _scipy_seconds(changes), 1 / 50
    how = (
        f"sensitivity.bootstrap.bca_mean of {people} pairs, best of 3, over scipy.stats.bootstrap, BCa; scipy's time "
        f"for {REPLICATES} "
        "replicates is that for 50 and, for the rest, that of 1,000 percentile replicates drawn out in a straight line"
    )
    return {"value": value, "goal": goal, "met": value <= goal, "how": how}


def _scipy_seconds(changes: np.ndarray) -> float:
    """Seconds of scipy's BCa: a run of 50 replicates, with the whole jackknife in it, and the other replicates."""
    few = _seconds(lambda: _scipy(changes, method="BCa", replicates=50))
    thousand = best_of(2, lambda: _scipy(changes, method="percentile", replicates=1000))
    return few + thousand * (REPLICATES - 50) / 1000


def _scipy(changes: np.ndarray, *, method: str, replicates: int) -> object:
    rng = np.random.default_rng(1)
    return bootstrap((changes,), np.mean, n_resamples=replicates, method=method, batch=100, rng=rng)


def signed_rank_300_seconds() -> dict[str, object]:
    """Seconds for the exact signed-rank test of 300 pairs with ties and zeros."""
    scores = people_with_losses(400).dropna().head(300)
    value, goal = best_of(5, lambda: signed_rank(complete_pairs(scores))), 0.25
    how = "estimate.ordinal.signed_rank, exact by convolution, on 300 seeded pairs with ties and zeros; best of 5"
    return {"value": value, "goal": goal, "met": value <= goal, "how": how}


ROWS: dict[str, Callable[[bool], dict[str, object]]] = {
    "reml_30000_seconds": lambda _quick: reml_30000_seconds(),
    "bootstrap_ratio_to_scipy": bootstrap_ratio_to_scipy,
    "signed_rank_300_seconds": lambda _quick: signed_rank_300_seconds(),
}
