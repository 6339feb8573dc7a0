"""The rules of keeping acted on: first counted, then run in short transactions, and written down."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.jobs import artefacts
from evaluation.jobs.erasure_sweep import erase_withdrawn
from evaluation.models import Job, JobState
from evaluation.operations.keys.destroy_keys import destroy_study_keys
from evaluation.storage.brought.held_answers import forget_due, held_due
from evaluation.store.linking.memory_keys import taking_answers
from evaluation.store.log.actor import RecordedActor
from evaluation.store.responses.withdrawals import delete_answers_of_some
from evaluation.store.retention.due_rows import artefacts_in_use, due_rows, files_due
from evaluation.store.retention.study_answers import (
    StudyEnd,
    end_around_answers,
    experiments_of_study,
    jobs_that_go,
    study_ends,
)
from evaluation.web.app import Services

ROWS_AT_ONCE = 500
PEOPLE_AT_ONCE = 200
"""How much one transaction takes: nobody who answers waits for longer than that."""
LEFT_OVER_FOR = timedelta(days=1)
"""How old files are that no job leads to before they are taken for left over."""
RUN, ANSWERS_DELETED = "retention run", "answers deleted"

Progress = Callable[[str, int], None]
"""Is told what was just ended, and how many of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPlan:
    """What a run would end now, and when each study's answers end."""

    due: dict[str, int]
    studies: list[StudyEnd]

    @property
    def due_studies(self) -> list[StudyEnd]:
        """Those whose answers should be gone."""
        return [each for each in self.studies if each.is_due]


def retention_plan(services: Services) -> RetentionPlan:
    """What is due, without ending any of it."""
    now = services.clock()
    with services.database.reading() as db:
        due = {name: rows.count(db) for name, rows in due_rows(now).items()}
        due["files"] = len(files_due(db, now=now)) + len(_left_over(db, services))
        due["files"] += len(held_due(services.settings, now=now))
        return RetentionPlan(due=due, studies=study_ends(db, now=now))


def run_daily(services: Services, by: RecordedActor, *, progress: Progress = lambda *_: None) -> dict[str, int]:
    """End what needs nobody's decision; how much of each kind, where anything was due."""
    ended = Counter[str]()
    for name, rows in due_rows(by.now).items():
        while True:
            with services.database.transaction() as db:
                count = rows.end_some(db, most=ROWS_AT_ONCE)
            ended[name] += count
            progress(name, count)
            if count < ROWS_AT_ONCE:
                break
    with services.database.transaction() as db:
        ended["files"] = _without_files(services, files_due(db, now=by.now)) + _without_left_over(db, services)
    ended["files"] += forget_due(services.settings, now=by.now)
    counts = {name: count for name, count in ended.items() if count}
    if counts:
        with services.database.transaction() as db:
            by.note(db, RUN, "retention", **counts)
    return counts


def run_retention(services: Services, by: RecordedActor, *, progress: Progress = lambda *_: None) -> dict[str, int]:
    """End everything that is due, the answers of studies as well; how much of each kind.

    A study that cannot be ended keeps no other waiting, and is refused at the end.
    """
    ended, faults = Counter(run_daily(services, by, progress=progress)), list[str]()
    for each in retention_plan(services).due_studies:
        try:
            ended.update(end_study(services, each.study.id, by, is_due=True, progress=progress))
        except Refused as refusal:
            faults += refusal.faults
    if faults:
        raise Refused(*faults)
    return dict(ended)


def end_study(
    services: Services,
    study: UUID,
    by: RecordedActor,
    *,
    is_due: bool = False,
    progress: Progress = lambda *_: None,
) -> dict[str, int]:
    """Delete the answers of a study, what was made of them and its keys.

    Refused while people may answer; unless it `is_due`, when what was promised comes first, and the keys go by the next
    run once no form is taken any more.
    """
    with services.database.reading() as db:
        experiments = experiments_of_study(db, study)
        taking = taking_answers(db, now=by.now, experiments=experiments)
    if not is_due:
        _refuse_taking(taking)
    ended = _end_answers(services, experiments, {study, *experiments}, by, progress=progress)
    if not taking:
        ended["keys"] = len(destroy_study_keys(services.settings, services.database, study, by=by))
    return _erased(services, ended)


def end_experiment(
    services: Services, experiment: UUID, by: RecordedActor, *, progress: Progress = lambda *_: None
) -> dict[str, int]:
    """Delete the answers of one experiment and what was made of them; refused while people may answer."""
    with services.database.reading() as db:
        _refuse_taking(taking_answers(db, now=by.now, experiments=[experiment]))
    return _erased(services, _end_answers(services, [experiment], {experiment}, by, progress=progress))


def _end_answers(
    services: Services, experiments: list[UUID], subjects: set[UUID], by: RecordedActor, *, progress: Progress
) -> Counter[str]:
    ended = Counter[str]()
    for experiment in experiments:
        ended.update(_end_one(services, experiment, by, progress=progress))
    with services.database.transaction() as db:
        jobs = jobs_that_go(db, subjects)
        _refuse_under_way(jobs)
        ended["files"] = _without_files(services, jobs)
        for job in jobs:
            db.delete(job)
    return ended


def _end_one(services: Services, experiment: UUID, by: RecordedActor, *, progress: Progress) -> Counter[str]:
    ended, people = Counter[str](), PEOPLE_AT_ONCE
    while people == PEOPLE_AT_ONCE:
        with services.database.transaction() as db:
            people, responses = delete_answers_of_some(db, experiment, now=by.now, most=PEOPLE_AT_ONCE)
            if people:
                by.note(db, ANSWERS_DELETED, f"experiment {experiment}", people=people, responses=responses)
        ended.update(people=people, responses=responses)
        progress("people", people)
    with services.database.transaction() as db:
        if around := end_around_answers(db, experiment, now=by.now):
            by.note(db, RUN, f"experiment {experiment}", **around)
    return ended + Counter(around)


def _refuse_taking(titles: Sequence[str]) -> None:
    if titles:
        raise Refused(
            f"People may still answer at {', '.join(titles)}: close every wave, and run this again once its time for "
            "late forms is over."
        )


def _refuse_under_way(jobs: Iterable[Job]) -> None:
    if any(job.state == JobState.RUNNING for job in jobs):
        raise Refused("Something is being made of these answers at this moment: stop it, or run this again afterwards.")


def _erased(services: Services, ended: Counter[str]) -> dict[str, int]:
    """What was ended; and no byte of it stays in SQLite's log, unless others hold it open, when a sweep does it."""
    erase_withdrawn(services)
    return {name: count for name, count in ended.items() if count}


def _without_files(services: Services, jobs: Iterable[Job]) -> int:
    """Remove what jobs made; of how many."""
    count = 0
    for job in jobs:
        artefacts.abandon(services.settings, job.content_hash)
        artefacts.remove_artefact(services.settings, job.content_hash)
        count += job.artefact is not None
        job.artefact = None
    return count


def _left_over(db: Session, services: Services) -> list[str]:
    oldest = (services.clock() - LEFT_OVER_FOR).timestamp()
    return artefacts.left_over(services.settings, known=artefacts_in_use(db), before=oldest)


def _without_left_over(db: Session, services: Services) -> int:
    """Remove what no job leads to: half-made files of a worker that was killed, say; of how many folders."""
    found = _left_over(db, services)
    for name in found:
        artefacts.remove_artefact(services.settings, name)
    return len(found)
