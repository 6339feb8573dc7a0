"""Releases that were frozen before figures were told no finer than their averages are read and written as they were."""

import re
from dataclasses import replace

import pytest

from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.formats import csv, html, xlsx
from evaluation.impact_report.sections.numbers_section import figures_of_one
from evaluation.impact_report.text.translate import report_in_language
from evaluation.reports.releases import serialize
from tests.impact_report.examples import evening
from tests.releases.masked import as_released
from tests.releases.reading import text_of_html


@pytest.fixture(scope="module")
def earlier():
    """A released tree with probabilities, t and two decimals, as it was made before."""
    made = evening(34)
    first = {name: replace(found, renderer=1) for name, found in made.measured.items()}
    return replace(made, context=replace(made.context, released=True), measured=first, renderer=1)


def test_an_earlier_tree_is_read_and_written_to_the_same_bytes(earlier):
    text = serialize.written(earlier, ImpactReport)
    again = serialize.read(text, ImpactReport)
    assert (again, serialize.written(again, ImpactReport)) == (earlier, text)


def test_an_earlier_tree_is_printed_with_the_decimals_it_had(earlier):
    rows = {row[0]: row[1:] for row in figures_of_one(earlier, earlier.language).rows}
    assert all(re.search(r"\.\d\d\b", cell) for cell in rows["Effect size d (average SD)"])
    assert re.fullmatch(r"0\.\d{3}|under 0\.001", rows["p (paired t)"][0])


def test_a_tree_of_today_holds_what_is_held_back_and_comes_back_the_same():
    made = as_released(evening(34))
    assert serialize.read(serialize.written(made, ImpactReport), ImpactReport) == made


@pytest.mark.parametrize(("code", "band"), [("en", "over 0.05"), ("cy", "dros 0.05")])
def test_a_page_tells_the_band_of_a_probability_in_the_readers_language(code, band):
    made = as_released(evening(34, change=0.0))
    assert band in text_of_html(html.page(report_in_language(made, code)).encode())


@pytest.mark.parametrize("people", [8, 12, 22])
def test_every_file_of_few_people_is_made_and_says_nan_nowhere(people):
    made = as_released(evening(people))
    said = html.page(made) + csv.figures_csv(made)
    assert not re.search(r"\bnan\b|Suppressed\(|NotEstimable\(", said)
    assert xlsx.xlsx(made)
