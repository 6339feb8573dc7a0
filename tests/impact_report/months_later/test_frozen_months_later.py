"""What a report tells of months later is frozen and read again as it was, and tells of nobody who did not come back."""

import pytest

from evaluation.impact_report.build.report import ImpactReport
from evaluation.reports.releases.serialize import read, written
from tests.impact_report.months_later.test_beside_a_comparison_group import left_behind
from tests.impact_report.months_later.test_harm_in_a_chapter_or_another_outcome import ONE_HARMED
from tests.impact_report.months_later.test_harm_months_later import in_chapters
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released

MADE = {"compared": left_behind, "a chapter harmed": lambda: in_chapters(ONE_HARMED)}


@pytest.mark.parametrize("name", list(MADE))
def test_it_is_read_again_as_it_was_frozen(name):
    report = as_released(MADE[name]())
    again = read(written(report, ImpactReport), ImpactReport)
    assert written(again, ImpactReport) == written(report, ImpactReport)
    assert page_1(again) == page_1(report)


def test_the_change_of_those_who_came_back_is_told_of_no_chapter_alone():
    found = in_chapters(ONE_HARMED).first.waves["follow_up"]
    assert {name for name, each in found.items() if each.chapters or each.everybody} == {"lasting"}
