"""Studies and their chapters, as far as they lie within a token's scope."""

import uuid

from sqlalchemy.orm import Session

from evaluation.api.admission import token_scope
from evaluation.api.operations import Operations, Paged
from evaluation.api.paging import part_of
from evaluation.api.problems import ProblemError
from evaluation.api.resource_models import ChapterRepresentation, StudyList, StudyRepresentation
from evaluation.domain.name_order import name_order
from evaluation.models import Chapter, Study
from evaluation.store.accounts.api_tokens import TokenScope
from evaluation.store.scope.within_scope import chapters_in_scope, studies_in_scope
from evaluation.web.app import services

SEEING = "experiment.see"
operation = Operations(TokenScope.READ_EXPERIMENTS)


@operation("/studies", action=SEEING, answers=StudyList, query=Paged, keeps_within_scope=True)
def list_studies(query: Paged) -> StudyList:
    """Studies, each with the chapters that you may see."""
    with services().database.reading() as db:
        part, following = part_of(_studies(db), query, named=lambda study: str(study.id))
    return StudyList(items=list(part), next=following)


@operation("/studies/<uuid:study>", action=SEEING, answers=StudyRepresentation)
def get_study(study: uuid.UUID) -> StudyRepresentation:
    """One study."""
    with services().database.reading() as db:
        found = next((each for each in _studies(db) if each.id == study), None)
    if found is None:
        raise ProblemError(404)
    return found


def _studies(db: Session) -> list[StudyRepresentation]:
    scope = token_scope(db, SEEING)
    whole, chapters = studies_in_scope(db, scope), chapters_in_scope(db, scope)
    studies = {study.id: study for study in (*whole, *(chapter.study for chapter in chapters))}
    complete = {study.id for study in whole}
    named = sorted(studies.values(), key=lambda study: (name_order(study.name), str(study.id)))
    return [_represented(study, chapters, is_whole=study.id in complete) for study in named]


def _represented(study: Study, chapters: list[Chapter], *, is_whole: bool) -> StudyRepresentation:
    of = [each for each in chapters if each.study_id == study.id]
    return StudyRepresentation(
        id=study.id,
        slug=study.slug,
        name=study.name,
        time_zone=study.time_zone,
        is_example=study.is_example,
        is_whole=is_whole,
        chapters=[
            ChapterRepresentation(id=each.id, slug=each.slug, name=each.name, parent=each.parent_id) for each in of
        ],
    )
