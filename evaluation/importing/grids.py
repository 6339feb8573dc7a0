"""A sheet of answers as it was read: its heading, its rows as text, and where each stands in the file."""

from dataclasses import dataclass

LARGEST_FILE = 30_000_000
MOST_ROWS = 250_000
MOST_COLUMNS = 2_000
HASHED = "key:"
"""What a cell begins with in which an e-mail address was replaced by its hash while the file was read."""


@dataclass(frozen=True, kw_only=True)
class NamedFile:
    """A file as it was given: its name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A sheet of one file. `numbers` are rows as a spreadsheet counts them; `labels` the words under headings.

    Headings are unique: what stands there twice has its place among its like behind it, as in "Comments (2)".
    """

    file: str
    sheet: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    labels: tuple[str, ...] = ()

    def cells(self, name: str) -> tuple[str, ...]:
        """The cells under a heading; empty text throughout where there is none of this name."""
        if name not in self.heading:
            return ("",) * len(self.rows)
        place = self.heading.index(name)
        return tuple(row[place] for row in self.rows)

    def label(self, name: str) -> str:
        """The words of a column: those under its heading where there are any, else the heading."""
        place = self.heading.index(name)
        return (self.labels[place] if self.labels else "") or name
