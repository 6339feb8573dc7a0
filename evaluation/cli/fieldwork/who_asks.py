"""`weaving study who-asks` and `delete-answers`: what participants are told of who asks, and the end of keeping."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import click

from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.operations.retention.retention_runs import end_study
from evaluation.store.studies.lookup import study_named
from evaluation.store.studies.studies import local
from evaluation.store.studies.who_asks import BASES, SPECIAL_BASES, set_who_asks, who_asks
from evaluation.web.app import Services
from evaluation.web.audit_log import details_of


@click.command("who-asks")
@click.argument("study")
@click.option("--organisation", help="Which organisation asks, and decides what is done with the answers.")
@click.option("--contact", help="Where to ask and to complain: an e-mail address or a telephone number.")
@click.option("--basis", type=click.Choice(BASES), help="What lets it hold answers, of Article 6 of the UK GDPR.")
@click.option("--special-basis", type=click.Choice(SPECIAL_BASES), help="The condition of its Article 9 that holds.")
@click.option("--keep-until", type=click.DateTime(["%Y-%m-%d"]), help="The last day of keeping, as 2031-07-31.")
@click.option("--processor", help="Who runs the computer that keeps the answers, and in which country it stands.")
@json_option
def tell(
    study: str,
    *,
    keep_until: datetime | None,
    as_json: bool,
    **said: Any,  # noqa: ANN401 - the other options, as click gives them
) -> None:
    """Say who asks the questions of STUDY (an id or a slug), as phones show it; or show it where nothing is said."""
    given = {name: value for name, value in said.items() if value is not None}
    given |= {"keep_until": keep_until.date()} if keep_until else {}
    with opened() as (settings, database), database.transaction() as db:
        found = study_named(db, study)
        if given:
            today = local(now_utc(), found).date()
            changed = set_who_asks(db, found, replace(who_asks(found), **given), today=today)
            if changed:
                recorded_actor(settings).note(db, "who asks changed", f"study {found.id}", **details_of(changed))
        row = {"study": found.slug, **who_asks(found).as_kept()}
    show_one(row, in_json=as_json)


@click.command("delete-answers")
@click.argument("study")
@json_option
def delete_answers(study: str, *, as_json: bool) -> None:
    """Delete every answer of STUDY (an id or a slug) for good, once the last day of keeping has passed."""
    with opened() as (settings, database):
        services = Services(settings, database, now_utc)
        with database.reading() as db:
            found = study_named(db, study)
            last, now = who_asks(found).keep_until, services.clock()
        if last is None or local(now, found).date() <= last:
            kept = f"kept until {last:%d %B %Y}" if last else "kept without an end"
            raise Refused(f"Answers of {found.name} are {kept}: `weaving study who-asks` says until when.")
        ended = end_study(services, found.id, recorded_actor(settings), is_due=True)
    show_one({"study": found.slug, "deleted": ended.get("responses", 0)}, in_json=as_json)
