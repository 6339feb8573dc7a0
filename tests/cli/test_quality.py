"""`weaving quality` counts people as carefully as the page of the same looks."""

import pytest

from analysis.estimate.ordinal import wilson
from analysis.sensitivity.quality import Flag, QualityCheck, together
from evaluation.cli.results.quality import _line, _row


def test_live_counts_are_told_to_the_nearest_five_and_not_of_a_few():
    few, many = (QualityCheck(flag=Flag.TOO_FAST, count=count, of=23) for count in (2, 13))
    assert (_line(few, below=5)["count"], _line(few, below=5)["of"]) == ("fewer than 5", 25)
    assert (_row(few, below=5)["count"], _row(many, below=5)["count"], _row(many, below=5)["of"]) == (None, 15, 25)


def test_what_is_found_in_answers_is_exact_as_reports_first_told_it_and_not_of_a_few():
    few, many = (QualityCheck(flag=Flag.STRAIGHT, count=count, of=23) for count in (2, 13))
    assert (_line(few, below=5)["count"], _line(many, below=5)["count"]) == ("none or a few, or all or nearly all", 13)
    assert (_row(few, below=5)["count"], _row(many, below=5)["of"]) == (None, 23)


@pytest.mark.parametrize("count", [0, 1, 22, 23])
def test_what_nobody_or_everybody_answered_is_told_of_nobody(count):
    found = QualityCheck(flag=Flag.CEILING, count=count, of=23, about={"scale": "trust"}, share=wilson(count / 23, 23))
    assert _line(found, below=5)["count"] == "none or a few, or all or nearly all"
    assert (_row(found, below=5)["count"], "share" in _row(found, below=5)) == (None, False)


def test_what_is_held_back_of_one_evening_is_not_told_by_the_total_of_several():
    everybody = QualityCheck(flag=Flag.STRAIGHT, count=24, of=24, held_back=True)
    some = QualityCheck(flag=Flag.STRAIGHT, count=8, of=20)
    assert [_row(each, below=5)["count"] for each in together([[everybody], [some]])] == [None]
