"""What the evening's page says fits the minute, the clock, the cards that there are, and what its reader can do."""

import re
from datetime import time, timedelta

import pytest

from evaluation.fieldwork.print_pack.print_facts import print_facts
from evaluation.fieldwork.timekeeping import keep_time
from evaluation.models import Experiment
from evaluation.store.responses.consents import begin_with_card
from evaluation.store.responses.responses import record_response
from tests.staff_pages import post


@pytest.fixture
def evening(evening, clock):
    evening.change(planned_rounds=1, minutes_a_round=6, starts_at=clock(), ends_at=clock() + timedelta(hours=2))
    return evening


@pytest.fixture
def key(organiser, evening):
    return re.search(r"/staff/evening/([\w-]+)", post(organiser, f"/experiments/{evening.id}/key").text)[1]


@pytest.fixture
def says(organiser, evening, desk, key):
    """The words of the evening's page, or of one below it, for the organiser or for the key."""

    def read(page="", *, with_key=False):
        at = f"/evening/{key}" if with_key else f"/experiments/{evening.id}"
        answer = (desk.app.test_client() if with_key else organiser).get(at + page, follow_redirects=True)
        return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace("&#39;", "'").split())

    return read


@pytest.fixture
def does(press, evening, clock):
    def steps(*names):
        for name in names:
            press(f"/experiments/{evening.id}/{name}")
            clock.advance(minutes=1)

    return steps


CLOSING = "This bell closes Before"
ANSWER = "Please answer now, each of you alone."


def test_how_to_answer_stands_there_for_as_long_as_before_is_open(says, does, evening, clock):
    evening.cards(4)
    does("waves/pre/open")
    clock.advance(minutes=20)
    nobody_yet = says()
    assert (ANSWER in nobody_yet, CLOSING in nobody_yet) == (True, False)
    evening.answered(3)
    settled = says()
    assert (ANSWER in settled, CLOSING in settled) == (True, True)


def test_whoever_has_begun_is_given_time_before_the_bell_is_spoken_of(says, does, evening, clock):
    evening.cards(4)
    does("waves/pre/open")
    evening.answered(1)
    evening.begin("pre")
    clock.advance(minutes=4)
    at_five = CLOSING in says()
    clock.advance(minutes=6)
    assert (at_five, CLOSING in says()) == (False, True)


def test_once_after_is_open_nobody_is_told_to_open_it(says, does):
    does("waves/pre/open", "waves/pre/close", "waves/post/open")
    assert "Press Open After" not in says()


def test_the_script_and_the_page_say_the_same_of_when_after_opens(says, does, evening, clock):
    told = [says(), says("/script")]
    assert [("opens by itself at 20:15" in each) for each in told] == [True, True]
    clock.advance(minutes=100)
    does("waves/pre/open")
    told = [says(), says("/script", with_key=True)]
    assert ["opens by itself at" in each for each in told] == [False, False]
    assert "After does not open by itself: its planned time is 20:15" in told[0]


CONDITION = "Only if Before has been open for 20 minutes by then and somebody has answered."


def test_the_script_says_on_what_conditions_after_opens_until_they_are_met(says, does, evening):
    ahead = says("/script")
    does("waves/pre/open")
    evening.answered(1)
    assert [CONDITION in each for each in (ahead, says("/script"))] == [True, False]


def test_what_is_printed_says_the_conditions_and_no_time_once_after_is_open(does, evening):
    def printed():
        with evening.database.reading() as db:
            facts = print_facts(db, db.get_one(Experiment, evening.id), base_url="https://weaving.example.org")
        return facts.after_opens, facts.opens_only_if

    ahead = printed()
    does("waves/pre/open")
    evening.answered(1)
    begun = printed()
    does("waves/pre/close", "waves/post/open")
    assert [ahead, begun, printed()] == [(time(20, 15), True), (time(20, 15), True), (None, True)]


def test_the_wall_speaks_of_after_only_while_it_is_still_to_come(says, does, press, evening):
    press(f"/experiments/{evening.id}/seating", shown="0", groups="Mosque 6\nSchool 6", rounds="2")
    seen = [says("/screen?seats=1")]
    for step in ("waves/pre/open", "waves/pre/close", "waves/post/open", "waves/post/close"):
        does(step)
        seen.append(says("/screen?seats=1"))
    evening.change(frozen_at=evening.clock())
    seen.append(says("/screen?seats=1"))
    assert all("Find your table for round 1" in each for each in seen)
    assert ["Came in late?" in each for each in seen] == [True, True, True, False, False, False]


def test_paper_names_no_time_of_after_where_the_hours_leave_it_none(evening, desk, clock):
    def printed():
        with desk.services.database.reading() as db:
            return print_facts(db, db.get_one(Experiment, evening.id), base_url="").after_opens

    assert printed() is not None
    evening.change(ends_at=clock() + timedelta(minutes=30))
    assert printed() is None


def test_reopening_before_for_a_latecomer_leaves_afters_time(says, does, evening, clock, desk):
    does("waves/pre/open")
    evening.answered(2)
    does("waves/pre/close")
    clock.advance(minutes=92)
    page = says()
    assert "After opens by itself at 20:15 all the same, and closes Before." in page
    does("waves/pre/reopen")
    clock.advance(minutes=15)
    keep_time(desk.services)
    assert evening.wave("post").is_open()


def test_a_key_is_told_of_no_hours_to_change_and_an_organiser_has_the_way(says, does, clock, organiser, evening):
    clock.advance(minutes=100)
    does("waves/pre/open")
    assert ["hange the hours" in says(with_key=with_key) for with_key in (True, False)] == [False, True]
    page = organiser.get(f"/experiments/{evening.id}").text
    assert f'href="/experiments/{evening.id}/arrange">Change the hours' in page


def test_the_button_that_ends_a_hold_is_called_otherwise_than_the_one_that_opens_after(says, does):
    does("waves/pre/open", "waves/pre/close", "hold/on")
    page = says()
    assert ("End the hold" in page, "Let After open" in page, "Open After" in page) == (True, False, True)


def test_once_all_rounds_are_over_nobody_is_sent_to_find_somebody(says, does):
    does("waves/pre/open", "waves/pre/close", "rounds/1/start", "rounds/1/end")
    pages = [says(), says("/screen")]
    assert [word for word in ("find somebody", "Find somebody") for page in pages if word in page] == []


def test_with_a_seating_plan_people_are_sent_to_their_tables(says, does, press, evening):
    evening.change(planned_rounds=2)
    press(f"/experiments/{evening.id}/seating", shown="0", groups="Mosque 6\nSchool 6", rounds="2")
    does("waves/pre/open", "waves/pre/close")
    said = [says()]
    does("rounds/1/start", "rounds/2/start")
    said.append(says("/script"))
    assert ["Your slip has your number and your table for each round" in each for each in said] == [True, True]
    assert ["Find somebody you do not know" in each for each in said] == [False, False]


def test_the_words_say_what_somebody_does_who_lost_a_card(says, does, evening):
    evening.cards(4)
    assert "lost their card takes a new one and answers After only" in says("/script")
    does("waves/pre/open", "waves/pre/close", "waves/post/open")
    assert "Card lost? The phone of Before still leads on" in says()


def test_after_closing_a_key_is_told_what_it_can_do(says, does):
    does("waves/pre/open", "waves/pre/close", "waves/post/open", "waves/post/close")
    mine, theirs = says(with_key=True), says()
    assert "Count who came, hosts and guests, and tell the organiser" in mine
    assert [each for each in ("The record does not say yet", "An evaluator freezes", "of Today") if each in mine] == []
    assert "The record does not say yet" in theirs


def test_the_words_that_are_sent_ask_for_after_only_while_it_is_open(says, does, evening):
    seen = []
    for step in ("waves/pre/open", "waves/pre/close", "waves/post/open", "waves/post/close"):
        does(step)
        seen.append("please answer After" in says())
    assert seen == [False, False, True, False]


def test_an_evening_without_cards_speaks_of_none(says, does, evening):
    seen = []
    for step in ("waves/pre/open", "waves/pre/close", "waves/post/open"):
        does(step)
        seen += [says(), says("/screen"), says("/script")]
    assert [re.search(r".{30}\bcard\b.{30}", page) for page in seen if re.search(r"\bcard\b", page)] == []
    assert (
        "Let people scan the code from the screen or a poster. Where there is neither, choose “Show the code alone”"
        in seen[0]
    )
    assert "Scan the code with your camera" in seen[0]


def test_an_evening_with_printed_cards_speaks_of_them(says, does, evening):
    evening.cards(4)
    does("waves/pre/open")
    assert "Take any card and keep it" in says()


def test_a_round_that_is_added_has_a_prompt_of_its_own(says, does):
    does("waves/pre/open", "waves/pre/close", "rounds/1/start", "rounds/1/end", "rounds/2/add")
    assert "What have you heard today that stays with you?" in says()


def test_ending_a_key_is_asked_about_first(organiser, evening, key):
    page = organiser.get(f"/experiments/{evening.id}/key").text
    assert re.search(r"<summary>End it</summary>\s*<p>Whoever holds this key can press nothing more", page)
    assert ["Yes, end this key" in page, "A projector that was opened with it stands still" in page] == [True, True]


def test_a_key_with_a_name_has_a_space_after_it(organiser, evening, desk):
    answer = post(organiser, f"/experiments/{evening.id}/key", name="Meg")
    address = re.search(r"/evening/[\w-]+", answer.text)[0]
    assert re.search(r"Key for Meg\.\s+This page works", desk.app.test_client().get(address).text)


def test_hours_so_short_that_after_would_open_before_they_begin_are_said_to_be(says, evening, clock):
    early = "That is before it begins: look at the hours again."
    evening.change(starts_at=clock() + timedelta(minutes=60), ends_at=clock() + timedelta(minutes=70))
    short = says()
    evening.change(ends_at=clock() + timedelta(minutes=160))
    assert (early in short, early in says()) == (True, False)


MID_ROUND = "By then the rounds are not over: hold After, or move the end."


def test_that_after_would_open_in_mid_round_is_said_beforehand(says, does, evening, clock):
    evening.change(planned_rounds=2, minutes_a_round=30, ends_at=clock() + timedelta(minutes=110))
    does("waves/pre/open")
    evening.answered(3)
    clock.advance(minutes=25)
    does("waves/pre/close")
    in_time = says()
    clock.advance(minutes=20)
    late = says()
    does("rounds/1/start")
    talking = says()
    evening.change(ends_at=clock() + timedelta(minutes=120))
    assert [MID_ROUND in said for said in (in_time, late, talking, says())] == [False, True, True, False]


def test_rounds_that_begin_late_tell_the_wall_no_time_of_after(says, does, evening, clock):
    evening.change(planned_rounds=2, minutes_a_round=30, ends_at=clock() + timedelta(minutes=110))
    does("waves/pre/open")
    evening.answered(3)
    clock.advance(minutes=25)
    does("waves/pre/close")
    on_time = says("/screen")
    clock.advance(minutes=20)
    late = says("/screen")
    assert ["After opens about" in said for said in (on_time, late)] == [True, False]
    assert "After opens at the end" in late


SAME_CARD, SAME_PHONE = "take out the same card", "on the same phone or computer"
WITHOUT_ONE = "Whoever came without a card uses the same phone or computer as before."


def answered_by_card(evening, token):
    with evening.database.transaction() as db:
        page, words = evening.evening(), {"key": b"cards", "agreement": evening.agreement()}
        begun = begin_with_card(db, page, wave=page.waves["pre"], token=token, **words)
        record_response(db, evening.submission(begun.response, "pre"), now=evening.clock())


def test_spare_cards_printed_in_mid_evening_do_not_change_how_people_are_told_to_come_back(says, does, evening):
    does("waves/pre/open")
    evening.answered(3)
    evening.cards(10)
    while_open = says()
    does("waves/pre/close", "rounds/1/start", "rounds/1/end")
    at_the_end, wall = says(), says("/screen")
    assert ["cards round" in while_open, SAME_CARD in at_the_end, SAME_PHONE in at_the_end] == [False, False, True]
    assert [way in wall for way in ("same card", "same phone")] == [False, True]


def test_where_most_came_by_card_and_some_without_both_are_told(says, does, evening):
    cards = evening.cards(10)
    does("waves/pre/open")
    for card in cards[:2]:
        answered_by_card(evening, card)
    evening.answered(1)
    does("waves/pre/close", "rounds/1/start", "rounds/1/end")
    assert [way in says() for way in (SAME_CARD, WITHOUT_ONE)] == [True, True]
    assert WITHOUT_ONE in says("/screen")


def test_cards_that_lay_there_as_before_opened_are_passed_round_whoever_came_first(says, does, evening):
    evening.cards(10)
    does("waves/pre/open")
    evening.answered(1)
    assert "Pass the cards round" in says()
