"""Keying paper forms: piles, one sheet at a time, a blind second pass from 20 sheets on, and what differs decided."""

import secrets
import uuid
from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response
from werkzeug.datastructures import MultiDict

from evaluation.domain.errors import Refused
from evaluation.fieldwork.paper.keyed_fields import YES, agreed_field, fault_keyed, keyed_fields, memory_fields
from evaluation.fieldwork.paper.sheet_numbers import sheet_numbers
from evaluation.fieldwork.paper.what_became import say_what_became
from evaluation.models import ELEMENTS, SheetBatch, Wave
from evaluation.questionnaire.form import check
from evaluation.questionnaire.localised_version import language_name
from evaluation.questionnaire.paper_figures import DECLINED_KEY, NOT_APPLICABLE_KEY, value_keyed
from evaluation.storage.keyring import links_key
from evaluation.storage.keys import key
from evaluation.store.evening.close_and_join import join_certain
from evaluation.store.paper.double_entry import (
    Keyed,
    Value,
    key_sheet,
    keying_differences,
    keying_errors,
    read_keyed,
    settle_sheet,
)
from evaluation.store.paper.keyed_memory import on_paper
from evaluation.store.paper.paper_responses import AGREED, CODE, Became, Keyer, asked_on_paper
from evaluation.store.paper.reopened_sheets import conflicting_sheets, reopen_sheet, same_sheet
from evaluation.store.paper.sheets import (
    SheetStanding,
    add_batch,
    batch_of,
    batches_of,
    keyed_by,
    kinds_on_paper,
    locked_sheet,
    remove_batch,
    settled_sheets,
    sheets_of,
    unfrozen_kinds,
    waiting_for,
)
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import my_scope, myself
from evaluation.web.labels import WAVE_LABELS
from evaluation.web.scope import changing_experiment, reading_experiment, recorded_actor
from instruments import DECLINED, NOT_APPLICABLE, Layout, Version

pages = Blueprint("paper", __name__, url_prefix="/experiments/<uuid:experiment>/paper")
INCOMPLETE = "incomplete"
"""The field by which somebody says that a sheet is empty where nothing was keyed."""


@pages.get("")
@action("paper.key")
def piles(experiment: uuid.UUID) -> str:
    """The piles of an experiment and where their sheets stand."""
    with reading_experiment(experiment) as (db, row):
        batches = batches_of(db, row)
        rows = [(batch, db.get_one(Wave, batch.wave_id).kind, _standings(db, batch)) for batch in batches]
        settled = {batch.id: settled_sheets(db, batch) for batch in batches}
        conflicting = conflicting_sheets(db, row)
        errors, unfrozen, kinds = keying_errors(db, [row.id]), unfrozen_kinds(db, row), kinds_on_paper(db, row)
    return render_template(
        "fieldwork/paper/piles.html",
        experiment=row,
        rows=rows,
        settled=settled,
        conflicting=conflicting,
        errors=errors,
        waves=WAVE_LABELS,
        kinds=kinds,
        unfrozen=unfrozen,
        language_name=language_name,
    )


@pages.post("")
@action("paper.key")
def add(experiment: uuid.UUID) -> Response:
    """A new pile."""
    count, wave = request.form.get("sheets", "").strip(), request.form.get("wave", "")
    with changing_experiment(experiment) as (db, row):
        numbers = sheet_numbers(request.form.get("numbers", ""))
        if not numbers and not count.isdecimal():
            raise Refused(_("Say how many sheets the pile has, in figures, or which numbers are printed on them."))
        sheets, language = 0 if numbers else int(count), request.form.get("language", "en")
        mine = keyer(db, experiment)
        batch = add_batch(db, row, kind=wave, sheets=sheets, language=language, numbers=numbers, keyer=mine)
    return redirect(url_for("paper.next_sheet", experiment=experiment, batch=batch.id), 303)


@pages.get("/<uuid:batch>")
@action("paper.key")
def next_sheet(experiment: uuid.UUID, batch: uuid.UUID) -> Response:
    """To whichever sheet of a pile is next: first passes, then second ones, then decisions."""
    with reading_experiment(experiment) as (db, row):
        pile = batch_of(db, row, batch=batch)
        mine, standings = waiting_for(db, pile, account=myself().account), _standings(db, pile)
        is_frozen = db.get_one(Wave, pile.wave_id).frozen_at is not None
    if is_frozen:
        return redirect(url_for("paper.piles", experiment=experiment), 303)
    if mine:
        return redirect(url_for("paper.sheet", experiment=experiment, batch=batch, number=mine[0]), 303)
    others = standings[SheetStanding.TO_KEY_AGAIN]
    if others:
        flash(_("%(sheets)s sheets wait for their second pass by somebody else than you.", sheets=others))
    else:
        flash(_("Every sheet of this pile is settled."))
    return redirect(url_for("paper.piles", experiment=experiment), 303)


@pages.post("/<uuid:batch>/remove")
@action("paper.key")
def remove(experiment: uuid.UUID, batch: uuid.UUID) -> Response:
    """Take a pile away of which nothing has been keyed."""
    with changing_experiment(experiment) as (db, row):
        remove_batch(db, batch_of(db, row, batch=batch), keyer=keyer(db, experiment))
    flash(_("The pile was removed."))
    return redirect(url_for("paper.piles", experiment=experiment), 303)


@pages.get("/<uuid:batch>/<int:number>")
@action("paper.key")
def sheet(experiment: uuid.UUID, batch: uuid.UUID, number: int) -> str:
    """One sheet to key, or to decide."""
    return _sheet_page(experiment, batch, number, sent=MultiDict(), faults={})


@pages.post("/<uuid:batch>/<int:number>")
@action("paper.key")
def keep(experiment: uuid.UUID, batch: uuid.UUID, number: int) -> str | Response:
    """Keep what was read from a sheet, or what was decided."""
    sent = MultiDict((name, value.strip()) for name, value in request.form.items() if value.strip())
    if INCOMPLETE not in sent and (empty := _empty(experiment, batch, number, sent)):
        return _sheet_page(experiment, batch, number, sent=sent, faults={}, empty=empty)
    try:
        with changing_experiment(experiment) as (db, row):
            pile = batch_of(db, row, batch=batch)
            became = _kept(db, pile, number, sent)
            same_as = same_sheet(db, pile, sheet=number) if became is Became.SAME else None
            join_certain(db, row, by=recorded_actor())
    except Refused as refusal:
        return _sheet_page(experiment, batch, number, sent=sent, faults=dict(enumerate(refusal.faults)))
    if became is Became.CONFLICT:
        return redirect(url_for("paper.sheet", experiment=experiment, batch=batch, number=number), 303)
    if became:
        say_what_became(became, number=number, same_as=same_as)
    return redirect(url_for("paper.next_sheet", experiment=experiment, batch=batch), 303)


@pages.post("/<uuid:batch>/<int:number>/again")
@action("paper.key")
def reopen(experiment: uuid.UUID, batch: uuid.UUID, number: int) -> str | Response:
    """Let a settled sheet be keyed anew, with the reason."""
    reason = request.form.get("reason", "")
    try:
        with changing_experiment(experiment) as (db, row):
            pile = batch_of(db, row, batch=batch)
            reopen_sheet(db, pile, sheet=number, reason=reason, keyer=keyer(db, experiment))
    except Refused as refusal:
        return _sheet_page(experiment, batch, number, sent=MultiDict(), faults=dict(enumerate(refusal.faults)))
    return redirect(url_for("paper.sheet", experiment=experiment, batch=batch, number=number), 303)


def keyer(db: Session, experiment: uuid.UUID) -> Keyer:
    """Me, as somebody who keys forms of an experiment."""
    links = links_key(db, services().settings, experiment, now=services().clock())
    return Keyer(
        by=recorded_actor(),
        cards_key=key(services().settings, "cards"),
        links_key=links,
        rng=secrets.SystemRandom(),
        sees=my_scope("experiment.see"),
    )


def _kept(db: Session, pile: SheetBatch, number: int, sent: MultiDict[str, str]) -> Became | None:
    wave = db.get_one(Wave, pile.wave_id)
    me = keyer(db, wave.experiment_id)
    if keying_differences(db, pile, sheet=number):
        return settle_sheet(db, pile, sheet=number, chosen=_chosen(db, pile, number, sent), keyer=me).became
    version = asked_on_paper(db, wave)
    agreed = sent.get(AGREED, "")
    if agreed not in dict(agreed_field(version).choices):
        raise Refused(_("Say how the box of consent stands: without it the form is not counted."))
    if agreed != YES:
        return key_sheet(db, pile, sheet=number, keyed=Keyed(not_agreed=agreed), keyer=me).became
    read = check(version, wave.kind, sent=_meant(version, sent))
    memory = {name: sent[f"memory-{name}"] for name in ELEMENTS if f"memory-{name}" in sent}
    keyed = Keyed(code=sent.get(CODE, ""), answers=read.fields, texts=read.texts, memory=memory)
    if read.faults:
        fields = {field.name: field for field in keyed_fields(version, wave.kind, place=_place(wave))}
        misread = [fault_keyed(version, fields[name], fault) for name, fault in read.faults.items()]
        read_keyed(db, wave, keyed, keyer=me, misread=misread)
    return key_sheet(db, pile, sheet=number, keyed=keyed, keyer=me).became


def _empty(experiment: uuid.UUID, batch: uuid.UUID, number: int, sent: MultiDict[str, str]) -> int:
    """How many questions were left empty of a sheet that is being keyed; none where a fault is said first."""
    with reading_experiment(experiment) as (db, row):
        pile = batch_of(db, row, batch=batch)
        wave = db.get_one(Wave, pile.wave_id)
        version = asked_on_paper(db, wave)
        if sent.get(AGREED) != YES:
            return 0
        deciding = dict(sheets_of(db, pile)).get(number) not in {SheetStanding.TO_KEY, SheetStanding.TO_KEY_AGAIN}
        read = check(version, wave.kind, sent=_meant(version, sent))
        if deciding or read.faults:
            return 0
        asked = [item for item in version.questions(wave.kind) if version.format_of(item).layout is not Layout.TEXT]
    return sum(item.id not in {*sent, *read.not_asked} for item in asked)


def _meant(version: Version, sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """The values of what was keyed: of a figure its answer's, of a lone letter that of a way out."""
    return MultiDict((name, _value(version, name, keyed)) for name, keyed in sent.items())


def _value(version: Version, name: str, keyed: str) -> str:
    item = version.items_by_id.get(name)
    if keyed.casefold() == DECLINED_KEY:
        return DECLINED
    if item is None:
        return keyed
    if keyed.casefold() == NOT_APPLICABLE_KEY and item.not_applicable:
        return NOT_APPLICABLE
    return value_keyed(version.format_of(item), keyed)


def _chosen(db: Session, pile: SheetBatch, number: int, sent: MultiDict[str, str]) -> Mapping[str, Value]:
    """What was decided for the fields that differ: what one of the passes read."""
    chosen: dict[str, Value] = {}
    for difference in keying_differences(db, pile, sheet=number):
        choice = sent.get(difference.field, "")
        if choice in {"first", "second"}:
            chosen[difference.field] = difference.first if choice == "first" else difference.second
    return chosen


def _sheet_page(
    experiment: uuid.UUID,
    batch: uuid.UUID,
    number: int,
    *,
    sent: MultiDict[str, str],
    faults: Mapping[int, str],
    empty: int = 0,
) -> str:
    with reading_experiment(experiment) as (db, row):
        pile = batch_of(db, row, batch=batch)
        standing = dict(sheets_of(db, pile)).get(number) or abort(404)
        wave = db.get_one(Wave, pile.wave_id)
        fields = keyed_fields(asked_on_paper(db, wave), wave.kind, place=_place(wave)) + (
            memory_fields() if on_paper(db, wave) else []
        )
        keyed_by_me = keyed_by(locked_sheet(db, pile, number=number), myself().account)
        differing = keying_differences(db, pile, sheet=number)
        is_conflicting = (pile.id, number) in conflicting_sheets(db, row)
    return render_template(
        "fieldwork/paper/sheet.html",
        experiment=row,
        batch=pile,
        number=number,
        wave=WAVE_LABELS[wave.kind],
        frozen_at=wave.frozen_at,
        standing=standing.value,
        is_conflicting=is_conflicting,
        somebody_else=standing is SheetStanding.TO_KEY_AGAIN and keyed_by_me,
        fields=fields,
        agreed=dict(next(field.choices for field in fields if field.name == AGREED)),
        labels={field.name: field.label for field in fields},
        differences=differing,
        sent=sent,
        faults=list(faults.values()),
        empty=empty,
    )


def _place(wave: Wave) -> str:
    return wave.experiment.place or wave.experiment.chapter.name


def _standings(db: Session, batch: SheetBatch) -> dict[str, int]:
    found = [standing for _, standing in sheets_of(db, batch)]
    return {standing.value: found.count(standing) for standing in SheetStanding}
