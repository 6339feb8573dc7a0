"""Releases as pages list them: those about what somebody may see, and the chapters that each speaks of."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, TableValuedAlias, Uuid, and_, cast, func, or_, select, true
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.name_order import name_order
from evaluation.domain.working_days import working_days_after
from evaluation.models import Chapter, Experiment, Happening, Release, ReleaseEvent, ReleaseScope, Study
from evaluation.store.accounts.role_scope import RoleScope, chapters_within, within
from evaluation.store.releases.releases import (
    WORKING_DAYS,
    ReleaseStanding,
    events_of,
    release_standing,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRelease:
    """A release with where it stands, what happened to it, and the first day after the days of a public one's chapters.

    One for chapters alone promises them no days.
    """

    release: Release
    standing: ReleaseStanding
    events: list[ReleaseEvent]
    may_be_out: date | None

    def may_go(self, today: date) -> bool:
        """Whether it may be put out: one for a chapter at once, a public one once its chapters had their days."""
        if self.standing not in {ReleaseStanding.DRAFT, ReleaseStanding.SHOWN}:
            return False
        return not self.release.public or (self.may_be_out is not None and today >= self.may_be_out)


def releases_within(db: Session, scope: RoleScope) -> list[ListedRelease]:
    """Releases within a scope, the newest first: of all whose people are in one, by a page or the command line."""
    found = select(Release).where(_within(db, scope)).order_by(Release.frozen_at.desc(), Release.id)
    return [listed_release(db, release) for release in db.scalars(found)]


def shown_to(db: Session, scope: RoleScope, *, experiment: uuid.UUID | None = None) -> list[ListedRelease]:
    """Releases that were shown to chapters within a scope, or are out, the newest first; of one experiment if named.

    What was superseded is left out.
    """
    shown = select(ReleaseEvent.release_id).where(
        ReleaseEvent.kind.in_((Happening.SHOWN.value, Happening.RELEASED.value))
    )
    rows = db.scalars(select(Release).where(Release.id.in_(shown)).order_by(Release.frozen_at.desc(), Release.id))
    mine = [each for each in rows if experiment is None or str(experiment) in each.page["used"]]
    found = [listed_release(db, each) for each in mine if chapters_of_release(db, each, scope)]
    return [each for each in found if each.standing in {ReleaseStanding.SHOWN, ReleaseStanding.RELEASED}]


def results_among(db: Session, experiments: list[uuid.UUID]) -> dict[uuid.UUID, ReleaseStanding]:
    """Of those of some experiments whose answers are in a release that is out, or was shown to its chapters: which."""
    found: dict[uuid.UUID, ReleaseStanding] = {}
    for kind, standing in (
        (Happening.SHOWN, ReleaseStanding.SHOWN),
        (Happening.RELEASED, ReleaseStanding.RELEASED),
    ):
        of = select(ReleaseEvent.release_id).where(ReleaseEvent.kind == kind.value)
        used = {each for row in db.scalars(select(Release).where(Release.id.in_(of))) for each in row.page["used"]}
        found |= {each: standing for each in experiments if str(each) in used}
    return found


def release_within(db: Session, release: uuid.UUID, *, scope: RoleScope) -> Release | None:
    """A release, if it lies within the scope."""
    return db.scalars(select(Release).where(Release.id == release, _within(db, scope))).one_or_none()


def release_to_show(db: Session, experiment: Experiment, *, scope: RoleScope) -> ListedRelease | None:
    """The newest release with an experiment's people within the scope, where its chapters do not see it yet."""
    if experiment.frozen_at is None:
        return None
    mine = (each for each in releases_within(db, scope) if str(experiment.id) in each.release.page["used"])
    newest = next(mine, None)
    return newest if newest and newest.standing is ReleaseStanding.DRAFT else None


def releases_like(db: Session, release: Release) -> list[ListedRelease]:
    """A release with every other one of the same, the newest first."""
    found = select(Release).filter_by(subject=release.subject).order_by(Release.frozen_at.desc(), Release.id)
    return [listed_release(db, each) for each in db.scalars(found)]


def found_under(db: Session, release: Release) -> uuid.UUID:
    """Under which experiment, chapter or study the jobs of a release are found: one of a set under its chapter."""
    if release.scope != ReleaseScope.CHAPTER.value:
        return release.subject
    return db.get_one(Experiment, uuid.UUID(min(release.page["used"]))).chapter_id


def listed_release(db: Session, release: Release) -> ListedRelease:
    """A release with its context."""
    events = events_of(db, release)
    shown = next((event.at for event in events if event.kind == Happening.SHOWN.value), None)
    zone = db.get_one(Study, release.study_id).time_zone
    seen = None if shown is None else shown.astimezone(ZoneInfo(zone)).date()
    first = None if seen is None or not release.public else working_days_after(seen, WORKING_DAYS, zone=zone)
    return ListedRelease(release=release, standing=release_standing(db, release), events=events, may_be_out=first)


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


def chapters_of_release(db: Session, release: Release, scope: RoleScope) -> list[Chapter]:
    """The chapters within a scope whose people are in a release, in name order."""
    used = [uuid.UUID(experiment) for experiment in release.page["used"]]
    held = select(Experiment.chapter_id).where(Experiment.id.in_(used))
    found = select(Chapter).where(Chapter.id.in_(held), chapters_within(scope))
    return sorted(db.scalars(found), key=lambda chapter: name_order(chapter.name))


def _within(db: Session, scope: RoleScope) -> ColumnElement[bool]:
    """The condition that a release lies within a scope: its study does, or every experiment whose people are in it.

    What speaks of a whole study is not within the scope of a chapter, though the chapter's people are in it.
    """
    used = _used(db)
    of = select(Experiment.id).where(Experiment.id == cast(func.replace(used.c.key, "-", ""), Uuid), within(scope))
    outside = select(used.c.key).where(~of.exists())
    whole = true() if scope.everywhere else Release.study_id.in_(scope.studies)
    return or_(whole, and_(Release.scope != ReleaseScope.STUDY.value, ~outside.exists()))


def _used(db: Session) -> TableValuedAlias:
    """The experiments whose people are in a release, a row each."""
    if db.get_bind().dialect.name == "postgresql":
        return func.jsonb_each(Release.page["used"]).table_valued("key", "value")
    return func.json_each(Release.page, "$.used").table_valued("key", "value")
