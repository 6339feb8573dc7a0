"""`weaving record`: what happened on the evening."""

from typing import Any

import click

from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.domain.clock import now_utc
from evaluation.store.studies.experiments import RECORDED, record_event
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.plausible_record import unusually_many
from evaluation.web.audit_log import COMMAND_LINE, details_of, write_down


@click.command("record")
@click.argument("experiment")
@click.option("--came", type=int, help="People who came: the number that every share is of.")
@click.option("--hosts", type=int, help="Of them hosts.")
@click.option("--guests", type=int, help="Of them guests.")
@click.option("--organisations", type=int, help="Organisations they came from.")
@click.option("--planned-rounds", type=int, help="Rounds of one-to-ones planned.")
@click.option("--actual-rounds", type=int, help="Rounds held.")
@click.option("--minutes-a-round", type=int, help="Minutes a round.")
@click.option("--prompt-set", help="Prompts used.")
@click.option("--notes", help="What was different; no names.")
@click.option("--reason", default="", help="Why a record of frozen data, or figures that do not add up, are right.")
@json_option
def command(experiment: str, *, reason: str, as_json: bool, **facts: Any) -> None:  # noqa: ANN401 - the options, as click gives them
    """Record what happened at EXPERIMENT (an id or a join address), and print the record."""
    given = {name: value for name, value in facts.items() if value is not None}
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, experiment)
        if given:
            many = unusually_many(db, row, came=given.get("came"))
            changed = record_event(db, row, facts=given, reason=reason, now=now_utc())
            about = details_of(changed, reason=reason)
            write_down(
                db, settings, actor=COMMAND_LINE, action="event recorded", subject=row, now=now_utc(), details=about
            )
            if many:
                click.echo(f"{many} If that was a slip, record the number again with --came.", err=True)
        shown = {"slug": row.slug, **{name: getattr(row, name) for name in sorted(RECORDED)}}
    show_one(shown, in_json=as_json)
