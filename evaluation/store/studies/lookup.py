"""Rows by the name people use for them: an id or a slug."""

import re
import unicodedata
import uuid
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.models import Base, Chapter, Experiment, Study

Row = TypeVar("Row", bound=Base)


def slug_of(name: str, *, otherwise: str) -> str:
    """A name as small letters, digits and hyphens: "Cymru Wales" is cymru-wales. `otherwise` where nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or otherwise


def free_slug(wanted: str, taken: set[str]) -> str:
    """The wanted slug, with the first number that makes it unused."""
    if wanted not in taken:
        return wanted
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{wanted}-{n}") not in taken)


def study_named(db: Session, reference: str) -> Study:
    """A study by id or slug."""
    return _one(db, Study, reference, "study", "weaving study list")


def chapter_named(db: Session, reference: str, *, study: Study) -> Chapter:
    """A chapter of a study by id or slug."""
    return _one(db, Chapter, reference, "chapter", f"weaving chapter list --study {study.slug}", study_id=study.id)


def experiment_named(db: Session, reference: str) -> Experiment:
    """An experiment by id, by join address, or by its title where no other has it."""
    return _titled(db, reference) or _one(db, Experiment, reference, "experiment", "weaving experiment list")


def _titled(db: Session, title: str) -> Experiment | None:
    """The one experiment of this title; none where an address is meant, since a title has a capital or a space."""
    if title == slug_of(title, otherwise=""):
        return None
    found = db.scalars(select(Experiment).filter_by(title=title).order_by(Experiment.slug)).all()
    if len(found) > 1:
        raise Refused(
            f"{len(found)} experiments are called {title!r}: name one by its join address "
            f"({', '.join(each.slug for each in found)})."
        )
    return next(iter(found), None)


def _one(db: Session, model: type[Row], reference: str, noun: str, listing: str, **scope: object) -> Row:
    try:
        by = {"id": uuid.UUID(reference)}
    except ValueError:
        by = {"slug": reference}  # type: ignore[dict-item]
    row = db.scalars(select(model).filter_by(**by, **scope)).one_or_none()
    if row is None:
        raise Refused(f"There is no {noun} with the id or slug {reference!r}; `{listing}` shows those there are.")
    return row
