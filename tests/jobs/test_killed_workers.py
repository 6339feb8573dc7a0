"""A worker that dies at any stage loses no job and leaves nothing half made."""

import pytest

from tests.jobs.killing import STAGES, killed


def test_five_workers_killed_at_five_stages_leave_five_whole_artefacts(tmp_path):
    figure = killed(tmp_path, len(STAGES))
    assert figure == {"jobs": 5, "ended": True, "whole_artefacts": 5, "folders": 5}


@pytest.mark.long
def test_two_hundred_killed_workers_leave_two_hundred_whole_artefacts(tmp_path):
    figure = killed(tmp_path, 200)
    assert figure == {"jobs": 200, "ended": True, "whole_artefacts": 200, "folders": 200}
