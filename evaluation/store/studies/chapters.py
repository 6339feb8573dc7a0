"""Chapters: their names are entered by an administrator and never part of the program."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.domain.name_order import name_order
from evaluation.models import Chapter, Study
from evaluation.store.studies.lookup import free_slug, slug_of

LONGEST_NAME = 200


def add_chapter(db: Session, study: Study, *, name: str, now: datetime, parent: Chapter | None = None) -> Chapter:
    """A new chapter of a study, perhaps within a wider one."""
    there = chapters_of(db, study)
    _refuse_name(study, name, there=there)
    slug = free_slug(slug_of(name, otherwise="chapter"), {chapter.slug for chapter in there})
    chapter = Chapter(
        study_id=study.id, name=name.strip(), slug=slug, parent_id=parent.id if parent else None, created_at=now
    )
    db.add(chapter)
    db.flush()
    return chapter


def change_chapter(db: Session, chapter: Chapter, *, name: str, parent: Chapter | None) -> dict[str, tuple[str, str]]:
    """Give a chapter another name or another wider chapter; what changed, from and to. Its address in links stays."""
    _refuse_name(chapter.study, name, there=[each for each in chapters_of(db, chapter.study) if each.id != chapter.id])
    if parent is not None and chapter.id in _with_wider(db, parent):
        raise Refused(
            Message(
                "%(chapter)s cannot lie within itself or within a chapter that lies within it.", chapter=chapter.name
            )
        )
    before = {"name": chapter.name, "parent": str(chapter.parent_id or "")}
    chapter.name, chapter.parent_id = name.strip(), parent.id if parent else None
    db.flush()
    after = {"name": chapter.name, "parent": str(chapter.parent_id or "")}
    return {key: (before[key], after[key]) for key in before if before[key] != after[key]}


def chapters_of(db: Session, study: Study) -> list[Chapter]:
    """A study's chapters in name order: never a rank."""
    found = db.scalars(select(Chapter).filter_by(study_id=study.id))
    return sorted(found, key=lambda chapter: name_order(chapter.name))


def _refuse_name(study: Study, name: str, *, there: Iterable[Chapter]) -> None:
    if not name.strip():
        raise Refused("A chapter needs a name.")
    if len(name.strip()) > LONGEST_NAME:
        raise Refused("A name has at most 200 characters.")
    if any(chapter.name.casefold() == name.strip().casefold() for chapter in there):
        raise Refused(Message("%(study)s already has a chapter called %(name)s.", study=study.name, name=name.strip()))


def _with_wider(db: Session, chapter: Chapter) -> set[uuid.UUID]:
    """A chapter and every wider one that it lies within."""
    found, row = set[uuid.UUID](), chapter
    while row.id not in found:
        found.add(row.id)
        if row.parent_id is None:
            break
        row = db.get_one(Chapter, row.parent_id)
    return found
