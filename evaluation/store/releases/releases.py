"""Releases: frozen once, shown to their chapters, given their words, released; superseded by later ones and kept."""

import enum
import hashlib
import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.disclosure.ledger import LedgerPage
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.domain.name_order import name_order
from evaluation.domain.working_days import working_days_after
from evaluation.models import (
    AnalysisPlan,
    Chapter,
    Experiment,
    Happening,
    Release,
    ReleaseEvent,
    ReleaseFile,
    ReleaseScope,
    Study,
)
from evaluation.store.releases.ledger_json import page_as_json
from evaluation.store.responses.promised_days import promised_until, refuse_taken_back
from evaluation.store.studies.frozen_waves import freeze_waves

WORKING_DAYS = 5
"""How long chapters have for words of their own: Monday to Friday, bank holidays counted out."""
MOST_WORDS = 100


class ReleaseStanding(enum.StrEnum):
    """Where a release stands."""

    DRAFT = "draft"
    SHOWN = "shown"
    RELEASED = "released"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a release speaks of, and to whom."""

    scope: ReleaseScope
    id: uuid.UUID
    title: str
    public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenReport:
    """What is frozen: the aggregates as canonical JSON, and where they came from."""

    aggregates: str
    data_sha256: str
    instruments: Mapping[str, str]
    code_version: str
    renderer: int
    seed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMark:
    """A file of a release without its content: name, size in bytes, SHA-256."""

    name: str
    size: int
    sha256: str


def keep_release(
    db: Session,
    study: Study,
    *,
    subject: Subject,
    frozen: FrozenReport,
    plan: AnalysisPlan,
    page: LedgerPage,
    waves: Collection[uuid.UUID],
    now: datetime,
    by: str,
) -> Release:
    """Keep a release for good. The waves it tells of are frozen: nobody can revise an answer that was released."""
    newest = db.scalars(select(func.max(Release.number)).filter_by(study_id=study.id)).one()
    release = Release(
        study_id=study.id,
        number=(newest or 0) + 1,
        scope=subject.scope.value,
        subject=subject.id,
        public=subject.public,
        title=subject.title,
        aggregates=frozen.aggregates,
        aggregates_sha256=hashlib.sha256(frozen.aggregates.encode()).hexdigest(),
        data_sha256=frozen.data_sha256,
        plan_number=plan.number,
        plan_digest=plan.digest,
        instruments=dict(frozen.instruments),
        code_version=frozen.code_version,
        template_version=str(frozen.renderer),
        seed=frozen.seed,
        page=page_as_json(page),
        frozen_at=now,
        made_by=by,
    )
    db.add(release)
    for experiment in page.used:
        row = db.get_one(Experiment, uuid.UUID(experiment), with_for_update={"of": Experiment})
        freeze_waves(db, row, reported=waves, now=now)
    db.flush()
    return release


def releases_of(db: Session, study: Study) -> list[Release]:
    """A study's releases, newest first."""
    return list(db.scalars(select(Release).filter_by(study_id=study.id).order_by(Release.number.desc())))


def release_numbered(db: Session, study: Study, number: int) -> Release:
    """One release of a study."""
    found = db.scalars(select(Release).filter_by(study_id=study.id, number=number)).one_or_none()
    if found is None:
        raise Refused(f"{study.name} has no release {number}; `weaving release list` shows those there are.")
    return found


def release_standing(db: Session, release: Release) -> ReleaseStanding:
    """Where a release stands; superseded once a later one of the same subject, for the same readers, is released."""
    if not is_out(db, release):
        return ReleaseStanding.DRAFT if _first(db, release, Happening.SHOWN) is None else ReleaseStanding.SHOWN
    later = (
        select(ReleaseEvent.id)
        .join(Release, Release.id == ReleaseEvent.release_id)
        .filter(Release.subject == release.subject, Release.public == release.public, Release.number > release.number)
        .filter(ReleaseEvent.kind == Happening.RELEASED.value)
    )
    return ReleaseStanding.RELEASED if db.scalars(later).first() is None else ReleaseStanding.SUPERSEDED


def show_to_chapters(db: Session, release: Release, *, now: datetime, by: str) -> date:
    """Let the chapters see a release before it is out; the first day on which it may be put out.

    That is after the last day that people were told, and of a public one not before its chapters had their days.
    Refused, as putting it out is, once somebody who may be in it has withdrawn.
    """
    if not is_out(db, release):
        refuse_taken_back(db, _used(release), release.frozen_at)
    if _first(db, release, Happening.SHOWN) is None:
        _happened(db, release, Happening.SHOWN, now=now, by=by)
    first = _may_be_released_on(db, release) if release.public else _shown_on(db, release)
    until = promised_until(db, _used(release))
    return max(first, after_promise(until) or first)


def is_out(db: Session, release: Release) -> bool:
    """Whether it was put out, whatever became of it since."""
    return _first(db, release, Happening.RELEASED) is not None


def day_there(db: Session, release: Release, when: datetime) -> date:
    """The day that a moment is of where the study of a release is."""
    return when.astimezone(ZoneInfo(db.get_one(Study, release.study_id).time_zone)).date()


def after_promise(until: date | None) -> date | None:
    """The first day after one until which people were told that averages can be changed."""
    return None if until is None else until + timedelta(days=1)


def lock_release(db: Session, release: Release) -> None:
    """Let one person at a time add to what happens to a release."""
    db.execute(select(Release.id).where(Release.id == release.id).with_for_update(key_share=True))


def add_words(db: Session, release: Release, *, chapter: Chapter, words: str, now: datetime, by: str) -> None:
    """A chapter's own words, printed beside its result; the last that it gives before the release count."""
    said = re.sub(r"\s+", " ", words).strip()
    faults = []
    if _first(db, release, Happening.SHOWN) is None:
        faults.append(
            Message("The chapters have not been shown this release yet, so there is nothing to add words to.")
        )
    if is_out(db, release):
        faults.append(Message("This release is out and cannot be changed; words can be added to the next one."))
    if (count := len(said.split())) > MOST_WORDS:
        faults.append(Message("A chapter has %(most)s words; these are %(count)s.", most=MOST_WORDS, count=count))
    if faults:
        raise Refused(*faults)
    _happened(db, release, Happening.WORDS, now=now, by=by, chapter=chapter, words=said)


def statements_of(db: Session, release: Release) -> dict[str, str]:
    """The chapters' own words, by chapter name in name order; a chapter that took its words back has none."""
    words = words_by_chapter(db, release)
    names = {chapter: db.get_one(Chapter, uuid.UUID(chapter)).name for chapter in words}
    return {names[chapter]: words[chapter] for chapter in sorted(words, key=lambda each: name_order(names[each]))}


def words_by_chapter(db: Session, release: Release) -> dict[str, str]:
    """The same by the chapters' ids, in the order in which a chapter first said something."""
    events = (event for event in events_of(db, release) if event.kind == Happening.WORDS.value)
    latest = {str(event.chapter_id): event.words for event in events}
    return {chapter: words for chapter, words in latest.items() if words}


def record_put_out(
    db: Session, release: Release, *, files: Mapping[str, bytes], now: datetime, by: str, plainly: str = ""
) -> None:
    """Release it: from now on its files are known by their digests. A public one has been with its chapters first.

    `plainly` is what people who answered are told at their join address (`published_result.as_kept`).
    """
    refuse_to_put_out(db, release, now=now)
    _happened(db, release, Happening.RELEASED, now=now, by=by, words=plainly)
    for name, content in files.items():
        digest = hashlib.sha256(content).hexdigest()
        db.add(ReleaseFile(release_id=release.id, name=name, size=len(content), sha256=digest))
    db.flush()


def refuse_to_put_out(db: Session, release: Release, *, now: datetime) -> None:
    """Refuse until the last day that people were told has passed, and once somebody who may be in it has withdrawn."""
    if is_out(db, release):
        raise Refused("This release is out already.")
    if release.public:
        _refuse_too_early(db, release, now=now)
    until = promised_until(db, _used(release))
    if until is not None and day_there(db, release, now) <= until:
        raise Refused(
            Message(
                "People who came were told that averages can be changed until %(day)s. Put it out after that day.",
                day=until,
            )
        )
    refuse_taken_back(db, _used(release), release.frozen_at)


def files_of(db: Session, release: Release) -> list[FileMark]:
    """The files of a release by name; none before it is out."""
    rows = db.scalars(select(ReleaseFile).filter_by(release_id=release.id).order_by(ReleaseFile.name))
    return [FileMark(name=row.name, size=row.size, sha256=row.sha256) for row in rows]


def events_of(db: Session, release: Release) -> list[ReleaseEvent]:
    """What happened to a release, in order."""
    return list(db.scalars(select(ReleaseEvent).filter_by(release_id=release.id).order_by(ReleaseEvent.place)))


def _refuse_too_early(db: Session, release: Release, *, now: datetime) -> None:
    if _first(db, release, Happening.SHOWN) is None:
        raise Refused("The chapters must see a public release first: show it to them.")
    first = _may_be_released_on(db, release)
    if day_there(db, release, now) < first:
        raise Refused(Message("The chapters have until %(day)s for words of their own; release it then.", day=first))


def _may_be_released_on(db: Session, release: Release) -> date:
    zone = db.get_one(Study, release.study_id).time_zone
    return working_days_after(_shown_on(db, release), WORKING_DAYS, zone=zone)


def _shown_on(db: Session, release: Release) -> date:
    """The day on which its chapters were shown it, as it was where the study is."""
    shown = _first(db, release, Happening.SHOWN)
    assert shown is not None
    return day_there(db, release, shown.at)


def _used(release: Release) -> list[uuid.UUID]:
    return [uuid.UUID(each) for each in release.page["used"]]


def _first(db: Session, release: Release, kind: Happening) -> ReleaseEvent | None:
    happened = select(ReleaseEvent).filter_by(release_id=release.id, kind=kind.value).order_by(ReleaseEvent.place)
    return db.scalars(happened.limit(1)).one_or_none()


def _happened(
    db: Session,
    release: Release,
    kind: Happening,
    *,
    now: datetime,
    by: str,
    chapter: Chapter | None = None,
    words: str = "",
) -> None:
    place = db.scalars(select(func.count()).where(ReleaseEvent.release_id == release.id)).one() + 1
    about: dict[str, Any] = {"chapter_id": chapter.id if chapter else None, "words": words}
    db.add(ReleaseEvent(release_id=release.id, place=place, kind=kind.value, by=by, at=now, **about))
    db.flush()
