"""What a file to read tells of a further wave: never the change once more of all but a few."""

import io
import json

import openpyxl
import pytest

from evaluation.impact_report.formats import html, xlsx
from evaluation.impact_report.formats import json as json_file
from evaluation.impact_report.sections.waves_section import NEARLY_ALL, waves
from tests.impact_report.adversarial import TRUST, group, made
from tests.impact_report.months_later.test_few_lost_months_later import asked_again
from tests.impact_report.page_one import plain

WAVES = {
    "follow_up": ("lasting", {"change", "lasting", "faded"}),
    "then": ("post_minus_then", {"post_minus_pre", "post_minus_then", "then_minus_pre"}),
    "pretest": ("drift", {"drift", "change", "beyond_drift"}),
}
FEW_OR_NOT = pytest.mark.parametrize(("lost", "few"), [(0, False), (1, True), (4, True), (5, False)])
EACH_WAVE = pytest.mark.parametrize("wave", list(WAVES))


def one_chapter(lost, wave, *, n=20):
    rows = group("Ash", "", n, moved=0.6, noise=0.8)
    again = [row | {"wave": wave} for row in rows if row["wave"] == "post"]
    return made(rows, again[lost:])


def printed(report):
    (table,) = waves(report, report.language)
    return len(table.rows), NEARLY_ALL in table.notes


def in_workbook(report, wave):
    book = openpyxl.load_workbook(io.BytesIO(xlsx.xlsx(report)))
    keys = [row[0].split(".") for row in book["Figures"].iter_rows(min_row=2, values_only=True)]
    return {key[4] for key in keys if key[2:4] == ["waves", wave]} & WAVES[wave][1]


@FEW_OR_NOT
@EACH_WAVE
def test_of_all_but_a_few_one_difference_is_printed(wave, lost, few):
    assert printed(one_chapter(lost, wave)) == (1 if few else 3, few)


@FEW_OR_NOT
@EACH_WAVE
def test_the_workbook_tells_no_more(wave, lost, few):
    alone, every = WAVES[wave]
    assert in_workbook(one_chapter(lost, wave), wave) == ({alone} if few else every)


@EACH_WAVE
def test_report_json_tells_every_figure(wave):
    found = json.loads(json_file.text(one_chapter(1, wave)))["outcomes"][TRUST.id]["waves"][wave]
    assert set(found) == WAVES[wave][1]


def test_the_page_gives_the_reason():
    assert NEARLY_ALL in plain(html.page(one_chapter(1, "follow_up")))


def test_a_few_of_one_chapter_of_several_are_few():
    assert printed(asked_again({"A": 1})) == (2, True)
    assert printed(asked_again({"A": 6})) == (6, False)
