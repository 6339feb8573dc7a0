"""`weaving report`: the impact report of an experiment, a chapter or a study."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.cli.fieldwork.chapter import the_study
from evaluation.cli.results.font_warning import font_warning
from evaluation.cli.results.report_steps import report_steps
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.impact_report.formats import write
from evaluation.reports.draft_report import draft_report
from evaluation.store.reports.gather import Gathered, gather_chapter, gather_experiments, gather_study
from evaluation.store.studies.lookup import chapter_named, experiment_named
from evaluation.web.app import Services


@click.command("report")
@click.argument("experiments", nargs=-1)
@click.option("--study", help="Report across the chapters of this study.")
@click.option("--chapter", help="Report on every experiment of this chapter.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="Folder to write.")
@click.option(
    "--language", type=click.Choice(INTERFACE_LANGUAGES), default="en", show_default=True, help="What it is written in."
)
@click.option("--format", "formats", default="pdf,html,json", show_default=True, help="Files to write.")
@click.option("--hold-back", is_flag=True, help="Where somebody withdrew, hold others back by lot rather than wait.")
@json_option
def command(
    experiments: tuple[str, ...],
    *,
    study: str | None,
    chapter: str | None,
    output: Path,
    language: str,
    formats: str,
    hold_back: bool,
    as_json: bool,
) -> None:
    """Write the report of EXPERIMENTS (ids or join addresses, of one chapter), or of a --chapter or a --study."""
    wanted = write.formats_named(formats)
    write.refuse_single_answers(wanted)
    announce, begun = report_steps(wanted)
    announce("Reading the answers")

    def gather(db: Session) -> Gathered:
        gathered = _gathered(db, experiments=experiments, study=study, chapter=chapter)
        announce("Computing every figure")
        return gathered

    with opened() as (settings, database):
        services = Services(settings, database, now_utc)
        report = draft_report(services, gather, language_code=language, hold_back=hold_back)
    with font_warning():
        files = write.write(report, output, formats=wanted, begun=begun)
    show_one({"folder": str(output), "files": [file.name for file in files]}, in_json=as_json)


def _gathered(db: Session, *, experiments: tuple[str, ...], study: str | None, chapter: str | None) -> Gathered:
    if bool(experiments) == bool(study or chapter):
        raise Refused("Say either EXPERIMENTS, or a --chapter, or a --study.")
    if experiments:
        return gather_experiments(db, [experiment_named(db, each) for each in experiments])
    if chapter:
        return gather_chapter(db, chapter_named(db, chapter, study=the_study(db, study)))
    return gather_study(db, the_study(db, study))
