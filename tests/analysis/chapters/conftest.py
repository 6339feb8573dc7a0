"""Reference figures from R, and answers of chapters that agree or differ."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from tests.agreement import ReferenceSet
from tests.agreement import reference as reference_set


@dataclass(frozen=True)
class Schools(ReferenceSet):
    """The six schools' figures, and the mean of the two items before and after as `frame`."""

    @property
    def frame(self) -> pd.DataFrame:
        answers = pd.read_csv(self.folder / "responses.csv")
        answers["trust"] = answers[["tr_1", "tr_2"]].mean(axis=1)
        scores = answers.pivot_table(index=["participant", "chapter"], columns="wave", values="trust")
        return scores.reset_index()


@pytest.fixture(scope="session")
def reference():
    """Read a set that R computed by its name; the call and package version of every figure stand in the set."""
    return reference_set


@pytest.fixture
def six_schools() -> Schools:
    """Outgroup trust before and after in six schools (Reimer et al.), with R's figures; kept outside the project."""
    found = reference_set("six-schools-trust")
    return Schools(found.name, found.folder, found.results)


@pytest.fixture
def chapters_of():
    """Scores of people in chapters, from each chapter's changes: columns chapter, experiment, pre, post."""

    def scores(changes: dict[str, list[float]]) -> pd.DataFrame:
        rows = [(name, "", 5.0, 5.0 + change) for name, given in changes.items() for change in given]
        return pd.DataFrame(rows, columns=["chapter", "experiment", "pre", "post"])

    return scores


@pytest.fixture
def six_chapters() -> pd.DataFrame:
    """Six invented chapters of 8 to 30 people in one to three experiments (seeded)."""
    rng = np.random.default_rng(11)
    rows = []
    for chapter, (people, evenings) in enumerate([(8, 1), (12, 2), (16, 1), (20, 2), (24, 3), (30, 3)]):
        level, evening = rng.normal(0.3, 0.3), rng.normal(0, 0.3, evenings)
        for person in range(people):
            pre = float(rng.integers(2, 8))
            post = pre + level + evening[person % evenings] + rng.normal()
            rows.append((f"c{chapter}", f"e{person % evenings}", pre, post))
    return pd.DataFrame(rows, columns=["chapter", "experiment", "pre", "post"])
