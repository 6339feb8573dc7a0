"""Releases as pages list them: those about what somebody may see, and the chapters that each speaks of."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.errors import Refused
from evaluation.models import Chapter, Experiment, Happening, Release, ReleaseEvent, Study
from evaluation.store.accounts import Scope, chapters_within
from evaluation.store.releases import WORKING_DAYS, Standing, events_of, standing, working_days_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A release with where it stands, what happened to it, and the first day on which it may be put out."""

    release: Release
    standing: Standing
    events: list[ReleaseEvent]
    may_be_out: date | None

    def may_go(self, now: datetime) -> bool:
        """Whether it may be put out: one for a chapter at once, a public one once its chapters had their days."""
        if self.standing not in {Standing.DRAFT, Standing.SHOWN}:
            return False
        return not self.release.public or (self.may_be_out is not None and now.date() >= self.may_be_out)


def releases_about(db: Session, subjects: Collection[uuid.UUID]) -> list[Shelved]:
    """Releases of these experiments, chapters and studies, the newest first."""
    found = select(Release).where(Release.subject.in_(list(subjects)))
    return [shelved(db, release) for release in db.scalars(found.order_by(Release.frozen_at.desc(), Release.id))]


def shelved(db: Session, release: Release) -> Shelved:
    """A release with its surroundings."""
    events = events_of(db, release)
    shown = next((event.at for event in events if event.kind == Happening.SHOWN.value), None)
    zone = ZoneInfo(db.get_one(Study, release.study_id).time_zone)
    first = None if shown is None else working_days_after(shown.astimezone(zone).date(), WORKING_DAYS)
    return Shelved(release=release, standing=standing(db, release), events=events, may_be_out=first)


def release_by_id(db: Session, release: uuid.UUID) -> Release:
    """A release; refused where there is none."""
    found = db.get(Release, release)
    if found is None:
        raise Refused("There is no such release.")
    return found


def release_frozen_since(db: Session, when: datetime, *, subject: uuid.UUID, by: str) -> Release | None:
    """The release of a subject that somebody has frozen since a moment, if there is one."""
    found = select(Release).filter_by(subject=subject, made_by=by).where(Release.frozen_at >= when)
    return db.scalars(found.order_by(Release.number)).first()


def chapters_of(db: Session, release: Release, scope: Scope) -> list[Chapter]:
    """The chapters within a scope whose people are in a release, in name order."""
    used = [uuid.UUID(experiment) for experiment in release.page["used"]]
    held = select(Experiment.chapter_id).where(Experiment.id.in_(used))
    found = select(Chapter).where(Chapter.id.in_(held), chapters_within(scope))
    return list(db.scalars(found.order_by(Chapter.name)))
