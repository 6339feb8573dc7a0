"""What `weaving analyse` says where nobody answered both times: by what people were to be joined, and how to mend it.

A key may be somebody's name or address, so that its kind alone is told: A in the place of a letter, 9 of a figure.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from analysis.sensitivity.attrition import flow
from evaluation.cli.results.understood_answers import Understood
from evaluation.importing.columns.asked_columns import cells_by_wave
from evaluation.importing.grids import HASHED
from evaluation.importing.joined_answers import IS_IT_SO, NOT_JOINED, is_joined
from evaluation.importing.rows.person_keys import key_of
from evaluation.importing.settling import settled

WRITE_ROLE = 'If another column tells who answered, write role = "key" under its name in {map}, and give that map '
WRITE_ROLE += "with --map."
WRITE_PARTICIPANT = "If another column tells who answered, put what it holds under participant."
LONGEST_KEY = 24


def lines_of_unjoined(found: Understood, path: Path) -> tuple[str, ...]:
    """A warning where nobody who came answered both times, by a map that is kept at this path."""
    if is_joined(found.applied):
        return ()
    made = settled(found.answers_map)
    names = [column.name for column in made.columns if column.role == "key"]
    waves = {name: cells_by_wave(found.grids, made, name) for name in names}
    keys = {name: cells for name, cells in waves.items() if {"pre", "post"} <= cells.keys()}
    return (_warning(keys, WRITE_ROLE.format(map=path)),)


def lines_of_unjoined_rows(frame: pd.DataFrame) -> tuple[str, ...]:
    """The same of answers in the plain form, where some answered before and some after."""
    counts = flow(frame)
    if counts.pairs or not (counts.pre and counts.post):
        return ()
    waves = {str(wave): list(rows) for wave, rows in frame.groupby("wave")["participant"]}
    return (_warning({"participant": waves}, WRITE_PARTICIPANT),)


def _warning(keys: Mapping[str, Mapping[str, Iterable[str]]], mend: str) -> str:
    looks = [f"“{name}” ({_kinds(waves)})" for name, waves in keys.items()]
    compared = f" Compared: {', '.join(looks)}; A stands for any letter, 9 for any figure." if looks else ""
    return f"Warning: {IS_IT_SO} {NOT_JOINED}{compared} {mend}"


def _kinds(waves: Mapping[str, Iterable[str]]) -> str:
    said = {"pre": "before", "post": "after"}
    return ", ".join(f"{words} such as {_kind(waves[wave])}" for wave, words in said.items())


def _kind(cells: Iterable[str]) -> str:
    """What the first key of some cells looks like."""
    key = next(filter(None, map(key_of, cells)), "")
    if key.startswith(HASHED):
        return "an e-mail address"
    shape = re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", key))
    return shape[:LONGEST_KEY] or "no entry"
