"""Several answers and dates with a script: what stands alone, words beside an option, no signal, narrow, and axe."""

import random

import pytest
from playwright.sync_api import expect

from evaluation.models import OpenAnswer
from tests.journeys.conftest import LiveHall
from tests.journeys.conftest import phone as phone  # noqa: PLC0414 - the fixture itself
from tests.journeys.test_accessible import violations
from tests.journeys.walks import READY
from tests.questions.asked import VERSION, evening_that_asks

pytestmark = pytest.mark.browser
ELSE, NONE, AWAY = "Another: please say", "None of these", "I’d rather not say"


class LiveWalk(LiveHall):
    """The walk behind a real server."""

    def __init__(self, database, clock, *, version=VERSION):  # its evening is another than that of a hall
        self.database, self.clock, self.rng = database, clock, random.Random(7)
        self.words = evening_that_asks(database, clock, self.rng, version=version)
        self.open("pre")


@pytest.fixture
def live(sqlite_database, sqlite_settings, clock):
    walk = LiveWalk(sqlite_database, clock)
    with walk.serve(sqlite_settings) as base:
        walk.base = base
        yield walk


@pytest.fixture
def question(live, phone):
    """A narrow phone at the question."""
    with phone(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.evaluate(READY)
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        page.goto(f"{page.url}#langs")
        yield page


def ticked(page):
    return page.locator("#langs input[name=langs]:checked").evaluate_all("boxes => boxes.map((box) => box.value)")


def tick(page, *names):
    for name in names:
        page.locator("#langs label", has_text=name).first.click()
        page.wait_for_timeout(550)  # what is pressed at one place within half a second is a double tap


def test_what_stands_alone_and_the_others_give_way_to_each_other(question):
    tick(question, "English", "Welsh")
    assert ticked(question) == ["english", "welsh"]
    tick(question, NONE)
    assert ticked(question) == ["none"]
    tick(question, "Arabic")
    assert ticked(question) == ["arabic"]
    tick(question, AWAY)
    assert ticked(question) == ["declined"]
    tick(question, NONE)
    assert ticked(question) == ["none"]
    tick(question, NONE)
    assert ticked(question) == []


def test_words_tick_their_option_and_take_away_what_stands_alone(question):
    tick(question, NONE)
    question.get_by_role("textbox", name=ELSE).fill("Somali")
    assert ticked(question) == ["another"]
    question.get_by_role("textbox", name=ELSE).fill("")
    assert ticked(question) == []


def test_what_lets_the_words_be_quoted_shows_once_there_are_some(question):
    box = question.locator("#langs .quote")
    expect(box).to_be_hidden()
    question.get_by_role("textbox", name=ELSE).fill("Somali")
    expect(box).to_be_visible()


def test_all_of_it_outlives_a_reload_without_signal_and_arrives_later(live, question):
    tick(question, "English")
    question.get_by_role("textbox", name=ELSE).fill("Somali")
    question.context.set_offline(True)
    question.reload()
    assert ticked(question) == ["english", "another"]
    expect(question.get_by_role("textbox", name=ELSE)).to_have_value("Somali")
    question.goto(question.url.replace("#langs", "#since"))
    question.get_by_role("button", name="Send my answers").click()
    expect(question.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    question.context.set_offline(False)
    expect(question.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [each.answers for each in live.kept()] == [{"langs": "english another"}]
    with live.database.reading() as db:
        assert db.query(OpenAnswer.item, OpenAnswer.text).all() == [("langs-other", "Somali")]


def test_it_fits_a_narrow_phone_and_axe_finds_nothing(question):
    question.get_by_role("textbox", name=ELSE).fill("Somali")
    assert question.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(question) == []


def test_a_date_outlives_a_reload_without_signal_and_fits(live, question):
    question.goto(question.url.replace("#langs", "#since"))
    day = question.locator("#since input[type=date]")
    day.fill("2026-05-14")
    question.context.set_offline(True)
    question.reload()
    expect(day).to_have_value("2026-05-14")
    assert question.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(question) == []
    question.get_by_role("button", name="Send my answers").click()
    expect(question.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    question.context.set_offline(False)
    expect(question.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [each.answers for each in live.kept()] == [{"since": "2026-05-14"}]
