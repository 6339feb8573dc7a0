"""`weaving retention`: end what is kept no longer, show what that would be, and erase answers on request."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy.orm import Session

from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.cli.progress_bar import progress_bar
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.models import Experiment, Study
from evaluation.operations.retention.retention_rules import rules_as_rows
from evaluation.operations.retention.retention_runs import (
    Progress,
    RetentionPlan,
    end_experiment,
    end_study,
    retention_plan,
    run_retention,
)
from evaluation.store.log.actor import RecordedActor
from evaluation.store.reports.recalled_jobs import recalled_jobs
from evaluation.store.retention.study_answers import StudyEnd, rows_that_go, study_end
from evaluation.store.studies.lookup import experiment_named, study_named
from evaluation.web.app import Services

STANDS = (
    "Released figures stand: they are of enough people together and tell of nobody. Backups made before hold the "
    "answers until they are deleted."
)


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Count what would end, and end nothing.")
@click.option("--rules", is_flag=True, help="Show what is kept, why, how long, and what happens then.")
@click.option("--study", help="The answers of this study alone (an id or a slug).")
@click.option("--experiment", help="The answers of this experiment alone (an id or a join address), with --now.")
@click.option("--now", "at_once", is_flag=True, help="Erase on request, whatever day was promised.")
@click.option("--confirm", help="With --now: the name of the study or experiment, as a yes; else it is asked for.")
@json_option
def command(*, dry_run: bool, rules: bool, as_json: bool, **asked: Any) -> None:  # noqa: ANN401 - as click gives them
    """End what is kept no longer: answers after the last day of keeping, and whatever has served."""
    if rules:
        show(list(rules_as_rows()), in_json=as_json, empty="")
        return
    with opened() as (settings, database):
        services, by = Services(settings, database, now_utc), recorded_actor(settings)
        if not asked["study"] and not asked["experiment"]:
            _everything(services, by, dry_run=dry_run, as_json=as_json)
        else:
            _one(services, by, asked, dry_run=dry_run, as_json=as_json)


def _everything(services: Services, by: RecordedActor, *, dry_run: bool, as_json: bool) -> None:
    if dry_run:
        _tell(services, retention_plan(services), as_json=as_json)
        return
    with _progress() as progress:
        ended = run_retention(services, by, progress=progress)
    show_one(ended or {"ended": 0}, in_json=as_json)


def _tell(services: Services, plan: RetentionPlan, *, as_json: bool) -> None:
    studies = [_row_of(each) for each in plan.studies]
    with services.database.reading() as db:
        copies = [_copy(each.job.kind, each.job.started_by, len(each.copies)) for each in _recalled(db, services)]
    if as_json:
        show_one({"due": plan.due, "studies": studies, "copies_to_delete": copies}, in_json=True)
        return
    show_one(plan.due, in_json=False)
    click.echo()
    show(studies, in_json=False, empty="No study yet.")
    if copies:
        click.echo("\nTaken away since; whoever has a copy deletes it:")
        show(copies, in_json=False, empty="")


def _recalled(db: Session, services: Services) -> list[Any]:
    return list(recalled_jobs(db, now=services.clock()))


def _copy(kind: str, by: str, people: int) -> dict[str, object]:
    return {"what": kind, "asked_for_by": by, "people_who_took_it": people}


def _row_of(end: StudyEnd) -> dict[str, object]:
    return {
        "study": end.study.slug,
        "kept_until": end.last_day.isoformat() if end.last_day else None,
        "due": end.is_due,
        **end.counts,
    }


def _one(services: Services, by: RecordedActor, asked: dict[str, Any], *, dry_run: bool, as_json: bool) -> None:
    """The answers of one study or experiment: counted, or ended once its name was typed."""
    if asked["study"] and asked["experiment"]:
        raise Refused("Name a study or an experiment, not both.")
    with services.database.reading() as db:
        of = study_named(db, asked["study"]) if asked["study"] else experiment_named(db, asked["experiment"])
        counts, name = _counts(db, of, services), of.name if isinstance(of, Study) else of.title
        is_due = isinstance(of, Study) and study_end(db, of, now=services.clock()).is_over
    if dry_run:
        show_one({"what": name, **counts}, in_json=as_json)
        return
    if not asked["at_once"] and not is_due:
        raise Refused(
            f"The answers of {name} are not due: --dry-run counts them, and --now erases them whatever day people "
            "were told."
        )
    if asked["at_once"]:
        _refuse_another_name(asked["confirm"], name, responses=counts["response"])
    with _progress() as progress:
        if isinstance(of, Study):
            ended = end_study(services, of.id, by, is_due=is_due, progress=progress)
        else:
            ended = end_experiment(services, of.id, by, progress=progress)
    show_one({"what": name, **(ended or {"ended": 0})}, in_json=as_json)
    if not as_json:
        click.echo(STANDS)


def _counts(db: Session, of: Study | Experiment, services: Services) -> dict[str, int]:
    if isinstance(of, Study):
        return study_end(db, of, now=services.clock()).counts
    return rows_that_go(db, [of.id])


def _refuse_another_name(typed: str | None, name: str, *, responses: int) -> None:
    """Erasing cannot be undone: whoever does it types what it is called."""
    if typed is None:
        click.echo(
            f"{responses} questionnaires of {name} are deleted for good. This cannot be undone. {STANDS}", err=True
        )
        typed = click.prompt("Type its name to go on", err=True)
    if typed.strip() != name:
        raise Refused(f"{typed!r} is not {name!r}, so nothing was deleted.")


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on a terminal that counts what was ended."""
    with progress_bar(list[str](), length=1, label="Ending what is kept no longer") as bar:

        def ended(name: str, count: int) -> None:
            bar.label = f"{name}: {count}"
            bar.update(0)

        yield ended
