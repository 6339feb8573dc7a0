"""Which versions of a scale compare, and the groups of those that do."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from instruments import Version
from instruments.comparison import Change, Comparability, Comparison
from instruments.comparison.between_waves import IncomparableWords, other_words

BEFORE, AFTER = "pre", "post"
BOTH = (BEFORE, AFTER)


def name_of(version: Version) -> str:
    """A version by the name that tells it from every other: common-ground/1."""
    return f"{version.id}/{version.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """One outcome scored by two versions, and whether it compares."""

    scale: str
    label: str
    older: str
    newer: str
    comparability: Comparability


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The versions that a study used, by instrument and then oldest first, and every comparison of two.

    `reasons` says why something was changed in a version, by the version's name and the change's key; `declared` are
    by the same name the keys of the changes that its publisher declared to compare against the rule, also of versions
    that nobody used; `confirmed` are the reasons of the two who said so, where two were asked.
    """

    versions: tuple[Version, ...]
    comparisons: tuple[Comparison, ...]
    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    declared: Mapping[str, Collection[str]] = field(default_factory=dict)
    confirmed: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def compares(self, scale: str, one: str, other: str, *, waves: Iterable[str] = ()) -> bool:
        """Whether scores of a scale under two versions, by name, may be paired or pooled.

        `waves` leaves aside changes confined to waves that are not looked at; none means every wave.
        """
        return self.comparability(scale, one, other, waves=waves) is not Comparability.NOT

    def comparability(self, scale: str, one: str, other: str, *, waves: Iterable[str] = ()) -> Comparability:
        """The class of a scale between two versions; not comparable where one is unknown."""
        if one == other:
            return self._within(scale, one, waves)
        found = next((each for each in self.comparisons if _names(each) == {one, other}), None)
        if found is None:
            return Comparability.NOT
        compared = tuple(waves) or tuple(str(page.kind) for page in found.new.waves)
        classes = [found.in_every_language(scale, wave=wave) for wave in compared]
        return max(classes, key=lambda each: each.gravity, default=Comparability.NOT)

    def _within(self, scale: str, name: str, waves: Iterable[str]) -> Comparability:
        """The class of a scale between these waves of one version: two that ask it in other words do not compare."""
        compared = set(waves)
        own = any(each.wave in compared for each in self.other_words(scale, name))
        return Comparability.NOT if own and BEFORE in compared else Comparability.SAME

    def other_words(self, scale: str, name: str) -> tuple[IncomparableWords, ...]:
        """The questions of a scale that a wave of a version, by name, asks in other words than Before."""
        version = next(each for each in self.versions if name_of(each) == name)
        counted = {item for key in version.scales if key.id == scale for item in key.items}
        return tuple(each for each in other_words(version) if each.item in counted)

    def families(self, scale: str, *, waves: Iterable[str] = BOTH) -> tuple[tuple[Version, ...], ...]:
        """The versions that score a scale, in groups all of whose members compare at these waves, oldest first."""
        compared = tuple(waves)
        families: list[list[Version]] = []
        for version in self.versions:
            if not any(key.id == scale for key in version.scales):
                continue
            home = next((each for each in families if self._all_compare(scale, version, each, compared)), None)
            if home is None:
                families.append([version])
            else:
                home.append(version)
        return tuple(tuple(family) for family in families)

    def _all_compare(self, scale: str, version: Version, others: list[Version], waves: tuple[str, ...]) -> bool:
        return all(self.compares(scale, name_of(other), name_of(version), waves=waves) for other in others)

    def raised(self, across: Across) -> Iterator[tuple[Comparison, Change]]:
        """The changes that touch an outcome and compare by somebody's word, where the rule says that they do not."""
        for comparison in self.comparisons:
            if _names(comparison) == {across.older, across.newer}:
                counted = {item for key in comparison.new.scales if key.id == across.scale for item in key.items}
                yield from (
                    (comparison, change)
                    for change in comparison.changes
                    if change.raised and (change.scale == across.scale or counted & set(change.items))
                )

    @property
    def across(self) -> tuple[Across, ...]:
        """Every outcome that was touched between two versions which both score it, the older pair first."""
        return tuple(
            each
            for comparison in self.comparisons
            for scale, label in _shared(comparison).items()
            if (each := self._across(comparison, scale, label)).comparability is not Comparability.SAME
        )

    def _across(self, comparison: Comparison, scale: str, label: str) -> Across:
        older, newer = name_of(comparison.old), name_of(comparison.new)
        found = self.comparability(scale, older, newer, waves=BOTH)
        return Across(scale=scale, label=label, older=older, newer=newer, comparability=found)

    def reason(self, comparison: Comparison, change: Change) -> str:
        """Why something was changed, as somebody confirmed it for any version on the way; empty where nobody had to."""
        return next((reason for _, reason in self._said(comparison, change)), "")

    def declarations(self, comparison: Comparison, change: Change) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """In which versions it was declared on the way that a change compares, with the reasons, the oldest first.

        The last one in which a reason was given, where nothing tells where it was declared. There are two reasons where
        two people were asked.
        """
        said = self._said(comparison, change)
        found = [(name, reason) for name, reason in said if change.key in self.declared.get(name, ())]
        there = list(reversed(found or said[:1])) or [(name_of(comparison.new), "")]
        return tuple((name, self.confirmed.get(name, {}).get(change.key, (reason,))) for name, reason in there)

    def _said(self, comparison: Comparison, change: Change) -> list[tuple[str, str]]:
        """The versions on the way in which a reason was given for a change, and the reasons, the newest first."""
        if comparison.new.id != comparison.old.id:
            return []
        numbers = range(comparison.new.number, comparison.old.number, -1)
        reasons = {name: self.reasons.get(name, {}) for name in (f"{comparison.new.id}/{number}" for number in numbers)}
        return [(name, str(given[change.key])) for name, given in reasons.items() if change.key in given]


def _names(comparison: Comparison) -> set[str]:
    return {name_of(comparison.old), name_of(comparison.new)}


def _shared(comparison: Comparison) -> dict[str, str]:
    before = {key.id for key in comparison.old.scales}
    return {key.id: key.label for key in comparison.new.scales if key.id in before}
