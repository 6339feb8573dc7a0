"""Which questions of a scale were asked where, and which of them a person's scores may be compared by.

A change that is made of other questions before than after is made of the questions, not of people. So scores at two
waves are taken over the questions that both asked, where these are two thirds of the scale or more, or as many as a
score needs where its plan asks for less; otherwise they do not compare. A question that nobody answered was not asked:
nobody at a wave, or nobody at a wave of one experiment asked by one version, where five people or more answered
something of the scale there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.scoring.scoring import TWO_THIRDS, Scale

FEWEST_ANSWERING = 5
"""Where fewer people answered, what they skipped does not tell what they were asked: the whole wave does."""
PLACE = ("chapter", "experiment")
CELL = (*PLACE, "instrument", "version", "wave")
Flags = np.ndarray[tuple[int, int], np.dtype[np.bool_]]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How the questions of a scale differed between waves.

    `waves` are those compared; `left_out` are the items not asked at each of them, `used` those compared by instead
    (none where they do not compare). `places` are the chapters and experiments where it was so, and empty where it
    was so everywhere.
    """

    waves: tuple[str, ...]
    used: tuple[str, ...]
    left_out: tuple[str, ...]
    places: tuple[tuple[str, str], ...] = ()

    @property
    def compares(self) -> bool:
        """Whether scores at these waves may be compared at all, with care."""
        return bool(self.used)


def asked_of(frame: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Whether each item of the scale was asked of each row of `frame`; a column an item."""
    given = frame.loc[:, list(scale.items)].notna().to_numpy()
    names = [name for name in CELL if name in frame.columns]
    wave, cell, placed = _numbered(frame, ["wave"]), _numbered(frame, names), frame[names].notna().all(axis="columns")
    people = np.bincount(cell, weights=given.any(axis=1), minlength=1)[cell]
    enough = placed.to_numpy() & (people >= FEWEST_ANSWERING)
    asked = np.where(enough[:, np.newaxis], _any_in(given, cell), _any_in(given, wave))
    return pd.DataFrame(asked, index=frame.index, columns=list(scale.items))


def _numbered(frame: pd.DataFrame, names: Sequence[str]) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """The number of the group that each row is in, where rows are grouped by these columns."""
    number = np.zeros(len(frame), dtype=np.intp)
    for name in names:
        values, known = pd.factorize(frame[name].astype(str), use_na_sentinel=False)
        number = np.unique(number * len(known) + values, return_inverse=True)[1].reshape(-1)
    return number


def _any_in(given: Flags, group: "np.ndarray[tuple[int], np.dtype[np.intp]]") -> Flags:
    """Whether anybody in a row's group gave each item; the shape of `given`."""
    found = np.zeros((group.max(initial=0) + 1, given.shape[1]), dtype=bool)
    np.logical_or.at(found, group, given)
    return found[group]


def compared(frame: pd.DataFrame, scale: Scale, *, waves: Sequence[str]) -> pd.DataFrame | None:
    """Whether each person's scores at these waves are compared by each item; a row a participant, a column an item.

    `frame` has at most one row of a participant at a wave. None where everybody was asked the same at each wave that
    asked anything of the scale. For somebody of whom that holds everything is true: the scale's own rule decides.
    Nothing is true where too little was asked at each wave.
    """
    if len(scale.items) == 1 or _same(frame, scale, waves):
        return None
    sets = _sets(frame, scale, waves)
    common, differs = _common(sets)
    enough = (common.sum(axis="columns") / len(scale.items)).round(2) >= round(share_needed(scale), 2)
    return common.where(enough, other=False).where(differs, other=True)


def share_needed(scale: Scale) -> float:
    """The share of a scale's questions that waves have to have in common: two thirds, or less where its plan asks less.

    Every sentence about it is made from this number.
    """
    return min(TWO_THIRDS, scale.minimum_answered)


def _same(frame: pd.DataFrame, scale: Scale, waves: Sequence[str]) -> bool:
    asked = asked_of(frame[frame["wave"].isin(waves)], scale)
    return len(asked[asked.any(axis="columns")].drop_duplicates()) <= 1


def _sets(frame: pd.DataFrame, scale: Scale, waves: Sequence[str]) -> list[pd.DataFrame]:
    """What was asked at each of these waves of everybody who has a row at one of them, a frame a wave.

    Who has no row at a wave would have been asked what others were at the same experiment.
    """
    rows = frame[frame["wave"].isin(waves)].reset_index(drop=True)
    asked, where = asked_of(rows, scale), _place(rows)
    first = where.groupby(rows["participant"]).first()
    return [_set(asked[rows["wave"] == wave], rows, where, first) for wave in waves]


def _set(at: pd.DataFrame, rows: pd.DataFrame, where: "pd.Series[str]", first: "pd.Series[str]") -> pd.DataFrame:
    own = at.set_axis(rows.loc[at.index, "participant"], axis="index")
    others = at.groupby(where[at.index]).any().reindex(first)
    there = others.notna().all(axis="columns").to_numpy()
    would = others.set_axis(first.index, axis="index")
    would.loc[~there, :] = at.any().to_numpy()
    missing = would.loc[~would.index.isin(own.index)].astype(bool)
    return pd.concat([own, missing]).reindex(first.index).astype(bool)


def _common(sets: Sequence[pd.DataFrame]) -> "tuple[pd.DataFrame, pd.Series[bool]]":
    """What every wave asked that asked anything, and of whom these waves asked different things."""
    common, differs = sets[0] | True, sets[0].any(axis="columns") & False
    for one in sets:
        common &= one.where(one.any(axis="columns"), other=True)
    for one in sets:
        differs |= one.any(axis="columns") & (one != common).any(axis="columns")
    return common, differs


def _place(rows: pd.DataFrame) -> "pd.Series[str]":
    names = [rows[name].astype(str) for name in PLACE if name in rows.columns]
    return names[0] if len(names) == 1 else names[0] + "\x1f" + names[1]


def differences(frame: pd.DataFrame, scale: Scale, *, waves: Sequence[str]) -> tuple[Asked, ...]:
    """How what was asked differed between these waves, once for each way in which it did; nothing where it did not."""
    by = compared(frame, scale, waves=waves) if set(waves) <= set(frame["wave"]) else None
    if by is None:
        return ()
    common, differs = _common(_sets(frame, scale, waves))
    rows = frame[frame["wave"].isin(waves)].reset_index(drop=True)
    places = _place(rows).groupby(rows["participant"]).first()
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], set[str]] = {}
    for person in differs.index[differs]:
        used = tuple(item for item in scale.items if by.loc[person, item])
        left_out = tuple(item for item in scale.items if not common.loc[person, item])
        found.setdefault((used, left_out), set()).add(str(places[person]))
    everywhere = bool(differs.all()) and len(found) == 1
    return tuple(
        Asked(waves=tuple(waves), used=used, left_out=left_out, places=() if everywhere else _named(at))
        for (used, left_out), at in found.items()
    )


def _named(places: set[str]) -> tuple[tuple[str, str], ...]:
    split = (place.partition("\x1f") for place in sorted(places))
    return tuple((chapter, experiment) for chapter, _, experiment in split)
