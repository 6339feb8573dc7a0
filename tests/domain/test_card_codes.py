"""A card's code notices the slips that people make when they copy it."""

import random

import pytest

from evaluation.domain.card_codes import ALPHABET, LENGTH, grouped, is_mistyped, new_token, normalise

RNG_SEED = 11


def test_every_single_wrong_character_is_noticed():
    token = new_token(random.Random(RNG_SEED))
    slips = [token[:i] + other + token[i + 1 :] for i in range(LENGTH) for other in ALPHABET if other != token[i]]
    assert [normalise(slip) for slip in slips] == [None] * len(slips)


def test_every_exchange_of_two_characters_is_noticed():
    token = new_token(random.Random(RNG_SEED))
    for i in range(LENGTH):
        for j in range(i + 1, LENGTH):
            swapped = list(token)
            swapped[i], swapped[j] = swapped[j], swapped[i]
            if swapped != list(token):
                assert normalise("".join(swapped)) is None


def test_spaces_small_letters_and_lookalikes_are_understood():
    token = next(t for t in (new_token(random.Random(seed)) for seed in range(500)) if "0" in t and "1" in t)
    written = grouped(token).lower().replace("0", "o").replace("1", "l")
    assert normalise(written) == token


@pytest.mark.parametrize("zero", ["\u0660", "\u06f0", "\u09e6", "\u0a66"])
def test_digits_of_other_scripts_are_digits(zero):
    token = next(
        each for each in (new_token(random.Random(seed)) for seed in range(99)) if sum(map(str.isdigit, each)) > 3
    )
    written = "".join(chr(ord(zero) + int(each)) if each.isdigit() else each for each in token)
    assert (written != token, normalise(f"\u200f{written}\u200e"), is_mistyped(written)) == (True, token, False)


def test_what_cannot_be_a_code_is_none():
    assert [normalise(text) for text in ("", "ABC", "ÄÖÜßÄÖÜß0", "0" * 10)] == [None] * 4
