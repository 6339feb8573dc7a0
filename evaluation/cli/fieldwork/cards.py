"""`weaving cards`: shuffled cards with random codes, to be printed and cut."""

import secrets
from pathlib import Path

import click
from sqlalchemy.orm import Session

from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.cli.fieldwork.join_address_warnings import on_this_machine_alone
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.fieldwork.print_pack.pack_languages import language_warnings
from evaluation.fieldwork.print_pack.pack_pdf import Stacks, cards_pdf
from evaluation.fieldwork.print_pack.print_facts import PrintFacts, Stack, print_facts
from evaluation.models import Experiment
from evaluation.printing.atomic_file import whole_file
from evaluation.store.linking.cards import issue_cards
from evaluation.store.studies.lookup import experiment_named

MOST = 5000
output = click.option("--output", type=click.Path(path_type=Path), required=True, help="PDF file to write.")
hosts = click.option("--hosts", default=0, help="How many of them are for hosts, in a stack of their own.")


@click.command("cards")
@click.argument("experiment")
@click.option("--count", type=int, required=True, help="How many cards, those of hosts among them.")
@hosts
@output
@json_option
def command(experiment: str, *, count: int, hosts: int, output: Path, as_json: bool) -> None:
    """Make new cards for EXPERIMENT (an id or a join address), in random order, eight to an A4 sheet."""
    now = now_utc()
    with opened() as (settings, database), whole_file(output) as file:
        with database.transaction() as db:
            row = experiment_named(db, experiment)
            stacks = new_stacks(db, row, count=count, hosts=hosts)
            warn(db, row, base_url=settings.base_url)
            facts = print_facts(db, row, base_url=settings.base_url)
        file.write(cards_pdf(stacks, facts, at=now))
    tell(stacks, facts, output=output, in_json=as_json)


def new_stacks(db: Session, experiment: Experiment, *, count: int, hosts: int) -> Stacks:
    """New cards in one stack, or in two where some are for hosts."""
    faults = []
    if not 1 <= count <= MOST:
        faults.append(f"Between 1 and {MOST} cards can be made at once, not {count}.")
    if not 0 <= hosts <= max(count, 0):
        faults.append(f"Of {count} cards, {hosts} cannot be for hosts: the hosts' cards are among them.")
    if faults:
        raise Refused(*faults)
    wanted = {Stack.HOST: hosts, Stack.GUEST: count - hosts} if hosts else {Stack.EVERYBODY: count}
    return {
        stack: issue_cards(
            db,
            experiment,
            count=number,
            now=now_utc(),
            rng=secrets.SystemRandom(),
            role=None if stack is Stack.EVERYBODY else stack.value,
        )
        for stack, number in wanted.items()
        if number
    }


def warn(db: Session, experiment: Experiment, *, base_url: str) -> None:
    """Say beside what is made in which of its languages nobody can be asked, and where its address leads nowhere."""
    for sentence in language_warnings(db, experiment):
        click.echo(sentence, err=True)
    if alone := on_this_machine_alone(base_url):
        click.echo(alone, err=True)


def tell(stacks: Stacks, facts: PrintFacts, *, output: Path, in_json: bool) -> None:
    """What was made; the codes themselves only to a program that asks for them."""
    tokens = [token for stack in stacks.values() for token in stack]
    made = {
        "experiment": facts.slug,
        "file": str(output),
        "cards": len(tokens),
        "hosts": len(stacks.get(Stack.HOST, ())),
    }
    show_one({**made, "tokens": tokens} if in_json else made, in_json=in_json)
