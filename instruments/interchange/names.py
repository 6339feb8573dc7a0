"""Names of items and instruments that are as near to those of a file as may be."""

import re
from collections.abc import Sequence

from instruments.several_choice import LONGEST_COLUMN, column_of

LONGEST_NAME = 60
DRAWN_BY_LOT = re.compile(r"[a-z][A-Z]|\d[A-Za-z]")
"""What stands in an id that no person chose, such as aT9qY."""


def free_name(wanted: str, taken: set[str], *, keys: Sequence[str] = (), longest: int = LONGEST_NAME) -> str:
    """A name of letters, digits and underscores that is not taken yet (whatever its case), and is taken from now on.

    With `keys` of several answers the columns of those are free too, and taken from now on.
    """
    longest = min([longest, *(LONGEST_COLUMN - 1 - len(key) for key in keys)])
    stem = re.sub(r"[^A-Za-z0-9_]", "_", wanted.strip()[:LONGEST_NAME]) or "q"
    name = stem = (stem if stem[0].isalpha() else f"q_{stem}")[:longest]
    count = 1
    while not taken.isdisjoint(_columns(name, keys)):
        count = count + 1 if count < 9 else max(count, len(taken)) + 1
        name = f"{stem[: longest - 8]}_{count}"
    taken.update(_columns(name, keys))
    return name


def _columns(name: str, keys: Sequence[str]) -> list[str]:
    return [name.lower(), *(column_of(name, key).lower() for key in keys)]


def slug(words: str) -> str:
    """Words as an instrument's id: small letters, digits and single hyphens, starting with a letter."""
    runs = re.findall(r"[a-z0-9]+", words.lower())
    joined = "-".join(runs)[:50].strip("-")
    return joined if not joined or joined[0].isalpha() else f"q-{joined}"


def id_of_form(called: str) -> str:
    """The id that a form has from a person; empty where a lot drew it, as Kobo does: then its title says more."""
    return "" if DRAWN_BY_LOT.search(called) else slug(called)
