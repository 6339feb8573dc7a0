"""`weaving withdraw`: delete what the holder of a code answered, for good."""

import click

from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.domain.card_codes import normalise
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.jobs.erasure_sweep import erase_withdrawn
from evaluation.operations.restore.earlier_file import HELD_ANSWERS, holding_answers
from evaluation.store.responses.withdrawals import BY_COMMAND, note_withdrawal, withdraw_answers
from evaluation.web.app import Services

LEFT = (
    "The answers are deleted. Their bytes may still stand in a file that others hold open: `weaving serve` and "
    "`weaving worker` try again every few seconds, as does this command."
)


@click.command("withdraw")
@click.argument("code")
@json_option
def command(code: str, *, as_json: bool) -> None:
    """Delete every answer given under CODE, the nine letters and numbers of a card. This cannot be undone."""
    token = normalise(code)
    if token is None:
        raise Refused(
            f"{code!r} cannot be a code: a code has nine letters and numbers, the last of which checks the rest."
        )
    with opened() as (settings, database):
        with database.transaction() as db:
            done = withdraw_answers(db, token, now=now_utc())
            if done is not None:
                note_withdrawal(db, done, by=recorded_actor(settings), way=BY_COMMAND)
        if done is None:
            raise Refused(f"Nobody has the code {code!r}; check it against the card or the photo.")
        is_erased, held = erase_withdrawn(Services(settings, database, now_utc)), holding_answers(settings)
    row = {
        "questionnaires_deleted": done.responses,
        "withdrawn_before": done.already,
        "files_erased": is_erased and not held,
    }
    show_one(row, in_json=as_json)
    if not is_erased:
        click.echo(LEFT, err=True)
    if held:
        click.echo(HELD_ANSWERS.format(what=held), err=True)
