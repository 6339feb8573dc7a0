"""Once After has closed people are told the days of a planned follow-up, and organisers have words to remind them."""

import html
import re
from datetime import date

import pytest
from werkzeug.test import Client

from evaluation.models import Experiment
from evaluation.store.studies.wave_windows import Window, plan_window
from tests.fieldwork.conftest import Evening


@pytest.fixture
def evening(mounted):
    evening = Evening(mounted.desk)
    for wave in ("pre", "post"):
        evening.open(wave)
        evening.close(wave)
    return evening


@pytest.fixture
def organiser(mounted):
    return mounted.person("org@example.org", "organiser", study=mounted.desk.study)


def plan(evening):
    with evening.database.transaction() as db:
        row = db.get_one(Experiment, evening.id)
        plan_window(row, "follow_up", window=Window(date(2026, 6, 4), date(2026, 6, 11)))


def read(page):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.text)))


NOTHING = "If you have answered, there is nothing more to do."
DAYS = "From 4 June 2026 to 11 June 2026"


def test_who_comes_back_is_told_the_days_and_to_keep_the_card(evening, mounted):
    plan(evening)
    said = read(Client(mounted.application).get(f"/{evening.words}?lang=en"))
    assert f"{DAYS} a few questions are asked once more, at this same address. " in said
    assert "Keep your card, or this page." in said
    assert NOTHING not in said


def test_without_a_plan_and_once_its_days_are_over_nothing_is_left_to_do(evening, mounted, clock):
    assert NOTHING in read(Client(mounted.application).get(f"/{evening.words}?lang=en"))
    plan(evening)
    clock.advance(days=40)
    assert NOTHING in read(Client(mounted.application).get(f"/{evening.words}?lang=en"))


def test_organisers_have_words_to_remind_people(evening, organiser):
    plan(evening)
    evening.cards(2)
    page = read(organiser.get(f"/staff/experiments/{evening.id}"))
    assert "To remind people of the follow-up, send them these words:" in page
    assert f"thank you. {DAYS} please answer a few questions once more here, with the same card." in page


def test_they_have_none_where_no_days_are_planned(evening, organiser):
    assert "To remind people" not in read(organiser.get(f"/staff/experiments/{evening.id}"))
