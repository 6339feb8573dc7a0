"""What an import gives: a draft, how many items it has, and everything that could not come along."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from instruments.asking.identifying import identifying_items
from instruments.interchange.plain import plain
from instruments.messages import PlainMessage
from instruments.model import Item, Version
from instruments.problem import InvalidInstrument, Problem
from instruments.translation import Translation

LOOKED_THROUGH = 10_000
"""Characters that the words to show are looked for in, since some texts begin with a page of layout."""
STANDARD_CONSENT = PlainMessage("The consent has our standard words: read them, and write what is true of your study.")
"""What a draft says of its consent that nobody has written yet."""
STANDARD = (
    STANDARD_CONSENT,
    PlainMessage("Each question is asked before and after: say in which waves you ask it, and in which words."),
    PlainMessage("There is no scale: say which questions are scored together, which are turned round, and the margin."),
    PlainMessage("No question says what it measures or is for, where it is from, and under which licence."),
)
"""What a file of another tool says nothing of, with what stands in its place in a draft."""


@dataclass(frozen=True)
class NotCarried:
    """One thing of a file that the draft does not have: the row or element it stands at, what it is, and why."""

    where: str
    what: str
    why: str
    question: bool = False
    """Whether it is a whole question, and not a part of one or of the form."""


@dataclass(frozen=True)
class Imported:
    """A draft made from another tool's file; its translations are drafts too, and may have gaps.

    `places` says of each item where it stands in that file; a file of our own has none.
    """

    version_draft: Version
    not_carried: tuple[NotCarried, ...]
    translations: tuple[Translation, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def standard(self) -> tuple[str, ...]:
        """What the file says nothing of, and a draft has standard words or nothing for; our own files say it all."""
        return STANDARD if self.places else ()

    @property
    def items(self) -> int:
        """How many items came along."""
        return len(self.version_draft.items)

    @property
    def identifying(self) -> tuple[Item, ...]:
        """The items that came along though the file marks them as telling who somebody is, or their words ask it."""
        return identifying_items(self.version_draft)


def refusal(name: str, sentence: str, *, where: str = "") -> InvalidInstrument:
    """The refusal of a whole file in one sentence that names it."""
    return InvalidInstrument([Problem(where, sentence)], name=name)


def in_few_words(what: str) -> str:
    """What is left out, in few words that can be shown."""
    if isinstance(what, PlainMessage):
        return PlainMessage(what.text, **{name: _few(str(value)) for name, value in what.values.items()})
    return _few(what)


def _few(words: str) -> str:
    return plain(words[:LOOKED_THROUGH])[:200]
