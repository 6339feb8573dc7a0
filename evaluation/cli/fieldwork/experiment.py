"""`weaving experiment`: workshops and module runs."""

import random
import secrets
from datetime import date as Date  # noqa: N812 - an option is called date
from typing import Any

import click
from sqlalchemy.orm import Session

from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.cli.fieldwork.chapter import of_study, the_study
from evaluation.cli.fieldwork.put_away import archive, cancel, restore
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.models import Chapter, Experiment, InstrumentVersion, Kind
from evaluation.questionnaire.localised_version import LANGUAGES
from evaluation.storage.settings import Settings
from evaluation.store.instruments.modules import choose_modules
from evaluation.store.instruments.unoffered_languages import unoffered_languages
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.experiments import add_experiment, experiments_of, state_of
from evaluation.store.studies.lookup import chapter_named, experiment_named
from evaluation.store.studies.waves import wave_counts, waves_of
from evaluation.web.audit_log import COMMAND_LINE, details_of, write_down


@click.group("experiment")
def command() -> None:
    """Experiments: one workshop, meeting or module run each."""


for put_away in (cancel, archive, restore):
    command.add_command(put_away)


@command.command("add")
@of_study
@click.option("--chapter", required=True, help="Chapter, by id or slug.")
@click.option("--title", required=True, help="What people call it, such as the name of the hall.")
@click.option("--kind", required=True, help=f"One of {', '.join(Kind)}.")
@click.option("--comparison", is_flag=True, help="A comparison group: asked twice, without a workshop.")
@click.option("--date", "on", help="Day of the meeting, as 2026-05-14.")
@click.option("--place", default="", help="Where people live, as the questions will say it.")
@click.option("--expected", type=int, help="People expected.")
@click.option("--instrument", help="Questionnaire, as common-ground or common-ground/1.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(LANGUAGES),
    default=("en",),
    show_default=True,
    help="What people may answer in, such as en and cy; repeat it, the first first.",
)
@json_option
def add(
    study: str | None,
    chapter: str,
    instrument: str | None,
    on: str | None,
    *,
    languages: tuple[str, ...],
    kind: str,
    comparison: bool,
    as_json: bool,
    **about: Any,  # noqa: ANN401 - the other options, as click gives them
) -> None:
    """Add an experiment; its join address is made of two plain words.

    A language that nobody can be offered yet, such as one whose translation is not signed, is named with the reason.
    """
    with opened() as (settings, database), database.transaction() as db:
        place = chapter_named(db, chapter, study=the_study(db, study))
        role = ExperimentRole.COMPARISON if comparison else ExperimentRole.WORKSHOP
        name, number = _instrument(instrument, kind=kind)
        version = version_in_use(db, name, number, now=now_utc())
        facts = {**about, "kind": kind, "role": role, "languages": tuple(dict.fromkeys(languages))}
        made = _added(db, place, version, on=_day(on), about=facts)
        write_down(db, settings, actor=COMMAND_LINE, action="experiment added", subject=made, now=now_utc(), details={})
        row, unoffered = _described(db, made, settings, in_json=as_json), list(unoffered_languages(db, made))
        row["languages"] = list(made.languages)
    show_one(row, in_json=as_json)
    for said in unoffered:
        click.echo(said, err=True)


@command.command("modules")
@click.argument("experiment")
@click.argument("names", nargs=-1)
@click.option("--wave", default="post", show_default=True, help="The wave after whose questions they are asked.")
@json_option
def modules(experiment: str, names: tuple[str, ...], wave: str, *, as_json: bool) -> None:
    """Have the modules NAMES (such as about-you) asked at a wave of EXPERIMENT; with none, no module is asked there."""
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, experiment)
        changed = choose_modules(db, row, wave=wave, names=names)
        if changed:
            about = details_of(changed)
            write_down(
                db, settings, actor=COMMAND_LINE, action="experiment changed", subject=row, now=now_utc(), details=about
            )
        asked = {kind: found.modules for kind, found in waves_of(db, row).items() if found.modules}
    show_one({"experiment": row.slug, "modules": asked}, in_json=as_json)


@command.command("list")
@of_study
@click.option("--chapter", help="Only those of a chapter.")
@json_option
def list_experiments(study: str | None, chapter: str | None, *, as_json: bool) -> None:
    """List a study's experiments by chapter and date."""
    with opened() as (settings, database), database.reading() as db:
        of = the_study(db, study)
        only = chapter_named(db, chapter, study=of) if chapter else None
        rows = [
            _described(db, experiment, settings, in_json=as_json) for experiment in experiments_of(db, of, chapter=only)
        ]
    show(rows, in_json=as_json, empty="No experiment yet; `weaving experiment add` makes one.")


@command.command("show")
@click.argument("experiment")
@json_option
def show_experiment(experiment: str, *, as_json: bool) -> None:
    """Show EXPERIMENT (an id, a join address or its title): where it stands and how many have answered."""
    with opened() as (settings, database), database.reading() as db:
        row = _described(db, experiment_named(db, experiment), settings, in_json=as_json)
    show_one(row, in_json=as_json)


def _added(
    db: Session, chapter: Chapter, version: InstrumentVersion, *, on: Date | None, about: dict[str, Any]
) -> Experiment:
    rng: random.Random = secrets.SystemRandom()
    return add_experiment(db, chapter, version=version, now=now_utc(), rng=rng, date=on, **about)


def _described(db: Session, experiment: Experiment, settings: Settings, *, in_json: bool) -> dict[str, object]:
    waves = waves_of(db, experiment)
    counts = wave_counts(db, [experiment.id])[experiment.id]
    return {
        "id": str(experiment.id),
        "slug": experiment.slug,
        "title": experiment.title,
        "kind": experiment.kind,
        "role": "comparison group" if experiment.is_comparison and not in_json else experiment.role,
        "chapter": experiment.chapter.slug,
        "date": experiment.date.isoformat() if experiment.date else None,
        "place": experiment.place,
        "from_file": experiment.is_from_file,
        "state": str(state_of(experiment, waves)),
        "waves": list(waves),
        "join_url": f"{settings.base_url}/{experiment.slug}",
        "counts": {"pre": counts.pre, "post": counts.post, "linked": counts.linked},
    }


def _instrument(named: str | None, *, kind: str) -> tuple[str, int | None]:
    if named is None:
        return ("learning-module" if kind == Kind.LEARNING_MODULE else "common-ground"), None
    name, _, number = named.partition("/")
    if number and not number.isdecimal():
        raise Refused(f"{named!r} is not an instrument and version; write one such as common-ground/1.")
    return name, int(number) if number else None


def _day(written: str | None) -> Date | None:
    try:
        return Date.fromisoformat(written) if written else None
    except ValueError:
        raise Refused(f"{written!r} is not a day; write one such as 2026-05-14.") from None
