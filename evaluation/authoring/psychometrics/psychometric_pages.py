"""Pages on how the items and scales of a published version were answered, and the same as files."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response as WrittenResponse

from evaluation.authoring.draft_scope import writer
from evaluation.domain.errors import Refused
from evaluation.storage.keys import key
from evaluation.store.instruments.item_notes import add_note
from evaluation.store.instruments.published_versions import version_of
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.labels import WAVE_LABELS
from evaluation.web.scope import log_action
from instruments import Item, ScaleKey

if TYPE_CHECKING:
    from evaluation.authoring.psychometrics.released_figures import VersionFigures

pages = Blueprint("psychometrics", __name__)
STATUS_LABELS = {
    "not yet validated": _l("Not yet validated"),
    "understood as meant": _l("Understood as meant"),
    "checked in use": _l("Checked in use"),
}
"""What a scale's status by the rule is called (`ValidationStatus`)."""


@pages.get("/<instrument>/<int:number>/figures")
@action("instrument.figures")
def figures(instrument: str, number: int) -> str:
    """Every item and scale in a row at each wave, with a search."""
    found, search = _found(instrument, number), request.args.get("search", "").strip()[:100]
    return render_template(
        "authoring/psychometrics/figures.html",
        found=found,
        version=found.version,
        search=search,
        statuses=STATUS_LABELS,
        items=[item for item in found.items if search.casefold() in _words(item)],
        scales=[scale for scale in found.version.scales if search.casefold() in _words(scale)],
        waves=WAVE_LABELS,
    )


@pages.get("/<instrument>/<int:number>/figures/items/<name>")
@action("instrument.figures")
def of_item(instrument: str, number: int, name: str) -> str:
    """One item: who did not answer it, how its answers are spread, and how it goes with its scale, by language."""
    return _item_page(instrument, number, name)


@pages.post("/<instrument>/<int:number>/figures/items/<name>")
@action("instrument.draft")
def add_item_note(instrument: str, number: int, name: str) -> WrittenResponse | tuple[str, int]:
    """Add what people made of an item when they were asked about it; notes are added to and never changed."""
    people, text = request.form.get("people", "").strip(), request.form.get("text", "")
    who = writer()
    try:
        with services().database.transaction() as db:
            version = version_of(db, instrument, number)
            item = version.items_by_id.get(name) or abort(404)
            count = int(people) if people.isdecimal() and len(people) < 6 else 0
            add_note(db, version, item, people=count, text=text, by=who.name, now=who.now)
            log_action(db, f"{instrument}/{number} {name}", "item note added", people=count)
    except Refused as refusal:
        return _item_page(instrument, number, name, typed={"people": people, "text": text}, faults=refusal.faults), 422
    flash(_("The note was added."))
    return redirect(url_for(".of_item", instrument=instrument, number=number, name=name), 303)


@pages.get("/<instrument>/<int:number>/figures/scales/<name>")
@action("instrument.figures")
def of_scale(instrument: str, number: int, name: str) -> str:
    """One scale: how reliable it was by version, wave and language, and how each of its items goes with the others."""
    found = _found(instrument, number)
    scale = next((each for each in found.version.scales if each.id == name), None)
    if scale is None:
        abort(404)
    rows = found.of_scale(scale)
    return render_template(
        "authoring/psychometrics/scale.html",
        found=found,
        version=found.version,
        scale=scale,
        statuses=STATUS_LABELS,
        rows=rows,
        own=[row for row in rows if row.at.version == number and row.figures.items],
        waves=WAVE_LABELS,
    )


@pages.get("/<instrument>/<int:number>/figures/<any(items,answers,scales):table>.csv")
@action("instrument.figures")
def as_file(instrument: str, number: int, table: str) -> Response:
    """The same figures as a file: items, answers to them, or scales."""
    from evaluation.authoring.psychometrics.figure_files import figures_as_csv  # noqa: PLC0415 - it loads pandas

    content = figures_as_csv(_found(instrument, number), table)
    headers = {"Content-Disposition": f'attachment; filename="{instrument}-{number}-{table}.csv"'}
    return Response(content, content_type="text/csv; charset=utf-8", headers=headers)


def _item_page(
    instrument: str, number: int, name: str, *, typed: Mapping[str, str] | None = None, faults: Sequence[str] = ()
) -> str:
    """The page of an item, with a note as it was typed and what is wrong with it."""
    found = _found(instrument, number)
    item = found.version.items_by_id.get(name)
    if item is None or item not in found.items:
        abort(404)
    return render_template(
        "authoring/psychometrics/item.html",
        found=found,
        version=found.version,
        item=item,
        rows=found.of_item(item),
        choices=found.version.format_of(item).choices,
        notes=found.notes_on(item),
        typed=typed or {},
        faults=faults,
        waves=WAVE_LABELS,
    )


def _found(instrument: str, number: int) -> "VersionFigures":
    from evaluation.authoring.psychometrics.released_figures import version_figures  # noqa: PLC0415 - it loads pandas

    with services().database.reading() as db:
        return version_figures(db, instrument, number, key=key(services().settings, "lots"))


def _words(of: Item | ScaleKey) -> str:
    asked = f"{of.ask} {of.text}" if isinstance(of, Item) else " ".join(of.items)
    return f"{of.id} {of.label} {of.construct} {asked}".casefold()
