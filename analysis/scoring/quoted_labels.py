"""Labels of outcomes that are no noun but the words of a question, which stand between quotation marks."""

import re

OPENED, CLOSED = "“", "”"
LONGEST = 120
MOST_WORDS = 3
"""A heading of more words than these is taken for a question or a statement."""
ASKING = re.compile(
    r"(?:i|i'm|i’m|my|we|our|you|your|people|how|what|which|who|do|does|did|are|is|have|has|can|to what|rwy|dwi|rydw|"
    r"mae|pa|sut|ydych|oes|ich|wir|wie|je|nous|comment)\b.*\s",
    re.IGNORECASE,
)


def is_quoted(label: object) -> bool:
    """Whether a label is the words of a question: then a sentence speaks of the answers to it."""
    return isinstance(label, str) and label.startswith(OPENED)


def is_asked(heading: str) -> bool:
    """Whether a heading reads as a question or a statement, and not as the name of something."""
    return heading.endswith("?") or len(heading.split()) > MOST_WORDS or ASKING.match(f"{heading} ") is not None


def label_of(heading: str) -> str:
    """A heading as the label of an outcome: a question or statement between quotation marks, a name as it is."""
    plain = heading.strip()
    if is_quoted(plain) or not is_asked(plain):
        return plain
    inside = plain.replace(OPENED, "‘").replace(CLOSED, "’").rstrip(".:")
    cut = inside if len(inside) <= LONGEST else f"{inside[:LONGEST].rsplit(' ', 1)[0]}…"
    return f"{OPENED}{cut[:1].upper()}{cut[1:]}{CLOSED}"
