"""`weaving privacy`: the papers that data protection law asks for, from the program's tables and a study's settings."""

from collections.abc import Callable
from pathlib import Path

import click

from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.domain.clock import now_utc
from evaluation.operations.privacy.privacy_documents import (
    StudyFacts,
    impact_assessment,
    record_of_processing,
    study_facts,
)
from evaluation.printing.atomic_file import whole_file
from evaluation.store.studies.lookup import study_named
from evaluation.store.studies.studies import local

PLACE = click.Path(dir_okay=False, path_type=Path)


@click.group("privacy")
def command() -> None:
    """The record of processing and the impact assessment of a study, with lines left for what only people know."""


@command.command("dpia")
@click.argument("study")
@click.option("--output", required=True, type=PLACE, help="The Markdown file to write.")
@json_option
def dpia(study: str, output: Path, *, as_json: bool) -> None:
    """Write the data protection impact assessment (Article 35) of STUDY (an id or a slug)."""
    _write(study, output, impact_assessment, as_json=as_json)


@command.command("record")
@click.argument("study")
@click.option("--output", required=True, type=PLACE, help="The Markdown file to write.")
@json_option
def record(study: str, output: Path, *, as_json: bool) -> None:
    """Write the record of processing activities (Article 30) of STUDY (an id or a slug)."""
    _write(study, output, record_of_processing, as_json=as_json)


def _write(study: str, output: Path, made: Callable[[StudyFacts], str], *, as_json: bool) -> None:
    with opened() as (_, database), database.reading() as db:
        found = study_named(db, study)
        facts = study_facts(db, found, today=local(now_utc(), found).date())
    with whole_file(output) as file:
        file.write(made(facts).encode())
    show_one({"study": facts.name, "file": str(output), "not_said": list(facts.asks.missing)}, in_json=as_json)
