"""The reviewer's pages: pairs and reasons, no answer anywhere, and an undo that undoes."""

import re

import pytest

from evaluation.store.linking.reconciliation import accounts_of
from evaluation.store.log.audit_entries import latest_entries
from tests.linking.conftest import ANN, BEA, Room
from tests.staff_pages import post

SECRET = {"bt1": 3, "cg2": 6, "an1": "declined"}


@pytest.fixture
def room(desk, clock):
    """Ann comes back with one slip; Bea comes back exact; and one stranger leaves."""
    room = Room(desk.services.settings, desk.services.database, clock)
    for name, memory in (("ann", ANN), ("bea", BEA), ("zoe", {**BEA, "birth_day": "9", "phone_digits": "12"})):
        room.answer(name, "pre", memory=memory, answers=SECRET)
    room.open("post")
    room.answer("ann again", "post", memory={**ANN, "birth_day": "15"}, answers=SECRET)
    room.answer("bea again", "post", memory=BEA, answers=SECRET)
    with room.database.reading() as db:
        room.id = room.experiment(db).id
    return room


@pytest.fixture
def reviewer(desk):
    return desk.signed_in("organiser")


def pairs(page):
    return re.findall(r'name="before" value="([\w-]+)">\s*<input type="hidden" name="after" value="([\w-]+)"', page)[
        ::2
    ]


def test_a_suggested_pair_stands_with_its_reasons(room, reviewer):
    page = reviewer.get(f"/experiments/{room.id}/links").text
    assert "4 of 5 memory questions agree" in page
    assert "They gave another day of birth." in page
    assert re.search(r"Both gave the same first letter of the carer.{1,6}s name, older brothers and sisters, "
                     r"first letter of the town of birth and last two digits of the phone[.]", page)  # fmt: skip


def test_what_one_of_two_left_out_is_told_apart_from_what_differs(room, reviewer):
    room.close("post")
    room.open("pre")
    room.answer("eli", "pre", memory={**ANN, "carer_letter": "x", "birth_day": "2", "phone_digits": ""})
    room.open("post")
    room.answer("eli again", "post", memory={**ANN, "carer_letter": "x", "birth_day": "2"})
    assert (
        "One or both left out the last two digits of the phone." in reviewer.get(f"/experiments/{room.id}/links").text
    )


def test_a_pair_says_who_it_is_in_the_lists_beside_it(room, reviewer):
    page = reviewer.get(f"/experiments/{room.id}/links").text
    assert re.search(r"Person 1 of Before, sent at \d\d:\d\d, and person 1 of After, sent at \d\d:\d\d[.]", page)


def test_a_decision_names_who_made_it_and_who_undid_it(room, desk):
    account = desk.person("organiser", email="mair@example.org")
    mair = desk.as_person(account)
    one, other = pairs(mair.get(f"/experiments/{room.id}/links").text)[0]
    post(mair, f"/experiments/{room.id}/links/confirm", before=one, after=other)
    decided = mair.get(f"/experiments/{room.id}/links").text.partition('id="decided"')[2]
    assert ("mair@example.org" in decided, ">account<" in re.sub(r"\s", "", decided)) == (True, False)
    post(mair, re.search(r"/experiments/[\w-]+/links/[\w-]+/undo", decided)[0])
    assert "undone by mair@example.org" in mair.get(f"/experiments/{room.id}/links").text


def test_confirming_joins_the_two_and_undoing_restores_the_exact_earlier_state(room, reviewer):
    before = room.see()
    one, other = pairs(reviewer.get(f"/experiments/{room.id}/links").text)[0]
    post(reviewer, f"/experiments/{room.id}/links/confirm", before=one, after=other)
    joined = room.see()
    page = reviewer.get(f"/experiments/{room.id}/links").text
    post(reviewer, re.search(r"/experiments/[\w-]+/links/[\w-]+/undo", page)[0])
    assert (joined != before, room.see() == before) == (True, True)
    with room.database.reading() as db:
        assert [entry.action for entry in latest_entries(db, limit=2)] == ["link undone", "two joined"]


def test_what_is_exact_and_unique_is_joined_by_one_press(room, reviewer):
    post(reviewer, f"/experiments/{room.id}/links/run")
    assert "memory questions, all alike" in reviewer.get(f"/experiments/{room.id}/links").text


def test_a_pair_two_differences_apart_cannot_be_joined_by_hand(room, reviewer):
    sent = {"before": str(room.people["zoe"]), "after": str(room.people["bea again"])}
    answer = post(reviewer, f"/experiments/{room.id}/links/confirm", **sent)
    assert (answer.status_code, "not suggested" in answer.text) == (422, True)


def test_the_reviewers_pages_hold_no_answer(room, reviewer):
    """The answers are words that occur nowhere else, so that finding one would be finding an answer."""
    from evaluation.models import Response

    with room.database.transaction() as db:
        for row in db.query(Response):
            row.answers = {**row.answers, "bt2": "xanthic-answer"}
    pages = [reviewer.get(f"/experiments/{room.id}/links").text]
    one, other = pairs(pages[0])[0]
    pages.append(post(reviewer, f"/experiments/{room.id}/links/confirm", before=one, after=other).text)
    pages.append(reviewer.get(f"/experiments/{room.id}/links").text)
    pages = [re.sub(r"<details class=.help.+?</details>", "", page, flags=re.DOTALL) for page in pages]
    words = ("xanthic", "bt1", "cg2", "an1", "declined", "answers")
    assert [(word, page.count(word)) for page in pages for word in words if word in page] == []


def test_the_sums_stand_on_the_page_and_hold(room, reviewer):
    page = reviewer.get(f"/experiments/{room.id}/links").text
    assert re.search(r"Does it add up\? <span[^>]*>yes", page)


def test_cards_that_were_printed_are_told_from_codes_that_the_page_made(room, reviewer):
    with room.database.reading() as db:
        sums = accounts_of(db, room.id)
    assert sums.page_codes > 0
    page = " ".join(reviewer.get(f"/experiments/{room.id}/links").text.split())
    assert f"{sums.printed} card{'s' * (sums.printed != 1)} printed, {sums.page_codes} code" in page


def test_two_codes_of_one_person_are_joined_and_a_strange_code_is_refused(room, reviewer):
    from evaluation.models import Card

    with room.database.reading() as db:
        codes = [
            db.query(Card).filter_by(participant_id=room.people[name]).one().token for name in ("zoe", "ann again")
        ]
    address = f"/experiments/{room.id}/links/codes"
    assert post(reviewer, address, one=codes[0], other=codes[1]).status_code == 303
    assert "is not the code of anybody" in post(reviewer, address, one="ABC", other=codes[1]).text


def test_the_page_names_a_blank_form_among_what_the_answers_are_made_of(room, reviewer):
    (card,) = room.cards()
    room.close("post")
    room.open("pre")
    room.answer("dee", "pre", card=card, answers={})
    room.open("post")
    room.answer("dee", "post", card=card)
    page = " ".join(reviewer.get(f"/experiments/{room.id}/links").text.split())
    assert "2 × 0 linked, 3 Before only, 3 After only, 1 sent blank" in page
    assert ('Before, not joined <span class="mute">3<' in page, 'After, not joined <span class="mute">3<' in page) == (
        True,
        True,
    )


def test_two_who_answered_the_same_wave_are_told_so_in_the_waves_own_word(room, reviewer):
    codes = [room.token_of(name) for name in ("zoe", "ann")]
    page = post(reviewer, f"/experiments/{room.id}/links/codes", one=codes[0], other=codes[1]).text
    assert "Both answered the same wave (Before)" in page
