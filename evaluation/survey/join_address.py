"""Join addresses as people type them."""

import re

from evaluation.domain.join_words import JOIN_WORDS


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
    """The words of ours that one letter changed, added or left out, or two neighbours exchanged, turn it into."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded only where something was mistyped

    return [known for known in JOIN_WORDS if OSA.distance(word, known, score_cutoff=1) <= 1]
