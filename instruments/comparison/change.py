"""One change between two versions, and whether answers given before and after it still compare."""

import json
from dataclasses import dataclass, replace
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


OTHER_NUMBERS = frozenset(
    {
        "points",
        "order of options",
        "values",
        "pictures",
        "direction",
        "reversed items",
        "lowest score",
        "highest score",
        "item dropped",
        "item added",
        "item dropped from a score",
        "item added to a score",
        "scale dropped",
        "scale added",
        "wave dropped",
        "source language",
        "construct",
    }
)
"""Rules under which the numbers themselves are others, or are not there: nobody can declare that they compare."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change: where it stands, what it is in a sentence, and its class by which rule.

    `items` are the items whose answers it touches, `scale` the outcome it touches as a whole, `wave` the wave it is
    confined to, or `waves` the several; `language` the translation it is confined to; `words` shows a change of wording
    word by word. `by_rule` is the class that the rule gives, where a person declared another. `exact` is all that the
    change goes from and to, where the sentence leaves some of it out.
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
    waves: tuple[str, ...] = ()
    language: str = ""
    by_rule: Comparability | None = None
    exact: str = ""

    def touches(self, *, wave: str, language: str) -> bool:
        """Whether it concerns answers given in a wave, or in any, and in a language."""
        confined = self.waves or (self.wave,)
        return (not wave or confined == ("",) or wave in confined) and self.language in {"", language}

    @property
    def may_be(self) -> tuple[Comparability, ...]:
        """The classes a person may declare: any graver one, and "with care" where the numbers are the same."""
        own = self.by_rule or self.comparability
        raised = own is Comparability.NOT and self.rule not in OTHER_NUMBERS
        least = Comparability.WITH_CARE if raised else own
        return tuple(found for found in Comparability if found.gravity >= least.gravity)

    @property
    def raises(self) -> tuple[Comparability, ...]:
        """Those of the classes that a person may declare in which answers compare against the rule."""
        own = self.by_rule or self.comparability
        return tuple(found for found in self.may_be if found.gravity < own.gravity)

    def declared(self, found: Comparability) -> "Change":
        """The same change in the class that a person declared."""
        own = self.by_rule or self.comparability
        return replace(self, comparability=found, by_rule=None if found is own else own)

    @property
    def identity(self) -> str:
        """What tells this change from every other, its own class as the rule gives it, as a text."""
        own = self.by_rule or self.comparability
        identity = (self.key, self.sentence, own, self.rule, self.before, self.after, self.exact)
        return json.dumps([*identity, self.items, self.scale, self.wave, self.waves, self.language], ensure_ascii=False)

    @property
    def raised(self) -> bool:
        """Whether a person declared that it compares where the rule says that it does not."""
        return self.by_rule is not None and self.by_rule.gravity > self.comparability.gravity

    @property
    def needs_reason(self) -> bool:
        """Whether a person has to say why before it can be published."""
        return self.comparability is not Comparability.SAME or self.by_rule is not None


def worst(changes: list[Change]) -> Comparability:
    """The gravest class among changes; the same where there are none."""
    return max((change.comparability for change in changes), key=lambda one: one.gravity, default=Comparability.SAME)
