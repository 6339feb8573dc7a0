"""Which questions no row of an export answers, so that nobody takes the blanks for people who skipped them.

It goes by the rows that are told and by the questionnaires alone, so that it tells no more than the blanks do: what is
held back, and what nobody answered, are named alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from evaluation.impact_report.build.questions import ONE_TO_ONES
from evaluation.store.releases.ledger import BOTH
from evaluation.store.reports.asked_in_files import asked_in_file
from evaluation.store.reports.gather import Gathered
from instruments import Version
from instruments.asking.comparison_group import for_comparison_group
from instruments.comparison.families import name_of

AskedAt = Mapping[str, frozenset[str]]
"""The questions that are asked, by wave."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """An outcome whose questions are blank in all rows of an experiment's answers, or of forms that stand alone."""

    experiment: str
    """The experiment, or several that are told together; empty for the forms that stand alone."""
    wave: str
    """The wave of the forms that stand alone; empty for an experiment, whose rows are blank before and after."""
    outcome: str
    items: tuple[str, ...]

    def as_fact(self) -> dict[str, object]:
        """What the description of a package says of it."""
        where = {"experiment": self.experiment} if self.experiment else {"single_forms": self.wave}
        return {**where, "outcome": self.outcome, "items": list(self.items)}


@dataclass(frozen=True, slots=True)
class _Outcome:
    label: str
    items: tuple[str, ...]

    def blank_in(self, rows: pd.DataFrame, asked: AskedAt) -> tuple[str, ...]:
        """The questions of it that are asked, where rows of these waves hold nothing of any; else none."""
        there = [item for item in self.items if any(item in items for items in asked.values())]
        is_blank = not rows[[item for item in there if item in rows.columns]].notna().any(axis=None)
        return tuple(there) if is_blank else ()


def questions_held_back(gathered: Gathered, *, answers: pd.DataFrame, alone: pd.DataFrame) -> tuple[HeldBack, ...]:
    """The outcomes of which `answers` of an experiment hold nothing at all, or the forms `alone` nothing of a wave."""
    outcomes = [_Outcome(scale.label, tuple(scale.items)) for scale in gathered.alike.scales]
    outcomes.append(_Outcome("One-to-ones", tuple(ONE_TO_ONES)))
    asked = _asked(gathered)
    places = [
        (str(group), "", rows, _of_any([asked.get(slug, {}) for slug in str(group).split("+")], BOTH))
        for group, rows in answers.groupby("experiment", sort=True)
    ]
    places += [
        ("", str(wave), rows, _of_any(list(asked.values()), [str(wave)]))
        for wave, rows in alone.groupby("wave", sort=True)
    ]
    return tuple(
        HeldBack(experiment, wave, outcome.label, items)
        for experiment, wave, rows, of in places
        for outcome in outcomes
        if (items := outcome.blank_in(rows, of))
    )


def _asked(gathered: Gathered) -> dict[str, AskedAt]:
    """What each experiment asks, by its slug: of one from a file, what its file did, whoever it asked."""
    versions = {name_of(version): version for version in gathered.known.versions}
    of_files = {each.slug: asked_in_file(each) for each in gathered.experiments}
    compared = {each.slug for each in gathered.experiments if each.is_comparison and not each.is_from_file}
    found: dict[str, AskedAt] = {}
    for slug, waves in gathered.asked.items():
        there = {wave: versions[name] for wave, name in waves.items() if name in versions}
        by_version = {
            wave: _items(for_comparison_group(version) if slug in compared else version, wave)
            for wave, version in there.items()
        }
        held = of_files.get(slug)
        found[slug] = by_version if held is None else {w: by_version[w] & held.get(w, frozenset()) for w in by_version}
    return found


def _items(version: Version, wave: str) -> frozenset[str]:
    return frozenset(item.id for item in version.questions(wave))


def _of_any(asked: Sequence[AskedAt], waves: Sequence[str]) -> AskedAt:
    """What any of these asks at each of these waves."""
    return {wave: frozenset[str]().union(*(each.get(wave, ()) for each in asked)) for wave in waves}
