"""Relational experiments: adding, finding, where they stand."""

import random
import uuid
from collections.abc import Mapping
from datetime import date as Date  # noqa: N812 - a column is called date
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.domain.join_words import fresh_words
from evaluation.domain.messages import Message
from evaluation.domain.name_order import name_order
from evaluation.models import Chapter, Consent, Experiment, InstrumentVersion, Kind, State, Study, Wave
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.unoffered_languages import refuse_unoffered
from evaluation.store.studies.announced_day import was_announced
from evaluation.store.studies.plausible_record import refuse_contradictions
from evaluation.store.studies.rounds import (
    keep_minutes_planned,
    minutes_planned,
    plan_minutes,
    rounds_of,
    rounds_planned,
)
from evaluation.store.studies.waves import waves_of

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

CHANGEABLE = frozenset(
    ["title", "kind", "role", "place", "expected", "date", "languages", "planned_rounds", "minutes_a_round"]
)
PLANNED_AND_RECORDED = frozenset(["planned_rounds", "minutes_a_round", "prompt_set"])
"""Of what is recorded, what a plan may say before anybody came."""
PLANNED = "minutes_a_round"
"""What is planned of them, and may be held otherwise: then the record has the one, and the plan keeps the other."""

LOCKED = {
    "place": Message("Where people live"),
    "kind": Message("The kind of meeting"),
    "languages": Message("The languages"),
}
"""What people answer under, by the words a page has for it."""
LOCKED_BECAUSE = Message(
    "%(what)s cannot be changed any more: people have begun to answer, and After has to ask the same of them as Before "
    "did."
)
NOTHING_TO_RECORD = Message("%(title)s is a comparison group: it has no workshop, so there is nothing to record.")
ROLE_LOCKED = Message(
    "Workshop or comparison group cannot be changed any more: Before has been opened, and who is compared with whom "
    "is decided before anybody answers."
)
REASONED = {"title": Message("Say why the title is corrected."), "date": Message("Say why the day is corrected.")}


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
    role: str = ExperimentRole.WORKSHOP,
    identity: uuid.UUID | None = None,
) -> Experiment:
    """A new experiment of a chapter, with its join address and a wave for each that the version asks."""
    _refuse_unusable(title=title, kind=kind, role=role, expected=expected)
    refuse_unoffered(db, [version], languages=languages)
    experiment = Experiment(
        id=identity or uuid.uuid4(),
        study_id=chapter.study_id,
        chapter_id=chapter.id,
        slug=fresh_words(rng, set(db.scalars(select(Experiment.slug)))),
        title=title.strip(),
        kind=kind,
        role=str(role),
        date=date,
        place=place.strip(),
        expected=expected,
        languages=list(languages),
        created_at=now,
    )
    db.add(experiment)
    db.flush()
    asked = [str(page.kind) for page in version_of_row(db, version).waves]
    db.add_all(Wave(experiment_id=experiment.id, kind=kind, instrument_version_id=version.id) for kind in asked)
    db.flush()
    return experiment


def experiment_made(db: Session, chapter: Chapter, *, identity: uuid.UUID) -> Experiment | None:
    """The experiment that the same form has made already; whoever asks of a chapter at the same moment waits."""
    db.execute(select(Chapter.id).where(Chapter.id == chapter.id).with_for_update(key_share=True))
    return db.scalars(select(Experiment).filter_by(id=identity)).one_or_none()


def experiments_of(db: Session, study: Study, *, chapter: Chapter | None = None) -> list[Experiment]:
    """A study's experiments by chapter name and date, or those of one chapter."""
    found = select(Experiment, Chapter.name).join(Chapter).where(Experiment.study_id == study.id)
    if chapter:
        found = found.where(Experiment.chapter_id == chapter.id)
    by_date = db.execute(found.order_by(Experiment.date, Experiment.created_at))
    return [experiment for experiment, _ in sorted(by_date, key=lambda row: name_order(row.name))]


def held_or_to_come(db: Session, study: Study, *, chapter: Chapter | None = None) -> list[Experiment]:
    """The same without those that were cancelled, which no report counts as missing."""
    return [experiment for experiment in experiments_of(db, study, chapter=chapter) if not experiment.cancelled_at]


def state_of(experiment: Experiment, waves: dict[str, Wave]) -> State:
    """Where the evening stands, from its waves alone where it is to take place."""
    pre, post = waves.get("pre"), waves.get("post")
    if experiment.cancelled_at:
        return State.CANCELLED
    if any(wave.frozen_at for wave in waves.values()):
        return State.FROZEN
    if pre and pre.opened_at and not pre.closed_at:
        return State.BEFORE_OPEN
    if post and post.opened_at:
        return State.CLOSED if post.closed_at else State.AFTER_OPEN
    if pre and pre.opened_at:
        return State.BETWEEN
    return State.DRAFT


def _refuse_unusable(*, title: str, kind: str, role: str, expected: int | None) -> None:
    faults = list[str]()
    if not title.strip():
        faults.append(Message("An experiment needs a title, such as the name of the hall."))
    if kind not in list(Kind):
        faults.append(
            Message("“%(kind)s” is not a kind of experiment; write one of %(kinds)s.", kind=kind, kinds=", ".join(Kind))
        )
    if role not in list(ExperimentRole):
        faults.append(
            Message(
                "“%(role)s” is neither a workshop nor a comparison; write one of %(roles)s.",
                role=role,
                roles=", ".join(ExperimentRole),
            )
        )
    if expected is not None and expected < 1:
        faults.append(Message("The number of people expected must be at least 1, not %(count)s.", count=expected))
    if faults:
        raise Refused(*faults)


def is_begun(db: Session, experiment: Experiment) -> bool:
    """Whether somebody has agreed to answer: from then on what people are asked stays as it is."""
    agreed = select(Consent.id).join(Wave, Wave.id == Consent.wave_id).where(Wave.experiment_id == experiment.id)
    return db.scalars(agreed.limit(1)).first() is not None


def is_role_settled(db: Session, experiment: Experiment) -> bool:
    """Whether Before has been opened: from then on a workshop stays one, and so does a comparison group."""
    opened = select(Wave.id).where(Wave.experiment_id == experiment.id, Wave.kind == "pre", Wave.opened_at.is_not(None))
    return experiment.frozen_at is not None or db.scalars(opened).first() is not None or is_begun(db, experiment)


def change_experiment(
    db: Session, experiment: Experiment, *, facts: Mapping[str, Any], reason: str = ""
) -> dict[str, list[Any]]:
    """Change what was said of an experiment, the columns named in `CHANGEABLE`; what was changed, from and to.

    Once somebody has begun to answer, what people are asked under is locked, and a title or a day takes a reason.
    Whether it is a workshop or a comparison group is locked once Before has been opened.
    """
    unknown = sorted(set(facts) - CHANGEABLE)
    if unknown:
        raise Refused(*(f"{name} of an experiment cannot be changed." for name in unknown))
    new = {name: facts.get(name, getattr(experiment, name)) for name in ("title", "kind", "role", "expected")}
    _refuse_unusable(**new)
    changed = _changed(experiment, facts, minutes_a_round=minutes_planned(experiment))
    if "languages" in changed:
        refuse_unoffered(db, _versions_asked(db, experiment), languages=facts["languages"])
    if "role" in changed and is_role_settled(db, experiment):
        raise Refused(ROLE_LOCKED)
    if experiment.frozen_at or is_begun(db, experiment):
        locked = [said for name, said in LOCKED.items() if name in changed]
        faults = [Message(LOCKED_BECAUSE, what=said) for said in locked]
        if not reason.strip():
            faults += [said for name, said in REASONED.items() if name in changed]
        if faults:
            raise Refused(*faults)
    if "date" in changed and was_announced(db, experiment):
        experiment.promised_date = max(filter(None, (experiment.promised_date, experiment.date)), default=None)
    _set(db, experiment, {name: values for name, values in changed.items() if name != PLANNED})
    if PLANNED in changed:
        plan_minutes(experiment, facts[PLANNED])
    if "planned_rounds" in changed:
        _refuse_fewer(db, experiment)
    return changed


def _refuse_fewer(db: Session, experiment: Experiment) -> None:
    """Refuse a plan of fewer rounds than have begun, while they go on."""
    begun = rounds_of(db, experiment).number
    if begun > rounds_planned(experiment) and state_of(experiment, waves_of(db, experiment)) is State.BETWEEN:
        raise Refused(
            Message("Round %(number)s has begun, so that no fewer rounds than that can be planned.", number=begun)
        )


def refuse_comparison(experiment: Experiment) -> None:
    """Refuse to record what happened at a workshop where there was none."""
    if experiment.is_comparison:
        raise Refused(Message(NOTHING_TO_RECORD, title=experiment.title))


def recorded_names(experiment: Experiment) -> frozenset[str]:
    """Which columns of the record say something; what was planned is no record until it is known how many came."""
    looked_at = RECORDED if experiment.came is not None else RECORDED - PLANNED_AND_RECORDED
    return frozenset(name for name in looked_at if getattr(experiment, name) not in (None, ""))


def record_event(
    db: Session, experiment: Experiment, *, facts: Mapping[str, int | str | None], now: datetime, reason: str = ""
) -> dict[str, list[Any]]:
    """What happened on the evening, the columns named in `RECORDED`, people who came first of all; what was changed.

    A record that cannot be true is refused, and so is one of frozen data that is corrected without a reason; what was
    never recorded is no correction.
    """
    refuse_comparison(experiment)
    unknown = set(facts) - RECORDED
    if unknown:
        raise Refused(*(f"{name} is not part of the record of an event." for name in sorted(unknown)))
    faults = [f"{name.replace('_', ' ')} cannot be below 0." for name, value in facts.items() if _below_zero(value)]
    if faults:
        raise Refused(*faults)
    changed = _changed(experiment, facts)
    if experiment.frozen_at and not changed.keys().isdisjoint(recorded_names(experiment)) and not reason.strip():
        raise Refused("The data of this experiment are frozen: say why its record is corrected.")
    if changed:
        new = {name: value for name, (_was, value) in changed.items()}
        refuse_contradictions(db, experiment, facts=new, reason=reason, now=now)
    if not changed.keys().isdisjoint({PLANNED, "came"}):  # who came tells the record from the plan, also of one minute
        keep_minutes_planned(experiment)
    _set(db, experiment, changed)
    return changed


def _versions_asked(db: Session, experiment: Experiment) -> list[InstrumentVersion]:
    asked = select(Wave.instrument_version_id).filter_by(experiment_id=experiment.id)
    return list(db.scalars(select(InstrumentVersion).where(InstrumentVersion.id.in_(asked))))


def _changed(experiment: Experiment, facts: Mapping[str, Any], **planned: Any) -> dict[str, list[Any]]:  # noqa: ANN401
    new = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    now = {name: planned.get(name, getattr(experiment, name)) for name in new}
    return {name: [now[name], value] for name, value in new.items() if now[name] != value}


def _set(db: Session, experiment: Experiment, changed: Mapping[str, list[Any]]) -> None:
    for name, (_was, value) in changed.items():
        setattr(experiment, name, value)
    db.flush()


def _below_zero(value: int | str | None) -> bool:
    return isinstance(value, int) and value < 0
