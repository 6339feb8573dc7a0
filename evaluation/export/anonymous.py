"""Answers without what could single somebody out: whole groups of the ledger, fresh names, nothing that parts a group.

Rows of two exports can be matched by what was answered, whatever they are called. So the only thing that tells people
apart here is the group that the ledger put them in: a person is in it with at least k others, in every export and in
every report, and whatever else stands around an answer is told of a group where all of it share it and otherwise not.
"""

import random
import uuid
from collections.abc import Collection, Hashable, Mapping
from typing import Any

import pandas as pd

import instruments
from evaluation.domain.card_codes import fresh_names
from evaluation.store.releases.ledger import BOTH

TELLING = ("stopped", "late", "sent", "role", "mode", "language", "version")
"""What stands around an answer and is told of a whole group or not at all."""
GROUP = ["chapter", "experiment"]
ARM = "arm"
"""On which side of a comparison somebody is: the ledger's groups are of one side each."""
QUARTER = "15min"


def in_groups(
    answers: pd.DataFrame, people: Mapping[uuid.UUID, str], *, groups: Mapping[str, str], rng: random.Random
) -> pd.DataFrame:
    """The answers before and after of `people` (each with their experiment), in chance order under fresh names.

    `groups` names the group of each experiment. What stands around an answer is blank where a group differs in it, and
    so is a question to which everybody of a group gave one answer.
    """
    held = answers["participant"].map(people)
    disclosed = answers[(held == answers["experiment"]) & answers["wave"].isin(BOTH)]
    disclosed = disclosed.assign(
        experiment=disclosed["experiment"].map(groups).astype(object),
        sent=_quarters(disclosed["submitted_at"]),
        version=disclosed["instrument"] + "/" + disclosed["version"].astype(str),
    ).drop(columns=["submitted_at", "instrument"])
    disclosed = disclosed.assign(**{name: disclosed[name].map(_words).astype(object) for name in TELLING})
    return _renamed(without_one_answer(_shared(disclosed), by=[*GROUP, "wave"]), rng=rng)


def singly(answers: pd.DataFrame, kept: Collection[Hashable], *, rng: random.Random) -> pd.DataFrame:
    """Forms that stand alone: a wave and its answers in chance order, and nothing of who or where. `kept` are rows."""
    items = items_of(answers)
    forms = answers.loc[list(kept), ["wave", *items]]
    order = rng.sample(list(forms.index), len(forms))
    return without_one_answer(forms.loc[order].reset_index(drop=True), by=["wave"])


def items_of(answers: pd.DataFrame) -> list[str]:
    """The columns that hold answers."""
    return [name for name in answers.columns if name not in AROUND]


AROUND = frozenset({"participant", "wave", "submitted_at", "instrument", ARM, *GROUP, *TELLING})


def without_one_answer(rows: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """The same rows without the answers to a question to which all of a group gave the same: it would tell each."""
    found, items = rows.copy(), items_of(rows)
    for _, group in rows.groupby(by, sort=False):
        given = group[items].where(group[items] != instruments.DECLINED)
        found.loc[group.index, [item for item in items if len(set(given[item].dropna())) < 2]] = None
    return found


def _shared(disclosed: pd.DataFrame) -> pd.DataFrame:
    """The rows with what a group differs in at a wave blank for all of it, at both waves."""
    found = disclosed.copy()
    for _, group in disclosed.groupby(GROUP, sort=False):
        several = group.groupby("wave")[list(TELLING)].nunique().max()
        found.loc[group.index, [name for name in TELLING if several[name] > 1]] = ""
    return found


def _words(value: object) -> str:
    """A value as text; blank where there is none."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ""


def _quarters(moments: "pd.Series[pd.Timestamp]") -> "pd.Series[str]":
    """Each moment as the quarter of an hour it lies in, in UTC."""
    return pd.to_datetime(moments, utc=True).dt.floor(QUARTER).dt.strftime("%Y-%m-%dT%H:%M:00Z")


def _renamed(kept: pd.DataFrame, *, rng: random.Random) -> pd.DataFrame:
    """The rows under names that no other export has, ordered by them: an order by chance."""
    fresh = fresh_names(kept["participant"].drop_duplicates(), rng=rng)
    renamed: Any = kept.assign(participant=kept["participant"].map(fresh))
    order = [*renamed.columns[:2], *(name for name in renamed.columns[2:] if name != "sent")]
    placed = order.index("stopped")
    columns = [*order[:placed], "sent", *order[placed:]]
    found: pd.DataFrame = renamed.sort_values(["participant", "wave"], kind="stable", ignore_index=True)[columns]
    return found
