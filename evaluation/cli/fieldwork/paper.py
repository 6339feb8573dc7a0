"""`weaving paper`: keying paper forms, once or twice, and deciding what differs."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict

import click
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from analysis.estimate import estimate
from analysis.sensitivity.quality import paper_errors
from evaluation.cli.command_actor import identity, recorded_actor
from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.models import ELEMENTS, Experiment, SheetBatch, Wave
from evaluation.questionnaire.form import Sent, check, quotable
from evaluation.storage.keyring import links_key
from evaluation.storage.keys import key
from evaluation.storage.settings import Settings
from evaluation.store.accounts.role_scope import RoleScope
from evaluation.store.evening.close_and_join import join_certain
from evaluation.store.paper.double_entry import (
    Keyed,
    SheetOutcome,
    Value,
    key_sheet,
    keying_differences,
    keying_errors,
    settle_sheet,
)
from evaluation.store.paper.paper_responses import CODE, Keyer, asked_on_paper
from evaluation.store.paper.sheets import add_batch, batch_of, batches_of, sheets_of
from evaluation.store.responses.submission import quote_name
from evaluation.store.studies.lookup import experiment_named

of_experiment = click.argument("experiment")
of_pile = click.argument("pile")
of_sheet = click.argument("sheet", type=int)


@click.group("paper")
def command() -> None:
    """Paper forms: piles of sheets, keyed from paper into responses."""


@command.command("add")
@of_experiment
@click.argument("wave")
@click.option("--sheets", type=int, required=True, help="How many sheets; number them by hand from 1.")
@click.option("--language", default="en", show_default=True, help="Language of the forms.")
@json_option
def add(experiment: str, wave: str, *, sheets: int, language: str, as_json: bool) -> None:
    """Add a pile of forms of WAVE at EXPERIMENT. From 20 forms of a wave on, every sheet is keyed twice."""
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, experiment)
        pile = _pile(
            db, add_batch(db, row, kind=wave, sheets=sheets, language=language, keyer=keyer(db, settings, row))
        )
    show_one(pile, in_json=as_json)


@command.command("list")
@of_experiment
@json_option
def list_piles(experiment: str, *, as_json: bool) -> None:
    """List the piles of EXPERIMENT and how far each is."""
    with opened() as (_, database), database.reading() as db:
        rows = [_pile(db, pile) for pile in batches_of(db, experiment_named(db, experiment))]
    show(rows, in_json=as_json, empty="There is no pile yet; `weaving paper add` makes one.")


@command.command("key")
@of_experiment
@of_pile
@of_sheet
@click.option("--code", default="", help="The code on the form; leave it out where there is none.")
@click.option("--answer", "answers", multiple=True, metavar="ITEM=VALUE", help="One for each answered item.")
@click.option("--memory", multiple=True, metavar="ELEMENT=VALUE", help=f"Of {', '.join(ELEMENTS)}; kept as hashes.")
@json_option
def key_one(
    experiment: str,
    pile: str,
    sheet: int,
    *,
    code: str,
    answers: tuple[str, ...],
    memory: tuple[str, ...],
    as_json: bool,
) -> None:
    """Key SHEET of PILE: its first pass, or its second, which never shows the first."""
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, experiment)
        batch = batch_of(db, row, batch=identity(pile))
        sent = _checked(db, batch, _pairs(answers))
        keyed = Keyed(code=code, answers=sent.fields, texts=sent.texts, memory=_pairs(memory))
        outcome = key_sheet(db, batch, sheet=sheet, keyed=keyed, keyer=keyer(db, settings, row))
        join_certain(db, row, by=recorded_actor(settings))
    show_one(_outcome(outcome), in_json=as_json)


@command.command("differences")
@of_experiment
@of_pile
@of_sheet
@json_option
def differences_of(experiment: str, pile: str, sheet: int, *, as_json: bool) -> None:
    """Show the fields of SHEET that were read in two ways."""
    with opened() as (_, database), database.reading() as db:
        batch = batch_of(db, experiment_named(db, experiment), batch=identity(pile))
        rows = [asdict(found) for found in keying_differences(db, batch, sheet=sheet)]
    show(rows, in_json=as_json, empty="Nothing differs.")


@command.command("decide")
@of_experiment
@of_pile
@of_sheet
@click.option("--answer", "answers", multiple=True, metavar="FIELD=VALUE", help="One for each field that differs.")
@json_option
def decide_one(experiment: str, pile: str, sheet: int, *, answers: tuple[str, ...], as_json: bool) -> None:
    """Settle SHEET: a value for each field that differs; FIELD= for a blank."""
    with opened() as (settings, database), database.transaction() as db:
        row = experiment_named(db, experiment)
        batch, given = batch_of(db, row, batch=identity(pile)), _pairs(answers)
        sent = _checked(db, batch, {name: value for name, value in given.items() if name != CODE})
        chosen: dict[str, Value] = {name: sent.fields.get(name) for name in given}
        chosen |= {CODE: given[CODE]} if CODE in given else {}
        outcome = settle_sheet(db, batch, sheet=sheet, chosen=chosen, keyer=keyer(db, settings, row))
        join_certain(db, row, by=recorded_actor(settings))
    show_one(_outcome(outcome), in_json=as_json)


@command.command("errors")
@of_experiment
@json_option
def errors(experiment: str, *, as_json: bool) -> None:
    """Show how often the first pass was wrong at EXPERIMENT, with its 95 % interval."""
    with opened() as (_, database), database.reading() as db:
        found = keying_errors(db, [experiment_named(db, experiment).id])
    row = {**asdict(found), "share": estimate.as_json(paper_errors(found.wrong, found.fields).share)}
    show_one(row, in_json=as_json)


def keyer(db: Session, settings: Settings, experiment: Experiment) -> Keyer:
    """The command line as it keys at an experiment, now."""
    links = links_key(db, settings, experiment.id, now=now_utc())
    return Keyer(
        by=recorded_actor(settings),
        cards_key=key(settings, "cards"),
        links_key=links,
        rng=secrets.SystemRandom(),
        sees=RoleScope(everywhere=True),
    )


def _checked(db: Session, batch: SheetBatch, given: Mapping[str, str]) -> Sent:
    """Answers checked as on the pages; every fault is named with its item."""
    wave = db.get_one(Wave, batch.wave_id)
    version = asked_on_paper(db, wave)
    asked = {item.id for item in version.questions(wave.kind)}
    worded = quotable(version, wave.kind)
    asked |= worded | {quote_name(name) for name in worded}
    faults = [f"{name} is not a field of this form." for name in given if name not in asked]
    sent = check(version, wave.kind, sent=MultiDict(given))
    faults += [f"{item}: {sentence}" for item, sentence in sent.faults.items()]
    if faults:
        raise Refused(*faults)
    return sent


def _pairs(written: tuple[str, ...]) -> dict[str, str]:
    faults = [f"{pair!r} is not ITEM=VALUE, such as bt1=7." for pair in written if "=" not in pair]
    if faults:
        raise Refused(*faults)
    return {name.strip(): value.strip() for name, _, value in (pair.partition("=") for pair in written)}


def _outcome(outcome: SheetOutcome) -> dict[str, object]:
    return {"standing": str(outcome.standing), "became": str(outcome.became) if outcome.became else None}


def _pile(db: Session, batch: SheetBatch) -> dict[str, object]:
    standings = [str(standing) for _, standing in sheets_of(db, batch)]
    return {
        "id": str(batch.id),
        "wave": db.get_one(Wave, batch.wave_id).kind,
        "sheets": batch.sheets,
        "keyed_twice": batch.twice,
        **{standing: standings.count(standing) for standing in ("to_key", "to_key_again", "to_decide", "settled")},
    }
