"""Each test is of the kind that the parts it asks for make it."""

import pytest

from analysis.wording.renderer import RENDERER_VERSION
from tests.golden import test_golden_bytes


@pytest.fixture
def marks(request):
    return {mark.name for mark in request.node.iter_markers()} & {"unit", "integration", "browser"}


def test_a_test_that_asks_for_nothing_is_of_a_unit(marks):
    assert marks == {"unit"}


@pytest.mark.usefixtures("sqlite_settings")
def test_a_test_with_a_database_is_of_an_integration(marks):
    assert marks == {"integration"}


@pytest.mark.usefixtures("sqlite_settings", "chromium")
def test_a_browser_outweighs_the_rest(marks):
    assert marks == {"browser"}


@pytest.mark.unit
@pytest.mark.usefixtures("sqlite_settings")
def test_what_says_that_it_is_of_a_unit_is_believed(marks):
    assert marks == {"unit"}


@pytest.mark.integration
def test_what_says_that_it_is_of_an_integration_is_believed(marks):
    assert marks == {"integration"}


def test_a_report_that_reads_otherwise_is_told_by_make_quick():
    params = [each for each in test_golden_bytes.LOOKED_AT if hasattr(each, "marks")]
    assert {mark.name for each in params for mark in each.marks} == {"unit"}
    assert {each.values[0] for each in params} == set(range(1, RENDERER_VERSION + 1))
