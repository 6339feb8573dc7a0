"""`weaving quality` counts people as carefully as the page of the same looks."""

from analysis.sensitivity.quality import Flag, QualityCheck
from evaluation.cli.results.quality import _line, _row


def test_live_counts_are_told_to_the_nearest_five_and_not_of_a_few():
    few, many = (QualityCheck(flag=Flag.TOO_FAST, count=count, of=23) for count in (2, 13))
    assert (_line(few, below=5)["count"], _line(few, below=5)["of"]) == ("fewer than 5", 25)
    assert (_row(few, below=5)["count"], _row(many, below=5)["count"], _row(many, below=5)["of"]) == (None, 15, 25)


def test_what_is_found_in_answers_is_exact_as_reports_first_told_it_and_not_of_a_few():
    few, many = (QualityCheck(flag=Flag.STRAIGHT, count=count, of=23) for count in (2, 13))
    assert (_line(few, below=5)["count"], _line(many, below=5)["count"]) == ("a few, or all but a few", 13)
    assert (_row(few, below=5)["count"], _row(many, below=5)["of"]) == (None, 23)
