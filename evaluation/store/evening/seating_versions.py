"""The seating plan of an evening as it is kept: each change is a version, and the last can be taken back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.models import Experiment, Job, SeatingVersion
from evaluation.seating.seating_plan import SeatingPlan

SHEETS = "seating"
"""The kind of job that prints a plan."""


def current_seating(db: Session, experiment: Experiment) -> SeatingVersion | None:
    """The plan that holds now; None where none was made, or where it was taken away."""
    last = last_seating(db, experiment)
    return last if last and last.plan else None


def seating_in_round(db: Session, experiment: Experiment, number: int) -> SeatingVersion | None:
    """The plan by which people sit in a round: the last that is new from it on, or from an earlier one; or None."""
    versions = select(SeatingVersion).filter_by(experiment_id=experiment.id)
    until = versions.where(SeatingVersion.first_round <= number).order_by(SeatingVersion.number.desc())
    found = db.scalars(until.limit(1)).one_or_none()
    return found if found and found.plan else None


def last_seating(db: Session, experiment: Experiment) -> SeatingVersion | None:
    """The last change of the plan, also where it took the plan away; None where there was none."""
    versions = select(SeatingVersion).filter_by(experiment_id=experiment.id)
    return db.scalars(versions.order_by(SeatingVersion.number.desc()).limit(1)).one_or_none()


def seating_before(db: Session, version: SeatingVersion) -> SeatingVersion | None:
    """The plan that a version was made from."""
    earlier = select(SeatingVersion).filter_by(experiment_id=version.experiment_id)
    found = earlier.where(SeatingVersion.number < version.number).order_by(SeatingVersion.number.desc())
    return db.scalars(found.limit(1)).one_or_none()


def keep_seating(
    db: Session, experiment: Experiment, plan: SeatingPlan | None, *, first_round: int, now: datetime
) -> SeatingVersion:
    """Let a plan hold that is new from a round on, or none. The experiment is locked before the plan is made."""
    before = last_seating(db, experiment)
    kept = SeatingVersion(
        experiment_id=experiment.id,
        number=before.number + 1 if before else 1,
        first_round=first_round,
        plan=plan.as_stored() if plan else {},
        made_at=now,
    )
    db.add(kept)
    db.flush()
    return kept


def take_away_seating(db: Session, experiment: Experiment, *, now: datetime) -> int:
    """Let no plan hold, which can be taken back; the number of the plan that held."""
    held = current_seating(db, experiment)
    if held is None:
        raise Refused("There is no seating plan, so there is none to take away.")
    keep_seating(db, experiment, None, first_round=1, now=now)
    return held.number


def take_back_seating(db: Session, experiment: Experiment) -> int:
    """Take the last change back, so that what was before it holds again; its number. The first plan is taken away."""
    last = last_seating(db, experiment)
    if last is None:
        raise Refused("There is no seating plan, so there is nothing to take back.")
    if seating_before(db, last) is None:
        raise Refused("This is the first plan, so there is no change to take back: take the plan away.")
    db.delete(last)
    db.flush()
    return last.number


def sheets_job(db: Session, version: SeatingVersion) -> Job | None:
    """The job that was last asked to print this version of a plan."""
    about = Job.arguments["version"].as_string() == str(version.id)
    asked = select(Job).where(Job.kind == SHEETS, about).order_by(Job.requested_at.desc(), Job.id)
    return db.scalars(asked.limit(1)).one_or_none()


def has_sheets(db: Session, experiment: Experiment) -> bool:
    """Whether somebody asked for any of its plans to be printed: slips of an earlier one hold for most people."""
    plans = db.scalars(select(SeatingVersion.id).where(SeatingVersion.experiment_id == experiment.id))
    about = Job.arguments["version"].as_string().in_([str(each) for each in plans])
    return db.scalars(select(Job.id).where(Job.kind == SHEETS, about).limit(1)).first() is not None
