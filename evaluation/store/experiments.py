"""Relational experiments: adding, finding, where they stand."""

import random
from collections.abc import Mapping
from datetime import date as Date  # noqa: N812 - a column is called date
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import instruments
from evaluation.errors import Refused
from evaluation.join_words import fresh_words
from evaluation.models import Chapter, Experiment, InstrumentVersion, Kind, State, Study, Wave

RECORDED = frozenset(
    [
        "came",
        "hosts",
        "guests",
        "organisations",
        "planned_rounds",
        "actual_rounds",
        "minutes_a_round",
        "prompt_set",
        "notes",
    ]
)

CHANGEABLE = frozenset(["title", "kind", "place", "expected", "date", "languages", "planned_rounds", "minutes_a_round"])


def add_experiment(
    db: Session,
    chapter: Chapter,
    *,
    title: str,
    kind: str,
    version: InstrumentVersion,
    now: datetime,
    rng: random.Random,
    date: Date | None = None,
    place: str = "",
    expected: int | None = None,
    languages: tuple[str, ...] = ("en",),
) -> Experiment:
    """A new experiment of a chapter, with its join address and a wave for each that the version asks."""
    _refuse_unusable(title=title, kind=kind, expected=expected)
    experiment = Experiment(
        study_id=chapter.study_id,
        chapter_id=chapter.id,
        slug=fresh_words(rng, set(db.scalars(select(Experiment.slug)))),
        title=title.strip(),
        kind=kind,
        date=date,
        place=place.strip(),
        expected=expected,
        languages=list(languages),
        created_at=now,
    )
    db.add(experiment)
    db.flush()
    pages = instruments.parse(version.body, name=f"{version.instrument}/{version.number}").waves
    db.add_all(
        Wave(experiment_id=experiment.id, kind=str(page.kind), instrument_version_id=version.id) for page in pages
    )
    db.flush()
    return experiment


def experiments_of(db: Session, study: Study, *, chapter: Chapter | None = None) -> list[Experiment]:
    """A study's experiments by chapter name and date, or those of one chapter."""
    found = select(Experiment).join(Chapter).where(Experiment.study_id == study.id)
    if chapter:
        found = found.where(Experiment.chapter_id == chapter.id)
    return list(db.scalars(found.order_by(Chapter.name, Experiment.date, Experiment.created_at)))


def state_of(experiment: Experiment, waves: dict[str, Wave]) -> State:
    """Where the evening stands, from its waves alone."""
    pre, post = waves.get("pre"), waves.get("post")
    if experiment.frozen_at:
        return State.FROZEN
    if pre and pre.opened_at and not pre.closed_at:
        return State.BEFORE_OPEN
    if post and post.opened_at:
        return State.CLOSED if post.closed_at else State.AFTER_OPEN
    if pre and pre.opened_at:
        return State.BETWEEN
    return State.DRAFT


def _refuse_unusable(*, title: str, kind: str, expected: int | None) -> None:
    faults = []
    if not title.strip():
        faults.append("An experiment needs a title, such as the name of the hall.")
    if kind not in list(Kind):
        faults.append(f"{kind!r} is not a kind of experiment; write one of {', '.join(Kind)}.")
    if expected is not None and expected < 1:
        faults.append(f"The number of people expected must be at least 1, not {expected}.")
    if faults:
        raise Refused(*faults)


def change_experiment(db: Session, experiment: Experiment, *, facts: Mapping[str, Any]) -> None:
    """Change what was said of an experiment: the columns named in `CHANGEABLE`."""
    unknown = sorted(set(facts) - CHANGEABLE)
    if unknown:
        raise Refused(*(f"{name} of an experiment cannot be changed." for name in unknown))
    new = {"title": experiment.title, "kind": experiment.kind, "expected": experiment.expected, **facts}
    _refuse_unusable(title=new["title"], kind=new["kind"], expected=new["expected"])
    for name, value in facts.items():
        setattr(experiment, name, value.strip() if isinstance(value, str) else value)
    db.flush()


def record_event(db: Session, experiment: Experiment, *, facts: Mapping[str, int | str | None]) -> None:
    """What happened on the evening: the columns named in `RECORDED`, people who came first of all."""
    unknown = set(facts) - RECORDED
    if unknown:
        raise Refused(*(f"{name} is not part of the record of an event." for name in sorted(unknown)))
    faults = [f"{name.replace('_', ' ')} cannot be below 0." for name, value in facts.items() if _below_zero(value)]
    if faults:
        raise Refused(*faults)
    for name, value in facts.items():
        setattr(experiment, name, value)
    db.flush()


def _below_zero(value: int | str | None) -> bool:
    return isinstance(value, int) and value < 0
