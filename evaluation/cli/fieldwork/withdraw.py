"""`weaving withdraw`: delete what the holder of a code answered, for good."""

import click

from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.domain.card_codes import normalise
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.store.responses.withdrawals import withdraw_answers


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
    with opened() as (_, database), database.transaction() as db:
        done = withdraw_answers(db, token, now=now_utc())
    if done is None:
        raise Refused(f"Nobody has the code {code!r}; check it against the card or the photo.")
    show_one({"questionnaires_deleted": done.responses, "withdrawn_before": done.already}, in_json=as_json)
