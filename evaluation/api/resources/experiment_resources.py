"""Experiments: where they stand, and counts as the pages of the token's owner show them."""

import uuid
from collections.abc import Collection

from pydantic import Field
from sqlalchemy.orm import Session

from evaluation.api.admission import token_scope
from evaluation.api.operations import Operations, Paged
from evaluation.api.paging import cursor_at, id_of_cursor
from evaluation.api.problems import ProblemError
from evaluation.api.resource_models import ExperimentCounts, ExperimentList, ExperimentRepresentation, PeopleCount
from evaluation.models import AnalysisPlan
from evaluation.store.accounts.api_tokens import TokenScope
from evaluation.store.scope.within_scope import (
    ListedExperiment,
    chapters_in_scope,
    experiment_within,
    experiments_in_order,
    listed_experiment,
)
from evaluation.web.app import services
from evaluation.web.disclosed_counts import EXACT_COUNTS, plans_of, smallest_disclosed

SEEING = "experiment.see"
operation = Operations(TokenScope.READ_EXPERIMENTS)


class OfStudy(Paged):
    """Which experiments."""

    study: uuid.UUID | None = Field(default=None, description="Only those of this study, by its id.")


@operation("/experiments", action=SEEING, answers=ExperimentList, query=OfStudy, keeps_within_scope=True)
def list_experiments(query: OfStudy) -> ExperimentList:
    """Experiments with their states and counts."""
    after = id_of_cursor(query)
    with services().database.reading() as db:
        scope = token_scope(db, SEEING)
        rows = experiments_in_order(db, scope, study=query.study, after=after, limit=query.limit + 1)
        items = _represented(db, rows[: query.limit])
    return ExperimentList(items=items, next=cursor_at(str(items[-1].id)) if len(rows) > query.limit else None)


@operation("/experiments/<uuid:experiment>", action=SEEING, answers=ExperimentRepresentation)
def get_experiment(experiment: uuid.UUID) -> ExperimentRepresentation:
    """One experiment."""
    with services().database.reading() as db:
        found = experiment_within(db, experiment, scope=token_scope(db, SEEING))
        if found is None:
            raise ProblemError(404)
        return _represented(db, [listed_experiment(db, found)])[0]


def _represented(db: Session, rows: Collection[ListedExperiment]) -> list[ExperimentRepresentation]:
    counted = {chapter.id for chapter in chapters_in_scope(db, token_scope(db, EXACT_COUNTS))}
    plans = plans_of(db, [row.experiment.study for row in rows])
    return [_one(row, plans, is_counted=row.experiment.chapter_id in counted) for row in rows]


def _one(
    row: ListedExperiment, plans: dict[uuid.UUID, AnalysisPlan | None], *, is_counted: bool
) -> ExperimentRepresentation:
    of = row.experiment
    return ExperimentRepresentation(
        id=of.id,
        study=of.study_id,
        chapter=of.chapter_id,
        title=of.title,
        kind=of.kind,
        role=of.role,
        date=of.date,
        state=row.state.value,
        open_waves=list(row.open_waves),
        is_archived=of.archived_at is not None,
        is_from_file=of.is_from_file,
        counts=_exact(row) if is_counted else _disclosed(row, smallest_disclosed(plans[of.study_id])),
    )


def _exact(row: ListedExperiment) -> ExperimentCounts:
    counts = row.counts
    pre, post, linked = (PeopleCount(exact=count) for count in (counts.pre, counts.post, counts.linked))
    return ExperimentCounts(pre=pre, post=post, linked=linked)


def _disclosed(row: ListedExperiment, below: int) -> ExperimentCounts:
    """What decides about a report, and nothing while people still answer."""
    if row.open_waves:
        return ExperimentCounts(pre=None, post=None, linked=None)
    enough = row.counts.linked >= below
    linked = PeopleCount(at_least=below) if enough else PeopleCount(fewer_than=below)
    return ExperimentCounts(pre=None, post=None, linked=linked)
