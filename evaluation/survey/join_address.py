"""Join addresses as people type them."""

import re
import uuid
from itertools import pairwise

from evaluation.domain.join_words import JOIN_WORDS

MOST_WORDS = 12
"""Of what was typed, more of which nobody means an address by."""
LONGEST_TWO = 2 * (max(map(len, JOIN_WORDS)) + 1)
"""Letters of two words written as one, each with a letter too many."""


def normalised_address(typed: str) -> str:
    """What somebody typed, in the form of a join address: `River Lamp` is `river-lamp`."""
    return "-".join(re.findall(r"[a-z]+", typed.lower()))


def named_in(typed: str) -> str:
    """What names the meeting or the card in what somebody typed, who may have pasted a whole address."""
    way, site = re.split(r"[?#]", typed.strip())[0], re.compile(r"([a-z]+://[^/]*|[^/]*[.:][^/]*)/+", re.IGNORECASE)
    if not (host := site.match(way)):
        return way
    return way[host.end() :].removeprefix("c/").partition("/")[0]


def meant(typed: str) -> list[str]:
    """The addresses that somebody may have meant: each word is one of ours, or one slip of a letter away from it.

    The two may be written as one word, or stand among others without a slip.
    """
    words = normalised_address(typed).split("-")[:MOST_WORDS]
    if len(words) > 2:
        ours = pairwise(words)
        return [f"{one}-{other}" for one, other in ours if one in JOIN_WORDS and other in JOIN_WORDS]
    (first, *second) = words
    if len(first) > LONGEST_TWO:
        return []
    pairs = [(first, *second)] if second else [(first[:at], first[at:]) for at in range(3, len(first) - 2)]
    return [f"{one}-{other}" for first, second in pairs for one in _near(first) for other in _near(second)]


def _near(word: str) -> list[str]:
    """The words of ours that one letter changed, added or left out, or two neighbours exchanged, turn it into."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded only where something was mistyped

    return [known for known in JOIN_WORDS if OSA.distance(word, known, score_cutoff=1) <= 1]


def identity(text: str) -> uuid.UUID | None:
    """The UUID that a text is; None where it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
