"""Ids and names that a reader takes for the same and a program does not."""

from collections.abc import Iterable


def look_alikes(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of names that differ in capital letters or blanks alone, in the order of the second of each."""
    first: dict[str, str] = {}
    pairs = []
    for name in names:
        met = first.setdefault(" ".join(name.split()).casefold(), name)
        if met != name:
            pairs.append((met, name))
    return tuple(pairs)
