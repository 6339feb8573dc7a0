"""What an import gives: a draft, how many items it has, and everything that could not come along."""

from dataclasses import dataclass

from instruments.model import Item, Version
from instruments.problem import InvalidInstrument, Problem
from instruments.terms import IDENTIFYING
from instruments.translation import Translation


@dataclass(frozen=True)
class NotCarried:
    """One thing of a file that the draft does not have: the row or element it stands at, what it is, and why."""

    where: str
    what: str
    why: str


@dataclass(frozen=True)
class Imported:
    """A draft made from another tool's file; its translations are drafts too, and may have gaps."""

    version_draft: Version
    not_carried: tuple[NotCarried, ...]
    translations: tuple[Translation, ...] = ()

    @property
    def items(self) -> int:
        """How many items came along."""
        return len(self.version_draft.items)

    @property
    def identifying(self) -> tuple[Item, ...]:
        """The items that came along though the file marks them as telling who somebody is."""
        return tuple(item for item in self.version_draft.items if item.construct == IDENTIFYING)


def refusal(name: str, sentence: str, *, where: str = "") -> InvalidInstrument:
    """The refusal of a whole file in one sentence that names it."""
    return InvalidInstrument([Problem(where, sentence)], name=name)
