"""What `$filter` may say: columns compared with values by eq and ne, joined by and, or and parentheses."""

import re
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Final

from evaluation.api.odata.columns import COLUMNS, Cell, FeedRow
from evaluation.api.problems import ProblemError

Condition = Callable[[FeedRow], bool]
LONGEST_FILTER: Final = 2000
DEEPEST: Final = 20
WORD: Final = re.compile(r"\s*(?:[()]|'(?:[^']|'')*'|[A-Za-z_]\w*(?![\w-])|[-+:.\w]+)")
READERS: Final[dict[str, Callable[[str], Cell]]] = {
    "Edm.Guid": uuid.UUID,
    "Edm.Int32": int,
    "Edm.Double": float,
    "Edm.DateTimeOffset": datetime.fromisoformat,
}
UNKNOWN = "$filter: compare columns by eq or ne with values, joined by and, or and parentheses."


def condition_of(text: str) -> Condition:
    """The condition that a filter states; what it may not say is a problem."""
    if len(text) > LONGEST_FILTER:
        raise ProblemError(400, f"$filter: at most {LONGEST_FILTER} characters.")
    reading = _Reading(_words(text))
    condition = reading.either(0)
    if reading.rest:
        raise ProblemError(400, UNKNOWN)
    return condition


def _words(text: str) -> list[str]:
    found, at = list[str](), 0
    while text[at:].strip():
        word = WORD.match(text, at)
        if word is None:
            raise ProblemError(400, UNKNOWN)
        found.append(word[0].strip())
        at = word.end()
    return found


class _Reading:
    """The words of a filter, read from the left."""

    def __init__(self, words: list[str]) -> None:
        self.rest = words

    def either(self, depth: int) -> Condition:
        """Conditions of which one holds."""
        found = [self._both(depth)]
        while self._next_is("or"):
            found.append(self._both(depth))
        return found[0] if len(found) == 1 else lambda row: any(each(row) for each in found)

    def _both(self, depth: int) -> Condition:
        found = [self._one(depth)]
        while self._next_is("and"):
            found.append(self._one(depth))
        return found[0] if len(found) == 1 else lambda row: all(each(row) for each in found)

    def _one(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise ProblemError(400, f"$filter: at most {DEEPEST} parentheses within one another.")
        if self._next_is("("):
            inside = self.either(depth + 1)
            if not self._next_is(")"):
                raise ProblemError(400, UNKNOWN)
            return inside
        return self._comparison()

    def _comparison(self) -> Condition:
        name, way, literal = (self._taken() for _ in range(3))
        if name not in COLUMNS or way not in {"eq", "ne"}:
            raise ProblemError(400, UNKNOWN)
        column, value = COLUMNS[name], _value(COLUMNS[name].edm, literal)
        return (lambda row: column.cell(row) == value) if way == "eq" else lambda row: column.cell(row) != value

    def _taken(self) -> str:
        if not self.rest:
            raise ProblemError(400, UNKNOWN)
        return self.rest.pop(0)

    def _next_is(self, word: str) -> bool:
        if self.rest[:1] == [word]:
            self.rest.pop(0)
            return True
        return False


def _value(edm: str, literal: str) -> Cell:
    """A literal as a value of the column's type; one of another type is a problem."""
    if literal == "null":
        return None
    try:
        if edm == "Edm.String" and literal.startswith("'"):
            return literal[1:-1].replace("''", "'")
        if edm == "Edm.Boolean" and literal in {"true", "false"}:
            return literal == "true"
        if edm in READERS:
            return READERS[edm](literal)
    except (ValueError, OverflowError):
        pass
    raise ProblemError(400, "$filter: a value is not of its column's type.")
