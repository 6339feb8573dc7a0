"""Which answers of a study may stand side by side when it used more than one version of its questions.

Two versions of a scale compare unless a change between them is classed "not comparable". Answers to versions that do
not compare are never paired and never pooled: they are left out, and a sentence says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from instruments import Translation, Version
from instruments.comparison import Change, Comparability, Comparison, compare

BEFORE, AFTER = "pre", "post"
PERSON = ["participant", "experiment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """One outcome whose scores under two versions do not compare, with the changes that are why."""

    scale: str
    label: str
    older: str
    newer: str
    because: tuple[Change, ...]

    @property
    def sentence(self) -> str:
        """For the report: what is not paired or pooled, and the first reason."""
        why = f" {self.because[0].sentence}" if self.because else ""
        return f"{self.label} is not paired or pooled across versions {self.older} and {self.newer}.{why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The versions of one instrument that a study used, oldest first, and every comparison of two of them."""

    versions: tuple[Version, ...]
    comparisons: tuple[Comparison, ...]

    def compares(self, scale: str, one: str, other: str, *, waves: Iterable[str] = ()) -> bool:
        """Whether scores of a scale under two version numbers may be paired or pooled.

        `waves` leaves aside changes confined to waves that are not looked at; none means every wave.
        """
        return self.comparability(scale, one, other, waves=waves) is not Comparability.NOT

    def comparability(self, scale: str, one: str, other: str, *, waves: Iterable[str] = ()) -> Comparability:
        """The class of a scale between two version numbers; not comparable where a number is unknown."""
        if one == other:
            return Comparability.SAME
        found = next((each for each in self.comparisons if _numbers(each) == {one, other}), None)
        if found is None:
            return Comparability.NOT
        looked_at = tuple(waves) or tuple(str(page.kind) for page in found.new.waves)
        classes = [found.scale_comparability(scale, wave=wave) for wave in looked_at]
        return max(classes, key=lambda each: each.gravity, default=Comparability.NOT)

    def families(self, scale: str) -> tuple[tuple[str, ...], ...]:
        """The version numbers that score a scale, in groups all of whose members compare, oldest first."""
        families: list[list[str]] = []
        for version in self.versions:
            number = str(version.number)
            if not any(key.id == scale for key in version.scales):
                continue
            home = next((each for each in families if all(self.compares(scale, one, number) for one in each)), None)
            if home is None:
                families.append([number])
            else:
                home.append(number)
        return tuple(tuple(family) for family in families)

    @property
    def apart(self) -> tuple[Apart, ...]:
        """Every outcome that does not compare between two of the versions, the older pair first."""
        return tuple(
            _apart(comparison, scale, label)
            for comparison in self.comparisons
            for scale, label in _labels(comparison).items()
            if comparison.scale_comparability(scale) is Comparability.NOT
        )


def versions_compared(
    versions: Iterable[Version], *, translations: Iterable[tuple[Translation, Translation]] = ()
) -> Versions:
    """The comparisons among versions of one instrument; `translations` pair a language's older and newer words."""
    found = tuple(sorted(versions, key=lambda version: version.number))
    beside = tuple(translations)
    comparisons = tuple(
        compare(
            old,
            new,
            translations=[pair for pair in beside if (pair[0].number, pair[1].number) == (old.number, new.number)],
        )
        for old, new in combinations(found, 2)
    )
    return Versions(versions=found, comparisons=comparisons)


def unpaired(frame: pd.DataFrame, known: Versions, *, scales: Iterable[str]) -> pd.DataFrame:
    """The rows participant x experiment x scale whose before and after do not compare.

    `frame` is a study's answers with the columns participant, experiment, wave and version (`store.frames`); the
    columns given are participant, experiment, scale, before and after (version numbers).
    """
    rows = [
        (participant, experiment, scale, before, after)
        for participant, experiment, before, after in _pairs(frame)
        for scale in scales
        if before != after and not known.compares(scale, before, after, waves=(BEFORE, AFTER))
    ]
    return pd.DataFrame(rows, columns=["participant", "experiment", "scale", "before", "after"])


def comparable(frame: pd.DataFrame, known: Versions, *, scale: str, items: Sequence[str]) -> pd.DataFrame:
    """The same answers with a scale's items emptied where they may be neither paired nor pooled.

    Kept are the versions of the family with most rows, the newer where two have as many; the rest belong in a report
    of their own, one a family.
    """
    kept = _kept(frame, known.families(scale))
    out = ~frame["version"].isin(kept)
    there = [item for item in items if item in frame]
    result = frame.copy()
    result.loc[out, there] = float("nan")
    return result


def _kept(frame: pd.DataFrame, families: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    rows = [int(frame["version"].isin(family).sum()) for family in families]
    best = max(range(len(families)), key=lambda place: (rows[place], place), default=None)
    return families[best] if best is not None else ()


def _pairs(frame: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    asked = frame[frame["wave"].isin([BEFORE, AFTER])].drop_duplicates([*PERSON, "wave"])
    wide = asked.pivot(index=PERSON, columns="wave", values="version")  # noqa: PD010 - one value a cell, none to total
    if BEFORE not in wide or AFTER not in wide:
        return []
    both = wide.dropna(subset=[BEFORE, AFTER]).reset_index()
    columns = [both[name].astype(str) for name in (*PERSON, BEFORE, AFTER)]
    return list(zip(*columns, strict=True))


def _numbers(comparison: Comparison) -> set[str]:
    return {str(comparison.old.number), str(comparison.new.number)}


def _labels(comparison: Comparison) -> dict[str, str]:
    return {key.id: key.label for version in (comparison.old, comparison.new) for key in version.scales}


def _apart(comparison: Comparison, scale: str, label: str) -> Apart:
    counted = {
        item for version in (comparison.old, comparison.new) for key in version.scales if key.id == scale
        for item in key.items
    }  # fmt: skip
    because = tuple(
        change
        for change in comparison.changes
        if change.comparability is Comparability.NOT and (change.scale == scale or counted & set(change.items))
    )
    return Apart(
        scale=scale,
        label=label,
        older=str(comparison.old.number),
        newer=str(comparison.new.number),
        because=because,
    )
