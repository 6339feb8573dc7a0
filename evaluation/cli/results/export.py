"""`weaving export`: everything of a study as a data package."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.cli.progress_bar import progress_bar
from evaluation.domain.clock import now_utc
from evaluation.export.export_job import read_and_pack
from evaluation.export.package_folder import place_package, refuse_unfit
from evaluation.export.study_export import EXPORT_STEPS, Step
from evaluation.store.studies.lookup import study_named
from evaluation.web.app import Services
from evaluation.web.audit_log import COMMAND_LINE, write_down


@click.command("export")
@click.argument("study")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="Folder to write.")
@json_option
def command(study: str, output: Path, *, as_json: bool) -> None:
    """Write everything of STUDY (an id or a slug): answers under new names, codebook, figures, and a zip of all."""
    refuse_unfit(output)
    with opened() as (settings, database):
        services = Services(settings, database, now_utc)
        with database.reading() as db:
            of = study_named(db, study)
        with _progress() as step:
            files = read_and_pack(services, of.id, step=step)
        place_package(files, output)
        with database.transaction() as db:
            about = {"files": len(files)}
            write_down(
                db, settings, actor=COMMAND_LINE, action="study exported", subject=of, now=now_utc(), details=about
            )
    show_one({"folder": str(output), "files": sorted(files)}, in_json=as_json)


@contextmanager
def _progress() -> Iterator[Step]:
    """A bar on a terminal that names what is being done."""
    with progress_bar(EXPORT_STEPS) as bar:

        def step(number: int, _of: int, words: str) -> None:
            bar.label = words
            bar.update(number - bar.pos)

        yield step
