"""Who answered both times is counted once in a report; where some have no score of an outcome, that is said."""

import io

import openpyxl
import pytest

from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.formats.xlsx import xlsx
from tests.impact_report.adversarial import NERVES, SIX, TRUST, group, made
from tests.impact_report.page_one import page_1, plain
from tests.releases.masked import as_released

BLANK = float("nan")


def results(report):
    """What is written in the row of each outcome on the first sheet of the spreadsheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(report)))["Results"]
    written = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    return {row[0]: row for row in written if row}


def lacking(rows, people, *, wave="post", items=TRUST.items):
    """The rows with nothing of these items answered by the first so many people at a wave."""
    few = list(dict.fromkeys(row["participant"] for row in rows))[:people]
    return [
        {**row, **dict.fromkeys(items, BLANK)} if row["wave"] == wave and row["participant"] in few else row
        for row in rows
    ]


def chapters(*, lack=2, names=SIX, n=20, arm="", moved=1.0):
    """Chapters of so many people, of whom some left the first outcome out after and answered another one."""
    made_of = [
        group(name, arm, n, moved=moved, scales=(TRUST, NERVES), seed=k, key=arm) for k, name in enumerate(names)
    ]
    return [lacking(rows, lack) for rows in made_of]


def two(*groups, **further):
    return made(*groups, scales=(TRUST, NERVES), **further)


def test_page_1_and_its_quote_count_as_the_table_does_and_tell_who_has_a_score():
    report = two(*chapters())
    said, flow = page_1(report), document(report)["flow"]
    assert flow["pairs"] == 120
    assert "All six chapters have results · 120 people answered both times" in said["all"]
    assert "108 of the 120 people who answered both times have a score of trust both times." in said["lede"]
    assert "120 people answered before and after. Of these, 108 have a score of trust both times." in said["quote"]
    assert "108 people answered" not in plain(html.page(report))


def test_who_is_missing_tells_of_people_who_answered_and_have_no_score():
    whole = plain(html.page(two(*chapters())))
    missing = whole.rpartition("Who is missing")[2].partition("What this cannot tell us")[0]
    assert "108 of the 120 people who answered both times have a score of trust both times." in missing
    assert "People with a score before and none after began" in missing
    assert "answered only before" not in missing
    assert "answered once" not in missing


def test_a_single_workshop_tells_it_too():
    said = page_1(two(*chapters(names="A", n=40, lack=6)))
    assert "34 of the 40 people who answered both times have a score of trust both times." in said["lede"]
    assert "40 people answered before and after. Of these, 34 have a score of trust both times." in said["quote"]


def test_both_sides_of_a_comparison_tell_it():
    report = two(*chapters(arm="workshop"), *chapters(arm="control", lack=3, moved=0.0))
    said = page_1(report)
    assert "120 people who came, of 120 who answered before, and 120 of the comparison group" in said["all"]
    assert (
        "108 of the 120 people who came and answered both times, and 102 of the 120 of the comparison" in said["lede"]
    )
    assert "Of these, 108 and 102 have a score of trust both times." in said["quote"]


def test_how_many_answered_before_is_told_where_some_have_no_score():
    rows = [[row for row in each if row["participant"][-1] not in "89" or row["wave"] == "pre"] for each in chapters()]
    said = page_1(two(*rows))
    assert "96 people answered both times, of 120 who answered before" in said["all"]
    assert "84 of the 96 people who answered both times have a score of trust both times." in said["lede"]
    assert "120 people had answered before." in said["quote"]


def test_people_of_a_chapter_without_results_are_not_told_as_without_a_score():
    report = two(*chapters(names=SIX[:5], lack=0), lacking(chapters(names="F", lack=0)[0], 18))
    said = page_1(report)
    assert "100 people answered both times" in said["all"]
    assert "have a score of trust" not in said["lede"]


@pytest.mark.parametrize(
    ("lack", "headline"), [(13, "7 people have a score of trust both times"), (18, "Too few people")]
)
def test_few_scores_are_not_told_as_few_who_answered(lack, headline):
    said = page_1(two(*chapters(names="A", lack=lack)))
    assert said["headline"].startswith(headline)
    assert "answered both times" not in said["headline"]


def test_where_everybody_has_a_score_nothing_of_it_is_said():
    whole = plain(html.page(two(*chapters(lack=0))))
    assert "a score of trust" not in whole
    assert "120 people answered both times" in whole


def test_an_outcome_that_was_asked_before_alone_is_told_as_that():
    said = page_1(two(*nerves_once()))
    assert "Nervousness was asked before and not after: no change is told" in said["all"]
    assert "Too few people" not in said["all"]


def nerves_once(**further):
    """Chapters in which everybody was asked after of trust alone."""
    return [lacking(rows, 20, items=NERVES.items) for rows in chapters(lack=0, **further)]


@pytest.mark.parametrize("released", [False, True])
@pytest.mark.parametrize("names", ["A", "AB", SIX])
def test_it_is_told_as_that_on_every_page_and_in_the_spreadsheet(names, released):
    report = two(*nerves_once(names=names))
    report = as_released(report) if released else report
    whole = plain(html.page(report))
    assert "not asked after" in whole.lower()
    assert "too few to" not in whole.lower()
    assert "Too few people" not in whole
    assert results(report)["Nervousness"][-2:] == ["not asked after", "not asked after"]


def test_it_is_told_as_that_beside_a_comparison_group():
    report = two(*nerves_once(arm="workshop"), *nerves_once(arm="control", moved=0.0))
    assert "Nervousness was asked before and not after: no change is told" in page_1(report)["all"]
    assert "Too few chapters" not in page_1(report)["all"]
    assert results(report)["Nervousness"][-1] == "not asked after"


def test_two_chapters_side_by_side_have_it_in_place_of_dashes():
    said = page_1(two(*nerves_once(names="AB")))["all"]
    assert "Nervousness not asked after not asked after" in said


def test_a_wave_that_nobody_was_asked_at_is_told_as_that_in_the_spreadsheet():
    report = two(*([row for row in rows if row["wave"] == "pre"] for rows in chapters(lack=0)))
    assert results(report)["Trust"][-1] == "asked one time only"


def test_few_scores_of_an_outcome_asked_both_times_are_not_told_as_asked_once():
    report = two(*chapters(names="A", lack=18))
    assert "asked one time only" not in plain(html.page(report)).lower()
    assert results(report)["Trust"][-1] == "too few to report"
