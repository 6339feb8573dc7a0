"""`weaving demo`: the main job from end to end on example data."""

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
from sqlalchemy.orm import Session

from evaluation import migrations
from evaluation.cli.operations.serve import serve
from evaluation.cli.progress_bar import progress_bar
from evaluation.demonstration.simulated_evening import SteppingClock
from evaluation.demonstration.simulated_study import Planned, hold_all, set_up, sort_all
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.impact_report.formats import write
from evaluation.models import Study
from evaluation.reports.draft_report import draft_report
from evaluation.storage.database import Database, open_database
from evaluation.storage.settings import Settings
from evaluation.store.reports.gather import Gathered, gather_experiment, gather_study
from evaluation.store.studies.lookup import experiment_named, slug_of, study_named
from evaluation.web.app import Services

MARK = ".weaving-example"


@click.command("demo")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="Folder to write.")
@click.option("--people", default=30, show_default=True, help="People at each experiment.")
@click.option("--seed", default=7, show_default=True, help="The same seed gives the same figures.")
@click.option("--no-serve", is_flag=True, help="Stop when the reports are written.")
@click.option("--port", default=8000, show_default=True, help="Port to serve the example on afterwards.")
def command(output: Path, people: int, seed: int, port: int, *, no_serve: bool) -> None:
    """Hold twelve example evenings through the real pages and write their reports."""
    if people < 2:
        raise Refused(f"At least 2 people must come to each experiment, not {people}.")
    settings = _fresh(output)
    database = open_database(settings)
    try:
        migrations.upgrade(database)
        _demonstrate(settings, database, output, people=people, seed=seed)
        if not no_serve:
            serve(Services(settings, database, now_utc), host="127.0.0.1", port=port)
    finally:
        database.close()


def _demonstrate(settings: Settings, database: Database, output: Path, *, people: int, seed: int) -> None:
    clock, rng = SteppingClock(), random.Random(seed)  # noqa: S311 - chance that can be repeated is what is wanted
    services = Services(settings, database, clock)
    study, planned = set_up(services, clock, people=people, rng=rng)
    stored = {"pre": 0, "post": 0}
    waves = hold_all(services, clock, planned, people=people, rng=rng)
    with progress_bar(waves, label="Answers", length=2 * people * len(planned)) as bar:
        for wave in bar:
            stored[wave] += 1
    click.echo(f"{len(planned)} example experiments in six chapters; {people} people came to each.")
    click.echo(f"{stored['pre']} answered before and {stored['post']} after, each through the pages that phones get.")
    words = sort_all(services, clock, planned)
    click.echo(f"{words} sentences that their writers let be quoted were sorted by theme and released.")
    written = _reports(services, _wanted(study, planned), output)
    with progress_bar(written, label="Reports", length=7) as bar:
        folders = list(bar)
    for folder in folders:
        click.echo(str(folder / "report.pdf"))


def _wanted(study: Study, planned: list[Planned]) -> dict[str, Callable[[Session], Gathered]]:
    """How the latest experiment of each chapter, by the chapter's slug, and the whole study are gathered."""
    latest = {slug_of(each.script.name, otherwise="chapter"): each.experiment.slug for each in planned}
    found = {name: partial(_one, slug=slug) for name, slug in latest.items()}
    return {**found, "across-the-chapters": lambda db: gather_study(db, study_named(db, study.slug))}


def _one(db: Session, *, slug: str) -> Gathered:
    return gather_experiment(db, experiment_named(db, slug))


def _reports(services: Services, wanted: Mapping[str, Callable[[Session], Gathered]], output: Path) -> Iterator[Path]:
    for name, gather in wanted.items():
        folder = output / "reports" / name
        write.write(draft_report(services, gather), folder, formats=("pdf", "html", "json"))
        yield folder


def _fresh(output: Path) -> Settings:
    if output.exists() and any(output.iterdir()):
        if not (output / MARK).exists():
            raise Refused(f"{output} holds files that no demonstration wrote; name an empty or a new folder.")
        shutil.rmtree(output)
    (output / "home").mkdir(parents=True)
    (output / MARK).touch()
    return replace(Settings.at(output / "home"), base_url="http://127.0.0.1:8000")
