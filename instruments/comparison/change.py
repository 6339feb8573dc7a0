"""One change between two versions, and whether answers given before and after it still compare."""

from dataclasses import dataclass
from enum import StrEnum


class Comparability(StrEnum):
    """Whether answers to two versions may stand side by side."""

    SAME = "same"
    WITH_CARE = "comparable_with_care"
    NOT = "not_comparable"

    @property
    def gravity(self) -> int:
        """0 for the same, 1 for comparable with care, 2 for not comparable."""
        return list(Comparability).index(self)


class WordState(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Words:
    """Neighbouring words that share a fate."""

    state: WordState
    text: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change: where it stands, what it is in a sentence, and its class by which rule.

    `items` are the items whose answers it touches, `scale` the outcome it touches as a whole, `wave` the wave it is
    confined to, `language` the translation it is confined to; `words` shows a change of wording word by word.
    """

    key: str
    sentence: str
    comparability: Comparability
    rule: str
    before: str = ""
    after: str = ""
    words: tuple[Words, ...] = ()
    items: tuple[str, ...] = ()
    scale: str = ""
    wave: str = ""
    language: str = ""

    @property
    def needs_reason(self) -> bool:
        """Whether a person has to say why before it can be published."""
        return self.comparability is not Comparability.SAME


def worst(changes: list[Change]) -> Comparability:
    """The gravest class among changes; the same where there are none."""
    return max((change.comparability for change in changes), key=lambda one: one.gravity, default=Comparability.SAME)
