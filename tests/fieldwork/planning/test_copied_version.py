"""A copy of an evening says which version of the questionnaire it asks: the newest, as a new evening does."""

from datetime import date

import pytest
from lxml import html

from evaluation.models import Experiment
from evaluation.store.evening.asked_version import waiting_for_older
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.copy_experiment import version_asked
from evaluation.store.studies.lookup import experiment_named
from tests.mounted_evening import evening, organiser

__all__ = ["evening", "organiser"]

ON = date(2026, 6, 1)


def top(organiser, evening):
    page = html.fromstring(organiser.get(f"/staff/experiments/{evening.id}").text)
    (block,) = page.xpath('//main//div[@class="top"]')
    return " ".join(block.text_content().split()), block.xpath(".//a/@href")


def test_the_page_of_an_evening_names_its_questionnaire_and_the_newer_version(evening, organiser):
    said, links = top(organiser, evening)
    assert "Questionnaire: Common ground, version 1" in said
    assert "Version 2 is published by now, and nobody has answered here." in said
    assert "/staff/instruments/common-ground/1" in links


def test_once_it_is_open_no_newer_version_is_proposed(evening, organiser):
    evening.open("pre")
    said, _links = top(organiser, evening)
    assert ("Common ground, version 1" in said, "is published by now" in said) == (True, False)


def test_none_is_proposed_that_cannot_be_answered_in_one_of_its_languages(evening, organiser):
    evening.sign_welsh()
    evening.change(languages=["en", "cy"])
    said, _links = top(organiser, evening)
    assert ("Common ground, version 1" in said, "is published by now" in said) == (True, False)


def test_whoever_publishes_is_told_how_many_evenings_wait_to_ask_an_older_version(evening):
    def waiting(number):
        with evening.database.transaction() as db:
            return len(waiting_for_older(db, version_in_use(db, "common-ground", number, now=evening.clock())).titles)

    assert waiting(1) == 0
    before = waiting(2)
    evening.open("pre")
    assert waiting(2) == before - 1


@pytest.fixture
def copied(evening, organiser):
    """Copy it; what its page says, and which version it asks."""

    def copy():
        at = f"/staff/experiments/{evening.id}"
        page = organiser.get(organiser.post(f"{at}/copy", page=at, on=str(ON)).headers["Location"])
        with evening.database.reading() as db:
            fresh = db.query(Experiment).filter_by(date=ON).one()
            number = version_asked(db, experiment_named(db, fresh.slug)).number
        return " ".join(html.fromstring(page.text).text_content().split()), number

    return copy


def test_it_asks_the_newest_and_says_so(copied):
    said, number = copied()
    assert number == 2
    assert "It asks version 2 of the questionnaire, the newest; the one it was copied from asked version 1." in said


def test_it_asks_the_same_where_the_newest_cannot_be_answered_in_one_of_its_languages(copied, evening):
    evening.sign_welsh()
    evening.change(languages=["en", "cy"])
    said, number = copied()
    assert number == 1
    assert "It asks version 1 of the questionnaire, as the one it was copied from" in said
    assert "cannot be answered in Cymraeg yet" in said
