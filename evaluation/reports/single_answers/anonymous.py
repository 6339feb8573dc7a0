"""Answers without what could single somebody out: whole groups of the ledger, new names, nothing that parts a group.

Rows of two exports can be matched by what was answered, whatever they are called. So the only thing that tells people
apart here is the group that the ledger put them in: a person is in it with at least k others, in every export and in
every report, and whatever else stands around an answer is told of a group where all of it share it and otherwise not.
"""

import hashlib
import random
import uuid
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

import instruments
from evaluation.domain.card_codes import ALPHABET
from evaluation.store.releases.ledger import BOTH

TELLING = ("stopped", "late", "sent", "role", "mode", "language", "translation", "version")
"""What stands around an answer and is told of a whole group or not at all."""
GROUP = ["chapter", "experiment"]
ARM = "arm"
"""On which side of a comparison somebody is: the ledger's groups are of one side each."""
QUARTER = "15min"
Following = Mapping[str, Collection[str]]
"""Of each column of a question that follows on another the columns that tell whether it was asked."""
LETTERS = 12


def in_groups(
    answers: pd.DataFrame,
    people: Mapping[uuid.UUID, str],
    *,
    groups: Mapping[str, str],
    following: Following = MappingProxyType({}),
) -> pd.DataFrame:
    """The answers before and after of `people` (each with their experiment), ordered by names made for them here.

    A name is made of all that is told of a group, so that it tells nothing besides: the same answers of a group have
    the same names again, and files written of it before and after anything changed share none.
    `groups` names the group of each experiment. What stands around an answer is blank where a group differs in it, and
    so is a question to which everybody of a group gave one answer, and with it what follows on it (`following`).
    """
    held = answers["participant"].map(people)
    disclosed = answers[(held == answers["experiment"]) & answers["wave"].isin(BOTH)]
    disclosed = disclosed.assign(
        experiment=disclosed["experiment"].map(groups).astype(object),
        sent=_quarters(disclosed["submitted_at"]),
        version=disclosed["instrument"] + "/" + disclosed["version"].astype(str),
    ).drop(columns=["submitted_at", "instrument"])
    words = {name: disclosed[name].map(_words).astype(object) for name in _telling(disclosed)}
    disclosed = disclosed.assign(**words)
    by = [*GROUP, "wave"]
    shared = without_one_answer(_shared(disclosed), by=by)
    return _renamed(without_orphans(shared, by=by, following=following))


def singly(
    answers: pd.DataFrame,
    kept: Collection[Hashable],
    *,
    rng: random.Random,
    following: Following = MappingProxyType({}),
) -> pd.DataFrame:
    """Forms that stand alone: a wave and its answers in chance order, and nothing of who or where. `kept` are rows."""
    items = items_of(answers)
    forms = answers.loc[list(kept), ["wave", *items]]
    order = rng.sample(list(forms.index), len(forms))
    kept_answers = without_one_answer(forms.loc[order].reset_index(drop=True), by=["wave"])
    return without_orphans(kept_answers, by=["wave"], following=following)


def items_of(answers: pd.DataFrame) -> list[str]:
    """The columns that hold answers."""
    return [name for name in answers.columns if name not in AROUND]


AROUND = frozenset({"participant", "wave", "submitted_at", "instrument", ARM, *GROUP, *TELLING})


def without_one_answer(rows: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """The same rows without the answers to a question to which all of a group gave the same: it would tell each."""
    groups, blank = _numbered(rows, by), dict[str, Any]()
    for name in items_of(rows):
        given = rows[name].mask(rows[name].isin(instruments.NO_ANSWERS))
        differs = _differing(given, groups)
        blank[name] = rows[name].where(np.array([group in differs for group in groups], dtype=bool), None)
    return rows.assign(**blank)


def without_orphans(rows: pd.DataFrame, *, by: list[str], following: Following) -> pd.DataFrame:
    """The same rows without the answers of a group to a question that follows on what is left out of that group.

    Whether it was asked would tell what was answered there.
    """
    groups, blank = _numbered(rows, by), dict[str, Any]()
    for name in (each for each in items_of(rows) if each in following):
        there = [_with_any(rows, before, groups) for before in following[name]]
        whole = set.intersection(*there)
        blank[name] = rows[name].where(np.array([group in whole for group in groups], dtype=bool), None)
    return rows.assign(**blank)


def _with_any(rows: pd.DataFrame, name: str, groups: list[int]) -> set[int]:
    """The groups in which a column holds anything."""
    there = rows[name].notna().tolist() if name in rows.columns else []
    return {group for group, is_there in zip(groups, there, strict=False) if is_there}


def _telling(disclosed: pd.DataFrame) -> list[str]:
    """What stands around these answers; the translation does where any was corrected."""
    return [name for name in TELLING if name in disclosed.columns]


def _shared(disclosed: pd.DataFrame) -> pd.DataFrame:
    """The rows with what a group differs in at a wave blank for all of it, at both waves."""
    groups, at_waves = _numbered(disclosed, GROUP), _numbered(disclosed, [*GROUP, "wave"])
    of = dict(zip(at_waves, groups, strict=True))
    shared = dict[str, Any]()
    for name in _telling(disclosed):
        differs = {of[each] for each in _differing(disclosed[name], at_waves)}
        shared[name] = disclosed[name].mask(np.array([group in differs for group in groups], dtype=bool), "")
    return disclosed.assign(**shared)


def _numbered(rows: pd.DataFrame, by: list[str]) -> list[int]:
    """The number of the group that each row is in."""
    return rows.groupby(by, sort=False, dropna=False).ngroup().tolist()


def _differing(values: "pd.Series[Any]", groups: Iterable[int]) -> set[int]:
    """The groups in which more than one value was given."""
    given = zip(groups, values.tolist(), values.notna().tolist(), strict=True)
    different = {(group, value) for group, value, there in given if there}
    return {group for group, count in Counter(group for group, _ in different).items() if count > 1}


def _words(value: object) -> str:
    """A value as text; blank where there is none."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ""


def _quarters(moments: "pd.Series[pd.Timestamp]") -> "pd.Series[str]":
    """Each moment as the quarter of an hour it lies in, in UTC."""
    return pd.to_datetime(moments, utc=True).dt.floor(QUARTER).dt.strftime("%Y-%m-%dT%H:%M:00Z")


def _renamed(kept: pd.DataFrame) -> pd.DataFrame:
    """The rows under names that follow from what their group answered, ordered by them."""
    renamed: Any = kept.assign(participant=kept["participant"].map(_names(kept)))
    order = [*renamed.columns[:2], *(name for name in renamed.columns[2:] if name != "sent")]
    placed = order.index("stopped")
    columns = [*order[:placed], "sent", *order[placed:]]
    found: pd.DataFrame = renamed.sort_values(["participant", "wave"], kind="stable", ignore_index=True)[columns]
    return found


def _names(kept: pd.DataFrame) -> dict[object, str]:
    """A name for everybody: the digest of all that their group answered, with the place of their own answers in it."""
    found: dict[object, str] = {}
    forms = kept.sort_values("wave", kind="stable", ignore_index=True)
    who, said = forms["participant"].tolist(), _said_in(forms)
    groups: Mapping[Any, Any] = forms.groupby(GROUP, sort=True).indices
    for places in groups.values():
        of: dict[object, list[str]] = {}
        for place in places.tolist():
            of.setdefault(who[place], []).append(said[place])
        by_person = {each: "\x1e".join(there) for each, there in of.items()}
        whole = hashlib.sha256("\x1d".join(sorted(by_person.values())).encode()).digest()
        in_order = sorted(by_person, key=by_person.__getitem__)
        found |= {who: _name(whole, place) for place, who in enumerate(in_order)}
    return found


def _said_in(forms: pd.DataFrame) -> list[str]:
    """All that is told of each form, as one text."""
    columns = sorted(name for name in forms.columns if name not in ("participant", "wave"))
    cells = [forms["wave"].tolist(), *(_cells(forms[name]) for name in columns)]
    return ["\x1f".join([cell for cell in form if cell]) for form in zip(*cells, strict=True)]


def _cells(column: "pd.Series[Any]") -> list[str]:
    """What a column tells of each form, with its name; blank where it tells nothing."""
    given = zip(column.tolist(), column.notna().tolist(), strict=True)
    return [f"{column.name}={value}" if there and value != "" else "" for value, there in given]


def _name(content: bytes, place: int) -> str:
    """Twelve letters (60 bits) that follow from the content and the place and from nothing else."""
    bits = int.from_bytes(hashlib.sha256(content + place.to_bytes(8)).digest())
    return "".join(ALPHABET[bits >> 5 * shift & 31] for shift in range(LETTERS))
