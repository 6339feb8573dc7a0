"""A column that was read as the wrong thing is read as another, and the scales and the plan go with it."""

import pytest

from evaluation.domain.errors import Refused
from evaluation.importing.applying import apply_map
from evaluation.importing.grids import NamedFile
from evaluation.importing.read_files import read_files
from evaluation.importing.understanding import understand
from evaluation.reports.brought.columns_read_otherwise import column_read_as
from tests.bring.google_files import CODE, MAIL, TRUST, google_files


@pytest.fixture(scope="module")
def grids():
    return read_files([NamedFile(name=name, content=content) for name, content in google_files()])


@pytest.fixture
def found(grids):
    return understand(grids)


def asked(found):
    return {scale.label: len(scale.items) for scale in found.scales}


def test_a_question_that_is_left_out_leaves_its_scale(found, grids):
    changed = column_read_as(found, TRUST[0], {"role": "left_out"})
    assert asked(found) == {"Trust": 3}
    assert asked(changed) == {"Trust": 2}
    assert apply_map(changed, grids).counts == apply_map(found, grids).counts


def test_a_scale_without_a_question_goes_and_so_it_does_from_the_plan(found):
    changed = found
    for name in TRUST:
        changed = column_read_as(changed, name, {"role": "left_out"})
    assert (changed.scales, changed.plan.primary) == ((), ())


def test_what_was_left_out_becomes_a_scale_of_its_own(found, grids):
    answers = found.column(TRUST[0]).answers
    without = column_read_as(found, TRUST[0], {"role": "left_out"})
    changed = column_read_as(without, TRUST[0], {"role": "item", "answers": answers})
    assert asked(changed) == {"Trust": 2, f"“{TRUST[0]}”": 1}
    assert len(apply_map(changed, grids).scales) == 2


def test_a_column_that_becomes_the_code_takes_the_place_of_the_code(found):
    changed = column_read_as(found, MAIL, {"role": "key"})
    assert {name: changed.column(name).role for name in (MAIL, CODE)} == {MAIL: "key", CODE: "left_out"}


@pytest.mark.parametrize(
    ("name", "changes"), [("no such column", {"role": "key"}), (CODE, {"role": "item", "answers": "none"})]
)
def test_what_cannot_be_read_so_is_refused(found, name, changes):
    with pytest.raises(Refused, match="no such column"):
        column_read_as(found, name, changes)
