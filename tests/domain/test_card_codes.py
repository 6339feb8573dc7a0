"""A card's code notices the slips that people make when they copy it."""

import random

from evaluation.domain.card_codes import ALPHABET, LENGTH, grouped, new_token, normalise

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


def test_what_cannot_be_a_code_is_none():
    assert [normalise(text) for text in ("", "ABC", "ÄÖÜßÄÖÜß0", "0" * 10)] == [None] * 4
