"""A row under an address such as test@example.com was sent to try the form out."""

import pytest

from evaluation.importing.applying import apply_map
from evaluation.importing.read_files import read_files
from evaluation.importing.understanding import understand
from tests.importing.corpus import CASES

FILES = CASES["trial_by_an_address_both_times_and_a_consent"]().files


def test_trials_by_address_are_left_out_and_can_be_kept():
    grids = read_files(FILES)
    left = apply_map(understand(grids), grids).left_out
    assert [(row.kind, row.may) for row in left] == [("trial", "keep")] * 4


def test_of_such_an_address_the_word_alone_is_kept():
    (grid,) = read_files(FILES[:1])
    assert grid.rows[0][0] == "test"


@pytest.mark.parametrize("address", ["tester@example.org", "test.ann@example.org", "contest@example.org"])
def test_an_address_that_only_holds_test_is_of_somebody(address):
    file = FILES[0]
    content = file.content.replace(b"Test@test.com", address.encode())
    (grid,) = read_files([type(file)(name=file.name, content=content)])
    assert grid.rows[0][0].startswith("key:")
