"""`weaving study`: sets of chapters that share a plan and a report."""

from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

import click

from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.cli.fieldwork import area
from evaluation.cli.fieldwork.who_asks import delete_answers, tell
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.models import AnalysisPlan, Study
from evaluation.store.studies.chapters import chapters_of
from evaluation.store.studies.lookup import study_named
from evaluation.store.studies.studies import add_study, all_studies, allow_parental_consent, change_study, current_plan
from evaluation.store.studies.study_plan import PlanTerms, changes_between, plan_of_study, write_plan
from evaluation.web.audit_log import COMMAND_LINE, details_of


@click.group("study")
def command() -> None:
    """Studies: sets of chapters that share an analysis plan and a report across the chapters."""


command.add_command(area.command)


@command.command("add")
@click.argument("name")
@click.option("--time-zone", default="Europe/London", show_default=True, help="Time zone of its evenings.")
@json_option
def add(name: str, time_zone: str, *, as_json: bool) -> None:
    """Add a study called NAME."""
    with opened() as (settings, database), database.transaction() as db:
        made = add_study(db, name, now=now_utc(), time_zone=time_zone)
        recorded_actor(settings).note(db, "study added", f"study {made.id}", name=made.name)
        row = _row(made)
    show_one(row, in_json=as_json)


@command.command("change")
@click.argument("study")
@click.option("--name", help="Another name.")
@click.option("--time-zone", help="Another time zone; it stays once there are evenings.")
@json_option
def change(study: str, *, name: str | None, time_zone: str | None, as_json: bool) -> None:
    """Give STUDY (an id or a slug) another name or time zone."""
    with opened() as (settings, database), database.transaction() as db:
        found = study_named(db, study)
        rule = found.parental_consent
        changed = change_study(
            db, found, name=name or found.name, time_zone=time_zone or found.time_zone, parental_consent=rule
        )
        if changed:
            recorded_actor(settings).note(db, "study changed", f"study {found.id}", **details_of(changed))
        row = _row(found)
    show_one(row, in_json=as_json)


@command.command("list")
@json_option
def list_studies(*, as_json: bool) -> None:
    """List every study."""
    with opened() as (_, database), database.reading() as db:
        rows = [_row(study) for study in all_studies(db)]
    show(rows, in_json=as_json, empty='No study yet; `weaving study add "NAME"` makes one.')


@command.command("show")
@click.argument("study")
@json_option
def show_study(study: str, *, as_json: bool) -> None:
    """Show STUDY (an id or a slug) with its chapters and its plan."""
    with opened() as (_, database), database.reading() as db:
        found = study_named(db, study)
        plan = current_plan(db, found)
        row = {
            **_row(found),
            "chapters": [chapter.slug for chapter in chapters_of(db, found)],
            "plan": None
            if plan is None
            else {
                "version": plan.number,
                "fixed": plan.locked_at.isoformat() if plan.locked_at else None,
                "sha256": plan.digest,
            },
        }
    show_one(row, in_json=as_json)


@command.command("under-16")
@click.argument("study")
@click.argument("route", type=click.Choice(["turned-away", "parental-consent"]))
@json_option
def under_16(study: str, route: str, *, as_json: bool) -> None:
    """Say how people under 16 come to STUDY: turned away, or let in where a parent or carer agreed."""
    with opened() as (settings, database), database.transaction() as db:
        found = study_named(db, study)
        allow_parental_consent(db, found, allow=route == "parental-consent")
        recorded_actor(settings).note(db, "study changed", f"study {found.id}")
        row = {**_row(found), "under_16": route}
    show_one(row, in_json=as_json)


@command.command("plan")
@click.argument("study")
@click.option("--evenings", type=int, help="Workshops planned.")
@click.option("--looks", type=int, help="How often a claim is made on the way; 1 unless said.")
@click.option("--randomised/--not-randomised", default=None, help="Whether the lot decides who comes to a workshop.")
@click.option("--last-day", type=click.DateTime(["%Y-%m-%d"]), help="The last day of the study, as 2027-07-01.")
@click.option("--reason", default="", help="Why the plan is changed; needed once a first Before has opened.")
@json_option
def plan(
    study: str,
    *,
    last_day: datetime | None,
    reason: str,
    as_json: bool,
    **decided: Any,  # noqa: ANN401 - the other options, as click gives them
) -> None:
    """Write the next version of the plan of STUDY (an id or a slug), or show the plan where nothing is said."""
    given = {name: value for name, value in decided.items() if value is not None}
    given |= {"last_day": last_day.date()} if last_day else {}
    if reason and not given:
        raise Refused("Say what is changed: --evenings, --looks, --randomised or --last-day.")
    with opened() as (settings, database), database.transaction() as db:
        found = study_named(db, study)
        before = PlanTerms.of(plan_of_study(db, found))
        terms = replace(before, **given)
        if given and (made := write_plan(db, found, terms, reason=reason, by=COMMAND_LINE.name, now=now_utc())):
            about = details_of(changes_between(before, terms), reason=reason)
            recorded_actor(settings).note(db, "plan written", f"study {found.id}", version=made.number, **about)
        row = {"study": found.slug, **_plan_row(plan_of_study(db, found))}
    show_one(row, in_json=as_json)


command.add_command(tell)
command.add_command(delete_answers)


def _plan_row(plan: AnalysisPlan) -> dict[str, object]:
    terms = {name: value.isoformat() if isinstance(value, date) else value for name, value in _terms(plan).items()}
    fixed = plan.locked_at.isoformat() if plan.locked_at else None
    return {"version": plan.number, "fixed": fixed, "reason": plan.reason or None, **terms, "sha256": plan.digest}


def _terms(plan: AnalysisPlan) -> dict[str, object]:
    return asdict(PlanTerms.of(plan))


def _row(study: Study) -> dict[str, object]:
    return {"id": str(study.id), "slug": study.slug, "name": study.name, "time_zone": study.time_zone}
