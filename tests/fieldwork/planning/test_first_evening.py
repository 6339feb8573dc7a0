"""What an organiser meets on the way to a first evening, and past it: one word for one thing, every fault at once."""

from datetime import date

import pytest
from lxml import html

from evaluation.fieldwork.planning.copied_evening import week_later
from evaluation.models import Experiment
from tests.staff_pages import post


def words_of(node):
    return " ".join(node.text_content().split())


def test_a_missing_chapter_and_hours_that_cannot_be_are_said_at_one_press(desk):
    everywhere = desk.signed_in("organiser", study=desk.study)
    asked = {"title": "Hall", "date": "2026-05-20", "starts": "06:00", "ends": "23:00", "kind": "weaving_trust"}
    page = post(everywhere, "/experiments/new", **asked, chapter="", role="workshop", languages="en").text
    assert [said in page for said in ("Please choose the chapter.", "more than an evening lasts")] == [True, True]


@pytest.mark.parametrize(
    ("was", "today", "proposed"),
    [
        (date(2026, 5, 14), date(2026, 5, 14), date(2026, 5, 21)),
        (date(2026, 5, 20), date(2026, 5, 14), date(2026, 5, 27)),
        (date(2026, 3, 5), date(2026, 5, 15), date(2026, 5, 21)),
        (None, date(2026, 5, 14), date(2026, 5, 21)),
    ],
)
def test_the_same_again_is_proposed_a_week_later_and_never_in_the_past(was, today, proposed):
    assert week_later(Experiment(date=was), today=today) == proposed


def test_an_evening_is_changed_from_its_own_list_and_not_from_afterwards(organiser, evening):
    page = html.fromstring(organiser.get(f"/experiments/{evening.id}").text)
    lists = {words_of(each.find("h2")): words_of(each) for each in page.xpath("//div[@class='lists']/section")}
    assert {name: "Change this evening" in said for name, said in lists.items()} == {
        "For this evening": True,
        "Afterwards": False,
    }


def test_the_strip_calls_the_time_between_as_its_state_does(organiser, evening):
    evening.open("pre")
    evening.close("pre")
    page = html.fromstring(organiser.get(f"/experiments/{evening.id}").text)
    assert [words_of(each) for each in page.xpath("//*[@aria-current='step'] | //h2[@id='state']")] == ["Between"] * 2


def test_each_wave_with_days_of_its_own_says_what_it_is_where_it_is_planned(organiser, evening):
    page = html.fromstring(organiser.get(f"/experiments/{evening.id}/arrange").text)
    hints = [
        words_of(each) for each in page.xpath("//form[contains(@action, '/windows/')]//legend/span[@class='hint']")
    ]
    assert hints
    assert all(hint.startswith(("Asked", "The questions of After")) for hint in hints)


def test_a_language_in_which_nobody_can_be_asked_cannot_be_ticked_and_one_that_is_ticked_can_be_left(
    organiser, evening
):
    def closed():
        page = html.fromstring(organiser.get(f"/experiments/{evening.id}/arrange").text)
        return page.xpath("//input[@name='languages' and @disabled]/@value")

    before = closed()
    evening.change(languages=["en", "ar"])
    assert ("ar" in before, "en" in before, "ar" in closed()) == (True, False, False)


def test_a_number_in_letters_is_answered_by_one_sentence(organiser, press, evening):
    page = press(f"/experiments/{evening.id}/record", page=f"/experiments/{evening.id}/record", came="five").text
    assert "Write a whole number in digits, such as 6." in page
    assert "A number from 0 on." not in page
