"""Changes of Before that were not sent when it closed, where no script runs: what counts, and what is said of it."""

import pytest

from evaluation.models import Response, ResponseRevision
from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import answered, follow, press

TOO_LATE = "Before had closed when your changes arrived. They do not count. What you sent first stays as it was."
CLOSED = "Before has closed, so it can no longer be changed. What you sent first stays as it was."
PROMISE = "They are sent as they stand"


def stored(hall):
    """The answers that count, Before first, and what is kept apart."""
    counted = [each.answers for each in sorted(kept(hall, Response), key=lambda one: one.submitted_at)]
    return counted, [each.answers for each in kept(hall, ResponseRevision) if each.conflict]


@pytest.fixture
def changing(sqlite_hall, phone):
    """Somebody who sent Before and has the questions before them again as it is closed and After opens."""
    return had_begun_to_change(sqlite_hall, phone)


def had_begun_to_change(hall, phone):
    phone.start(hall.words)
    phone.send({"bt1": "2"})
    hall.clock.advance(minutes=1)
    phone.form_of_before = phone.at
    phone.get(f"{phone.at}?again=1")
    hall.open("post")
    hall.clock.advance(minutes=1)
    return phone


def after(hall, phone, between=lambda: None):
    """Answer After on the same phone; what its receipt says."""
    phone.get(f"/{hall.words}")
    press(phone, ("same", "yes"))
    phone.at = phone.page.request.path
    hall.clock.advance(minutes=1)
    between()
    return words_of(follow(phone, phone.send({"bt1": "8"})))


def look_afresh(phone):
    """Go on in a process that has looked at the evening since the last press."""
    phone.client.application.extensions["weaving_page_cache"]._ready.clear()


def change(phone, times=1):
    for _ in range(times):
        page = phone.post(f"{phone.form_of_before}?again=1", {"bt1": "9"})
    return words_of(follow(phone, page))


def test_a_change_that_is_sent_twice_once_before_has_closed_is_kept_apart_once(sqlite_hall, changing):
    assert TOO_LATE in change(changing, times=2)
    assert stored(sqlite_hall) == ([{"bt1": 2}], [{"bt1": 9}])


def test_the_questions_asked_for_again_once_before_has_closed_lead_to_what_was_sent_and_say_why(sqlite_hall, changing):
    look_afresh(changing)
    assert CLOSED in words_of(follow(changing, changing.get(f"{changing.form_of_before}?again=1")))


def test_an_address_that_says_so_says_nothing_while_answers_can_be_changed(sqlite_hall, phone):
    receipt = answered(sqlite_hall, phone).headers["Location"]
    assert CLOSED not in words_of(phone.get(f"{receipt}&closed=1"))


def test_the_receipt_of_after_says_that_changes_which_came_with_it_do_not_count(sqlite_hall, changing):
    assert TOO_LATE in after(sqlite_hall, changing, between=lambda: change(changing))
    assert stored(sqlite_hall) == ([{"bt1": 2}, {"bt1": 8}], [{"bt1": 9}])


def test_the_receipt_of_after_says_it_in_welsh_and_names_before(sqlite_hall, phone):
    sqlite_hall.sign_welsh()
    changing = had_begun_to_change(sqlite_hall, phone)
    after(sqlite_hall, changing, between=lambda: change(changing))
    said = words_of(changing.get(changing.page.request.path + "?lang=cy"))
    assert "Roedd Cyn wedi cau pan gyrhaeddodd eich newidiadau" in said


def test_of_a_change_that_was_told_before_after_was_begun_its_receipt_says_nothing(sqlite_hall, changing):
    change(changing)
    sqlite_hall.clock.advance(minutes=1)
    assert TOO_LATE not in after(sqlite_hall, changing)


def test_of_nothing_that_came_late_the_receipt_of_after_says_nothing(sqlite_hall, changing):
    assert TOO_LATE not in after(sqlite_hall, changing)


def test_a_change_that_came_while_before_was_open_is_not_called_late(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    form = phone.at
    phone.get(f"/{sqlite_hall.words}?early=1")
    press(phone, ("same", "yes"))
    phone.at = phone.page.request.path
    phone.post(f"{form}?again=1", {"bt1": "9"})
    sqlite_hall.clock.advance(minutes=1)
    assert TOO_LATE not in words_of(follow(phone, phone.send({"bt1": "8"})))
    assert stored(sqlite_hall) == ([{"bt1": 9}, {"bt1": 8}], [])


@pytest.mark.parametrize(("hours", "is_promised"), [(1, True), (4, False)])
def test_answers_that_are_no_longer_taken_are_promised_to_be_sent_to_nobody(sqlite_hall, phone, hours, is_promised):
    phone.start(sqlite_hall.words)
    sqlite_hall.open("post")
    sqlite_hall.clock.advance(hours=hours)
    assert (PROMISE in phone.get(f"/{sqlite_hall.words}").text) == is_promised
