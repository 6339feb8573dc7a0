"""`weaving pack`: all that is printed for an evening, in one file."""

from pathlib import Path

import click

from evaluation.cli.command_context import json_option, opened
from evaluation.cli.fieldwork import cards
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.fieldwork.paper.paper_forms import paper_forms
from evaluation.fieldwork.print_pack.pack_page import with_spare
from evaluation.fieldwork.print_pack.pack_pdf import pack_pdf
from evaluation.fieldwork.print_pack.print_facts import print_facts
from evaluation.models import Experiment
from evaluation.printing.atomic_file import whole_file
from evaluation.store.studies.lookup import experiment_named


@click.command("pack")
@click.argument("experiment")
@click.option("--count", type=int, help="How many cards, those of hosts among them; a tenth over those expected.")
@cards.hosts
@cards.output
@json_option
def command(experiment: str, *, count: int | None, hosts: int, output: Path, as_json: bool) -> None:
    """Make the print pack of EXPERIMENT (an id or a join address): poster, host script, new cards and paper forms."""
    now = now_utc()
    with opened() as (settings, database), whole_file(output) as file:
        with database.transaction() as db:
            row = experiment_named(db, experiment)
            stacks = cards.new_stacks(db, row, count=_enough(row) if count is None else count, hosts=hosts)
            cards.warn(db, row, base_url=settings.base_url)
            facts, forms = print_facts(db, row, base_url=settings.base_url), paper_forms(db, row)
        file.write(pack_pdf(stacks, facts, at=now, paper=forms))
    cards.tell(stacks, facts, output=output, in_json=as_json)


def _enough(experiment: Experiment) -> int:
    if experiment.expected is None:
        raise Refused("Nobody has said how many people are expected; say how many cards to make with --count.")
    return with_spare(experiment.expected)
