"""`weaving audit`: the log of what was done, and whether it can be trusted."""

import re
from pathlib import Path

import click

from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.storage.log_end import note_verified
from evaluation.store.log.audit_entries import latest_entries
from evaluation.web.audit_log import renew_noted_end, verify_whole_log

HEAD = re.compile(r"\b[0-9a-f]{64}\b")


@click.group("audit")
def command() -> None:
    """The audit log: entries are added, chained by a keyed hash, and never changed."""


@command.command("verify")
@click.option("--head", help="A head noted earlier, or a file of them: each must be in the log still.")
@json_option
def verify(head: str | None, *, as_json: bool) -> None:
    """Follow the chain from the first entry to the last; exit 2 where it does not hold, or its end was cut off."""
    noted = noted_heads(head) if head else ()
    with opened() as (settings, database), database.reading() as db:
        verdict = verify_whole_log(db, settings, heads=noted)
    show_one({"entries": verdict.entries, "head": verdict.head, "holds": not verdict.faults}, in_json=as_json)
    if verdict.faults:
        raise Refused(*verdict.faults)
    note_verified(settings, now_utc())


@command.command("head")
@json_option
def print_head(*, as_json: bool) -> None:
    """Print the head of the log, to be kept on another machine: a line for `verify --head FILE`."""
    with opened() as (settings, database), database.reading() as db:
        verdict = verify_whole_log(db, settings)
    if verdict.faults:
        raise Refused(*verdict.faults)
    if as_json:
        show_one({"entries": verdict.entries, "head": verdict.head}, in_json=True)
    else:
        click.echo(f"{now_utc().isoformat(timespec='seconds')} {verdict.entries} {verdict.head}")


@command.command("renew-head")
@click.option("--head", required=True, help="A head noted earlier, or a file of them; `none` where none was kept.")
@json_option
def renew_head(head: str, *, as_json: bool) -> None:
    """Note the end of the log anew, where the file audit-head was lost; that is written into the log."""
    heads = () if head == "none" else noted_heads(head)
    with opened() as (settings, database), database.transaction() as db:
        verdict = renew_noted_end(db, settings, heads=heads, now=now_utc())
    show_one({"entries": verdict.entries, "head": verdict.head, "compared": len(heads)}, in_json=as_json)


def noted_heads(given: str) -> tuple[str, ...]:
    """A head as it was printed, or those in a file; Refused where neither has any."""
    try:
        text = given if HEAD.fullmatch(given) else Path(given).read_text("utf-8")
    except (OSError, ValueError):
        raise Refused(f"{given} is neither a head, which has 64 letters and digits, nor a file of heads.") from None
    if found := tuple(HEAD.findall(text)):
        return found
    raise Refused(f"There is no head in {given}: `weaving audit head` prints one.")


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
