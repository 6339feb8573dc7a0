"""The scripts that come with a release are written to the same lines for good, for each estimate."""

import pytest

from evaluation.impact_report.formats import scripts
from tests.golden.kept_scripts import KEPT_SCRIPTS, script_faults

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(("version", "estimate"), KEPT_SCRIPTS)
def test_the_scripts_of_a_renderer_stay_as_they_were(version, estimate):
    assert not (found := script_faults(version, estimate)), found


def test_a_changed_script_is_named_with_its_first_line_that_differs(monkeypatch):
    monkeypatch.setitem(scripts.MEANS, "files", "the answers")
    found = script_faults(2, "across")
    assert "methods.R of renderer 2, across: not what was kept." in found
    assert "# FILES: the answers, and the SHA-256 that each file had\nand is\n  # FILES: the answers" in found
