"""Which versions a study used, and which of its outcomes still compare between them.

Two versions of a scale compare unless a change between them is classed "not comparable". Versions are known by their
instrument and number; those of two instruments compare as far as they ask the same items. What to do with answers that
do not compare is for `evaluation.store.reports.comparable_outcomes`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, pairwise

from sqlalchemy.orm import Session

from evaluation.models import InstrumentVersion
from evaluation.store.instruments.declared_changes import Declared, as_published, declared_for
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.published_versions import live_translations, version_of
from instruments import Translation, Version
from instruments.comparison import Comparison, compare
from instruments.comparison.families import Versions, name_of


def versions_compared(
    versions: Iterable[Version],
    *,
    translations: Iterable[tuple[Translation, Translation]] = (),
    said: Declared | None = None,
) -> Versions:
    """The comparisons among versions; `translations` pair a language's older and newer words.

    `said` is what was said of changes when the versions were published.
    """
    found = tuple(sorted(versions, key=lambda version: (version.id, version.number)))
    pairs = tuple(translations)
    comparisons = [
        compare(old, new, translations=[pair for pair in pairs if _of(pair, old, new)])
        for old, new in combinations(found, 2)
    ]
    said = said or Declared({}, {})
    return Versions(
        versions=found,
        comparisons=tuple(map(said.of, comparisons)),
        reasons=said.reasons,
        confirmed=said.confirmed,
    )


def versions_used(db: Session, rows: Iterable[InstrumentVersion]) -> Versions:
    """The same of versions in the database, with their translations and the reasons given when they were published."""
    found = sorted((version_of_row(db, row) for row in rows), key=lambda version: (version.id, version.number))
    words = _in_pairs(db, found, combinations(found, 2))
    said = declared_for(db, {version.id for version in found})
    used = versions_compared(found, translations=words, said=said)
    raised = {one.new.id for one in used.comparisons if any(change.raised for change in one.changes)}
    return replace(used, declared={name: keys for each in raised for name, keys in _declared(db, each, used, said)})


def published_comparison(db: Session, old: Version, new: Version) -> Comparison:
    """Every change between two published versions as reports see it, in each language that both are offered in."""
    return as_published(db, compare(old, new, translations=_in_pairs(db, [old, new], [(old, new)])))


def _declared(db: Session, instrument: str, used: Versions, said: Declared) -> Iterator[tuple[str, frozenset[str]]]:
    """What each version's publisher declared against the rule, between the oldest and the newest that were used."""
    numbers = [version.number for version in used.versions if version.id == instrument]
    steps = [version_of(db, instrument, number) for number in range(min(numbers), max(numbers) + 1)]
    for old, new in pairwise(steps):
        step = said.of(compare(old, new, translations=_in_pairs(db, [old, new], [(old, new)])))
        yield name_of(new), frozenset(change.key for change in step.changes if change.raised)


def _in_pairs(
    db: Session, versions: Iterable[Version], pairs: Iterable[tuple[Version, Version]]
) -> list[tuple[Translation, Translation]]:
    """The translations of an older and a newer version that are in the same language."""
    words = {name_of(version): live_translations(db, version).values() for version in versions}
    return [
        (before, after)
        for old, new in pairs
        for before in words[name_of(old)]
        for after in words[name_of(new)]
        if before.language == after.language
    ]


def _of(pair: tuple[Translation, Translation], old: Version, new: Version) -> bool:
    return [(one.instrument, one.number) for one in pair] == [(old.id, old.number), (new.id, new.number)]
