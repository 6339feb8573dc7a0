"""What somebody may see: experiments, studies and chapters within a scope, filtered in the query.

The conditions themselves are those of `evaluation.store.accounts.role_scope`, which lists of people ask for, too.
"""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select, true
from sqlalchemy.orm import Session, joinedload

from evaluation.domain.name_order import name_order
from evaluation.models import WAVES, Chapter, Experiment, State, Study, Wave
from evaluation.store.accounts.role_scope import RoleScope, chapters_within, within
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.waves import WaveCounts, wave_counts

NO_COUNTS = WaveCounts(0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedExperiment:
    """An experiment in a list: itself, where it stands and how many have answered."""

    experiment: Experiment
    state: State
    counts: WaveCounts
    open_waves: tuple[str, ...] = ()


def experiment_within(db: Session, experiment: uuid.UUID, *, scope: RoleScope) -> Experiment | None:
    """An experiment with its chapter and study, if it lies within the scope."""
    found = select(Experiment).where(Experiment.id == experiment, within(scope))
    return db.scalars(found.options(joinedload(Experiment.chapter), joinedload(Experiment.study))).one_or_none()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentFilter:
    """Which experiments of a list are wanted; what is empty asks for nothing."""

    kind: str = ""
    first: date | None = None
    last: date | None = None
    archived: bool | None = None
    """Whether archived ones are wanted, or the others and those with an open wave; all where it is None."""


NO_FILTER = ExperimentFilter()
NOT_ARCHIVED = ExperimentFilter(archived=False)


def experiments_within(
    db: Session,
    scope: RoleScope,
    *,
    chapter: Chapter | None = None,
    search: str = "",
    limit: int = 500,
    wanted: ExperimentFilter = NO_FILTER,
) -> list[ListedExperiment]:
    """Experiments within a scope, the latest first; `search` looks in titles, chapters, places and join addresses."""
    found = select(Experiment).join(Chapter).where(within(scope), *_wanted(wanted))
    if chapter:
        found = found.where(Chapter.id == chapter.id)
    for word in search.split():
        like = f"%{word.replace('%', '').replace('_', '')}%"
        columns = (Experiment.title, Experiment.place, Experiment.slug, Chapter.name)
        found = found.where(or_(*(column.ilike(like) for column in columns)))
    ordered = found.order_by(Experiment.date.desc().nulls_last(), Experiment.created_at.desc()).limit(limit)
    rows = list(db.scalars(ordered.options(joinedload(Experiment.chapter), joinedload(Experiment.study))))
    return _listed(db, rows)


def experiments_in_order(
    db: Session, scope: RoleScope, *, study: uuid.UUID | None, after: uuid.UUID | None, limit: int
) -> list[ListedExperiment]:
    """The next experiments within a scope in the order of their ids, of one study if named, from after an id on."""
    found = select(Experiment).where(within(scope)).order_by(Experiment.id).limit(limit)
    if study:
        found = found.where(Experiment.study_id == study)
    if after:
        found = found.where(Experiment.id > after)
    return _listed(db, list(db.scalars(found.options(joinedload(Experiment.chapter), joinedload(Experiment.study)))))


def listed_experiment(db: Session, experiment: Experiment) -> ListedExperiment:
    """An experiment with where it stands and how many have answered."""
    return _listed(db, [experiment])[0]


def names_in_scope(db: Session, scope: RoleScope) -> dict[uuid.UUID, str]:
    """What the experiments, chapters and whole studies within a scope are called, by their ids."""
    experiments = db.execute(select(Experiment.id, Experiment.title).where(within(scope)))
    chapters = {chapter.id: chapter.name for chapter in chapters_in_scope(db, scope)}
    studies = {study.id: study.name for study in studies_in_scope(db, scope)}
    return {row.id: row.title for row in experiments} | chapters | studies


def _wanted(wanted: ExperimentFilter) -> list[ColumnElement[bool]]:
    kind = [Experiment.kind == wanted.kind] if wanted.kind else []
    first = [Experiment.date >= wanted.first] if wanted.first else []
    last = [Experiment.date <= wanted.last] if wanted.last else []
    is_archived = Experiment.archived_at.is_not(None)
    is_open = exists().where(Wave.experiment_id == Experiment.id, Wave.opened_at.is_not(None), Wave.closed_at.is_(None))
    archived = [] if wanted.archived is None else [is_archived if wanted.archived else ~is_archived | is_open]
    return [*kind, *first, *last, *archived]


def chapter_within(db: Session, chapter: uuid.UUID, *, scope: RoleScope) -> Chapter | None:
    """A chapter with its study, if it lies within the scope."""
    found = select(Chapter).where(Chapter.id == chapter, chapters_within(scope))
    return db.scalars(found.options(joinedload(Chapter.study))).one_or_none()


def chapters_in_scope(db: Session, scope: RoleScope) -> list[Chapter]:
    """Chapters within a scope by study and name, each with its study."""
    found = select(Chapter).join(Study).where(chapters_within(scope)).options(joinedload(Chapter.study))
    return sorted(db.scalars(found), key=lambda chapter: (name_order(chapter.study.name), name_order(chapter.name)))


def study_within(db: Session, study: uuid.UUID, *, scope: RoleScope) -> Study | None:
    """A study, if it lies within the scope as a whole."""
    whole = true() if scope.everywhere else Study.id.in_(scope.studies)
    return db.scalars(select(Study).where(Study.id == study, whole)).one_or_none()


def studies_in_scope(db: Session, scope: RoleScope) -> list[Study]:
    """Studies that lie within a scope as a whole."""
    found = select(Study).order_by(Study.name)
    return list(db.scalars(found if scope.everywhere else found.where(Study.id.in_(scope.studies))))


def _listed(db: Session, rows: list[Experiment]) -> list[ListedExperiment]:
    ids = [row.id for row in rows]
    waves: dict[uuid.UUID, dict[str, Wave]] = {each: {} for each in ids}
    for wave in db.scalars(select(Wave).where(Wave.experiment_id.in_(ids))):
        waves[wave.experiment_id][wave.kind] = wave
    counts = wave_counts(db, ids)
    return [
        ListedExperiment(
            experiment=row,
            state=state_of(row, waves[row.id]),
            counts=counts.get(row.id, NO_COUNTS),
            open_waves=tuple(kind for kind in WAVES if kind in waves[row.id] and _is_open(waves[row.id][kind])),
        )
        for row in rows
    ]


def _is_open(wave: Wave) -> bool:
    return wave.opened_at is not None and wave.closed_at is None
