"""Measured claims about this program: rows of the checkout's tests, run on demand and written as JSON."""

import importlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import evaluation
from evaluation.domain.errors import Refused

Row = Callable[[bool], Mapping[str, object]]
"""One claim: given whether to be quick, what was measured and whether it holds."""


def rows(folder: str) -> dict[str, Row]:
    """The rows under `tests/<folder>`: what the modules there export as `ROWS`; one without serves the others."""
    place = Path(evaluation.__file__).parents[1] / "tests" / folder
    if not place.is_dir():
        raise Refused(f"tests/{folder} is not here: this verb needs the checkout, not an installed package.")
    found: dict[str, Row] = {}
    for path in sorted(place.glob("[a-z]*.py")):
        if not path.name.startswith(("test_", "conftest")):
            found.update(getattr(_module(path, folder), "ROWS", {}))
    return found


def write(output: Path, results: Mapping[str, object]) -> None:
    """The results as JSON, whole or not at all."""
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_name(f".{output.name}.partial")
    partial.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    partial.replace(output)


def _module(path: Path, folder: str) -> ModuleType:
    """The module under the one name by which processes that it starts find it again."""
    root = str(path.parents[2])
    if root not in sys.path:
        sys.path.insert(0, root)
    return importlib.import_module(f"tests.{folder}.{path.stem}")
