"""`weaving imported`: old answers put into a study as evenings of their own, and taken out again."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

import instruments
from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.cli.fieldwork.chapter import of_study, the_study
from evaluation.cli.results.understood_answers import SETTLE, asked, grids_of, read_map
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.importing.answers_map import AnswersMap
from evaluation.importing.grids import Grid
from evaluation.importing.understanding import understand
from evaluation.jobs.erasure_sweep import erase_withdrawn
from evaluation.models import FROM_FILE, Experiment, InstrumentVersion, Kind
from evaluation.operations.restore.earlier_file import HELD_ANSWERS, holding_answers
from evaluation.reports.brought.forms_from_files import every_item, forms_from_files
from evaluation.store.from_file.evening_from_file import OldAnswers, store_evening
from evaluation.store.from_file.lacking_questions import lacking_questions
from evaluation.store.from_file.removed_file_evening import take_out
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.experiments import experiments_of
from evaluation.store.studies.lookup import chapter_named, experiment_named
from evaluation.store.studies.waves import wave_counts
from evaluation.web.app import Services

NO_DAY = "{day!r} is not a day; write one such as 2024-05-14."
NO_VERSION = "{named!r} is not an instrument and version; write one such as common-ground/1."
NO_PAIR = "{pair!r} is not COLUMN=ITEM, such as “I trust people here=bt1”."


@click.group("imported")
def command() -> None:
    """Old answers in files, as closed evenings of a study that are marked as from a file."""


@command.command("add")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@of_study
@click.option("--chapter", required=True, help="Chapter, by id or slug.")
@click.option("--title", required=True, help="What people call the evening, such as the name of the hall.")
@click.option("--date", "on", required=True, help="Day of the meeting, as 2024-05-14.")
@click.option("--instrument", required=True, metavar="ID/VERSION", help="The questionnaire whose questions these are.")
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="MAP.toml: how the files are read.")
@click.option("--column", "columns", multiple=True, metavar="COLUMN=ITEM", help="Which item a column answers.")
@click.option("--workshop", "part", default="", help="Which workshop of the files this is, where they hold several.")
@click.option("--kind", default=Kind.OTHER.value, show_default=True, help=f"One of {', '.join(Kind)}.")
@click.option("--comparison", is_flag=True, help="A comparison group: asked twice, without a workshop.")
@click.option("--language", default="en", show_default=True, help="Language in which people answered.")
@json_option
def add(files: tuple[Path, ...], *, as_json: bool, study: str | None, chapter: str, **about: Any) -> None:  # noqa: ANN401 - the other options, as click gives them
    """Put the answers in FILES into a study as one closed evening; all of them, or none.

    Columns are the questions by their names or words; --column names others. `weaving map` writes a map where more
    has to be said. What is read of the files is printed.
    """
    grids, day = grids_of(files), _day(about["on"])
    with opened() as (settings, database), database.transaction() as db:
        place = chapter_named(db, chapter, study=the_study(db, study))
        row = _version(db, about["instrument"])
        version = version_of_row(db, row)
        answers_map = _map(grids, version, named=_pairs(about["columns"]), map_file=about["map_file"], place=place.name)
        found = forms_from_files(answers_map, grids, version, part=about["part"])
        answers = OldAnswers(
            title=about["title"],
            held_on=day,
            people=found.people,
            files={path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
            columns=found.columns,
            joined_by=found.joined_by,
            part=about["part"],
            kind=about["kind"],
            role=ExperimentRole.COMPARISON if about["comparison"] else ExperimentRole.WORKSHOP,
            language=about["language"],
        )
        for said in lacking_questions(version, answers):
            click.echo(str(said), err=True)
        by = recorded_actor(settings)
        made = store_evening(db, place, row, answers, by=by, rng=secrets.SystemRandom())
        shown = {**_described(db, made), "columns": dict(found.columns), "passed_over": list(found.passed_over)}
    show_one(shown, in_json=as_json)


@command.command("list")
@of_study
@json_option
def list_imported(study: str | None, *, as_json: bool) -> None:
    """List a study's evenings whose answers came from a file."""
    with opened() as (_, database), database.reading() as db:
        rows = [_described(db, each) for each in experiments_of(db, the_study(db, study)) if each.is_from_file]
    show(rows, in_json=as_json, empty="No evening is from a file; `weaving imported add` makes one.")


@command.command("remove")
@click.argument("experiment")
@json_option
def remove(experiment: str, *, as_json: bool) -> None:
    """Take EXPERIMENT, an evening from a file, out of its study, until a release tells of it."""
    with opened() as (settings, database):
        with database.transaction() as db:
            row = experiment_named(db, experiment)
            title, people = row.title, take_out(db, row, by=recorded_actor(settings))
        is_erased, held = erase_withdrawn(Services(settings, database, now_utc)), holding_answers(settings)
    show_one({"removed": title, "people": people, "files_erased": is_erased and not held}, in_json=as_json)
    if held:
        click.echo(HELD_ANSWERS.format(what=held), err=True)


def _map(
    grids: tuple[Grid, ...],
    version: instruments.Version,
    *,
    named: Mapping[str, str],
    map_file: Path | None,
    place: str,
) -> AnswersMap:
    """How the files are read: by the map, or as the version's questions about a place."""
    if map_file is not None and named:
        raise Refused("The map says which item each column is: leave out --column, or change it in the map.")
    if map_file is not None:
        found = read_map(map_file)
    else:
        found = understand(grids, source=every_item(version), named=named, places=(place,))
    _refuse_open(found)
    return found


def _refuse_open(found: AnswersMap) -> None:
    if found.open_questions:
        raise Refused(*(asked(question) for question in found.open_questions), SETTLE)


def _described(db: Session, experiment: Experiment) -> Mapping[str, object]:
    counts = wave_counts(db, [experiment.id])[experiment.id]
    return {
        "experiment": experiment.slug,
        "title": experiment.title,
        "chapter": experiment.chapter.slug,
        "date": experiment.date.isoformat() if experiment.date else None,
        "from_file": [each["name"] for each in experiment.options[FROM_FILE]["files"]],
        "before": counts.pre,
        "after": counts.post,
        "linked": counts.linked,
        "taken_out": experiment.is_taken_out,
    }


def _pairs(written: Iterable[str]) -> Mapping[str, str]:
    pairs = [each.rpartition("=") for each in written]
    faults = [NO_PAIR.format(pair="".join(each)) for each in pairs if not (each[0].strip() and each[2].strip())]
    if faults:
        raise Refused(*faults)
    return {name.strip(): item.strip() for name, _, item in pairs}


def _version(db: Session, named: str) -> InstrumentVersion:
    name, _, number = named.partition("/")
    if not number.isdecimal():
        raise Refused(NO_VERSION.format(named=named))
    return version_in_use(db, name, int(number), now=now_utc())


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refused(NO_DAY.format(day=written)) from None
