"""A copy of an evening says which version of the questionnaire it asks: the newest, as a new evening does."""

from datetime import date

import pytest
from lxml import html

from evaluation.models import Experiment
from evaluation.store.studies.copy_experiment import version_asked
from evaluation.store.studies.lookup import experiment_named
from tests.mounted_evening import evening, organiser

__all__ = ["evening", "organiser"]

ON = date(2026, 6, 1)


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
