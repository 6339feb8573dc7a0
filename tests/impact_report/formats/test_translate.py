"""One report in two languages: other words, the same figures."""

from dataclasses import replace

import pytest

from evaluation.impact_report.formats import html, write
from evaluation.impact_report.text.translate import report_in_language
from evaluation.models import Experiment
from evaluation.reports.from_study import report_of
from evaluation.store.reports.gather import gather_experiment
from tests.impact_report.examples import evening, study
from tests.releases.conftest import Fieldwork
from tests.releases.masked import as_released
from tests.releases.reading import numbers, text_of_html


@pytest.fixture
def bilingual():
    """The report of an evening that was held in English and Welsh."""
    return evening(34, also_in=("cy",))


def test_the_page_and_the_pdf_are_written_in_each_language(bilingual):
    made = write.of_release(bilingual, {}, formats=("html", "pdf"))
    assert set(made) == {"report.json", "report.html", "report.cy.html", "report.pdf", "report.cy.pdf"}


def test_the_other_language_says_the_same_figures(bilingual):
    english, welsh = (
        text_of_html(html.page(each).encode()) for each in (bilingual, report_in_language(bilingual, "cy"))
    )
    assert english != welsh
    assert {number for number, _ in numbers(english)} == {number for number, _ in numbers(welsh)}


def test_an_outcome_has_its_name_in_the_other_language(bilingual):
    made = report_in_language(bilingual, "cy")
    assert next(iter(made.measured.values())).outcome == "Ymddiriedaeth mewn pobl o gymunedau eraill"


def test_letters_are_said_in_the_other_language_wherever_they_stand():
    made = as_released(study((40, 25, 30)))
    made = report_in_language(replace(made, context=replace(made.context, lettered=True)), "cy")
    page = html.page(made)
    assert "Cangen A" in page
    assert "Chapter A" not in page


def test_names_are_left_as_they_are():
    assert "Chapter A" in html.page(report_in_language(as_released(study((40, 25, 30))), "cy"))


@pytest.mark.parametrize(("held_in", "also_in"), [(["en"], ()), (["cy", "en"], ("cy",)), (["en", "ur"], ())])
def test_a_report_is_written_in_the_languages_of_its_evening_that_reports_speak(
    sqlite_database, clock, held_in, also_in
):
    fieldwork = Fieldwork(sqlite_database, clock)
    fieldwork.evening("Neuadd Lliw", 6)
    with sqlite_database.transaction() as db:
        evening = db.get_one(Experiment, fieldwork.experiments["Neuadd Lliw"].id)
        evening.languages = held_in
        db.flush()
        made = report_of(gather_experiment(db, evening), now=clock())
    assert made.context.also_in == also_in
