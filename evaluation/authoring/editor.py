"""The editor: one part of a draft as a form, with the phone beside it, what changed, and what is left to do."""

import json
import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from evaluation.access import action
from evaluation.authoring.desk import Desk, changing, looking_at
from evaluation.authoring.entries import sent_values
from evaluation.authoring.items import moved
from evaluation.authoring.merging import Merged, merged
from evaluation.authoring.parts import TABLES, exists
from evaluation.authoring.summary import summary_of
from evaluation.errors import Refused
from instruments import InvalidInstrument, Version
from instruments.advice import advice

pages = Blueprint("editor", __name__)
PART = "/drafts/<uuid:draft>/<any(items,formats,scales,waves,about):table>/<name>"


@pages.get("/drafts/<uuid:draft>")
@action("instrument.draft")
def opened(draft: uuid.UUID) -> Response:
    """The editor at the first item, or at the titles where there is none yet."""
    with looking_at(draft) as desk:
        first = desk.version.items[0].id if desk.version.items else ""
    table, name = ("items", first) if first else ("about", "instrument")
    return redirect(url_for(".part", draft=draft, table=table, name=name), 303)


@pages.get(PART)
@action("instrument.draft")
def part(draft: uuid.UUID, table: str, name: str) -> str:
    """One part as a form."""
    with looking_at(draft) as desk:
        if not exists(desk.version, table, name):
            abort(404)
        values = dict(TABLES[table].values(desk.version, name))
        return _page(desk, table, name, before=values, values=values)


@pages.post(PART)
@action("instrument.draft")
def save(draft: uuid.UUID, table: str, name: str) -> Response | tuple[str, int]:
    """Save a part; where somebody else changed it meanwhile, both changes are kept or both texts are shown."""
    with changing(draft) as desk:
        entries = TABLES[table].entries(desk.version)
        yours = sent_values(entries, request.form)
        there = exists(desk.version, table, name)
        now = _plain(dict(TABLES[table].values(desk.version, name))) if there else {}
        before = _before(now)
        found = merged(before, now, yours=yours) if there else Merged(yours, (), ())
        if found.conflicts or (not there and "again" not in request.form):
            page = _page(desk, table, name, before=now, values=found.values, found=found, gone=not there)
            return page, 409
        try:
            desk.keep(TABLES[table].put(desk.version, name, found.values))
        except InvalidInstrument as invalid:
            return _page(desk, table, name, before=now, values=found.values, faults=invalid.sentences), 422
    flash(_("Saved, together with what %(who)s changed.", who=desk.draft.updated_by) if found.theirs else _("Saved."))
    return redirect(url_for(".part", draft=draft, table=table, name=name), 303)


@pages.post("/drafts/<uuid:draft>/order")
@action("instrument.draft")
def order(draft: uuid.UUID) -> Response:
    """Move an item one place up or down."""
    way, _sep, name = request.form.get("move", "").partition(" ")
    with changing(draft) as desk:
        version = moved(desk.version, name, by=-1 if way == "up" else 1)
        if version is not desk.version:
            desk.keep(version)
    here = request.form.get("here", "")
    return redirect(here if here.startswith(url_for(".opened", draft=draft)) else url_for(".opened", draft=draft), 303)


@pages.post(PART + "/remove")
@action("instrument.draft")
def remove(draft: uuid.UUID, table: str, name: str) -> Response:
    """Take a part out; refused while others need it, or where it was changed since it was shown."""
    with changing(draft) as desk:
        without = TABLES[table].without
        if without is None or not exists(desk.version, table, name):
            abort(404)
        if request.form.get("counter") != str(desk.draft.counter):
            raise Refused(_("The draft was changed meanwhile. Look at it again before you take something out."))
        try:
            desk.keep(without(desk.version, name))
        except InvalidInstrument as needed:
            raise Refused(*needed.sentences) from None
    flash(_("%(name)s was taken out.", name=name))
    return redirect(url_for(".opened", draft=draft), 303)


def _before(now: dict[str, str]) -> dict[str, str]:
    """What the form was filled with when it was shown, as it came back with what was sent."""
    try:
        sent = json.loads(request.form.get("before", "null"))
    except ValueError:
        sent = None
    return _plain(sent) if isinstance(sent, dict) else now


def _plain(values: dict[str, object]) -> dict[str, str]:
    return {name: str(value).replace("\r\n", "\n").strip() for name, value in values.items()}


def _page(
    desk: Desk,
    table: str,
    name: str,
    *,
    before: dict[str, str],
    values: dict[str, str],
    found: Merged | None = None,
    gone: bool = False,
    faults: tuple[str, ...] = (),
) -> str:
    version = desk.version
    return render_template(
        "authoring/editor.html",
        draft=desk.draft,
        version=version,
        table=table,
        tables=TABLES,
        name=name,
        entries=TABLES[table].entries(version),
        values=values,
        before=json.dumps(before, ensure_ascii=False, sort_keys=True),
        found=found,
        labels={entry.name: entry.label for entry in TABLES[table].entries(version)},
        gone=gone,
        faults=faults,
        said=_advice(version, name) if table == "items" else "",
        wave=_wave(version, table, name),
        summary=summary_of(desk.db, desk.draft, version),
    )


def _advice(version: Version, name: str) -> str:
    item = version.items_by_id.get(name)
    return advice(item, version.format_of(item)).sentence if item else ""


def _wave(version: Version, table: str, name: str) -> str:
    """The wave that the phone shows."""
    if table == "waves" and version.wave(name):
        return name
    item = version.items_by_id.get(name) if table == "items" else None
    asked = item.waves if item else ()
    kinds = [str(page.kind) for page in version.waves if not asked or page.kind in asked]
    return kinds[0] if kinds else ""
