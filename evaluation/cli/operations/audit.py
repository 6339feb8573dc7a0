"""`weaving audit`: the log of what was done, and whether it can be trusted."""

import click

from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.domain.errors import Refused
from evaluation.store.log.audit_entries import latest_entries
from evaluation.web.audit_log import verify_whole_log


@click.group("audit")
def command() -> None:
    """The audit log: entries are added, chained by a keyed hash, and never changed."""


@command.command("verify")
@click.option("--head", help="A head noted earlier: it must be part of the log still, or its end was cut off.")
@json_option
def verify(head: str | None, *, as_json: bool) -> None:
    """Follow the chain from the first entry to the last; exit 2 where it does not hold."""
    with opened() as (settings, database), database.reading() as db:
        verdict = verify_whole_log(db, settings, head=head)
    show_one({"entries": verdict.entries, "head": verdict.head, "holds": not verdict.faults}, in_json=as_json)
    if verdict.faults:
        raise Refused(*verdict.faults)


@command.command("list")
@click.option("--count", default=50, show_default=True, help="How many, the newest first.")
@json_option
def list_entries(count: int, *, as_json: bool) -> None:
    """List the newest entries."""
    with opened() as (_, database), database.reading() as db:
        rows = [
            {
                "number": entry.number,
                "at": entry.at.isoformat(timespec="seconds"),
                "actor": f"{entry.actor} {entry.account_id}" if entry.account_id else entry.actor,
                "action": entry.action,
                "subject": entry.subject,
                "details": entry.details,
            }
            for entry in latest_entries(db, limit=count)
        ]
    show(rows, in_json=as_json, empty="Nothing has been written down yet.")
