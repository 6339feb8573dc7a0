"""Reference figures from R, and answers of chapters that agree or differ."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

REPOSITORY = Path(__file__).parents[3]


@dataclass(frozen=True)
class Reference:
    """The answers of one set and R's figures for them."""

    frame: pd.DataFrame | None
    results: dict

    def value(self, key):
        return self.results[key]["value"]

    def agrees(self, got, key, *, at=slice(None)):
        """Whether a figure (or several) is R's, within the tolerance that the set states for it."""
        want = np.atleast_1d(np.asarray(self.value(key), dtype=float))[at]
        tolerance = self.results[key].get("tol", 1e-9)
        return np.atleast_1d(np.asarray(got, dtype=float)) == pytest.approx(want, rel=tolerance, abs=1e-12)


@pytest.fixture(scope="session")
def reference():
    """Read a set that R computed by its name; the call and package version of every figure stand in the set."""

    def read(name: str) -> Reference:
        folder = REPOSITORY / "tests" / "oracle" / name
        results = json.loads((folder / "expected.json").read_text())["results"]
        return Reference(pd.read_csv(folder / "data.csv"), results)

    return read


@pytest.fixture(scope="session")
def six_schools() -> Reference:
    """Outgroup trust before and after in six schools (Reimer et al.), with R's figures; kept outside the project."""
    folder = REPOSITORY.parent / "shared" / "external" / "six-schools-trust"
    if not folder.exists():
        pytest.skip("the six schools' answers are not beside the project")
    answers = pd.read_csv(folder / "responses.csv")
    answers["trust"] = answers[["tr_1", "tr_2"]].mean(axis=1)
    scores = answers.pivot_table(index=["participant", "chapter"], columns="wave", values="trust").reset_index()
    return Reference(scores, json.loads((folder / "expected.json").read_text())["results"])


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
