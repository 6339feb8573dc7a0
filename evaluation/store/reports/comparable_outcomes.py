"""Answers to more than one version of the questions, with what does not compare kept apart.

Versions between which an outcome compares are one family. An outcome of two families becomes two outcomes, each with
answers of its own, so that nothing is paired or pooled across them; within a family each answer counts by the scoring
key of the version that was answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from analysis.scoring.scoring import Scale, scales_from_key
from instruments import Version, scoring_key
from instruments.comparison.families import AFTER, BEFORE, BOTH, Versions, name_of

Family = tuple[Version, ...]

IN = " in "
"""Where an English name of an outcome parts into what and in whom."""


@dataclass(frozen=True, kw_only=True)
class ComparableOutcome:
    """One outcome as one family of versions asked it: its scale, and the rows of answers that count for it."""

    scale: Scale
    family: Family
    rows: "pd.Series[bool]"
    alone: bool
    """Whether no other family has answers to the same outcome."""

    @property
    def newest(self) -> Version:
        """The version whose words stand for the family."""
        return self.family[-1]


@dataclass(frozen=True, kw_only=True)
class ComparableAnswers:
    """A frame that may be scored as it is: `scales` name its columns, `words` the version and item behind each."""

    frame: pd.DataFrame
    scales: tuple[Scale, ...]
    words: Mapping[str, tuple[Version, str]]
    newest: Mapping[str, Version]
    """The version whose name of the outcome stands, by scale."""
    apart: frozenset[str]
    """The scales of which answers stand apart or were left out, since they do not compare."""

    @property
    def untouched(self) -> tuple[Scale, ...]:
        """The scales that hold every answer given to their items."""
        return tuple(scale for scale in self.scales if scale.id not in self.apart)


def comparable_answers(frame: pd.DataFrame, known: Versions) -> ComparableAnswers:
    """The answers of a study (`store.reports.frames`) with every outcome in columns that hold only what compares.

    The family with most answers keeps an outcome's name, the newer where two have as many; the others are named after
    their first version. A column is named after its item wherever it holds all that the item was answered.
    """
    columns, asked = _Columns(), frame["instrument"].astype(str) + "/" + frame["version"].astype(str)
    outcomes = [each for scale in _names(known) for each in _outcomes(frame, known, scale, asked)]
    given = [_answers(frame, each, asked) for each in outcomes]
    scales = tuple(columns.taken(each, answers) for each, answers in zip(outcomes, given, strict=True))
    scored = {item for outcome in outcomes for item in outcome.scale.items}
    kept = frame.drop(columns=[column for column in frame.columns if column in scored])
    return ComparableAnswers(
        frame=pd.concat([kept, pd.DataFrame(columns.values, index=frame.index)], axis="columns"),
        scales=scales,
        words=columns.words,
        newest={scale.id: each.newest for scale, each in zip(scales, outcomes, strict=True)},
        apart=frozenset(
            scale.id
            for scale, each, answers in zip(scales, outcomes, given, strict=True)
            if not _whole(frame, each, answers)
        ),
    )


class _Columns:
    """The columns that outcomes take, each made once."""

    def __init__(self) -> None:
        self.values: dict[str, pd.Series[float]] = {}
        self.words: dict[str, tuple[Version, str]] = {}

    def taken(self, outcome: ComparableOutcome, answers: pd.DataFrame) -> Scale:
        """An outcome's scale over the columns that hold its answers."""
        names = {item: self._column(item, answers[item], outcome) for item in outcome.scale.items}
        reverse = frozenset(names[item] for item in outcome.scale.reverse)
        return replace(outcome.scale, items=tuple(names.values()), reverse=reverse)

    def _column(self, item: str, answers: "pd.Series[float]", outcome: ComparableOutcome) -> str:
        named = (item, f"{item}@{_suffix(outcome.family)}", f"{item}@{outcome.scale.id}")
        column = next(name for name in named if name not in self.values or self.values[name].equals(answers))
        if column not in self.values:
            self.values[column], self.words[column] = answers, (outcome.newest, item)
        return column


def _names(known: Versions) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scale.id for version in known.versions for scale in version.scales))


def _outcomes(frame: pd.DataFrame, known: Versions, scale: str, asked: "pd.Series[str]") -> list[ComparableOutcome]:
    """One outcome for each family that has answers, the one with most answers first; one also where nobody answered."""
    families = known.families(scale)
    found = [(family, _Rows(frame, known, scale, family, asked).counting) for family in families]
    answered = {family: int(_answered(frame, scale, family)[rows].sum()) for family, rows in found}
    order = sorted(found, key=lambda each: (answered[each[0]], families.index(each[0])), reverse=True)
    there = [each for each in order if answered[each[0]]] or order[:1]
    return [
        ComparableOutcome(
            scale=_scale(scale, family, first=place == 0, alone=len(there) == 1),
            family=family,
            rows=rows,
            alone=len(there) == 1,
        )
        for place, (family, rows) in enumerate(there)
    ]


def _scale(name: str, family: Family, *, first: bool, alone: bool) -> Scale:
    """The scale of the family's newest version; the share of items it needs is the smallest of the family's."""
    scoring_keys = [_scoring_key(version, name) for version in family]
    newest = scoring_keys[-1]
    return replace(
        newest,
        id=name if first else f"{name}@{_suffix(family)}",
        label=newest.label if alone else labelled(newest.label, family),
        minimum_answered=min(key.minimum_answered for key in scoring_keys),
    )


def labelled(label: str, family: Family) -> str:
    """An outcome's name with the versions that asked it: Trust (version 1) in people from elsewhere."""
    what, where, whom = label.partition(IN)
    numbers = ", ".join(f"{version.id} v{version.number}" for version in family)
    return f"{what} ({numbers}){where}{whom}"


def _scoring_key(version: Version, scale: str) -> Scale:
    return next(iter(scales_from_key(row for row in scoring_key(version) if row["id"] == scale)))


def _suffix(family: Family) -> str:
    return f"{family[0].id}_{family[0].number}".replace("-", "_")


@dataclass(frozen=True)
class _Rows:
    """Which rows count for an outcome of a family; `asked` is the version that each row answers, by name."""

    frame: pd.DataFrame
    known: Versions
    scale: str
    family: Family
    asked: "pd.Series[str]"

    @property
    def counting(self) -> "pd.Series[bool]":
        """Rows of the family; without waves that do not compare with Before, and without evenings that fall between."""
        rows = self.asked.isin([name_of(version) for version in self.family])
        rows &= ~(self.frame["wave"].isin(BOTH) & self.asked.isin(self._in_other_words(AFTER)))
        for wave in self._further:
            rows &= (self.frame["wave"] != wave) | ~self.asked.isin(self._in_other_words(wave))
        if len(self.known.versions) == 1:
            return rows
        for wave in self._further:
            rows &= (self.frame["wave"] != wave) | self.asked.isin(self._kept(wave, rows))
        return rows & ~(self.frame["wave"].isin(BOTH) & self._torn(rows))

    @cached_property
    def _further(self) -> list[str]:
        """The waves beyond before and after that somebody answered."""
        return sorted(set(self.frame["wave"].unique()) - set(BOTH))

    def _in_other_words(self, wave: str) -> list[str]:
        """The family's versions that ask the outcome at a wave in words which do not compare with those of Before."""
        names = (name_of(version) for version in self.family)
        return [name for name in names if not self.known.compares(self.scale, name, name, waves=(BEFORE, wave))]

    def _kept(self, wave: str, rows: "pd.Series[bool]") -> list[str]:
        """Of the family, the versions that compare at a further wave as well: those with most rows."""
        names = {name_of(version) for version in self.family}
        groups = [
            [name for version in group if (name := name_of(version)) in names]
            for group in self.known.families(self.scale, waves=(wave,))
        ]
        at_wave = self.asked[rows & (self.frame["wave"] == wave)]
        return max(groups, key=lambda group: int(at_wave.isin(group).sum()), default=[])

    def _torn(self, rows: "pd.Series[bool]") -> "pd.Series[bool]":
        """Rows of experiments, and of people, that have the family at one of before and after and others at both."""
        torn = pd.Series(data=False, index=self.frame.index)
        for whose in (["experiment"], ["participant", "experiment"]):
            for wave, other in (BOTH, reversed(BOTH)):
                there = self._any(rows & (self.frame["wave"] == wave), whose)
                answering = self._any(rows & (self.frame["wave"] == other), whose)
                torn |= there & ~answering & self._any(self.frame["wave"] == other, whose)
        return torn

    def _any(self, rows: "pd.Series[bool]", whose: list[str]) -> "pd.Series[bool]":
        """Whether any row of the same experiment, or person, is one of these."""
        by = [self.frame[name].astype(str) for name in whose]
        return rows.groupby(by).transform("any")


def _answers(frame: pd.DataFrame, outcome: ComparableOutcome, asked: "pd.Series[str]") -> pd.DataFrame:
    """The answers to an outcome's items that count, each by the key of the version that was answered (`asked`)."""
    items = list(outcome.scale.items)
    found = frame.reindex(columns=items).where(outcome.rows)
    for version in outcome.family:
        own, rows = _scoring_key(version, outcome.scale.id.partition("@")[0]), asked == name_of(version)
        codes = [code for code in own.missing if isinstance(code, int | float)]
        found.loc[rows] = found[rows].mask(found[rows].isin(codes))
        share = (found.notna().sum(axis="columns") / len(items)).round(2)
        if own.minimum_answered > outcome.scale.minimum_answered:
            found.loc[rows & (share < round(own.minimum_answered, 2))] = float("nan")
    return found


def _answered(frame: pd.DataFrame, scale: str, family: Family) -> "pd.Series[bool]":
    return frame.reindex(columns=list(_scoring_key(family[-1], scale).items)).notna().any(axis="columns")


def _whole(frame: pd.DataFrame, outcome: ComparableOutcome, answers: pd.DataFrame) -> bool:
    """Whether an outcome has all answers that were given to its items, so that nothing of it is told apart."""
    given = frame.reindex(columns=list(outcome.scale.items))
    return answers.notna().equals(given.notna())
