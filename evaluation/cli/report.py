"""`weaving report`: the impact report of an experiment, a chapter or a study."""

from pathlib import Path

import click

from evaluation.cli.chapter import the_study
from evaluation.cli.surroundings import as_json, opened, show_one
from evaluation.clock import now_utc
from evaluation.database import Database
from evaluation.errors import Refused
from evaluation.i18n import SPOKEN
from evaluation.reports import making, rendering
from evaluation.store.finding import chapter_named, experiment_named
from evaluation.store.reporting import Gathered, gather_chapter, gather_experiments, gather_study


@click.command("report")
@click.argument("experiments", nargs=-1)
@click.option("--study", help="Report across the chapters of this study.")
@click.option("--chapter", help="Report on every experiment of this chapter.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="Folder to write.")
@click.option("--language", type=click.Choice(SPOKEN), default="en", show_default=True, help="What it is written in.")
@click.option("--format", "formats", default="pdf,html,json", show_default=True, help="Files to write.")
@as_json
def command(
    experiments: tuple[str, ...],
    *,
    study: str | None,
    chapter: str | None,
    output: Path,
    language: str,
    formats: str,
    as_json: bool,
) -> None:
    """Write the report of EXPERIMENTS (ids or join addresses, of one chapter), or of a --chapter or a --study."""
    with opened() as (_, database):
        gathered = _gathered(database, experiments=experiments, study=study, chapter=chapter)
    report = making.report_of(gathered, now=now_utc(), spoken=language)
    files = rendering.write(report, output, formats=tuple(formats.split(",")), responses=gathered.frame)
    show_one({"folder": str(output), "files": [file.name for file in files]}, in_json=as_json)


def _gathered(database: Database, *, experiments: tuple[str, ...], study: str | None, chapter: str | None) -> Gathered:
    if bool(experiments) == bool(study or chapter):
        raise Refused("Say either EXPERIMENTS, or a --chapter, or a --study.")
    with database.reading() as db:
        if experiments:
            return gather_experiments(db, [experiment_named(db, each) for each in experiments])
        if chapter:
            return gather_chapter(db, chapter_named(db, chapter, study=the_study(db, study)))
        return gather_study(db, the_study(db, study))
