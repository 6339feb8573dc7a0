"""Two people change the same values: what both did is kept, and where they differ both texts are shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from instruments.comparison import Words
from instruments.comparison.word_changes import word_changes

Values = Mapping[str, str]
"""What a form holds: a text for each entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One entry that both changed, each in another way: what was there, theirs and yours, word by word."""

    name: str
    before: str
    theirs: str
    yours: str

    @property
    def their_words(self) -> tuple[Words, ...]:
        """What they did to the words."""
        return word_changes(self.before, self.theirs)

    @property
    def your_words(self) -> tuple[Words, ...]:
        """What you did to the words."""
        return word_changes(self.before, self.yours)


@dataclass(frozen=True, slots=True)
class Merged:
    """Both people's changes together; in a conflict the values hold yours, and theirs stand in the conflict."""

    values: dict[str, str]
    conflicts: tuple[Conflict, ...]
    theirs: tuple[str, ...]
    """The entries that they alone changed."""


def merged(before: Values, theirs: Values, *, yours: Values) -> Merged:
    """What comes of two changes to the same values."""
    conflicts, alone, values = [], [], {}
    for name, mine in yours.items():
        was, their = before.get(name, ""), theirs.get(name, "")
        values[name] = their if mine == was else mine
        if mine == was != their:
            alone.append(name)
        elif mine != was and their not in (was, mine):
            conflicts.append(Conflict(name=name, before=was, theirs=their, yours=mine))
    return Merged(values, tuple(conflicts), tuple(alone))
