"""Where other people's questionnaires are: most in `tests/corpora`, the largest only beside some checkouts."""

from pathlib import Path

import pytest

CARRIED = Path(__file__).parents[1] / "corpora"
BESIDE = Path(__file__).parents[3] / "shared" / "corpora"
LARGE = ("qualtrics/study1-pre.qsf", "surveyjs/demographics.json", "xlsform/xlsform_spec_test.xlsx")
KINDS = {".csv", ".json", ".lss", ".qsf", ".xls", ".xlsx"}

ALL = sorted(
    [path for path in CARRIED.glob("*/*") if path.suffix in KINDS] + [BESIDE / name for name in LARGE],
    key=lambda path: (path.parent.name, path.name),
)
HERE = [path for path in ALL if path.exists()]


def files(folder=None):
    """The questionnaires of a program, or of all; one that is too large to carry is skipped where it is absent."""
    return [
        pytest.param(path, id=path.name, marks=() if path in HERE else _too_large(path))
        for path in ALL
        if folder in (None, path.parent.name)
    ]


def _too_large(path):
    return pytest.mark.skip(reason=f"{path.parent.name}/{path.name} is too large to carry: see tests/corpora/README.md")
