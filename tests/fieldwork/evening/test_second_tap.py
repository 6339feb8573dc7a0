"""A second tap in the same place does nothing else: the page asks first, for as long as a tap may be a slip."""

import re

import pytest
from lxml import html

from evaluation.models import Experiment
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.waves import waves_of
from tests.fieldwork.conftest import Evening

STEPS = {"Open Before": "before_open", "Close Before": "between", "Open After": "after_open", "Close After": "closed"}


class Hand:
    """Somebody without JavaScript who taps what stands on the page that they see."""

    def __init__(self, browser, address):
        self.client, self.address = browser.client, address
        self.go(address)

    def go(self, address):
        self.page = self.client.get(address).text

    def tap(self, label):
        """The first button that says this; or where nothing does, nothing."""
        for form in html.fromstring(self.page).forms:
            if label in "".join(form.xpath(".//button//text()")):
                answer = self.client.post(form.action, data=dict(form.fields), follow_redirects=True)
                assert answer.status_code == 200
                self.page = answer.text
                return

    def tap_the_big_button(self):
        self.tap(html.fromstring(self.page).xpath("//button[contains(@class, 'go wide')]")[0].text.strip())


@pytest.fixture
def evening(mounted):
    return Evening(mounted.desk)


@pytest.fixture
def organiser(mounted, evening):
    browser = mounted.person("org@example.org", "organiser", chapter=mounted.desk.north)
    return Hand(browser, f"/staff/experiments/{evening.id}")


@pytest.fixture
def volunteer(mounted, evening):
    handing = mounted.person("other@example.org", "organiser", chapter=mounted.desk.north)
    address = f"/staff/experiments/{evening.id}/key"
    secret = re.search(r"/staff/evening/([\w-]+)", handing.post(address, page=address).text)[1]
    return Hand(mounted.nobody(), f"/staff/evening/{secret}")


@pytest.fixture(params=["organiser", "volunteer"])
def hand(request):
    return request.getfixturevalue(request.param)


def state(evening):
    with evening.database.reading() as db:
        row = db.get_one(Experiment, evening.id)
        return state_of(row, waves_of(db, row))


@pytest.mark.parametrize("apart", [0, 0.15, 2.5, 4.9])
def test_a_second_tap_on_the_big_button_does_not_take_the_next_step(hand, evening, clock, apart):
    evening.change(planned_rounds=0)
    reached = []
    for _step in list(STEPS)[:3]:
        hand.tap_the_big_button()
        clock.advance(seconds=apart)
        hand.tap_the_big_button()
        reached.append(state(evening))
        clock.advance(minutes=1)
    assert reached == list(STEPS.values())[:3]


def test_the_page_says_what_was_done_just_now_and_asks(hand, evening):
    hand.tap("Open Before")
    assert "was opened just now" not in hand.page
    hand.tap("Close Before")
    assert "Before was opened just now, so a second tap changed nothing." in hand.page


def test_it_is_done_once_the_question_is_answered(hand, evening):
    hand.tap("Open Before")
    hand.tap("Close Before")
    hand.tap("Yes, Close Before")
    assert state(evening) == "between"


def test_a_third_tap_in_the_same_place_does_nothing_either(hand, evening):
    for _tap in range(4):
        hand.tap_the_big_button()
    assert state(evening) == "before_open"


def test_after_five_seconds_the_big_button_takes_the_next_step(hand, evening, clock):
    hand.tap("Open Before")
    clock.advance(seconds=5)
    hand.tap("Close Before")
    assert state(evening) == "between"


def test_a_tap_that_came_twice_before_the_answer_guards_the_next_one_too(hand, evening):
    """On a slow network the browser sends the first form twice, and the page comes with the second answer."""
    before = hand.page
    hand.tap("Open Before")
    hand.page = before
    hand.tap("Open Before")
    hand.tap("Close Before")
    assert state(evening) == "before_open"


def test_undo_works_at_once_and_its_second_tap_takes_nothing_else_back(hand, evening, clock):
    hand.tap("Open Before")
    clock.advance(minutes=1)
    hand.tap("Close Before")
    hand.tap("Undo")
    assert state(evening) == "before_open"
    hand.tap("Undo")
    assert state(evening) == "before_open"
    hand.tap("Yes, Undo “Open Before”")
    assert state(evening) == "draft"


def test_two_people_at_the_same_moment_are_asked_nothing(organiser, volunteer, evening):
    organiser.tap("Open Before")
    volunteer.tap("Open Before")
    assert state(evening) == "before_open"
    organiser.go(f"/staff/experiments/{evening.id}")
    organiser.tap("Close Before")
    assert state(evening) == "between"


def test_a_button_that_has_to_wait_says_for_how_many_seconds(hand, clock):
    hand.tap("Open Before")
    assert re.search(r'<button[^>]*data-wait="5"[^>]*>\s*Close Before', hand.page)
    assert not re.search(r"<button[^>]*data-wait[^>]*>\s*Undo", hand.page)
