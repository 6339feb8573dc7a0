"""That somebody who came to two workshops counts with the first is said where it happened."""

from evaluation.impact_report.sections import sections
from evaluation.impact_report.sections.methods_section import FIRST, FIRST_BY_NAME, PAIRS, PAIRS_ALONE
from tests.impact_report.examples import evening, in_context


def said_of(report):
    return [each.message for each in sections(report, report.language)["methods"]]


def test_it_is_said_where_it_happened_and_nowhere_else():
    report = evening()
    assert FIRST not in said_of(report)
    assert PAIRS_ALONE in said_of(report)
    assert FIRST in said_of(in_context(report, repeated=3))


def test_where_no_dates_are_known_it_says_which_counts():
    assert FIRST_BY_NAME in said_of(in_context(evening(), repeated=3, first_by_name=3))


def test_a_release_says_it_in_any_case_as_it_does_not_tell_whether_it_happened():
    assert PAIRS in said_of(in_context(evening(), released=True))
