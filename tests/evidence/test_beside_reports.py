"""Submissions beside reports: always that none is lost, and among the long runs that they stay fast."""

import pytest

from tests.evidence.beside_reports import ALLOWED, Size, beside_reports, measured, p99, serving_with_worker


def test_every_submission_is_acknowledged_and_kept_once_while_two_reports_are_made(tmp_path):
    size = Size(people=12, least=40, turns=1, reports=2, formats=("html", "json"))
    figure = measured(tmp_path / "home", size, by=serving_with_worker)
    assert figure["reports_made"] >= 2
    assert (figure["all_acknowledged"], figure["kept_once"]) == (True, True), figure


@pytest.mark.parametrize(("count", "rank"), [(1, 1), (99, 99), (100, 99), (101, 100), (1000, 990)])
def test_the_p99_is_the_time_at_its_rank(count, rank):
    assert p99([float(each) for each in range(count, 0, -1)]) == rank


@pytest.mark.long
def test_submissions_stay_within_twice_their_p99_beside_six_reports():
    row = beside_reports(quick=False)
    print(row["figure"])  # noqa: T201 - the figures are asked for
    assert row["figure"]["n"] >= 1000
    assert row["holds"], row["figure"]
    assert row["control_fails"], row["figure"]
    assert row["figure"]["control"]["ratio"] > ALLOWED
