"""Whether people have taken their answers back since a release was frozen, as far as it may be told."""

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from evaluation.models import Release, Study
from evaluation.store.responses.promised_days import withdrawn_since
from evaluation.store.studies.studies import current_plan
from evaluation.web.disclosed_counts import smallest_disclosed


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftSince:
    """Whether as many people have left as may be told of; nobody and a few are told alike."""

    below: int
    are_many: bool


def left_since_the_freeze(db: Session, release: Release) -> LeftSince:
    """Whether enough people of the evenings of a release have left since to be told of."""
    below = smallest_disclosed(current_plan(db, db.get_one(Study, release.study_id)))
    used = [uuid.UUID(each) for each in release.page["used"]]
    return LeftSince(below=below, are_many=withdrawn_since(db, used, release.frozen_at) >= below)
