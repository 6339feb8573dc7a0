"""Figures compared with R: each by set and key, counted over the whole run and told at its end."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import pandas as pd

REPOSITORY = Path(__file__).parents[1]
ORACLE = REPOSITORY / "tests" / "oracle"
EXTERNAL = REPOSITORY.parent / "shared" / "external"
PROPERTY = "agrees with R"
TOLERANCE = 1e-9
NOTHING = 1e-12
EVERY = slice(None)

_compared: list[str] = []
_agreed: set[str] = set()


@dataclass(frozen=True)
class ReferenceSet:
    """One set of answers and R's figures for them: `results.<key>` is {value, call, pkg[, tol][, status]}."""

    name: str
    folder: Path
    results: dict

    @property
    def frame(self) -> "pd.DataFrame":
        import pandas as pd

        return pd.read_csv(self.folder / "data.csv")

    def check(self, key: str, got: object, *, at: slice = EVERY) -> None:
        """Fail unless `got` is R's figure within its tolerance, or is not estimable where R's is no figure.

        `at` takes a part of a figure that is an array.
        """
        import numpy as np

        from analysis.estimate.estimate import NotEstimable

        stated = self.results[key]
        want = np.array([stated["value"]], dtype=float).ravel()[at]
        if np.isnan(want).all():
            assert isinstance(got, NotEstimable), f"{self.name}: {key} is {got}, where nothing can be estimated"
        else:
            assert not isinstance(got, NotEstimable), f"{self.name}: {key} is not estimable: {got}"
            given = np.array([got], dtype=float).ravel()
            assert given == pytest.approx(want, rel=stated.get("tol", TOLERANCE), abs=NOTHING, nan_ok=True), (
                f"{self.name}: {key} ({stated['call']})"
            )
        count(self.name, key)


def count(name: str, key: str) -> None:
    """Count a figure of a set as compared by the test that runs now."""
    _compared.append(f"{name}/{key}")


def reference(name: str) -> ReferenceSet:
    """A set by its name; the test is skipped where a set from outside the project is absent."""
    folder = ORACLE / name
    if not folder.exists():
        folder = EXTERNAL / name
    if not folder.exists():
        pytest.skip(f"the answers of {name} are not beside the project")
    return ReferenceSet(name, folder, json.loads((folder / "expected.json").read_text())["results"])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    _compared.clear()
    result = yield
    item.user_properties.append((PROPERTY, sorted(set(_compared))))
    return result


def pytest_runtest_logreport(report):
    if report.when == "call" and report.passed:
        _agreed.update(key for name, keys in report.user_properties if name == PROPERTY for key in keys)


def pytest_terminal_summary(terminalreporter):
    if _agreed:
        terminalreporter.write_line(f"{len(_agreed)} figures agree with R.")
