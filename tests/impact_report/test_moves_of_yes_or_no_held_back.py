"""Where the moves of a yes/no question are held back, so is every figure from which they follow with the shares."""

from evaluation.impact_report.sections.numbers_section import figures_of_one
from tests.impact_report.test_yes_or_no_by_two_counts import of_one


def rows_of(report):
    table = figures_of_one(report, report.language)
    return {row[0]: row[1:] for row in table.rows}


def told(report):
    """The rows from which the number of those who moved follows."""
    telling = ("SD of change", "Effect size", "p after Holm", "p (", "Correlation", "Typical", "Up /")
    return [label for label in rows_of(report) if label.startswith(telling)]


def test_of_one_or_two_who_left_yes_nothing_is_told_that_would_count_them():
    assert told(of_one(gained=9, lost=2)) == []


def test_of_more_it_is_told():
    assert {"SD of change", "p (exact McNemar)", "Up / about the same / down"} <= set(told(of_one(gained=9, lost=3)))


def test_shares_are_told_as_before():
    assert "Average before" in rows_of(of_one(gained=9, lost=2))
