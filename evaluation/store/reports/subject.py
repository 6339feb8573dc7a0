"""What a report or a release is about: an experiment, some of a chapter's, a whole chapter, or a study."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.models import Chapter, ReleaseScope, Study
from evaluation.store.studies.experiments import experiments_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSubject:
    """An experiment, a chapter or a study by its id; `experiments` names some of a chapter's where not all."""

    scope: ReleaseScope
    id: uuid.UUID
    experiments: tuple[uuid.UUID, ...] = ()

    @property
    def released_as(self) -> uuid.UUID:
        """What its releases are known by, so that a later one supersedes those of the same experiments alone."""
        return together(self.id, self.experiments) if self.experiments else self.id

    def as_arguments(self) -> dict[str, Any]:
        """The same as a job keeps it: some of a chapter's experiments are found under their chapter."""
        named = {"experiments": [str(each) for each in self.experiments]} if self.experiments else {}
        return {"scope": self.scope.value, "subject": str(self.id), **named}


def about_of(arguments: Mapping[str, Any]) -> ReportSubject:
    """What a job is about."""
    named = tuple(uuid.UUID(each) for each in arguments.get("experiments", ()))
    return ReportSubject(scope=ReleaseScope(arguments["scope"]), id=uuid.UUID(arguments["subject"]), experiments=named)


def together(chapter: uuid.UUID, experiments: Iterable[uuid.UUID]) -> uuid.UUID:
    """What a set of a chapter's experiments is known by, in whatever order they are named."""
    return uuid.uuid5(chapter, " ".join(sorted(str(each) for each in experiments)))


def about_some(db: Session, chapter: Chapter, chosen: Collection[uuid.UUID]) -> ReportSubject:
    """These of a chapter's experiments: one is about itself, all of them are about the chapter."""
    known = {each.id for each in experiments_of(db, db.get_one(Study, chapter.study_id), chapter=chapter)}
    named = sorted(known.intersection(chosen), key=str)
    if not named:
        raise Refused("Tick at least one experiment.")
    if len(named) == 1:
        return ReportSubject(scope=ReleaseScope.EXPERIMENT, id=named[0])
    some = () if len(named) == len(known) else tuple(named)
    return ReportSubject(scope=ReleaseScope.CHAPTER, id=chapter.id, experiments=some)
