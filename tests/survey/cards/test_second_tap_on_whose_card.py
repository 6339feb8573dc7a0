"""A second tap falls on the page that asks whose a card is: it gives the card to nobody."""

from sqlalchemy import select

from evaluation.models import Card, Consent
from evaluation.store.responses.consents import participant_of
from tests.survey.cards.test_card_on_a_phone_in_use import WHOSE, scan
from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import follow


def test_the_first_screen_of_a_friend_s_card_asks_whose_it_is_at_once(sqlite_hall, phone):
    own, friends = sqlite_hall.cards(2)
    scan(phone, own)
    said = words_of(follow(phone, phone.get(f"/c/{friends}")))
    assert [WHOSE in said, "Welcome to" in said] == [True, False]


def test_a_second_tap_asks_again_and_gives_the_card_to_nobody(sqlite_hall, phone):
    (card,) = sqlite_hall.cards()
    phone.start(sqlite_hall.words)
    for wait, is_asked in ((700, True), (900, False)):
        scan(phone, card)
        sqlite_hall.clock.advance(milliseconds=wait)
        assert (WHOSE in words_of(follow(phone, phone.post(*phone.form())))) is is_asked
    with sqlite_hall.database.reading() as db:
        holder = db.scalars(select(Card.participant_id).where(Card.token == card)).one()
        assert holder == participant_of(db, kept(sqlite_hall, Consent)[0].id)
