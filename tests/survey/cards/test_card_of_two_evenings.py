"""Two evenings of one study on one day: a card answers where it belongs, and where that is not sure a page asks."""

import random

import pytest
from lxml import html

from evaluation.models import Study
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.responses.attendance import accept_study_cards
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import close_wave, open_wave
from tests.survey.test_pages import words_of
from tests.survey.who_answers.test_returning import follow, press

WHICH = "Which meeting are you at?"


class Second:
    """Another evening of the study on the same day, which takes the study's cards."""

    def __init__(self, hall, title="Town Hall", seed=3):
        self.hall = hall
        with hall.database.transaction() as db:
            study = db.get_one(Study, experiment_named(db, hall.words).study_id)
            chapter = add_chapter(db, study, name=f"Aberdare {seed}", now=hall.clock())
            version = version_in_use(db, "common-ground", 1, now=hall.clock())
            experiment = add_experiment(
                db, chapter, title=title, kind="weaving_trust", version=version,
                now=hall.clock(), rng=random.Random(seed), date=experiment_named(db, hall.words).date, place="Aberdare",
            )  # fmt: skip
            accept_study_cards(db, experiment, accept=True)
            self.words = experiment.slug

    def open(self, wave):
        with self.hall.database.transaction() as db:
            open_wave(db, experiment_named(db, self.words), kind=wave, now=self.hall.clock())

    def close(self, wave):
        with self.hall.database.transaction() as db:
            close_wave(db, experiment_named(db, self.words), kind=wave, now=self.hall.clock())


@pytest.fixture
def second(sqlite_hall):
    return Second(sqlite_hall)


@pytest.fixture
def card(sqlite_hall):
    return sqlite_hall.cards(1)[0]


def came(phone, card):
    """Where a card leads."""
    follow(phone, phone.get(f"/c/{card}"))
    return words_of(phone.page)


def answer(phone, card):
    """Scan a card, agree and send."""
    came(phone, card)
    press(phone, None)
    phone.at = phone.page.request.path
    return phone.send({"bt1": "4"}).headers["Location"]


@pytest.mark.parametrize("home_stands", ["between", "open"])
def test_after_of_another_evening_does_not_take_a_card_that_answered_before_at_home(
    sqlite_hall, second, card, new_phone, home_stands
):
    answer(new_phone(), card)
    sqlite_hall.close("pre")
    if home_stands == "open":
        sqlite_hall.open("post")
    second.open("pre")
    second.close("pre")
    sqlite_hall.clock.advance(minutes=1)
    second.open("post")
    said = came(new_phone(), card)
    assert "Town Hall" not in said
    assert "Highfields Centre" in said or "Before has closed" in said


def test_before_of_another_evening_does_not_take_a_card_whose_own_is_open(sqlite_hall, second, card, new_phone):
    sqlite_hall.clock.advance(minutes=1)
    second.open("pre")
    assert answer(new_phone(), card).startswith(f"/{sqlite_hall.words}/")


def test_a_card_that_answered_at_another_evening_stays_there(sqlite_hall, second, card, new_phone):
    sqlite_hall.close("pre")
    second.open("pre")
    phone = new_phone()
    phone.get(f"/{second.words}?card={card}")
    press(phone, None)
    sqlite_hall.clock.advance(minutes=1)
    second.open("post")
    assert "Town Hall" in came(new_phone(), card)


def test_a_page_asks_where_the_card_s_own_evening_is_still_to_come(sqlite_hall, second, card, new_phone):
    sqlite_hall.close("pre")
    second.open("pre")
    phone = new_phone()
    said = came(phone, card)
    assert WHICH in said
    ways = html.fromstring(phone.page.data).xpath("//main//a[contains(@class, 'go')]")
    assert [" ".join(way.text_content().split()) for way in ways] == [
        "Highfields Centre Leicester",
        "Town Hall Aberdare",
    ]
    assert [way.get("href").split("?")[0] for way in ways] == [f"/{sqlite_hall.words}", f"/{second.words}"]
    assert all(f"card={card}" in way.get("href") for way in ways)


def test_another_evening_takes_the_card_once_its_own_is_over(sqlite_hall, second, card, new_phone):
    answer(new_phone(), card)
    sqlite_hall.open("post")
    sqlite_hall.close("post")
    second.open("pre")
    assert "Town Hall" in came(new_phone(), card)


def test_a_page_asks_where_two_other_evenings_take_the_card(sqlite_hall, second, card, new_phone):
    third = Second(sqlite_hall, title="Library", seed=5)
    sqlite_hall.open("post")
    sqlite_hall.close("post")
    second.open("pre")
    third.open("pre")
    said = came(new_phone(), card)
    assert WHICH in said
    assert "Library" in said


def test_whoever_has_sent_after_at_home_is_asked_where_they_are(sqlite_hall, second, card, new_phone):
    phone = new_phone()
    answer(phone, card)
    sqlite_hall.open("post")
    second.open("pre")
    answer(phone, card)
    assert WHICH in came(phone, card)
