"""Where other people's questionnaires are: most in `tests/corpora`, the largest only beside some checkouts.

`WEAVING_CORPORA` names another folder, so that the same tests read the files in it: one folder for each program, called
`formr`, `limesurvey`, `qualtrics`, `redcap`, `surveyjs` or `xlsform`.
"""

import os
from pathlib import Path

import pytest

CARRIED = Path(__file__).parents[1] / "corpora"
BESIDE = Path(__file__).parents[3] / "shared" / "corpora"
NAMED = os.environ.get("WEAVING_CORPORA", "")
LARGE = ("qualtrics/study1-pre.qsf", "surveyjs/demographics.json", "xlsform/xlsform_spec_test.xlsx")
PROGRAMS = ("formr", "limesurvey", "qualtrics", "redcap", "surveyjs", "xlsform")
KINDS = {".csv", ".json", ".lss", ".md", ".ods", ".qsf", ".xls", ".xlsx"}


def _under(folder):
    found = (path for program in PROGRAMS for path in (folder / program).glob("*"))
    return [path for path in found if path.suffix.lower() in KINDS]


ALL = sorted(
    _under(Path(NAMED)) if NAMED else [*_under(CARRIED), *(BESIDE / name for name in LARGE)],
    key=lambda path: (path.parent.name, path.name),
)
HERE = [path for path in ALL if path.exists()]
OWN_ONLY = pytest.mark.skipif(bool(NAMED), reason="it is about the files of this project, and WEAVING_CORPORA is set")


def files(folder=None):
    """The questionnaires of a program, or of all; one that is too large to carry is skipped where it is absent."""
    return [
        pytest.param(path, id=path.name, marks=() if path in HERE else _too_large(path))
        for path in ALL
        if folder in (None, path.parent.name)
    ]


def _too_large(path):
    return pytest.mark.skip(reason=f"{path.parent.name}/{path.name} is too large to carry: see tests/corpora/README.md")
