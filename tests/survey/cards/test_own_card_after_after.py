"""After is sent in a hurry without the card, which is scanned then on the same phone: no second After is asked for."""

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import AuditEntry, Card, Link, Wave
from evaluation.store.linking.logged_links import unlogged_links
from evaluation.store.linking.methods import link_counts
from evaluation.store.linking.own_card import join_own_card, own_card
from evaluation.store.linking.reconciliation import accounts_of
from evaluation.store.log.actor import PARTICIPANT, RecordedActor
from evaluation.store.responses.consents import begin_with_card, participant_of
from evaluation.store.responses.remembered_people import known_people
from evaluation.store.responses.responses import record_response
from evaluation.store.responses.withdrawals import under_code, withdraw_answers
from tests.survey.cards.test_card_on_a_phone_in_use import by_person, follow_link, scan, send
from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import follow, press

MINE = "That was me, and I answered with this card before"
JOINED = "Your Before and After are now joined."


@pytest.fixture
def hurried(sqlite_hall, midway):
    """After was sent on the other phone, still without the card."""
    follow(midway, midway.send({"bt1": "8"}))
    sqlite_hall.clock.advance(minutes=2)
    return midway


def main_of(page):
    """What stands inside the page's main part."""
    (main,) = html.fromstring(page.data).xpath("//main")
    return " ".join(main.text_content().split())


def say_that_it_is_mine(phone, card):
    """Scan a card, and say that it is of whoever has sent After here."""
    scan(phone, card)
    return press(phone, ("", ""), form=_form_of(phone, MINE))


def _form_of(phone, said):
    forms = html.fromstring(phone.page.data).xpath("//form")
    return next(index for index, form in enumerate(forms) if said in form.text_content())


def how_joined(hall):
    with hall.database.reading() as db:
        return [(count.method, count.people) for count in link_counts(db, [hall.evening().experiment])]


def codes_of(hall):
    """Each code under which something is sent, by the wave."""
    with hall.database.reading() as db:
        tokens = dict(db.execute(select(Card.participant_id, Card.token)).all())
    return [tokens[response.participant_id] for response in sorted(kept(hall), key=lambda one: one.submitted_at)]


def delete(hall, phone, code, *, there=""):
    """Take back what was sent under a code; the page that asked, and the page that says that it is done."""
    asked = main_of(phone.post(f"{there}/withdraw", {"code": code, "words": hall.words}))
    address, sent = phone.form()
    hall.clock.advance(seconds=5)
    return asked, main_of(phone.post(address, sent))


def test_a_card_scanned_after_after_asks_no_question_of_the_form_again(sqlite_hall, hurried, cards):
    said = words_of(scan(hurried, cards[0]))
    assert ["Whose card is this?" in said, MINE in said] == [True, True]
    assert "/post/" not in hurried.page.request.path


def test_who_says_that_the_card_is_theirs_is_joined_and_told_so_on_the_receipt(sqlite_hall, hurried, cards):
    say_that_it_is_mine(hurried, cards[0])
    assert JOINED in main_of(hurried.page)
    assert by_person(sqlite_hall) == [[2], [8]]
    assert how_joined(sqlite_hall) == [("person", 1)]
    with sqlite_hall.database.reading() as db:
        assert accounts_of(db, sqlite_hall.evening().experiment).holds


def test_the_link_is_written_down_as_said_by_a_participant(sqlite_hall, hurried, cards):
    say_that_it_is_mine(hurried, cards[0])
    with sqlite_hall.database.reading() as db:
        (link,) = db.scalars(select(Link))
        (entry,) = db.scalars(select(AuditEntry).where(AuditEntry.action == "two joined"))
        assert (link.made_by, entry.actor, list(unlogged_links(db))) == ("participant", "participant", [])


def test_the_receipt_says_so_to_nobody_who_is_not_joined(sqlite_hall, hurried):
    address = hurried.page.request.path
    assert JOINED not in main_of(hurried.get(f"{address}?joined=1"))


def test_the_card_leads_on_every_phone_to_what_is_answered(sqlite_hall, hurried, new_phone, cards):
    say_that_it_is_mine(hurried, cards[0])
    said = main_of(follow(hurried, hurried.get(f"/c/{cards[0]}")))
    assert ["You have answered After" in said, "short question" in said] == [True, False]
    other = new_phone()
    assert "After was already answered with this card" in main_of(follow(other, other.get(f"/c/{cards[0]}")))


def test_pressed_twice_it_is_joined_once(sqlite_hall, hurried, cards):
    scan(hurried, cards[0])
    address, sent = hurried.form(_form_of(hurried, MINE))
    sqlite_hall.clock.advance(seconds=1)
    for _ in range(2):
        follow(hurried, hurried.post(address, sent))
        assert JOINED in main_of(hurried.page)
    assert len(kept(sqlite_hall, Link)) == 1


def test_a_friend_whose_card_it_is_answers_after_on_the_lent_phone(sqlite_hall, hurried, cards):
    scan(hurried, cards[0])
    follow_link(hurried, "somebody else")
    press(hurried, None)
    send(hurried, "5")
    assert by_person(sqlite_hall) == [[2, 5], [8]]


def test_a_phone_that_did_not_send_after_joins_nothing_by_what_it_sends(sqlite_hall, hurried, new_phone, cards):
    other = new_phone()
    said = {"card": cards[0], "wave": "post", "claimed": "1"}
    follow(other, other.post(f"/{sqlite_hall.words}/card", said))
    assert kept(sqlite_hall, Link) == []


def test_before_on_the_same_phone_denied_in_a_hurry_is_joined_too(sqlite_hall, phone, cards):
    scan(phone, cards[0])
    send(phone, "2")
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    press(phone, ("same", "no"))
    press(phone, None)
    send(phone, "8")
    say_that_it_is_mine(phone, cards[0])
    assert JOINED in main_of(phone.page)
    assert how_joined(sqlite_hall) == [("person", 1)]
    assert "You have answered After" in main_of(phone.get(f"/{sqlite_hall.words}"))


@pytest.fixture
def wrongly_joined(sqlite_hall, new_phone, cards):
    """A friend's card was scanned at After by mistake, whose holder says nothing; the own one is scanned then."""
    for card, value in zip(cards, "12", strict=True):
        scan(first := new_phone(), card)
        send(first, value)
        sqlite_hall.clock.advance(minutes=10)
    sqlite_hall.open("post")
    phone = new_phone()
    scan(phone, cards[1])
    send(phone, "8")
    return phone


def test_who_was_joined_with_another_before_is_asked_which_is_theirs(sqlite_hall, wrongly_joined, cards):
    said = words_of(scan(wrongly_joined, cards[0]))
    assert [MINE in said, "no longer to Before sent at 18:40" in said] == [True, True]
    assert by_person(sqlite_hall) == [[1], [2, 8]]


def test_who_says_that_the_card_is_theirs_is_joined_with_its_before_alone(sqlite_hall, wrongly_joined, cards):
    say_that_it_is_mine(wrongly_joined, cards[0])
    assert JOINED in main_of(wrongly_joined.page)
    assert by_person(sqlite_hall) == [[1, 8], [2]]
    assert how_joined(sqlite_hall) == [("card", 1)]
    with sqlite_hall.database.reading() as db:
        assert [entry.action for entry in db.scalars(select(AuditEntry))] == ["answers moved"]


def test_the_friend_whose_card_was_scanned_by_mistake_answers_after_with_it(
    sqlite_hall, wrongly_joined, new_phone, cards
):
    say_that_it_is_mine(wrongly_joined, cards[0])
    friend = new_phone()
    scan(friend, cards[1])
    send(friend, "9")
    assert by_person(sqlite_hall) == [[1, 8], [2, 9]]


def test_the_second_of_two_cards_takes_after_from_the_first(sqlite_hall, new_phone, cards):
    for card in cards:
        scan(first := new_phone(), card)
        send(first, "3")
    sqlite_hall.open("post")
    phone = new_phone()
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "8"})
    for card in cards:
        sqlite_hall.clock.advance(minutes=1)
        say_that_it_is_mine(phone, card)
    with sqlite_hall.database.reading() as db:
        stands = [link.undone_at is None for link in db.scalars(select(Link).order_by(Link.made_at))]
    assert stands == [False, True]
    assert how_joined(sqlite_hall) == [("person", 1)]


@pytest.mark.parametrize("which", [0, 1])
def test_either_code_takes_back_both_forms_and_says_so(sqlite_hall, hurried, cards, which):
    say_that_it_is_mine(hurried, cards[0])
    asked, done = delete(sqlite_hall, hurried, codes_of(sqlite_hall)[which])
    assert "2 forms, sent" in asked
    assert "They have two codes and belong together: either code deletes both." in asked
    assert "2 forms were deleted for good." in done
    assert kept(sqlite_hall) == []
    assert "taken back before" in main_of(hurried.post("/withdraw", {"code": cards[0]}))


def test_both_engines_join_it_and_take_both_forms_back_by_either_code(hall):
    (card,), evening = hall.cards(), hall.evening()
    with hall.database.transaction() as db:
        before = begin_with_card(
            db, evening, wave=evening.waves["pre"], token=card, key=b"k" * 32, agreement=hall.agreement()
        )
        record_response(db, hall.submission(before.response), now=hall.clock())
    hall.open("post")
    after = hall.begin("post")
    with hall.database.transaction() as db:
        record_response(db, hall.submission(after, "post"), now=hall.clock())
        experiment, person = evening.experiment, participant_of(db, after)
        by = RecordedActor(actor=PARTICIPANT, log_key=b"k" * 32, now=hall.clock())
        own = own_card(db, person, token=card, experiment=experiment)
        assert join_own_card(db, own, experiment=experiment, by=by) == person
        (known,) = known_people(db, (person, before.participant), experiment=experiment)
        assert ({step.wave for step in known.steps}, known.also) == ({"pre", "post"}, {before.participant})
        assert own_card(db, person, token=card, experiment=experiment) is None
    with hall.database.transaction() as db:
        found = under_code(db, card)
        assert (len(found.sent), found.codes, found.people) == (2, 2, {person, before.participant})
        assert withdraw_answers(db, card, now=hall.clock()).responses == 2


@pytest.mark.parametrize("follow_up_is_open", [False, True])
def test_once_the_data_are_frozen_no_card_is_joined_and_none_is_offered_to_be(
    sqlite_hall, hurried, cards, follow_up_is_open
):
    sqlite_hall.close("post")
    with sqlite_hall.database.transaction() as db:
        for wave in db.scalars(select(Wave).where(Wave.kind.in_(("pre", "post")))):
            wave.frozen_at = sqlite_hall.clock()
    if follow_up_is_open:
        sqlite_hall.clock.advance(days=90)
        sqlite_hall.open("follow_up")
    shown = main_of(scan(hurried, cards[0]))
    assert ("No more answers can be taken here" in shown, MINE in shown) == (not follow_up_is_open, False)
    follow(hurried, hurried.post(f"/{sqlite_hall.words}/card", {"card": cards[0], "wave": "post", "claimed": "1"}))
    assert (JOINED in main_of(hurried.page), kept(sqlite_hall, Link)) == (False, [])
