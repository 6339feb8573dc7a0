"""Answers as a plain frame, the one form in which they cross to the statistics.

A row a participant, experiment and wave; people are renamed in the order in which they first answered, so that no
identifier of the database leaves it.
"""

import uuid
from collections.abc import Iterable
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Chapter, Experiment, InstrumentVersion, Participant, Response, Wave

KEYS = ("participant", "chapter", "experiment", "wave", "version", "language")


def responses_frame(db: Session, experiments: Iterable[uuid.UUID]) -> pd.DataFrame:
    """The answers of these experiments in the order sent: keys, then a column an item; NaN where not answered.

    An answer of "I'd rather not say" and a skipped one are both NaN here. Of two responses of one person at one wave
    the first counts.
    """
    rows = db.execute(
        select(
            Response.participant_id,
            Chapter.name,
            Experiment.slug,
            Wave.kind,
            InstrumentVersion.number,
            Response.language,
            Response.answers,
        )
        .join(Wave, Wave.id == Response.wave_id)
        .join(Experiment, Experiment.id == Response.experiment_id)
        .join(Chapter, Chapter.id == Experiment.chapter_id)
        .join(InstrumentVersion, InstrumentVersion.id == Response.instrument_version_id)
        .join(Participant, Participant.id == Response.participant_id)
        .where(Response.experiment_id.in_(list(experiments)), Participant.withdrawn_at.is_(None))
        .order_by(Response.submitted_at, Response.id)
    ).all()
    keys = pd.DataFrame([row[:-1] for row in rows], columns=list(KEYS))
    keys["participant"] = _pseudonyms(keys["participant"])
    keys["version"] = keys["version"].astype(str)
    answers = pd.DataFrame([_numbers(row[-1]) for row in rows], index=keys.index, dtype=float)
    frame = pd.concat([keys, answers], axis="columns")
    return frame.drop_duplicates(["participant", "experiment", "wave"], ignore_index=True)


def _pseudonyms(people: "pd.Series[Any]") -> "pd.Series[str]":
    order, _ = pd.factorize(people)
    return pd.Series([f"p{place + 1:04d}" for place in order], index=people.index, dtype=str)


def _numbers(answers: dict[str, Any]) -> dict[str, float]:
    return {item: float(value) for item, value in answers.items() if isinstance(value, int | float)}
