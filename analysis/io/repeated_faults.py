"""Faults of a file that stand in many rows, told once: the first row, how many more there are, and what is meant."""

from collections.abc import Collection, Iterable, Iterator

from analysis.io.sheet import Fault, rows_named

NEAR = 60
"""How much of a hundred two words are alike, from which on one is suggested for the other."""


def once_each(found: Iterable[tuple[int, str, str]]) -> Iterator[Fault]:
    """One sentence for all rows in which the same is wrong with the same column; of each its row, column and what."""
    rows: dict[tuple[str, str], list[int]] = {}
    for number, column, said in found:
        rows.setdefault((column, said), []).append(number)
    for (column, said), numbers in rows.items():
        yield Fault(numbers[0], f"{rows_named(numbers)}, column {column}: {said}")


def not_known(word: str, known: Collection[str], *, called: str) -> str:
    """That a word is none of those that are known, with the one that was probably meant, and all that are known."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded only where something was mistyped

    near = process.extractOne(word.casefold(), tuple(known), scorer=fuzz.ratio, score_cutoff=NEAR)
    named = ", ".join(known)
    meant = f". Did you mean {near[0]!r}? They are {named}." if near else f"; they are {named}."
    return f"{word!r} is not {called}{meant}"
