"""Pages on how the items and scales of a published version were answered, and the same as files."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, render_template, request

from evaluation.storage.keys import key
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.labels import WAVE_LABELS
from instruments import Item, ScaleKey

if TYPE_CHECKING:
    from evaluation.authoring.psychometrics.released_figures import VersionFigures

pages = Blueprint("psychometrics", __name__)


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
        items=[item for item in found.items if search.casefold() in _words(item)],
        scales=[scale for scale in found.version.scales if search.casefold() in _words(scale)],
        waves=WAVE_LABELS,
    )


@pages.get("/<instrument>/<int:number>/figures/items/<name>")
@action("instrument.figures")
def of_item(instrument: str, number: int, name: str) -> str:
    """One item: who did not answer it, how its answers are spread, and how it goes with its scale, by language."""
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
        waves=WAVE_LABELS,
    )


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


def _found(instrument: str, number: int) -> "VersionFigures":
    from evaluation.authoring.psychometrics.released_figures import version_figures  # noqa: PLC0415 - it loads pandas

    with services().database.reading() as db:
        return version_figures(db, instrument, number, key=key(services().settings, "lots"))


def _words(of: Item | ScaleKey) -> str:
    asked = f"{of.ask} {of.text}" if isinstance(of, Item) else " ".join(of.items)
    return f"{of.id} {of.label} {of.construct} {asked}".casefold()
