"""The people that a new report or release could use, as the ledger takes them.

Of people only counts are stored. Who somebody is to the ledger, since when and with which lot, is worked out from
their answers each time, and is gone with them.
"""

import hmac
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.disclosure.groups import EVERYBODY, People, Person
from analysis.disclosure.ledger import LedgerPage
from evaluation.models import Card, Experiment, Link, Response, Return, SetAside, Wave
from evaluation.store.releases.joined_anew import joined_anew
from evaluation.store.reports.frames import held_order
from evaluation.store.studies.persons import WHO, of_people
from instruments import NO_ANSWERS

BOTH = ("pre", "post")
NUMBERS = (int, float)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasableOutcome:
    """Something a release may print: items or a scale, answered at each of these waves.

    Answered means at least this share of its items, both shares rounded to two decimals. `fewest` is how many people
    it takes where these are more than the plan asks for.
    """

    id: str
    items: tuple[str, ...]
    minimum_answered: float = 1.0
    waves: tuple[str, ...] = BOTH
    fewest: int = 0

    def answered(self, given: Collection[str]) -> bool:
        """Whether one form answers it, in which these items were given a number."""
        return sum([item in given for item in self.items]) >= _fewest(len(self.items), self.minimum_answered)


@cache
def _fewest(of: int, share: float) -> int:
    """The fewest of so many items that are this share of them; more than there are where all are not."""
    enough = (count for count in range(of + 1) if round(count / of, 2) >= round(share, 2))
    return next(enough, of + 1)


@dataclass(frozen=True, slots=True)
class Usable:
    """Somebody who answered both before and after: who (`persons.WHO`), where, and who they are to the ledger."""

    who: uuid.UUID
    experiment: uuid.UUID
    person: Person


def usable_people(
    db: Session, experiments: Collection[uuid.UUID], *, outcomes: Iterable[ReleasableOutcome], key: bytes
) -> list[Usable]:
    """Everybody of these experiments who answered something before and after and has not withdrawn.

    `key` makes the lots. Two participants who were joined are one person, there since they were joined; who was set
    aside is there since they were admitted. Of two forms of one person at one wave the first counts, and of two
    experiments of a study the first that somebody came to: whatever a release is of, a person is in it at that one or
    not at all. Who was joined otherwise, or undone, when a report was made stays out (`joined_anew`). A form that
    answers nothing of what is compared counts nowhere.
    """
    forms: dict[tuple[uuid.UUID, uuid.UUID], dict[str, _Form]] = {}
    sent = select(
        *(WHO, Response.experiment_id, Wave.kind, Response.answers, Response.submitted_at),
        *(Link.made_at, Link.id, SetAside.admitted_at),
    ).outerjoin(SetAside, SetAside.participant_id == Response.participant_id)
    rows = db.execute(of_people(sent.join(Wave, Wave.id == Response.wave_id), experiments)).all()
    anew = joined_anew(db, experiments)
    for who, experiment, wave, answers, at, joined_at, link, admitted_at in rows:
        if link in anew:
            continue
        form = _Form(_given(answers), max(filter(None, (at, joined_at, admitted_at))))
        forms.setdefault((who, experiment), {}).setdefault(wave, form)
    asked, first = tuple(outcomes), _first_experiments(db, experiments)
    compared = {item for outcome in asked if set(BOTH) <= set(outcome.waves) for item in outcome.items}
    return [
        Usable(who, experiment, _person(who, there, asked, key=key))
        for (who, experiment), there in forms.items()
        if all(wave in there and not compared.isdisjoint(there[wave].given) for wave in BOTH)
        and first.get(who, experiment) == experiment
    ]


def _first_experiments(db: Session, experiments: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """The first experiment of everybody who came back to another one of the same study with the same card."""
    studies = select(Experiment.study_id).where(Experiment.id.in_(experiments))
    everywhere = db.scalars(select(Experiment.id).where(Experiment.study_id.in_(studies))).all()
    came_back = select(Card.participant_id).join(Return, Return.card_id == Card.id)
    attended = select(WHO, Experiment.id, Experiment.slug, Experiment.date).select_from(Response)
    attended = attended.join(Experiment, Experiment.id == Response.experiment_id)
    rows = db.execute(of_people(attended, everywhere).where(WHO.in_(came_back)))
    in_order = sorted(rows, key=lambda row: held_order(row.slug, row.date), reverse=True)
    return {who: experiment for who, experiment, _slug, _date in in_order}


def as_people(usable: Iterable[Usable]) -> People:
    """The same people as the ledger takes them, by experiment."""
    found: dict[str, list[Person]] = {}
    for each in usable:
        found.setdefault(str(each.experiment), []).append(each.person)
    return found


def used_people(usable: Iterable[Usable], page: LedgerPage, *, outcome: str = EVERYBODY) -> dict[uuid.UUID, uuid.UUID]:
    """Those of them who are in a release, or of these who answered an outcome in time, each with their experiment."""
    return {
        each.who: each.experiment
        for each in usable
        if (bound := page.used.get(str(each.experiment))) is not None and bound.covers(each.person, outcome)
    }


@dataclass(frozen=True, slots=True)
class _Form:
    given: frozenset[str]
    at: datetime


def _given(answers: Mapping[str, Any]) -> frozenset[str]:
    """The items to which a form gives an answer: a number, or a code that is no way out of answering."""
    return frozenset([item for item, answer in answers.items() if isinstance(answer, NUMBERS) or _is_code(answer)])


def _is_code(answer: object) -> bool:
    return isinstance(answer, str) and answer not in NO_ANSWERS


def _person(who: uuid.UUID, forms: Mapping[str, _Form], outcomes: Iterable[ReleasableOutcome], *, key: bytes) -> Person:
    lot = int.from_bytes(hmac.digest(key, who.bytes, "sha256")[:6], "big") / 2**48
    completed = max(forms[wave].at for wave in BOTH)
    answered = {
        outcome.id: max([completed, *[forms[wave].at for wave in outcome.waves]])
        for outcome in outcomes
        if all(wave in forms and outcome.answered(forms[wave].given) for wave in outcome.waves)
    }
    return Person(completed, lot, answered)
