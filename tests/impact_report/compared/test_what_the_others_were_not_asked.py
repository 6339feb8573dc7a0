"""An outcome that the comparison group was not asked about is told as the change of those who came."""

import pytest

from analysis.wording.badge import COMPARED
from analysis.wording.comparison_phrases import COMPARED_NOT_OF
from evaluation.impact_report.formats import html
from evaluation.impact_report.layout.first_page_across import title_of_front
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import NERVES, SIX, TRUST, group, made
from tests.impact_report.page_one import page_1, plain


def not_asked_of_the_others(chapters, *, asked=False):
    """Trust rose past the comparison group; nervousness, of which it was not asked, rose in those who came."""
    moved, scales = {"trust": 2.0, "nerves": 1.0}, (TRUST, NERVES)
    rows = []
    for k, name in enumerate(chapters):
        rows.append(group(name, "came", 20, moved=moved, scales=scales, seed=k))
        rows.append(group(name, "control", 20, moved=0.0, scales=scales if asked else (TRUST,), seed=k + 50, key="x"))
    return made(*rows, scales=scales)


@pytest.mark.parametrize("chapters", [SIX[:1], SIX[:5]])
def test_its_harm_is_told_of_those_who_came(chapters):
    report = not_asked_of_the_others(chapters)
    said, harm = page_1(report), "Nervousness moved the unwelcome way: +"
    assert harm in said["lede"]
    assert harm in said["quote"]
    assert "Moved the unwelcome way: nervousness." in plain(html.page(report))
    assert "too few" not in said["all"].lower()
    note = "In a row of nervousness it is what those who came changed by: the comparison group was not asked."
    assert note in plain(html.page(report))


@pytest.mark.parametrize("chapters", [SIX[:1], SIX[:5]])
def test_it_is_said_that_the_comparison_group_was_not_asked(chapters):
    report = not_asked_of_the_others(chapters)
    limited = "A comparison group was asked the same questions, but not about nervousness"
    assert limited + ": of that it is told what those who came changed by" in page_1(report)["lede"]
    reasons = [each.sentence.message for each in report.badge.reasons]
    assert COMPARED_NOT_OF in reasons
    assert COMPARED not in reasons


def test_nothing_is_limited_where_both_sides_were_asked_the_same():
    report = not_asked_of_the_others(SIX[:1], asked=True)
    assert COMPARED in [each.sentence.message for each in report.badge.reasons]
    assert "but not about" not in page_1(report)["all"]


def test_its_row_and_a_figure_of_it_say_that_it_is_the_change_of_those_who_came():
    report = not_asked_of_the_others(SIX[:5])
    rows = {row.outcome: row.who for row in summary(report, report.language).rows}
    assert rows["Nervousness"] == "own change of 100 who came, 5 chapters"
    assert title_of_front(report, report.measured["nerves"], report.language) == "Change in nervousness, by chapter"
    assert title_of_front(report, report.measured["trust"], report.language) == "Difference in trust, by chapter"
