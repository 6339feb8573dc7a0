"""How often each answer to the questions of modules was given: whole, and told only as `rounded_count` has them."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Participant, Response, Wave
from evaluation.store.instruments.modules import modules_of
from instruments import Item, Version

ROUNDED_TO = 5
"""Counts are told to the nearest five, so that two tellings that differ by one person look alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleCounts:
    """One question of a module at one wave, and how many gave each of its answers, in the order shown."""

    module: Version
    wave: str
    item: Item
    counts: Mapping[int | str, int]

    def disclosed(self, *, below: int) -> dict[int | str, int | None]:
        """What may be told: each count to the nearest five, and nothing of an answer that too few gave.

        Too few are fewer than `below`, or fewer than the module's own threshold where that is higher.
        """
        fewest = max(below, self.module.suppress_below or 0)
        return {value: rounded_count(count, fewest=fewest) for value, count in self.counts.items()}


def rounded_count(count: int, *, fewest: int) -> int | None:
    """A count to the nearest five; None where it is of too few people."""
    return None if count < fewest else ROUNDED_TO * ((count + ROUNDED_TO // 2) // ROUNDED_TO)


def module_counts(db: Session, experiments: Collection[uuid.UUID]) -> list[ModuleCounts]:
    """The questions of every module asked at these experiments, with their answers counted over all of them."""
    waves = list(db.scalars(select(Wave).where(Wave.experiment_id.in_(experiments))))
    asked = {(wave.kind, name) for wave in waves for name in wave.modules}
    given = {kind: _given(db, experiments, kind) for kind in {kind for kind, _ in asked}}
    return [
        ModuleCounts(module=module, wave=kind, item=item, counts=_counted(module, item, given[kind]))
        for kind, name in sorted(asked)
        for module in modules_of(db, [name])
        for item in module.questions(kind)
    ]


def module_items(db: Session, experiments: Collection[uuid.UUID]) -> frozenset[str]:
    """The questions that modules asked at these experiments: their answers are never told person by person."""
    chosen = db.scalars(select(Wave.modules).where(Wave.experiment_id.in_(experiments)))
    names = sorted({name for names in chosen for name in names})
    return frozenset(item.id for module in modules_of(db, names) for item in module.items)


def _given(db: Session, experiments: Collection[uuid.UUID], kind: str) -> list[dict[str, int | str]]:
    """The answers at a wave, of each person those sent first."""
    rows = db.execute(
        select(Response.participant_id, Response.answers)
        .join(Wave, Wave.id == Response.wave_id)
        .join(Participant, Participant.id == Response.participant_id)
        .where(Response.experiment_id.in_(experiments), Wave.kind == kind, Participant.withdrawn_at.is_(None))
        .order_by(Response.submitted_at, Response.id)
    )
    first: dict[uuid.UUID, dict[str, int | str]] = {}
    for who, answers in rows:
        first.setdefault(who, answers)
    return list(first.values())


def _counted(module: Version, item: Item, given: list[dict[str, int | str]]) -> dict[int | str, int]:
    found = Counter(answers[item.id] for answers in given if item.id in answers)
    return {option.value: found[option.value] for option in module.format_of(item).choices}
