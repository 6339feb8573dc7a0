"""What was found months later has a row of its own in every table that lists the findings, harm as well."""

import io

import openpyxl
import pytest

from evaluation.impact_report.formats import docx, html, xlsx
from evaluation.impact_report.sections.summary_section import (
    AVERAGES_HELD_BACK,
    NONE_OF_A_CHAPTER,
    NONE_OF_THOSE_COMPARED,
    summary,
)
from tests.impact_report.adversarial import NERVES, TRUST, group, made
from tests.impact_report.months_later.test_beside_a_comparison_group import left_behind
from tests.impact_report.months_later.test_harm_in_a_chapter_or_another_outcome import BOTH_ARMS, with_another
from tests.impact_report.months_later.test_harm_months_later import LIVE_AND_ROUNDED, asked_again, in_chapters
from tests.impact_report.months_later.test_who_answered_months_later import again, compared, six
from tests.impact_report.months_later.test_who_missed_after import of_rows, rows_of
from tests.impact_report.page_one import plain
from tests.releases.masked import as_released


def rows_later(report):
    """The rows of months later, by what they are called."""
    return {row.outcome: row for row in summary(report, report.language).rows if "months later" in row.outcome}


def sheet(report):
    """The rows of the results of the workbook by outcome and place."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx.xlsx(report)))
    heading, *rows = book["Results"].iter_rows(values_only=True)
    return heading, {(row[0], row[1]): row for row in rows if row and row[0]}


@LIVE_AND_ROUNDED
def test_harm_months_later_has_a_row_with_people_averages_change_range_and_words(told):
    report = told(asked_again(-0.5))
    lasting = report.first.waves["follow_up"]["lasting"]
    row = rows_later(report)["Trust in others, months later"]
    assert row.who == "80 people asked again"
    assert (float(row.before), float(row.after)) == pytest.approx((lasting.mean_pre, lasting.mean_later), abs=0.006)
    assert float(row.change.replace("−", "-")) == pytest.approx(lasting.mean, abs=0.006)
    assert row.range.startswith("−")
    assert (row.sure, row.welcome, row.way) == ("clearly less", False, "unwelcome")


def test_it_stands_above_the_table_with_when_it_was():
    table = summary(asked_again(-0.5), asked_again(-0.5).language)
    assert table.harm == "Moved the unwelcome way: trust in others (months later)."


def test_what_is_still_there_has_a_row_as_well():
    row = rows_later(asked_again(0.6))["Trust in others, months later"]
    assert (row.welcome, row.way) == (True, "welcome")


def test_no_row_where_nobody_or_too_few_were_asked_again():
    assert rows_later(with_another(0.0))
    few = compared(*again(six(), arm="workshop", many=4, chapters=("A",)), groups=six())
    assert not rows_later(few)


@LIVE_AND_ROUNDED
def test_it_is_in_the_workbook_with_numbers(told):
    report = told(asked_again(-0.5))
    heading, rows = sheet(report)
    row, lasting = rows["Trust in others", "months later"], report.first.waves["follow_up"]["lasting"]
    assert heading[4] == "After, or later"
    assert row[2] == 80
    assert row[3:8] == pytest.approx(
        (lasting.mean_pre, lasting.mean_later, lasting.mean, lasting.low, lasting.high), abs=0.051
    )
    assert row[9:11] == ("clearly less", "unwelcome")


def test_it_is_in_the_page_and_in_the_word_document():
    report = asked_again(-0.5)
    assert "Trust in others, months later" in plain(html.page(report))
    assert "After, or later" in plain(html.page(report))
    word = pytest.importorskip("docx").Document(io.BytesIO(docx.docx(report)))
    cells = [row.cells[0].text for row in word.tables[0].rows]
    assert any(cell.startswith("Trust in others, months later") for cell in cells)


def test_across_chapters_it_is_the_average_and_counts_the_chapters():
    row = rows_later(in_chapters(dict.fromkeys("ABCDEF", -0.8)))["Trust in others, months later"]
    assert row.who == "120 people asked again, 6 chapters"
    assert row.welcome is False


def test_chapters_side_by_side_are_judged_alike_at_after_and_months_later():
    found = []
    for place, chapter in enumerate(("Ash", "Birch")):
        rows = group(chapter, "", 25, moved=0.4, scales=(TRUST, NERVES), seed=place, noise=0.5)
        after = [row | {"wave": "follow_up", "n1": row["n1"] - 0.8} for row in rows if row["wave"] == "post"]
        found += [[row | {"n1": row["n1"] - 0.9} if row["wave"] == "post" else row for row in rows], after]
    report = made(*found, scales=(TRUST, NERVES))
    rows = {row.outcome: row for row in summary(report, report.language).rows}
    for chapter in ("Ash", "Birch"):
        after, later = rows[f"Nervousness, {chapter}"], rows[f"Nervousness, {chapter}, months later"]
        assert after.way == later.way == "welcome"
        assert "chance" not in later.sure


def test_two_chapters_have_a_row_each():
    rows = rows_later(in_chapters({"Ash": -1.5, "Birch": 0.9}))
    assert rows["Trust in others, Ash, months later"].welcome is False
    assert rows["Trust in others, Birch, months later"].welcome is True


def test_why_a_single_chapter_has_no_averages_is_said():
    report = in_chapters({"Ash": -1.5, "Birch": 0.9})
    row, page = rows_later(report)["Trust in others, Ash, months later"], plain(html.page(report))
    assert (row.before, row.after) == ("–", "–")
    assert NONE_OF_A_CHAPTER in page
    assert AVERAGES_HELD_BACK not in page
    assert "for the reason in the same row" not in page


def test_a_secondary_outcome_that_was_harmed_has_its_row():
    row = rows_later(with_another(3.0))["Understanding of difference, months later"]
    assert row.welcome is False


def test_beside_a_comparison_group_it_is_the_difference_with_the_people_of_both_sides():
    rows = rows_later(left_behind())
    row = rows["Trust, months later"]
    assert list(rows) == ["Trust, months later"]
    assert row.who == "144 who came, 150 of the comparison group"
    assert row.welcome is False


def test_harm_of_those_who_came_has_a_row_beside_the_difference():
    rows = rows_later(with_another(3.0, arms=BOTH_ARMS))
    own = rows["Understanding of difference, months later, those who came by themselves"]
    assert own.welcome is False
    assert "Understanding of difference, months later" in rows


def test_where_the_comparison_group_was_not_asked_again_it_is_of_those_who_came_alone():
    groups = six()
    rows = rows_later(compared(*again(groups, arm="workshop", many=24, fell=3), groups=groups))
    assert list(rows) == ["Trust, months later, those who came by themselves"]


def test_averages_that_would_tell_of_a_few_are_held_back_and_that_is_said():
    rows = [
        row for row in rows_of(0) if row["wave"] != "follow_up" or row["participant"] not in ("NoneAsh0", "NoneFir1")
    ]
    report = of_rows(rows)
    row = rows_later(report)["Trust in others, months later"]
    assert (row.before, row.after) == ("–", "–")
    assert AVERAGES_HELD_BACK in report.language.say_all(summary(report, report.language).notes)


def test_a_release_that_lacks_a_few_tells_no_averages_of_months_later():
    rows = [row for row in rows_of(0) if row["wave"] != "follow_up" or row["participant"] != "NoneAsh0"]
    report = as_released(of_rows(rows), below=10)
    assert report.first.waves["follow_up"]["lasting"].mean_pre is None


def test_where_some_who_came_are_in_no_comparison_a_row_has_no_averages_of_others():
    groups = [each for each in six() if each[0]["arm"] == "workshop" or each[0]["chapter"] in "ABC"]
    later = [*again(groups, arm="workshop", many=24), *again(groups, arm="control", many=25)]
    report = compared(*later, groups=groups)
    row = rows_later(report)["Trust, months later"]
    assert row.who == "72 who came, 75 of the comparison group"
    assert (row.before, row.after) == ("–", "–")
    notes = [each.message for each in summary(report, report.language).notes]
    assert NONE_OF_THOSE_COMPARED in notes
    assert AVERAGES_HELD_BACK not in notes
