"""How wide words are, near enough to break lines and to keep columns apart."""

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
    """The text in at most so many lines of so much room, broken between words; too long a text ends in an ellipsis."""
    broken: list[str] = []
    for word in text.split():
        joined = f"{broken[-1]} {word}" if broken else word
        if broken and width(joined, size) <= space:
            broken[-1] = joined
        else:
            broken.append(word)
    kept = broken[:most]
    if len(broken) > most:
        kept[-1] += "…"
    return tuple(_cut(line, size=size, space=space) for line in kept)


def _cut(line: str, *, size: float, space: float) -> str:
    shorter = line
    while len(shorter) > 2 and width(shorter, size) > space:
        shorter = shorter[:-2].rstrip() + "…"
    return shorter
