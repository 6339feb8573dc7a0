"""Taking answers back says which form of the same person, or of the same phone, stays under another code."""

from datetime import date

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Card
from evaluation.storage.keys import key
from evaluation.store.linking.links import join_by_codes
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.wave_windows import Window, plan_window
from tests.survey.cards.test_card_on_a_phone_in_use import follow_link
from tests.survey.cards.test_card_on_a_phone_in_use import scan as scan_card
from tests.survey.cards.test_card_on_a_phone_in_use import send as send_value
from tests.survey.cards.test_own_card_after_after import delete, main_of, say_that_it_is_mine
from tests.survey.test_pages import kept
from tests.survey.who_answers.test_returning import follow, press


def code_of(hall, response):
    with hall.database.reading() as db:
        return db.scalars(select(Card.token).where(Card.participant_id == response.participant_id)).one()


@pytest.fixture
def two_codes(sqlite_hall, phone):
    """The codes of Before and of After, sent on one phone by somebody who said that they were not one person."""
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    sqlite_hall.clock.advance(minutes=60)
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    press(phone, ("same", "no"))
    press(phone, None)
    phone.at = phone.page.request.path
    follow(phone, phone.send({"bt1": "8"}))
    sqlite_hall.clock.advance(minutes=1)
    return [code_of(sqlite_hall, one) for one in sorted(kept(sqlite_hall), key=lambda one: one.submitted_at)]


def stays(code):
    return f"Its code ends in {code[-3:]}. It stays: use that code to delete it too."


@pytest.mark.parametrize("which", [0, 1])
def test_a_form_of_the_same_phone_under_another_code_is_named_before_and_after_deleting(
    sqlite_hall, phone, two_codes, which
):
    own, other = two_codes[which], two_codes[1 - which]
    asked, done = delete(sqlite_hall, phone, own, there=f"/{sqlite_hall.words}")
    for said in (asked, done):
        assert [stays(other) in said, "Another form was sent on this phone" in said] == [True, True]
    assert [code_of(sqlite_hall, one) for one in kept(sqlite_hall)] == [other]


def test_the_receipt_s_own_button_leads_to_a_page_that_names_it(sqlite_hall, phone, two_codes):
    (index,) = [n for n, form in enumerate(_forms(phone)) if form.xpath(".//button[@id='withdraw']")]
    address, sent = phone.form(index)
    assert stays(two_codes[0]) in main_of(phone.post(address, sent))


def _forms(phone):
    return html.fromstring(phone.page.data).xpath("//form")


@pytest.fixture
def cards(sqlite_hall):
    return sqlite_hall.cards()


@pytest.fixture
def joined_elsewhere(sqlite_hall, phone, new_phone, cards):
    """Of two people who answered Before on one phone the second sent After on another, and then scanned their card."""
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    sqlite_hall.clock.advance(minutes=10)
    scan_card(phone, cards[0])
    follow_link(phone, "somebody else")
    press(phone, None)
    send_value(phone, "3")
    sqlite_hall.clock.advance(minutes=60)
    sqlite_hall.open("post")
    other = new_phone()
    other.start(sqlite_hall.words)
    other.send({"bt1": "8"})
    sqlite_hall.clock.advance(minutes=1)
    say_that_it_is_mine(other, cards[0])
    return cards[0]


def test_what_somebody_sent_elsewhere_is_told_on_no_phone_that_they_once_used(sqlite_hall, phone, joined_elsewhere):
    own = code_of(sqlite_hall, min(kept(sqlite_hall), key=lambda one: one.submitted_at))
    for said in delete(sqlite_hall, phone, own, there=f"/{sqlite_hall.words}"):
        assert (said.count("Another form"), "sent on this phone at 18:40. " + stays(joined_elsewhere) in said) == (
            1,
            True,
        )


def test_where_no_phone_is_known_nothing_of_one_is_said(sqlite_hall, new_phone, two_codes):
    asked, done = delete(sqlite_hall, new_phone(), two_codes[1], there=f"/{sqlite_hall.words}")
    assert ["on this phone" in asked, "on this phone" in done] == [False, False]


def test_a_form_that_was_taken_back_before_is_not_named(sqlite_hall, phone, two_codes):
    delete(sqlite_hall, phone, two_codes[0], there=f"/{sqlite_hall.words}")
    asked, _ = delete(sqlite_hall, phone, two_codes[1], there=f"/{sqlite_hall.words}")
    assert "on this phone" not in asked


def test_a_form_that_others_joined_to_it_is_named_and_stays(sqlite_hall, sqlite_settings, new_phone, two_codes):
    with sqlite_hall.database.transaction() as db:
        by = RecordedActor(actor=Actor("Ann"), log_key=key(sqlite_settings, "audit"), now=sqlite_hall.clock())
        join_by_codes(db, experiment_named(db, sqlite_hall.words), codes=tuple(two_codes), by=by)
    asked, done = delete(sqlite_hall, new_phone(), two_codes[1])
    for said in (asked, done):
        assert "Another form is joined to yours. It was sent at 18:30 and has another code. It stays" in said
    assert "1 form, sent at 19:30." in asked
    assert [code_of(sqlite_hall, one) for one in kept(sqlite_hall)] == two_codes[:1]


@pytest.mark.parametrize("is_planned", [True, False])
def test_an_entry_in_a_calendar_is_told_to_stay_where_one_was_offered(sqlite_hall, phone, two_codes, is_planned):
    with sqlite_hall.database.transaction() as db:
        window = Window(date(2026, 8, 10), date(2026, 8, 24)) if is_planned else None
        plan_window(experiment_named(db, sqlite_hall.words), "follow_up", window=window)
    _, done = delete(sqlite_hall, phone, two_codes[0], there=f"/{sqlite_hall.words}")
    assert ("Delete that entry there yourself." in done) == is_planned
