"""Forms that stand alone in an export: of people who answered once, and of waves beyond before and after.

They are told together, a wave of a study at a time, and never with who or where, as groups of their own in the ledger
of rows: two exports compared never part fewer than k of them. Those of a wave beyond before and after stand beside
averages of the same forms: all of which the report tells are told, or none.
"""

import hmac
import uuid
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

import instruments
from analysis.disclosure.groups import Bound, Person, State
from analysis.disclosure.single_rows import Rows, disclosable_rows
from evaluation.store.releases.ledger import BOTH
from evaluation.store.reports.export import AROUND

GROUP = "single forms, {wave}"


@dataclass(frozen=True, slots=True)
class Singles:
    """The forms that stand alone: by wave and row (of the answers given) as the ledger takes them."""

    forms: Mapping[str, Mapping[int, Person]]

    @property
    def people(self) -> dict[str, list[Person]]:
        """Whose they are to the ledger, by wave."""
        return {group: list(found.values()) for group, found in self.forms.items()}

    def without(self, waves: Iterable[str]) -> "Singles":
        """These without the forms of some waves."""
        left_out = {GROUP.format(wave=wave) for wave in waves}
        return Singles({group: found for group, found in self.forms.items() if group not in left_out})

    def rows_in(self, disclosed: Iterable[Rows]) -> list[int]:
        """The rows of the forms that are told."""
        states = {group: bound for each in disclosed for group, bound in each.state.items()}
        return [
            row
            for group, found in self.forms.items()
            for row, person in found.items()
            if group in states and states[group].covers(person)
        ]


def states_of(
    singles: Singles, disclosed: Iterable[Rows], *, further: Iterable[str], below: int, now: datetime
) -> list[State]:
    """Which forms of each wave to tell: all there are now, or those told last where all would part a few.

    Of a wave in `further`, whose forms are averaged in reports, those told last are told again where they are all.
    """
    history, averaged = list(disclosed), {GROUP.format(wave=wave) for wave in further}
    found = list[State]()
    for group, people in singles.people.items():
        before = [each for each in history if group in each.state]
        fresh: State = {group: Bound(now)}
        again = before[-1].state if before else fresh
        is_admitted = disclosable_rows(before, fresh, {group: people}, below=below) is not None
        if is_admitted or group not in averaged or all(again[group].covers(person) for person in people):
            found.append(fresh if is_admitted else again)
    return found


def single_forms(
    answers: pd.DataFrame, people: Mapping[uuid.UUID, str], further: Mapping[str, AbstractSet[uuid.UUID]], *, key: bytes
) -> Singles:
    """The forms of a study (`store.reports.export`) that stand alone; `key` makes the lots.

    Those of a further wave are of `people` (each with their experiment) of whose form of that wave the study's report
    tells (`further`, by wave): beside its average, forms of a few others would tell what these answered.
    """
    used = {wave: {who: people[who] for who in those & people.keys()} for wave, those in further.items()}
    return Singles(_by_wave(answers, used, key=key))


def _by_wave(
    answers: pd.DataFrame, used: Mapping[str, Mapping[uuid.UUID, str]], *, key: bytes
) -> dict[str, dict[int, Person]]:
    """The forms that stand alone as the ledger takes them, by wave and row."""
    there = answers[_answering(answers)]
    pairs = there[there["wave"].isin(BOTH)].groupby(["participant", "experiment"])["wave"].nunique()
    both = {place for place, count in pairs.items() if count == len(BOTH)}
    found: dict[str, dict[int, Person]] = {}
    places = zip(there["participant"], there["experiment"], strict=True)
    for row, place, wave, at in zip(there.index, places, there["wave"], there["submitted_at"], strict=True):
        who, experiment = place
        if (wave in BOTH and place not in both) or (wave not in BOTH and used.get(wave, {}).get(who) == experiment):
            found.setdefault(GROUP.format(wave=wave), {})[row] = Person(at, _lot(place, wave, key=key))
    return found


def _answering(answers: pd.DataFrame) -> "pd.Series[bool]":
    items = answers.drop(columns=[name for name in AROUND if name in answers.columns])
    return (items.notna() & ~items.isin(instruments.NO_ANSWERS)).any(axis="columns")


def _lot(place: tuple[uuid.UUID, str], wave: str, *, key: bytes) -> float:
    who, experiment = place
    return int.from_bytes(hmac.digest(key, who.bytes + f"{experiment}/{wave}".encode(), "sha256")[:6], "big") / 2**48
