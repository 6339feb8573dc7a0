"""`weaving evidence` and `weaving benchmark` find their rows among the tests of the checkout."""

import pytest

from evaluation.cli.operations.checkout_checks import rows


@pytest.mark.parametrize("folder", ["evidence", "benchmarks"])
def test_every_module_with_a_row_is_found_and_those_that_serve_them_are_passed_over(folder):
    assert all(callable(prove) for prove in rows(folder).values())


def test_submissions_beside_reports_are_among_the_proofs():
    assert "beside_reports" in rows("evidence")
