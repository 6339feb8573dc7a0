"""What phones are told while nothing is open: that their holder has answered, how to undo, and who has not sent."""

import pytest
from lxml import html

from evaluation.models import Wave
from tests.survey.test_pages import kept, words_of
from tests.survey.test_waiting_pages import plan_end
from tests.survey.who_answers.test_returning import answered, follow, press

UNDO = "Undo: I still have it"
LENT = "Somebody began Before on this phone"


def take_back(hall, kind):
    """A wave is as if it had not been opened, as it is where somebody takes that press back."""
    with hall.database.transaction() as db:
        wave = db.query(Wave).filter_by(kind=kind).one()
        wave.opened_at = wave.closed_at = None


def leave_nothing_open(hall, stage):
    """Before has closed, or its opening is taken back, or After has closed as well."""
    hall.close("pre")
    if stage == "not yet open":
        take_back(hall, "pre")
    if stage == "over":
        hall.open("post")
        hall.close("post")


def leave_early(hall, phone):
    """Somebody answers Before, and After before they go, once Before has closed."""
    answered(hall, phone)
    hall.close("pre")
    phone.get(f"/{hall.words}?early=1")
    press(phone, ("same", "yes"))
    phone.at = phone.page.request.path
    phone.send({"bt1": "8"})


def test_who_left_early_is_told_at_once_that_they_have_answered_after(sqlite_hall, phone):
    plan_end(sqlite_hall)
    leave_early(sqlite_hall, phone)
    said = words_of(phone.get(f"/{sqlite_hall.words}"))
    assert ["You have answered After" in said, "Your answers were sent at 18:30." in said] == [True, True]
    assert ["After opens here" in said, "Leaving now" in said] == [False, False]


def test_who_answered_after_before_its_opening_was_taken_back_is_told_so_too(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    press(phone, ("same", "yes"))
    phone.at = phone.page.request.path
    phone.send({"bt1": "8"})
    take_back(sqlite_hall, "post")
    assert "You have answered After" in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_who_has_not_answered_after_waits_for_it_as_before(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    sqlite_hall.close("pre")
    assert "After opens here" in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_after_that_has_closed_is_looked_at_again_with_and_without_script(sqlite_hall, phone):
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    sqlite_hall.close("post")
    document = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    assert document.xpath("//body/@data-now") == ["over.0"]
    assert document.xpath("//a[. = 'Look again']/@href") == [f"/{sqlite_hall.words}"]


def test_who_has_sent_before_is_told_so_while_its_opening_is_taken_back(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    take_back(sqlite_hall, "pre")
    document = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    said = words_of(phone.page)
    assert ["Not open yet" in said, "You answered Before on this phone" in said] == [True, True]
    assert len(document.xpath("//a[. = 'Look at my code']")) == 1


@pytest.mark.parametrize("stage", ["between", "not yet open", "over"])
def test_handing_on_can_be_undone_whatever_is_open(sqlite_hall, phone, stage):
    answered(sqlite_hall, phone)
    leave_nothing_open(sqlite_hall, stage)
    page = follow(phone, phone.post(f"/{sqlite_hall.words}/next", {"lang": "en"}))
    assert (UNDO in words_of(page), page.headers["Weaving-Personal"]) == (True, "1")
    assert html.fromstring(page.data).xpath("//button[@form='undo']/@class") == ["act"]
    page = press(phone, None)
    assert ["Look at my code" in words_of(page), UNDO in words_of(page)] == [True, False]


def test_handing_on_cannot_be_undone_between_the_waves_for_longer_than_a_moment(sqlite_hall, phone, clock):
    answered(sqlite_hall, phone)
    sqlite_hall.close("pre")
    phone.post(f"/{sqlite_hall.words}/next", {"lang": "en"})
    clock.advance(minutes=1)
    assert UNDO not in words_of(phone.get(f"/{sqlite_hall.words}"))


def lent(hall, phone, clock):
    """Somebody begins Before, and lends the phone to another, who sends it; then it closes."""
    phone.start(hall.words)
    phone.post(f"/{hall.words}/next", {"lang": "en"})
    clock.advance(minutes=1)
    phone.start(hall.words)
    phone.send({"bt1": "7"})
    hall.close("pre")
    clock.advance(minutes=1)


def test_what_somebody_else_began_is_still_shown_once_before_has_closed(sqlite_hall, phone, clock):
    lent(sqlite_hall, phone, clock)
    assert LENT in words_of(phone.get(f"/{sqlite_hall.words}"))
    page = press(phone, None)
    phone.at = page.request.path
    phone.send({"bt1": "3"})
    assert sorted(response.answers["bt1"] for response in kept(sqlite_hall)) == [3, 7]


def test_it_is_not_shown_once_nobody_takes_it_any_more(sqlite_hall, phone, clock):
    lent(sqlite_hall, phone, clock)
    clock.advance(hours=5)
    assert LENT not in words_of(phone.get(f"/{sqlite_hall.words}"))


@pytest.mark.parametrize("stage", ["between", "not yet open", "over"])
def test_a_phone_that_others_have_used_shows_nobodys_code_while_nothing_is_open(sqlite_hall, phone, clock, stage):
    answered(sqlite_hall, phone)
    phone.post(f"/{sqlite_hall.words}/next", {"lang": "en"})
    clock.advance(minutes=1)
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    leave_nothing_open(sqlite_hall, stage)
    page = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    assert [one for one in page.xpath("//@href") if "/sent/" in one] == []
    assert "You answered Before on this phone" not in words_of(phone.page)
