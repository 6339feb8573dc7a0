"""All questions of a draft as a list: searched, moved to any place, duplicated, several moved or taken out at once."""

import uuid
from collections.abc import Callable, Iterable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from evaluation.authoring.draft_scope import changing_draft, looking_at
from evaluation.authoring.faults_in_words import faults_in_words
from evaluation.authoring.sections.items import duplicated_items, moved_items, without_items
from evaluation.authoring.sections.section_list import TABLES
from evaluation.web.access import action
from instruments import InvalidInstrument, Item, Version

pages = Blueprint("questions", __name__)
MOST_CHOSEN = 100
LONGEST_NUMBER = 6
ADDRESS = "/drafts/<uuid:draft>/questions"


@pages.get(ADDRESS)
@action("instrument.draft")
def listed(draft: uuid.UUID) -> str:
    """Every question with its place; `search` and `wave` show those that hold words and are asked in a wave."""
    search, wave = request.args.get("search", "").strip()[:100], request.args.get("wave", "")
    with looking_at(draft) as scope:
        version = scope.version
        found = [
            (place, item)
            for place, item in enumerate(version.items, start=1)
            if search.casefold() in _words_of(item) and (not wave or wave in item.waves)
        ]
        return render_template(
            "authoring/questions.html",
            draft=scope.draft,
            version=version,
            found=found,
            search=search,
            wave=wave,
            tables=TABLES,
            scales=_scales_of(version),
            chosen=request.args.getlist("chosen"),
        )


@pages.post(ADDRESS)
@action("instrument.draft")
def change(draft: uuid.UUID) -> Response:
    """Move, duplicate or take out the questions that are ticked; by no press, those to their places whose number was
    changed.
    """
    with changing_draft(draft) as scope:
        chosen = [name for name in request.form.getlist("chosen") if name in scope.version.items_by_id]
        way = request.form.get("change", "")
        if way and not chosen:
            flash(_("Tick the questions first."))
        else:
            try:
                version, chosen = CHANGES.get(way, _renumbered)(scope.version, chosen)
            except InvalidInstrument as needed:
                for sentence in faults_in_words(needed):
                    flash(sentence, "error")
            else:
                scope.keep(version)
    search, wave = request.args.get("search"), request.args.get("wave")
    return redirect(url_for(".listed", draft=draft, search=search, wave=wave, chosen=chosen[:MOST_CHOSEN]), 303)


Changed = tuple[Version, list[str]]
"""A version, and the questions of it that were changed and are there."""


def _moved(version: Version, chosen: list[str]) -> Changed:
    """With those ticked from the place on that was typed."""
    wanted = _number(request.form.get("to", ""))
    if wanted is None:
        flash(_("Say to which place: a number from 1 to %(most)s.", most=len(version.items)))
        return version, chosen
    version = moved_items(version, chosen, to=wanted)
    _say_places(version, chosen)
    return version, chosen


def _duplicated(version: Version, chosen: list[str]) -> Changed:
    version, copies = duplicated_items(version, chosen)
    flash(_("Added after the questions they copy: %(names)s.", names=", ".join(copies)))
    return version, copies


def _removed(version: Version, chosen: list[str]) -> Changed:
    version = without_items(version, chosen)
    flash(ngettext("%(num)s question was taken out.", "%(num)s questions were taken out.", len(chosen)))
    return version, []


def _renumbered(version: Version, _chosen: list[str]) -> Changed:
    """With those at their places whose number is other than it was shown."""
    shown = {name: place for place, name in enumerate(request.form.get("order", "").split(), start=1)}
    typed = {name: _number(request.form.get(f"place.{name}", "")) for name in version.items_by_id}
    wanted = {name: place for name, place in typed.items() if place is not None and shown.get(name, place) != place}
    for name, place in sorted(wanted.items(), key=lambda each: each[1]):
        version = moved_items(version, [name], to=place)
    _say_places(version, wanted)
    return version, list(wanted)


CHANGES: Mapping[str, Callable[[Version, list[str]], Changed]] = {
    "move": _moved,
    "duplicate": _duplicated,
    "remove": _removed,
}
"""What is done to the questions that are ticked, by the press that does it."""


def _say_places(version: Version, names: Iterable[str]) -> None:
    for place, item in enumerate(version.items, start=1):
        if item.id in set(names):
            flash(_("%(name)s is now question %(place)s of %(of)s.", name=item.id, place=place, of=len(version.items)))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else None


def _words_of(item: Item) -> str:
    return f"{item.id} {item.label} {item.ask} {item.text} {item.construct}".casefold()


def _scales_of(version: Version) -> dict[str, list[str]]:
    """The names of the scales that count a question, by its id."""
    found: dict[str, list[str]] = {}
    for scale in version.scales:
        for name in scale.items:
            found.setdefault(name, []).append(scale.label)
    return found
