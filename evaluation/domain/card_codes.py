"""Card codes: eight random characters of Crockford's base 32 and one that checks them.

The check character is a weighted sum over the field of 32 elements, a different weight at each place, so that every
single wrong character and every exchange of two characters is noticed (a Reed-Solomon code of distance 2).
Alphabet: D. Crockford, *Base 32*, 2002: no I, L, O or U; what people write for them is understood.
"""

import random
import unicodedata
from collections.abc import Iterable
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 9
_LETTERS: Final = 12
_MEANT: Final = str.maketrans(
    {"I": "1", "L": "1", "O": "0", "U": "V"} | dict.fromkeys("-. \u00a0\u061c\u200e\u200f", "")
)
"""What stands for another letter, and what means nothing: gaps, and marks of direction that copying brings."""
_MODULUS: Final = 0b100101
"""x^5 + x^2 + 1, irreducible over the field of two elements and primitive."""


def new_token(rng: random.Random) -> str:
    """A fresh card code, nine characters; `rng` should be `secrets.SystemRandom()` outside tests and examples."""
    bits = rng.getrandbits(5 * (LENGTH - 1))
    body = "".join(ALPHABET[bits >> shift & 31] for shift in range(0, 5 * (LENGTH - 1), 5))
    return body + _check(body)


def fresh_names(people: Iterable[object], *, rng: random.Random) -> dict[object, str]:
    """A name of twelve letters for each person (60 bits: two exports of a million people each share none)."""
    return {person: "".join(rng.choice(ALPHABET) for _ in range(_LETTERS)) for person in people}


def normalise(written: str) -> str | None:
    """The code that somebody wrote, or None where it cannot be one: wrong length, character or check character."""
    token = _meant(written)
    return token if _is_whole(token) and _check(token[:-1]) == token[-1] else None


def is_mistyped(written: str) -> bool:
    """Whether what somebody wrote has all that a code has, but a wrong letter or number."""
    return _is_whole(_meant(written)) and normalise(written) is None


def _meant(written: str) -> str:
    """The letters and numbers that are meant; a keyboard may write its digits as Arabic, Persian or Bengali does."""
    digits = (str(unicodedata.decimal(each, each)) for each in written.strip().upper())
    return "".join(digits).translate(_MEANT)


def _is_whole(token: str) -> bool:
    return len(token) == LENGTH and set(token) <= set(ALPHABET)


def grouped(token: str) -> str:
    """The code in groups of three, as printed on cards."""
    return f"{token[:3]} {token[3:6]} {token[6:]}"


def _times_x(a: int) -> int:
    doubled = a << 1
    return doubled ^ _MODULUS if doubled & 0b100000 else doubled


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a, b = _times_x(a), b >> 1
    return product


def _weighted() -> list[dict[str, int]]:
    """Every character times the weight of each place: x, x², x³ and so on."""
    weight, places = 1, []
    for _ in range(LENGTH - 1):
        weight = _times_x(weight)
        places.append({character: _times(weight, value) for value, character in enumerate(ALPHABET)})
    return places


_WEIGHTED: Final = _weighted()


def _check(body: str) -> str:
    total = 0
    for place, character in zip(_WEIGHTED, body, strict=True):
        total ^= place[character]
    return ALPHABET[total]
