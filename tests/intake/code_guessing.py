"""How long somebody guesses who tries codes by chance, until one of those in use is hit."""

from typing import Final

from evaluation.domain.card_codes import ALPHABET, LENGTH

CODES: Final = len(ALPHABET) ** (LENGTH - 1)
"""How many codes there are: the last character follows from the others."""


def expected_hours(*, in_use: int, tries_an_hour: float, codes: int = CODES) -> float:
    """The hours that it takes on average to hit the first of so many codes in use, where none is tried twice."""
    return (codes + 1) / (in_use + 1) / tries_an_hour
