"""Counts of who took part that may be told nowhere take up no column: one sentence says so, and why."""

from dataclasses import replace

import pytest

from analysis.estimate.estimate import Suppressed
from evaluation.impact_report.formats import html
from evaluation.impact_report.sections.chapters_section import attendance
from evaluation.reports.releases.disclosed_flow import HELD_BY_LOT, disclosed_flow
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_one import plain

WHY = "Not told, as it could tell of a few people, how many answered before and answered after."


@pytest.fixture(scope="module")
def everybody():
    return made(*(group(name, "", 20, moved=0.5, seed=k) for k, name in enumerate(SIX)))


def with_flow(report, flow):
    return replace(report, flow=flow)


def held_back(counts, fields):
    return {field: HELD_BY_LOT if field in fields else count for field, count in counts.items()}


def test_columns_without_a_count_are_told_in_a_sentence(everybody):
    flow = disclosed_flow(everybody.flow.chapters, below=5, held_by_lot=True)
    table = attendance(with_flow(everybody, flow), everybody.language)
    assert table.heading == ("Chapter", "Answered both")
    assert [row.cells for row in table.rows] == [("20",)] * 6 + [("120",)]
    section = part_of(with_flow(everybody, flow))
    assert WHY in section
    assert "–" not in section
    assert "Flow" not in section
    assert "Bars" not in section


def test_a_table_without_any_count_is_one_sentence(everybody):
    every = ("came", "pre", "post", "pairs", "pre_only", "post_only")
    chapters = {name: held_back(counts, every) for name, counts in everybody.flow.chapters.items()}
    flow = replace(everybody.flow, chapters=chapters, total=held_back(everybody.flow.total, every))
    assert attendance(with_flow(everybody, flow), everybody.language).rows == ()
    section = part_of(with_flow(everybody, flow))
    assert section.endswith("how many answered before, answered after and answered both.")
    assert (
        "<table" not in html.page(with_flow(everybody, flow)).partition('id="attendance"')[2].partition("</section>")[0]
    )


def test_a_column_that_some_chapter_tells_keeps_its_dashes(everybody):
    chapters = dict(everybody.flow.chapters)
    chapters["A"] = held_back(chapters["A"], ("pre", "pre_only"))
    table = attendance(with_flow(everybody, replace(everybody.flow, chapters=chapters)), everybody.language)
    assert table.heading == ("Chapter", "Answered before", "Answered after", "Answered both")
    assert table.held_back == ""
    assert table.drawn


def test_chapters_held_back_whole_have_no_table(everybody):
    few = dict.fromkeys(everybody.flow.chapters, Suppressed("few"))
    assert attendance(with_flow(everybody, replace(everybody.flow, chapters=few)), everybody.language) is None


def part_of(report):
    page = html.page(report)
    return plain(page.partition('id="attendance">')[2].partition("</section>")[0])
