"""Codes that fit nobody are counted and written down; guessing takes years, and nobody with a right code is slowed."""

import random
import statistics

import pytest
from sqlalchemy import select

from evaluation.domain.card_codes import new_token
from evaluation.models import Card
from evaluation.survey.starts.flood_limits import WRONG_CODES, FloodLimits
from tests.intake.code_guessing import CODES, expected_hours

BURST, PER_SECOND = WRONG_CODES
RNG = random.Random(11)
CONFIRMED = {"asked": "1000000000000"}


@pytest.fixture
def guessed(sqlite_door):
    """So many wrong codes were just tried that codes are looked up for no stranger."""
    for _ in range(BURST):
        sqlite_door.app.extensions["weaving_flood_limits"].note_wrong_code()
    return sqlite_door


def begun(door, **sent):
    phone = door.phone()
    phone.get(f"/{door.words}")
    _, hidden = phone.form()
    phone.open(phone.post(f"/{door.words}", {**hidden, **sent}).headers["Location"])
    assert phone.send({"bt1": "7"}).status_code == 303
    return phone


@pytest.mark.parametrize(
    ("address", "sent", "words"),
    [
        ("/c/{code}", None, ""),
        ("/{words}?card={code}", None, "{words}"),
        ("/{words}", {"wave": "pre", "consent": "1", "lang": "en"}, "{words}"),
        ("/withdraw", {"code": "{code}"}, ""),
    ],
    ids=["scanned", "first screen", "typed", "taken back"],
)
def test_a_code_that_is_nobody_s_is_counted_and_written_down(door, address, sent, words):
    code = new_token(RNG)
    at, phone = address.format(code=code, words=door.words), door.phone()
    if sent is None:
        phone.get(at)
    else:
        phone.post(at, {"card": code, **{name: value.format(code=code) for name, value in sent.items()}})
    assert door.tried(words.format(words=door.words)) == {"wrong_code": 1}


def test_a_mistyped_code_is_no_guess_since_nothing_was_looked_up(sqlite_door):
    code = new_token(RNG)
    mistyped = code[:-1] + ("0" if code[-1] != "0" else "1")
    sqlite_door.phone().post("/withdraw", {"code": mistyped})
    sqlite_door.phone().get(f"/c/{mistyped}")
    assert sqlite_door.tried("") == {}


def test_neither_code_nor_address_is_written_down(sqlite_door):
    code = new_token(RNG)
    phone = sqlite_door.phone()
    phone.client.environ_base["REMOTE_ADDR"] = "203.0.113.77"
    phone.post("/withdraw", {"code": code})
    with sqlite_door.database.reading() as db:
        columns = db.connection().exec_driver_sql("SELECT * FROM attempt_count").mappings().one()
    assert set(columns) == {"id", "words", "kind", "hour", "count"}
    assert not {code, "203.0.113.77"} & {str(value) for value in columns.values()}


def test_right_codes_are_counted_nowhere(sqlite_door):
    for card in sqlite_door.cards(3):
        begun(sqlite_door, card=card)
        sqlite_door.phone().get(f"/c/{card}")
        sqlite_door.phone().post("/withdraw", {"code": card})
    assert sqlite_door.tried("") == sqlite_door.tried() == {}


def test_three_hundred_people_behind_one_address_who_mistype_one_code_each_are_never_slowed(sqlite_door):
    for card in sqlite_door.cards(300):
        phone = sqlite_door.phone()
        wrong = phone.post(f"/{sqlite_door.words}", {"wave": "pre", "consent": "1", "card": new_token(RNG)})
        assert wrong.status_code == 422
        assert phone.get(f"/c/{card}").status_code == 303
        sent = phone.post(f"/{sqlite_door.words}", {"wave": "pre", "consent": "1", "lang": "en", "card": card})
        assert sent.status_code == 303
        assert phone.post("/withdraw", {"code": card}).status_code == 200


def test_while_codes_are_guessed_whoever_has_a_card_goes_on_as_ever(guessed):
    (card,) = guessed.cards()
    assert guessed.phone().get(f"/c/{card}").headers["Location"].startswith(f"/{guessed.words}?")
    begun(guessed, card=card)


def test_then_answers_are_deleted_at_once_on_the_phone_that_sent_them(guessed):
    (card,) = guessed.cards()
    phone = begun(guessed, card=card)
    assert "have been deleted" in phone.post(f"/{guessed.words}/withdraw", {"code": card, **CONFIRMED}).text


def test_and_from_the_receipt_on_a_phone_without_cookie(guessed):
    phone = guessed.phone(cookies=False)
    phone.start(guessed.words)
    receipt = phone.send({"bt1": "7"}).headers["Location"]
    sent, proof = receipt.partition("/sent/")[2][:36], receipt.partition("proof=")[2][:16]
    with guessed.database.reading() as db:
        token = db.scalars(select(Card.token)).one()
    origin = {"words": guessed.words, "sent": sent, "proof": proof}
    assert "have been deleted" in phone.post("/withdraw", {"code": token, **origin, **CONFIRMED}).text


@pytest.mark.parametrize("is_right", [True, False], ids=["right", "wrong"])
def test_a_stranger_is_told_the_same_of_a_right_code_and_a_wrong_one(guessed, is_right):
    (card,) = guessed.cards()
    begun(guessed, card=card)
    answer = guessed.phone().post("/withdraw", {"code": card if is_right else new_token(RNG), **CONFIRMED})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
    assert "Nothing was deleted" in answer.text
    assert guessed.tried("") == {"code_put_off": 1}


def test_and_learns_from_no_card_s_address_whether_there_is_such_a_card(guessed):
    code = new_token(RNG)
    (card,) = guessed.cards()
    right, wrong = (guessed.phone().get(f"/c/{each}") for each in (card, code))
    assert right.headers["Location"].replace(card, "") == wrong.headers["Location"].replace(code, "")
    assert (right.status_code, wrong.status_code) == (303, 303)


def test_after_a_while_codes_are_looked_up_again(guessed):
    (card,) = guessed.cards()
    begun(guessed, card=card)
    guessed.seconds += 1.5 / PER_SECOND
    assert guessed.phone().post("/withdraw", {"code": card}).status_code == 200


def test_the_expected_hours_to_one_hit_are_those_that_the_handbook_tells():
    an_hour, at_a_meeting = PER_SECOND * 3600, 250 * 3600
    assert CODES == 32**8
    assert round(expected_hours(in_use=600, tries_an_hour=an_hour)) == 3_049_117
    assert round(expected_hours(in_use=100_000, tries_an_hour=an_hour)) == 18_325
    assert round(expected_hours(in_use=600, tries_an_hour=at_a_meeting)) == 2_033


@pytest.mark.parametrize("in_use", [4, 40])
def test_a_simulated_guesser_needs_as_long_as_reckoned(in_use):
    """250 tries a second against a space made small; what is looked up is what the limits let through."""
    codes, rng = 60_000, random.Random(in_use)
    hours = [_hours_to_hit(codes, in_use, rng) for _ in range(400)]
    reckoned = expected_hours(in_use=in_use, tries_an_hour=PER_SECOND * 3600, codes=codes) - BURST / PER_SECOND / 3600
    assert statistics.mean(hours) == pytest.approx(reckoned, rel=0.15)


def test_without_the_limits_the_same_guesser_is_done_at_once():
    codes, rng = 60_000, random.Random(1)
    tries = statistics.mean(_first_hit(codes, 40, rng) for _ in range(400))
    assert tries / 250 / 3600 < expected_hours(in_use=40, tries_an_hour=600, codes=codes) / 1000


def _first_hit(codes, in_use, rng):
    """Which try is the first to hit, where none is made twice."""
    return min(rng.sample(range(1, codes + 1), in_use))


def _hours_to_hit(codes, in_use, rng):
    clock = [0.0]
    limits, looked_up, wanted = FloodLimits(seconds=lambda: clock[0]), 0, _first_hit(codes, in_use, rng)
    while True:
        if not limits.are_codes_guessed():
            looked_up += 1
            if looked_up == wanted:
                return clock[0] / 3600
            limits.note_wrong_code()
        else:
            clock[0] += 1 / PER_SECOND  # the tries until then, 1,500 of them, are not looked up
