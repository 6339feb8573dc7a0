"""The table of every finding: who, before, after, the change with its range, how sure, and whether it is welcome."""

import io
import re

import openpyxl
import pytest

from evaluation.impact_report.build.context import ItemWords
from evaluation.impact_report.formats import docx, html, xlsx
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections import chapters_section, items_section, sections
from evaluation.impact_report.sections.summary_section import (
    IN_WORDS,
    NONE_IN_ONE_MODEL,
    NONE_OF_THOSE_COMPARED,
    OF_SIDES_COMPARED,
    summary,
)
from tests.impact_report import adversarial
from tests.impact_report.adversarial import ALONE, a_change_of, group
from tests.impact_report.adversarial import made as made_of
from tests.impact_report.examples import SCALES, answered, evening, frame_of, report, study
from tests.impact_report.page_1.test_every_sentence_is_true import alone, one_big_fall_among_small_rises
from tests.impact_report.page_one import plain
from tests.releases.masked import as_released

ENGLISH = Language()


def row_of(made, outcome):
    """One row of the table, by the name that it begins with."""
    return next(row for row in summary(made, ENGLISH).rows if row.outcome.startswith(outcome))


def before_alone():
    """Six chapters that were asked before and not yet after."""
    rows = frame_of(*(answered(f"Chapter {letter}", 25) for letter in "ABCDEF"))
    return report(rows[rows["wave"] == "pre"])


def test_it_is_the_first_thing_after_page_1_of_one_workshop_and_across(one_evening, six_chapters):
    assert [next(iter(sections(each, ENGLISH))) for each in (one_evening, six_chapters)] == ["summary"] * 2


def test_a_row_says_who_from_where_to_where_by_how_much_and_how_sure(one_evening):
    row = row_of(one_evening, "Trust")
    found = one_evening.measured["trust"]
    assert (row.who, row.better) == ("34 pairs", "more is better")
    assert float(row.after) - float(row.before) == pytest.approx(found.change, abs=0.02)
    assert re.fullmatch(r"[−\d.]+ to [−\d.]+", row.range)
    assert row.sure in IN_WORDS.values()


def test_across_chapters_a_row_counts_pairs_and_the_chapters_of_its_own_average(six_chapters):
    assert row_of(six_chapters, "Trust").who == "158 pairs, 5 chapters"


def test_what_moved_the_unwelcome_way_stands_above_the_table_and_is_marked_in_words_and_shape():
    made = evening(60, change=-1.0)
    table = summary(made, ENGLISH)
    assert table.harm == "Moved the unwelcome way: trust in people from other communities and common ground."
    assert [row.way for row in table.rows] == ["unwelcome", "unwelcome", "welcome"]
    page = html.page(made)
    assert page.count('<tr role="row" class="unwelcome">') == 2
    assert len(re.findall(r"<title>the unwelcome way</title>(?:(?!</td>).)*unwelcome</td>", page, re.DOTALL)) == 2


def test_two_chapters_have_a_row_each_and_nothing_is_averaged():
    rows = summary(study((30, 25)), ENGLISH).rows
    assert [row.outcome for row in rows[:2]] == [
        "Trust in people from other communities, Chapter A",
        "Trust in people from other communities, Chapter B",
    ]
    assert [row.who for row in rows[:2]] == ["30 pairs", "25 pairs"]


def test_there_is_no_table_where_nothing_may_be_reported():
    assert summary(evening(3), ENGLISH) is None
    assert summary(before_alone(), ENGLISH) is None


def test_no_after_is_one_sentence_and_no_table_of_dashes():
    made = before_alone()
    page = html.page(made)
    assert "After has not been asked yet: 150 people answered Before" in plain(page)
    assert "There is nothing to compare yet." in plain(page)
    assert items_section.items(made, ENGLISH) == ()
    assert chapters_section.attendance(made, ENGLISH) is None
    assert chapters_section.workshops(made, ENGLISH) is None
    assert "held back" not in page.partition("What is left out")[0]


def test_below_twenty_people_no_heading_promises_persons():
    assert "person by person" not in plain(html.page(evening(12)))
    assert "person by person" in plain(html.page(evening(34)))


def test_workshops_stand_in_the_order_of_their_names_whatever_their_addresses():
    rows = [each for k, at in enumerate(("a", "b", "c")) for each in answered("Caer Lliw", 12, experiment=at, seed=k)]
    named = report(frame_of(rows), experiments={"a": "Wharf Rooms", "b": "Ôl y Môr", "c": "Penrhyn"})
    assert [row[0] for row in chapters_section.workshops(named, ENGLISH).rows] == ["Ôl y Môr", "Penrhyn", "Wharf Rooms"]


def test_a_few_who_would_rather_not_say_are_explained_and_no_cell_is_blank():
    items = {item: ItemWords(text=item) for scale in SCALES for item in scale.items}
    made = evening(34, items=items, declined={"t1": (0, 1)})
    listed = [row.declined for scale in items_section.items(made, ENGLISH) for row in scale.rows]
    assert listed == ["0 / few", *["0 / 0"] * 5]
    assert "“few”: one or two people." in plain(html.page(made))
    assert "“few”" not in plain(html.page(evening(34, items=items, declined={"t1": (0, 4)})))


def test_bars_say_that_light_is_before_and_dark_is_after(one_evening):
    assert "Light bars are before, dark bars after." in plain(html.page(one_evening))


@pytest.mark.parametrize("name", ["one_evening", "six_chapters"])
def test_every_dash_in_a_table_is_explained_in_its_section(request, name):
    page = html.page(request.getfixturevalue(name))
    parts = re.findall(r'<section class="section.*?(?=<section class="section|</main>)', page, re.DOTALL)
    assert any(html.GAP.search(part) for part in parts)
    assert all("“–”" in part for part in parts if html.GAP.search(part))


@pytest.mark.parametrize("words", ["likely range", "average, as wide as its range", "what a new chapter would measure"])
def test_every_forest_has_its_legend_below_it(six_chapters, words):
    drawn = re.findall(r'<svg class="(?:narrow-)?figure".*?</svg>', html.page(six_chapters), re.DOTALL)
    forests = [each for each in drawn if "A new chapter" in each]
    assert len(forests) == 6
    assert all(f">{words}</text>" in each for each in forests)


def test_circles_of_people_say_which_is_which(one_evening):
    drawn = re.findall(r'<svg class="figure".*?</svg>', html.page(one_evening), re.DOTALL)
    people = [each for each in drawn if "for each of 34 people" in each]
    assert people
    assert all(f">{words}</text>" in each for each in people for words in ("welcome", "little or none", "unwelcome"))


def sheet_of(made):
    return openpyxl.load_workbook(io.BytesIO(xlsx.xlsx(made)))


def test_a_workbook_opens_on_its_results_and_keeps_key_and_value_on_a_sheet_of_their_own(six_chapters):
    book = sheet_of(six_chapters)
    assert (book.active.title, book.sheetnames) == ("Results", ["Results", "Report", "Figures", "Codebook"])
    heading, trust, *_ = book.active.iter_rows(values_only=True)
    found = six_chapters.measured["trust"]
    assert heading == xlsx.RESULTS
    assert (trust[0], trust[2]) == ("Trust in people from other communities", found.n)
    assert trust[5:8] == pytest.approx((found.change, found.low, found.high), abs=0.051)
    assert trust[9] in IN_WORDS.values()


def test_a_number_of_a_workbook_that_rounding_alone_moved_has_the_words_of_the_report_beside_it():
    made = as_released(ranged_to_the_margin())
    (trust,) = list(sheet_of(made).active.iter_rows(values_only=True, min_row=2, max_row=2))
    row = summary(made, made.language).rows[0]
    assert trust[5] == 0.5
    assert trust[8] == f"{row.change} ({row.range})"
    assert trust[8].startswith("just under +0.5 (")


def ranged_to_the_margin():
    """Three chapters in which trust rose by 0.47 on average, which a release rounds to the margin of 0.5."""
    return adversarial.made(*a_change_of(0.47), scales=(ALONE,))


def test_a_workbook_of_few_people_has_no_figures_of_them():
    rows = list(sheet_of(evening(3)).active.iter_rows(values_only=True))[1:]
    assert {row[2:9] for row in rows} == {(None,) * 7}
    assert {row[9] for row in rows} == {"too few to report"}


@pytest.mark.parametrize(("code", "spoken"), [("en", "en-GB"), ("cy", "cy-GB")])
def test_a_word_document_says_which_language_all_of_its_text_is_in(code, spoken):
    word = pytest.importorskip("docx").Document(io.BytesIO(docx.docx(evening(12, language=code))))
    said = word.styles.element.xpath("//w:docDefaults//w:lang/@w:val")
    assert said == [spoken]


def test_a_word_document_has_the_table_of_findings_and_no_list_of_contents():
    word = pytest.importorskip("docx").Document(io.BytesIO(docx.docx(evening(34))))
    assert [cell.text for cell in word.tables[0].rows[0].cells][:3] == ["Outcome", "Who", "Before"]
    assert "Contents" not in [each.text for each in word.paragraphs]


def test_why_everybody_in_one_model_has_no_averages_is_said():
    made = alone(*one_big_fall_among_small_rises())
    row, page = row_of(made, "Trust, everybody in one model"), plain(html.page(made))
    assert (row.before, row.after) == ("–", "–")
    assert NONE_IN_ONE_MODEL in page
    assert "for the reason in the same row" not in page


@pytest.mark.parametrize("told", [lambda made: made, as_released])
def test_beside_a_comparison_in_some_chapters_a_row_is_of_the_people_compared(told):
    came = [group(name, "workshop", 20, moved=1.0 if k < 3 else -1.0, seed=k) for k, name in enumerate("ABCDEF")]
    made = told(made_of(*came, *(group(name, "control", 20, moved=0.0, seed=k + 50) for k, name in enumerate("ABC"))))
    chapters, row = made.first.chapters, row_of(made, "Trust")
    assert row.who == "60 who came, 60 of the comparison group"
    for cell, wave in ((row.before, "mean_pre"), (row.after, "mean_post")):
        mean = sum(getattr(chapters[name], wave) for name in "ABC") / 3
        assert float(cell) == pytest.approx(mean, abs=0.051)
    assert OF_SIDES_COMPARED in ENGLISH.say_all(summary(made, ENGLISH).notes)


def test_the_row_of_groups_some_of_which_are_left_out_has_no_averages_of_others():
    groups = [group(f"G{k}", "workshop" if k % 2 else "control", 20, moved=k % 2, seed=k) for k in range(8)]
    short = [group("H1", "workshop", 1, moved=1.0), group("H2", "control", 12, moved=0.0)]
    row, page = row_of(made_of(*groups, *short), "Trust"), plain(html.page(made_of(*groups, *short)))
    assert (row.before, row.after) != ("–", "–") or NONE_OF_THOSE_COMPARED in page


def test_that_ranges_are_rounded_outwards_stands_below_the_table_where_they_are_and_once():
    rose = [group(name, "", 25, moved=0.7, seed=place) for place, name in enumerate(adversarial.SIX)]
    found = made_of(*rose)
    outwards = "The ends of ranges are rounded outwards."
    assert plain(html.page(as_released(found))).count(outwards) == 1
    assert outwards not in plain(html.page(found))
    whole_points = as_released(made_of(group("A", "", 15, moved=1.2)))
    assert outwards not in plain(html.page(whole_points))
    assert "and ranges outwards" in plain(html.page(whole_points))
