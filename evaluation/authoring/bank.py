"""The item bank: every item of every published version, to take into a draft with its response format."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.access import action
from evaluation.authoring.desk import changing, looking_at
from evaluation.authoring.entries import sent_values
from evaluation.authoring.parts import TABLES, added
from evaluation.errors import Refused
from evaluation.store.publishing import all_versions, translations_of, version_of
from instruments import InvalidInstrument, Item, ResponseFormat, Version

pages = Blueprint("bank", __name__)
ANY = "any(items,formats,scales,waves):table"


@dataclass(frozen=True, slots=True)
class Banked:
    """An item of the newest published version that has it, with how it is answered and in which languages it is."""

    item: Item
    format: ResponseFormat
    version: str
    languages: tuple[str, ...]


@pages.get("/drafts/<uuid:draft>/bank")
@action("instrument.draft")
def shown(draft: uuid.UUID) -> str:
    """Items to take from, with a search."""
    search = request.args.get("search", "").strip().casefold()[:100]
    with looking_at(draft) as desk:
        found = [one for one in _banked(desk.db) if search in _said(one)]
        return render_template(
            "authoring/bank.html", draft=desk.draft, version=desk.version, found=found, search=search
        )


@pages.post("/drafts/<uuid:draft>/bank")
@action("instrument.draft")
def take(draft: uuid.UUID) -> Response:
    """Take an item into the draft, and its response format where the draft lacks it."""
    name = request.form.get("item", "")
    with changing(draft) as desk:
        one = next((banked for banked in _banked(desk.db) if banked.item.id == name), None)
        if one is None:
            raise Refused(_("There is no such item in the bank."))
        desk.keep(_with(desk.version, one))
    flash(_("%(name)s was taken from %(version)s.", name=name, version=one.version))
    return redirect(url_for("authoring.editor.part", draft=draft, table="items", name=name), 303)


@pages.get(f"/drafts/<uuid:draft>/add/<{ANY}>")
@action("instrument.draft")
def add(draft: uuid.UUID, table: str) -> str:
    """The form of something new."""
    with looking_at(draft) as desk:
        return render_template(
            "authoring/add.html",
            draft=desk.draft,
            version=desk.version,
            table=table,
            tables=TABLES,
            entries=TABLES[table].entries(desk.version),
            values=TABLES[table].values(desk.version, ""),
        )


@pages.post(f"/drafts/<uuid:draft>/add/<{ANY}>")
@action("instrument.draft")
def put(draft: uuid.UUID, table: str) -> Response | tuple[str, int]:
    """Add it; its id is its identity and does not change afterwards."""
    name = request.form.get("id", "").strip()
    with changing(draft) as desk:
        entries = TABLES[table].entries(desk.version)
        values = sent_values(entries, request.form)
        try:
            desk.keep(added(desk.version, table, name, values=values))
        except InvalidInstrument as invalid:
            page = render_template(
                "authoring/add.html",
                draft=desk.draft,
                version=desk.version,
                table=table,
                tables=TABLES,
                entries=entries,
                values={**values, "id": name},
                faults=invalid.sentences,
            )
            return page, 422
    return redirect(url_for("authoring.editor.part", draft=draft, table=table, name=name), 303)


def _banked(db: Session) -> list[Banked]:
    """Every item once, as the version with the highest number of its instrument has it."""
    found: dict[str, Banked] = {}
    for known in all_versions(db):
        version = version_of(db, known.instrument, known.number)
        languages = (version.language, *(one.language for one in translations_of(db, version)))
        for item in version.items:
            found[item.id] = Banked(item, version.format_of(item), known.name, languages)
    return list(found.values())


def _said(one: Banked) -> str:
    item = one.item
    return f"{item.id} {item.label} {item.ask} {item.text} {item.construct} {item.source}".casefold()


def _with(version: Version, one: Banked) -> Version:
    if one.item.id in version.items_by_id:
        raise Refused(_("The draft has an item called %(name)s already.", name=one.item.id))
    there = version.formats_by_id.get(one.format.id)
    if there is not None and there != one.format:
        raise Refused(_("The draft has another response format called %(name)s.", name=one.format.id))
    formats = version.formats if there else (*version.formats, one.format)
    kinds = {page.kind for page in version.waves}
    waves = tuple(kind for kind in one.item.waves if kind in kinds)
    return version.having(
        formats=formats, items=(*version.items, one.item.model_copy(update={"waves": waves, "at_most": None}))
    )
