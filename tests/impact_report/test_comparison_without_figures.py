"""A table beside the comparison group that has no figures is left out."""

from evaluation.impact_report.sections.comparison_section import comparison
from tests.impact_report.adversarial import group, made


def test_of_too_few_people_who_came_there_is_no_table_of_headings_alone():
    report = made(group("A", "workshop", 4, moved=0.5), group("A", "control", 20, moved=0.0), comparison="control")
    assert report.estimand.compared, "the set must put the rule to the proof"
    assert comparison(report, report.language) is None
