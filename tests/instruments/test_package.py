import json
import subprocess
import sys

import pytest

import instruments

HEAVY = ["pandas", "numpy", "flask", "sqlalchemy", "openpyxl", "scipy"]


@pytest.fixture(scope="module")
def loaded():
    code = "import sys, json, instruments; print(json.dumps(sorted(sys.modules)))"
    return json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)


@pytest.mark.parametrize("module", HEAVY)
def test_reading_a_questionnaire_imports_nothing_heavy(loaded, module):
    assert module not in loaded


def test_the_public_names_are_sorted_and_there():
    assert instruments.__all__ == sorted(
        instruments.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )
    assert [name for name in instruments.__all__ if not hasattr(instruments, name)] == []


def test_a_version_cannot_be_changed(small):
    with pytest.raises(ValueError, match="frozen"):
        small.title = "Other"


def test_a_changed_copy_looks_up_its_own_items(small):
    assert small.items_by_id
    copy = small.model_copy(update={"items": small.items[:1]})
    assert list(copy.items_by_id) == ["bt1"]


def test_other_parts_are_checked_as_anything_made(small):
    with pytest.raises(ValueError, match="number"):
        small.having(number=0)
