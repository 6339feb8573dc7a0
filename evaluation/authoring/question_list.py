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
from evaluation.domain.errors import Refused
from evaluation.web.access import action
from instruments import InvalidInstrument, Item, Version

pages = Blueprint("questions", __name__)
MOST_CHOSEN = 100
LONGEST_NUMBER = 6
ADDRESS = "/drafts/<uuid:draft>/questions"
Changed = tuple[Version, list[str]]
"""A version, and the questions of it that were changed and are there."""


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
            to=request.args.get("to", "")[:LONGEST_NUMBER],
        )


@pages.post(ADDRESS)
@action("instrument.draft")
def change(draft: uuid.UUID) -> Response:
    """Move, duplicate or take out the questions that are ticked; by no press, those to their places whose number was
    changed, or those that are ticked to the place that was typed. What was not done says why, and gives back the form.
    """
    with changing_draft(draft) as scope:
        chosen = [name for name in request.form.getlist("chosen") if name in scope.version.items_by_id]
        to, places = request.form.get("to", "").strip(), _typed_places(scope.version)
        way = request.form.get("change", "") or ("move" if to and not places else "")
        try:
            version, chosen = _changed(scope.version, chosen, way, places)
        except InvalidInstrument as needed:
            _say(faults_in_words(needed))
        except Refused as refusal:
            _say(refusal.faults)
        else:
            to = "" if way == "move" else to
            scope.keep(version)
    search, wave = request.args.get("search"), request.args.get("wave")
    shown = url_for(".listed", draft=draft, search=search, wave=wave, chosen=chosen[:MOST_CHOSEN], to=to or None)
    return redirect(shown, 303)


def _changed(version: Version, chosen: list[str], way: str, places: Mapping[str, str]) -> Changed:
    if not way:
        return _renumbered(version, chosen, places)
    if not chosen:
        raise Refused(_("Tick the questions first."))
    return CHANGES[way](version, chosen)


def _say(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        flash(sentence, "error")


def _moved(version: Version, chosen: list[str]) -> Changed:
    """With those ticked from the place on that was typed."""
    wanted = _number(request.form.get("to", ""))
    if wanted is None:
        raise Refused(_("Say to which place: a number from 1 to %(most)s.", most=len(version.items)))
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


def _typed_places(version: Version) -> dict[str, str]:
    """The places that are other than they were shown, as they were typed."""
    shown = {name: str(place) for place, name in enumerate(request.form.get("order", "").split(), start=1)}
    typed = {name: request.form.get(f"place.{name}", place).strip() for name, place in shown.items()}
    return {name: place for name, place in typed.items() if place != shown[name] and name in version.items_by_id}


def _renumbered(version: Version, chosen: list[str], places: Mapping[str, str]) -> Changed:
    """With those at their places whose number was changed, which stand first among those that stay ticked."""
    if not places:
        raise Refused(
            _("Nothing was moved. Type another place beside a question, or tick some and say to which place.")
        )
    wanted = {name: _number(place) for name, place in places.items()}
    if None in wanted.values():
        raise Refused(_("Say to which place: a number from 1 to %(most)s.", most=len(version.items)))
    for name, place in sorted(wanted.items(), key=lambda each: each[1] or 0):
        version = moved_items(version, [name], to=place or 1)
    _say_places(version, wanted)
    return version, list(dict.fromkeys([*wanted, *chosen]))


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
