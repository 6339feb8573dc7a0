"""Somebody begins After without their card and scans it midway: they are joined if they say that it is theirs."""

from lxml import html

from tests.survey.cards.test_card_on_a_phone_in_use import by_person, follow_link, scan, send
from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import follow, press

MINE = "I answered with this card before"


def own_card(phone, card):
    """Scan the card, and say that they who scan it answered with it before."""
    scan(phone, card)
    assert MINE in words_of(phone.page)
    return press(phone, None)


def test_who_says_so_goes_on_in_the_same_form_as_the_card_s_holder(sqlite_hall, midway, cards):
    at = midway.at
    own_card(midway, cards[0])
    assert "Welcome back" in words_of(midway.page)
    assert at.startswith(follow_link(midway, "Go on").request.path)
    send(midway, "8")
    assert by_person(sqlite_hall) == [[2, 8]]
    assert "You have answered After" in words_of(follow(midway, midway.get(f"/c/{cards[0]}")))


def test_who_says_only_that_they_began_goes_on_without_the_card(sqlite_hall, midway, cards):
    scan(midway, cards[0])
    follow_link(midway, "without this card")
    send(midway, "8")
    assert by_person(sqlite_hall) == [[2], [8]]


def test_with_a_card_of_which_after_is_begun_nobody_is_joined(sqlite_hall, midway, new_phone, cards):
    scan(other := new_phone(), cards[0])
    assert other.page.status_code == 200
    scan(midway, cards[0])
    assert MINE not in words_of(midway.page)
    said = {"card": cards[0], "wave": "post", "claimed": "1"}
    follow(midway, midway.post(f"/{sqlite_hall.words}/card", said))
    midway.send({"bt1": "8"})
    assert by_person(sqlite_hall) == [[2], [8]]


def test_an_unused_card_is_given_and_claims_nothing(sqlite_hall, midway, cards):
    scan(midway, cards[1])
    said = words_of(midway.page)
    assert [MINE in said, "this card is yours" in said] == [False, True]
    follow(midway, midway.post(f"/{sqlite_hall.words}/card", {"card": cards[1], "wave": "post", "claimed": "1"}))
    midway.send({"bt1": "8"})
    assert len(kept(sqlite_hall)) == 2


def test_who_answered_before_under_another_code_is_not_joined_with_the_card(sqlite_hall, new_phone, cards):
    scan(first := new_phone(), cards[0])
    send(first, "2")
    mine = new_phone()
    mine.start(sqlite_hall.words)
    mine.send({"bt1": "7"})
    sqlite_hall.open("post")
    mine.get(f"/{sqlite_hall.words}")
    press(mine, ("same", "yes"))
    scan(mine, cards[0])
    assert MINE not in words_of(mine.page)
    assert html.fromstring(mine.page.data).xpath("//input[@name='claimed']") == []
