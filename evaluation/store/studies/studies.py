"""Studies and their analysis plans."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from analysis.thresholds import TOO_FEW_TO_REPORT_BELOW, TOO_FEW_TO_SAY_BELOW
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import AnalysisPlan, Experiment, Study
from evaluation.store.studies.lookup import free_slug, slug_of

LONGEST_NAME = 200
DEFAULT_PLAN: Mapping[str, Any] = {
    "suppress_below": TOO_FEW_TO_REPORT_BELOW,
    "public_release_below": TOO_FEW_TO_SAY_BELOW,
    "repeat_attenders": "first",
}
NAME_TAKEN = Message("There is already a study called “%(study)s”. Give this one a name of its own.")
NO_TIME_ZONE = Message("“%(zone)s” is not a time zone; write one such as Europe/London.")


@cache
def _time_zones() -> frozenset[str]:
    """The names of all time zones, which are read from files once."""
    return frozenset(available_timezones())


def time_zone_faults(zone: str) -> Iterator[str]:
    """Why a study cannot have its hours on the clock of a time zone, if so."""
    if zone not in _time_zones():
        yield Message(NO_TIME_ZONE, zone=zone)


def add_study(
    db: Session, name: str, *, now: datetime, time_zone: str = "Europe/London", is_example: bool = False
) -> Study:
    """A new study with its first analysis plan, which stays open to change until a first Before opens.

    Refused where there is one of its name, also one that somebody else has just stored.
    """
    if faults := [*_name_faults(name, others=all_studies(db)), *time_zone_faults(time_zone)]:
        raise Refused(*faults)
    taken = set(db.scalars(select(Study.slug)))
    slug = free_slug(slug_of(name, otherwise="study"), taken)
    study = Study(name=name.strip(), slug=slug, time_zone=time_zone, is_example=is_example, created_at=now)
    db.add(study)
    try:
        db.flush()
    except IntegrityError:
        raise Refused(Message(NAME_TAKEN, study=study.name)) from None
    add_plan(db, study, body=DEFAULT_PLAN, now=now)
    return study


def change_study(
    db: Session, study: Study, *, name: str, time_zone: str, parental_consent: bool
) -> dict[str, tuple[object, object]]:
    """Give a study another name, time zone or rule for people under 16; what changed, from and to.

    The hours of evenings are told on the clock of its time zone, so that it stays once there are any.
    """
    faults = list(_name_faults(name, others=[each for each in all_studies(db) if each.id != study.id]))
    if time_zone not in _time_zones():
        faults.append(Message(NO_TIME_ZONE, zone=time_zone))
    elif (
        time_zone != study.time_zone and db.scalars(select(Experiment.id).filter_by(study_id=study.id).limit(1)).first()
    ):
        faults.append(
            Message(
                "%(study)s has evenings, whose hours are those of %(zone)s: its time zone stays.",
                study=study.name,
                zone=study.time_zone,
            )
        )
    if faults:
        raise Refused(*faults)
    before = _settings_of(study)
    study.name, study.time_zone, study.parental_consent = name.strip(), time_zone, parental_consent
    db.flush()
    after = _settings_of(study)
    return {key: (before[key], after[key]) for key in before if before[key] != after[key]}


def _name_faults(name: str, *, others: Iterable[Study]) -> Iterator[str]:
    """Why a study cannot have a name among others: reports and lists tell studies apart by their names."""
    if not name.strip():
        yield Message("A study needs a name.")
    if len(name.strip()) > LONGEST_NAME:
        yield Message("A name has at most 200 characters.")
    if any(other.name.casefold() == name.strip().casefold() for other in others):
        yield Message(NAME_TAKEN, study=name.strip())


def _settings_of(study: Study) -> dict[str, object]:
    return {"name": study.name, "time_zone": study.time_zone, "parental_consent": study.parental_consent}


def allow_parental_consent(db: Session, study: Study, *, allow: bool) -> None:
    """Let people under 16 answer whose parent or carer has agreed, or turn them away."""
    study.parental_consent = allow
    db.flush()


def all_studies(db: Session) -> list[Study]:
    """Every study, by name."""
    return list(db.scalars(select(Study).order_by(Study.name, Study.slug)))


def add_plan(
    db: Session, study: Study, *, body: Mapping[str, Any], now: datetime, reason: str = "", by: str = ""
) -> AnalysisPlan:
    """The next version of a study's analysis plan, written `by` somebody for a reason; the earlier ones stay."""
    latest = current_plan(db, study)
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    plan = AnalysisPlan(
        study_id=study.id,
        number=latest.number + 1 if latest else 1,
        body=dict(body),
        digest=hashlib.sha256(text.encode()).hexdigest(),
        created_at=now,
        reason=reason,
        written_by=by[:200],
    )
    db.add(plan)
    db.flush()
    return plan


def current_plan(db: Session, study: Study) -> AnalysisPlan | None:
    """The newest version of a study's plan."""
    newest = select(AnalysisPlan).filter_by(study_id=study.id).order_by(AnalysisPlan.number.desc()).limit(1)
    return db.scalars(newest).one_or_none()


def suppress_below(db: Session, experiment: Experiment) -> int:
    """The fewest people of whom anything is told, as the study's plan has it."""
    plan = current_plan(db, db.get_one(Study, experiment.study_id))
    assert plan is not None, "a study is made with its plan"
    return int(plan.body["suppress_below"])


def lock_plan(db: Session, study: Study, *, now: datetime) -> None:
    """Fix the plan: from the first Before on, a change is a new version with a reason that everybody sees."""
    plan = current_plan(db, study)
    if plan and plan.locked_at is None:
        plan.locked_at = now


def local(moment: datetime, study: Study) -> datetime:
    """A moment on the clock of the study's time zone."""
    return moment.astimezone(ZoneInfo(study.time_zone))
