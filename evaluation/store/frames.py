"""Answers as a plain frame, the one form in which they cross to the statistics.

A row a person, experiment and wave; people are renamed in the order in which they first answered, so that no
identifier of the database leaves it. Two participants who were joined are one person, and so is whoever came back to
another experiment with the same card.
"""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from evaluation.models import (
    Card,
    Chapter,
    Experiment,
    InstrumentVersion,
    Link,
    Participant,
    Response,
    Return,
    Wave,
)
from evaluation.store.persons import PERSON, standing

KEYS = ("participant", "chapter", "experiment", "wave", "instrument", "version", "language")
SENDING = ("mode", "started_at", "submitted_at", "late", "stopped")


def responses_frame(db: Session, experiments: Iterable[uuid.UUID], *, exact_only: bool = False) -> pd.DataFrame:
    """The answers of these experiments in the order sent: keys, then a column an item; NaN where not answered.

    An answer of "I'd rather not say" and a skipped one are both NaN here. Of two responses of one person at one wave
    the first counts. `experiment` is ordered by date. `exact_only` leaves out the joins that a person had to judge.
    """
    frame = sent_frame(db, experiments, exact_only=exact_only).drop(columns=list(SENDING))
    return frame.drop_duplicates(["participant", "experiment", "wave"], ignore_index=True)


def sent_frame(db: Session, experiments: Iterable[uuid.UUID], *, exact_only: bool = False) -> pd.DataFrame:
    """Every response of these experiments as it was sent, in order: keys, how and when it was sent, then the items."""
    rows = _rows(db, list(experiments), exact_only=exact_only)
    keys = pd.DataFrame([row[:-2] for row in rows], columns=[*KEYS, *SENDING])
    keys["participant"] = _pseudonyms(keys["participant"])
    keys["version"] = keys["version"].astype(str)
    keys["experiment"] = pd.Categorical(keys["experiment"], _by_date(rows), ordered=True)
    answers = pd.DataFrame([_numbers(row.answers) for row in rows], index=keys.index, dtype=float)
    return pd.concat([keys, answers], axis="columns")


def _rows(db: Session, experiments: list[uuid.UUID], *, exact_only: bool) -> Sequence[Row[*tuple[Any, ...]]]:
    rows: Sequence[Row[*tuple[Any, ...]]] = db.execute(
        select(
            func.coalesce(Card.participant_id, PERSON),
            Chapter.name,
            Experiment.slug,
            Wave.kind,
            InstrumentVersion.instrument,
            InstrumentVersion.number,
            Response.language,
            *(Response.mode, Response.started_at, Response.submitted_at, Response.late, Response.stopped),
            Experiment.date,
            Response.answers,
        )
        .join(Wave, Wave.id == Response.wave_id)
        .join(Experiment, Experiment.id == Response.experiment_id)
        .join(Chapter, Chapter.id == Experiment.chapter_id)
        .join(InstrumentVersion, InstrumentVersion.id == Response.instrument_version_id)
        .join(Participant, Participant.id == Response.participant_id)
        .outerjoin(Link, standing(exact_only=exact_only))
        .outerjoin(Return, Return.participant_id == PERSON)
        .outerjoin(Card, Card.id == Return.card_id)
        .where(Response.experiment_id.in_(experiments), Participant.withdrawn_at.is_(None))
        .order_by(Response.submitted_at, Response.id)
    ).all()
    return rows


def _by_date(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[str]:
    """Experiments by their day; those without one last, by name."""
    days = {row.slug: (row.date is None, row.date and row.date.isoformat(), row.slug) for row in rows}
    return sorted(days, key=lambda slug: days[slug])


def _pseudonyms(people: "pd.Series[Any]") -> "pd.Series[str]":
    order, _ = pd.factorize(people)
    return pd.Series([f"p{place + 1:04d}" for place in order], index=people.index, dtype=str)


def _numbers(answers: dict[str, Any]) -> dict[str, float]:
    return {item: float(value) for item, value in answers.items() if isinstance(value, int | float)}
