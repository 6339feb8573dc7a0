"""`weaving demo`: the main job from end to end on example data."""

import random
import sys
from pathlib import Path

import click

from evaluation import migrations
from evaluation.cli.operations.demo_serving import serve_example
from evaluation.cli.progress_lines import progress_lines
from evaluation.demonstration.example_home import ExampleHome, ExampleTerms
from evaluation.demonstration.example_reports import example_reports
from evaluation.demonstration.simulated_evening import SteppingClock
from evaluation.demonstration.simulated_study import hold_all, set_up, sort_all
from evaluation.domain.errors import Refused
from evaluation.storage.database import open_database
from evaluation.web.app import Services

COMING = """An example is made in {folder}: twelve evenings in six chapters, at each of which {people} invented people
answer through the real pages, which takes half a minute; then seven reports, half a minute too. A busy machine takes
longer."""
NOT_THE_SAME = (
    "{folder} holds an example of {kept.people} people with seed {kept.seed}. To delete it, with whatever was done in "
    "it since, and make another, add --fresh; or name another folder."
)
ASKS = "{folder} holds an example already. Delete it, with whatever was done in it since, and make another?"


@click.command("demo")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="Folder to write.")
@click.option("--people", default=30, show_default=True, help="People at each experiment.")
@click.option("--seed", default=7, show_default=True, help="The same seed gives the same figures.")
@click.option("--no-serve", is_flag=True, help="Stop when the reports are written.")
@click.option("--fresh", is_flag=True, help="Delete an example that is there already, without asking.")
@click.option("--port", type=int, help="Port to serve the example on afterwards; otherwise 8000, or a free one.")
def command(output: Path, people: int, seed: int, port: int | None, *, no_serve: bool, fresh: bool) -> None:
    """Hold twelve example evenings through the real pages and write their reports."""
    if people < 2:
        raise Refused(f"At least 2 people must come to each experiment, not {people}.")
    home, terms = ExampleHome(output), ExampleTerms(people=people, seed=seed)
    if home.clear(ask=lambda: fresh or _asks(home, terms)):
        _make(home, terms)
    else:
        click.echo(f"The example in {output} is shown as it is.")
    for report in home.reports:
        click.echo(str(report))
    if no_serve:
        click.echo(f"Next: `weaving demo --output {output}` serves it, with links to sign in.")
    else:
        click.echo("The pages are made ready, which takes some seconds.")
        serve_example(home, port=port)


def _asks(home: ExampleHome, terms: ExampleTerms) -> bool:
    """Whether an example that is here is to be deleted; with nobody to ask it stays, if it is the one that is meant."""
    if sys.stdin.isatty():
        return click.confirm(ASKS.format(folder=home.folder), default=False)
    if (kept := home.terms()) != terms:
        raise Refused(NOT_THE_SAME.format(folder=home.folder, kept=kept))
    return False


def _make(home: ExampleHome, terms: ExampleTerms) -> None:
    click.echo(COMING.format(folder=home.folder, people=terms.people))
    database = open_database(home.settings)
    try:
        migrations.upgrade(database)
        _demonstrate(Services(home.settings, database, SteppingClock()), home.folder, terms)
    finally:
        database.close()
    home.finish(terms)


def _demonstrate(services: Services, output: Path, terms: ExampleTerms) -> None:
    clock, rng = services.clock, random.Random(terms.seed)  # noqa: S311 - chance that can be repeated is what is wanted
    assert isinstance(clock, SteppingClock)
    study, planned = set_up(services, clock, people=terms.people, rng=rng)
    stored = {"pre": 0, "post": 0}
    waves = hold_all(services, clock, planned, people=terms.people, rng=rng)
    for wave in progress_lines(waves, label="Answers", length=2 * terms.people * len(planned)):
        stored[wave] += 1
    click.echo(f"{len(planned)} example experiments in six chapters; {terms.people} people came to each.")
    click.echo(f"{stored['pre']} answered before and {stored['post']} after, each through the pages that phones get.")
    words = sort_all(services, clock, planned)
    click.echo(f"{words} sentences that their writers let be quoted were sorted by theme and released.")
    made = example_reports(services, study, planned, output=output / "reports")
    for _folder in progress_lines(made, label="Reports", length=7):
        pass
