"""Chapters: their names are entered by an administrator and never part of the program."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.name_order import name_order
from evaluation.models import Chapter, Study
from evaluation.store.studies.lookup import free_slug, slug_of


def add_chapter(db: Session, study: Study, *, name: str, now: datetime, parent: Chapter | None = None) -> Chapter:
    """A new chapter of a study, perhaps within a wider one."""
    if not name.strip():
        raise Refused("A chapter needs a name.")
    there = chapters_of(db, study)
    if any(chapter.name.casefold() == name.strip().casefold() for chapter in there):
        raise Refused(f"{study.name} already has a chapter called {name.strip()}.")
    slug = free_slug(slug_of(name, otherwise="chapter"), {chapter.slug for chapter in there})
    chapter = Chapter(
        study_id=study.id, name=name.strip(), slug=slug, parent_id=parent.id if parent else None, created_at=now
    )
    db.add(chapter)
    db.flush()
    return chapter


def chapters_of(db: Session, study: Study) -> list[Chapter]:
    """A study's chapters in name order: never a rank."""
    found = db.scalars(select(Chapter).filter_by(study_id=study.id))
    return sorted(found, key=lambda chapter: name_order(chapter.name))
