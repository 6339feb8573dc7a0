"""Answers without what could single somebody out: fresh names, coarse times, and blanks where too few share a row."""

import random

import pandas as pd

from evaluation.codes import fresh_names
from evaluation.errors import Refused

TELLING = ("stopped", "late", "sent", "role", "mode", "language", "version", "experiment", "chapter")
"""What could single somebody out, in the order in which it is blanked: what says least about the answers goes first."""
QUARTER = "15min"


def anonymous(answers: pd.DataFrame, *, below: int, rng: random.Random) -> pd.DataFrame:
    """The answers as an export tells them, in chance order; refused where there are fewer than `below` people.

    Whoever shares what tells with fewer than `below` people has it blanked, one column after another and in every one
    of their rows, until `below` people look alike. Where those who are blank altogether stay fewer, others drawn by
    lot are blanked with them.
    """
    if answers["participant"].nunique() < below:
        raise Refused(f"Fewer than {below} people have answered: an export would tell who said what.")
    told = answers.assign(
        sent=_quarters(answers["submitted_at"]),
        version=answers["instrument"] + "/" + answers["version"].astype(str),
    ).drop(columns=["submitted_at", "instrument"])
    words = {name: told[name].map(_words).astype(object) for name in TELLING}
    return _renamed(_blanked(told.assign(**words), below=below, rng=rng), rng=rng)


def _words(value: object) -> str:
    """A value as text; blank where there is none."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ""


def _quarters(moments: "pd.Series[pd.Timestamp]") -> "pd.Series[str]":
    """Each moment as the quarter of an hour it lies in, in UTC."""
    return pd.to_datetime(moments, utc=True).dt.floor(QUARTER).dt.strftime("%Y-%m-%dT%H:%M:00Z")


def _blanked(told: pd.DataFrame, *, below: int, rng: random.Random) -> pd.DataFrame:
    people = _profiles(told)
    for name in TELLING:
        people.loc[_alike(people) < below, name] = ""
    people.loc[_company(people, below=below, rng=rng), list(TELLING)] = ""
    kept = told.copy()
    for name in TELLING:
        blank = kept["participant"].map(people[name] == "")
        kept.loc[blank.astype(bool), name] = ""
    return kept


def _company(people: pd.DataFrame, *, below: int, rng: random.Random) -> list[object]:
    """People to be blanked with those who are blank altogether and too few: by lot, or all where a lot leaves few."""
    nobody = (people == "").all(axis="columns")
    lacking = below - int(nobody.sum())
    if lacking == below or lacking <= 0:
        return []
    group = people[~nobody].groupby(list(TELLING), sort=False).ngroup()
    largest = list(group.index[group == group.mode().iloc[0]])
    return rng.sample(largest, lacking) if len(largest) - lacking >= below else list(group.index)


def _profiles(told: pd.DataFrame) -> pd.DataFrame:
    """What tells of each person: in every column, the waves they answered with what stands there."""
    ordered = told.sort_values(["participant", "wave", "experiment"], kind="stable")
    with_wave = ordered.assign(**{name: ordered["wave"] + "=" + ordered[name].astype(str) for name in TELLING})
    return with_wave.groupby("participant", sort=False)[list(TELLING)].agg(";".join)


def _alike(people: pd.DataFrame) -> "pd.Series[int]":
    """How many people look like each."""
    return people.groupby(list(TELLING), sort=False)["chapter"].transform("size")


def _renamed(kept: pd.DataFrame, *, rng: random.Random) -> pd.DataFrame:
    """The rows under names that no other export has, ordered by them: an order by chance."""
    fresh = fresh_names(kept["participant"].drop_duplicates(), rng=rng)
    renamed = kept.assign(participant=kept["participant"].map(fresh))
    order = [*renamed.columns[:2], *(name for name in renamed.columns[2:] if name != "sent")]
    placed = order.index("stopped")
    columns = [*order[:placed], "sent", *order[placed:]]
    return renamed.sort_values(["participant", "wave"], kind="stable", ignore_index=True)[columns]
