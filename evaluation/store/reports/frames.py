"""Answers as a plain frame, the one form in which they cross to the statistics.

A row a person, experiment and wave; people are renamed in the order in which they first answered, so that no
identifier of the database leaves it. Two participants who were joined are one person, and so is whoever came back to
another experiment with the same card.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.models import Chapter, Experiment, InstrumentVersion, Response, Wave
from evaluation.store.studies.persons import WHO, of_people

KEYS = ("participant", "chapter", "experiment", "arm", "wave", "instrument", "version", "language")
SENDING = ("mode", "started_at", "submitted_at", "late", "stopped")


def responses_frame(db: Session, experiments: Iterable[uuid.UUID]) -> pd.DataFrame:
    """The answers of these experiments in the order sent: keys, then a column an item; NaN where not answered.

    An answer of "I'd rather not say" and a skipped one are both NaN here. Of two responses of one person at one wave
    the first counts. `experiment` is ordered by date.
    """
    frame = sent_frame(db, experiments).drop(columns=list(SENDING))
    return frame.drop_duplicates(["participant", "experiment", "wave"], ignore_index=True)


def sent_frame(db: Session, experiments: Iterable[uuid.UUID]) -> pd.DataFrame:
    """Every response of these experiments as it was sent, in order: keys, how and when it was sent, then the items.

    There is a column `arm`, with the role of each experiment, where one of them is a comparison group.
    """
    rows = _rows(db, list(experiments))
    keys = pd.DataFrame([row[:-2] for row in rows], columns=[*KEYS, *SENDING])
    keys["participant"] = _pseudonyms(keys["participant"])
    keys["version"] = keys["version"].astype(str)
    keys["experiment"] = pd.Categorical(keys["experiment"], _by_date(rows), ordered=True)
    answers = pd.DataFrame([_numbers(row.answers) for row in rows], index=keys.index, dtype=float)
    return without_arm_where_all_came(pd.concat([keys, answers], axis="columns"))


def without_arm_where_all_came(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without the column `arm` where nobody is of a comparison group."""
    return frame if (frame["arm"] == ExperimentRole.COMPARISON).any() else frame.drop(columns="arm")


def named_people(db: Session, experiments: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What a frame of these experiments calls everybody in it, by who they are (`persons.WHO`)."""
    sent = db.scalars(of_people(select(WHO).select_from(Response), list(experiments))).all()
    return dict(zip(sent, _pseudonyms(pd.Series(list[Any](sent), dtype=object)), strict=True))


def held_order(slug: str, day: date | None) -> tuple[bool, str, str]:
    """What sorts experiments by their day; those without one last, by name."""
    return (day is None, "" if day is None else day.isoformat(), slug)


def _rows(db: Session, experiments: list[uuid.UUID]) -> Sequence[Row[*tuple[Any, ...]]]:
    asked = (
        select(
            WHO,
            Chapter.name,
            Experiment.slug,
            Experiment.role,
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
    )
    rows: Sequence[Row[*tuple[Any, ...]]] = db.execute(of_people(asked, experiments)).all()
    return rows


def _by_date(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[str]:
    days = {row.slug: held_order(row.slug, row.date) for row in rows}
    return sorted(days, key=lambda slug: days[slug])


def _pseudonyms(people: "pd.Series[Any]") -> "pd.Series[str]":
    order, _ = pd.factorize(people)
    return pd.Series([f"p{place + 1:04d}" for place in order], index=people.index, dtype=str)


def _numbers(answers: dict[str, Any]) -> dict[str, float]:
    return {item: float(value) for item, value in answers.items() if isinstance(value, int | float)}
