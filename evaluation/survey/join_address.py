"""Join addresses as people type them."""

import re

from evaluation.domain.join_words import WORDS


def normalised_address(typed: str) -> str:
    """What somebody typed, in the form of a join address: `River Lamp` is `river-lamp`."""
    return "-".join(re.findall(r"[a-z]+", typed.lower()))


def meant(typed: str) -> list[str]:
    """The addresses that somebody may have meant: each word is one of ours, or one slip of a letter away from it."""
    words = normalised_address(typed).split("-")
    if len(words) != 2:
        return []
    first, second = (_near(word) for word in words)
    return [f"{one}-{other}" for one in first for other in second]


def _near(word: str) -> list[str]:
    return [known for known in WORDS if known == word or _one_slip(word, known)]


def _one_slip(word: str, known: str) -> bool:
    """Whether one letter changed, added, left out, or two neighbours exchanged turn one word into the other."""
    if abs(len(word) - len(known)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), min(len(word), len(known)))
    rest, other = word[start:], known[start:]
    exchanged = rest[:2] == other[1::-1] and len(other) > 1 and rest[2:] == other[2:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or exchanged
