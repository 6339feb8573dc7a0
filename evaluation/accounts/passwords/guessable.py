"""Passwords that are tried first: common ones, made of common words and patterns, or of what is known of their owner.

What is common comes with the package `zxcvbn` (MIT): 30,000 passwords of breaches, names and words, with how patterns
of them are guessed. Nothing is sent anywhere.
"""

import re
from collections.abc import Iterable

from flask_babel import gettext as _

EASY = 10**8
"""Tries that somebody who has the hashes makes in a short time; a password takes more."""
LOOKED_AT = 72
"""Characters from the beginning: what comes after makes no password easier."""
SHORTEST_WORD = 4
LEFT_OVER = 8
"""What has to be left of a password without what is known of its owner."""
PROGRAM = "weaving"


def why_guessable(password: str, known: Iterable[str]) -> str:
    """Why a password is guessed too easily, and how to mend it; empty where it is not.

    `known` are texts about its owner: their name and e-mail address, the organisations that ask.
    """
    words = known_words([PROGRAM, *known])
    if len(_without(password.casefold(), words)) < LEFT_OVER:
        return str(
            _(
                "This password is made of your name, your e-mail address, your organisation or this program's name, "
                "which are tried first. Take four words that have nothing to do with you or with each other."
            )
        )
    if _tries(password, words) < EASY:
        return str(
            _(
                "This password, or one much like it, is among those that are tried first. Take four words that have "
                "nothing to do with each other, or let a password manager make one."
            )
        )
    return ""


def known_words(texts: Iterable[str]) -> list[str]:
    """The whole texts and each longer word of them, the longest first."""
    folded = [text.casefold().strip() for text in texts if text.strip()]
    words = {word for text in folded for word in re.findall(r"\w+", text) if len(word) >= SHORTEST_WORD}
    return sorted({*words, *folded}, key=len, reverse=True)


def _without(password: str, words: list[str]) -> str:
    for word in words:
        password = password.replace(word, "")
    return "".join(sign for sign in password if sign.isalnum())


def _tries(password: str, words: list[str]) -> float:
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its lists take a while to load, and only a new password needs them

    return float(zxcvbn(password[:LOOKED_AT], user_inputs=words)["guesses"])
