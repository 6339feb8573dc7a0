"""How wide words are, near enough to break lines and to keep columns apart."""

from collections.abc import Iterator
from math import ceil

NARROW = frozenset("iljI.,:;'’|! ")
SLIM = frozenset("tfr()[]/-1")
WIDE = frozenset("mwMW@%")


def width(text: str, size: float) -> float:
    """The width of a line of Inter semi-bold at a type size, in the same units, to within a twentieth."""
    return sum(_advance(letter) for letter in text) * size


def _advance(letter: str) -> float:
    if letter in NARROW:
        return 0.28
    if letter in SLIM:
        return 0.4
    if letter in WIDE:
        return 0.9
    return 0.7 if letter.isupper() else 0.6


def lines(text: str, *, size: float, space: float, most: int) -> tuple[str, ...]:
    """The text in at most so many lines of so much room, broken between words; too long a text ends in an ellipsis.

    A number at the end follows it, since it may be what tells two places apart.
    """
    broken: list[str] = []
    for word in text.split():
        joined = f"{broken[-1]} {word}" if broken else word
        if broken and width(joined, size) <= space:
            broken[-1] = joined
        else:
            broken.append(word)
    kept = broken[:most]
    if len(broken) > most:
        last = broken[-1].rpartition(" ")[2]
        end = f"… {last}" if last.isdigit() else "…"
        kept[-1] = _cut(kept[-1] + "…", size=size, space=space - width(end[1:], size)) + end[1:]
    return tuple(_cut(line, size=size, space=space) for line in kept)


def whole_lines(text: str, *, size: float, space: float, most: int) -> tuple[str, ...]:
    """The text in as many lines of so much room as it takes; a word that is longer than a line goes on in the next.

    Past `most` lines, which no name of a place takes, it ends in an ellipsis.
    """
    words = (piece for word in text.split() for piece in _pieces(word, size=size, space=space))
    return lines(" ".join(words), size=size, space=space, most=most)


def _pieces(word: str, *, size: float, space: float) -> Iterator[str]:
    """A word in pieces that each fit a line, as even as they can be, with a hyphen at the end of all but the last."""
    if width(word, size) <= space:
        yield word
        return
    free = space - width("-", size)
    many = ceil(width(word, size) / free)
    while any(width(piece, size) > free for piece in _cut_into(word, many)):
        many += 1
    *before, last = _cut_into(word, many)
    yield from (f"{piece}-" for piece in before)
    yield last


def _cut_into(word: str, many: int) -> list[str]:
    each = ceil(len(word) / many)
    return [word[at : at + each] for at in range(0, len(word), each)]


def _cut(line: str, *, size: float, space: float) -> str:
    shorter = line
    while len(shorter) > 2 and width(shorter, size) > space:
        shorter = shorter[:-2].rstrip() + "…"
    return shorter
