"""The editor: one part of a draft as a form, with the phone beside it, what changed, and what is left to do.

Whatever is pressed beside the form (another part, an arrow, a way out) sends the form along: nothing typed is lost.
"""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from evaluation.authoring.autosave import left_unsaved, saved_answer, unsaved_answer, waits_for_save
from evaluation.authoring.draft_conflicts import Merged, merged, who_changed
from evaluation.authoring.draft_scope import ChangingScope, DraftScope, changing_draft, looking_at, writer
from evaluation.authoring.draft_summary import summary_of
from evaluation.authoring.faults_in_words import faults_in_words
from evaluation.authoring.history.history_pages import step_in_history
from evaluation.authoring.next_page import leaves, nearest_part, next_page
from evaluation.authoring.phone.shown_part import chosen_on_phone, shown_waves
from evaluation.authoring.removed_entry_pages import with_restored
from evaluation.authoring.row_presses import said_of_row
from evaluation.authoring.sections.entries import sent_values
from evaluation.authoring.sections.items import moved_item, moved_items
from evaluation.authoring.sections.section_list import TABLES, exists
from evaluation.store.instruments.draft_history import LastWriter, last_to_change
from evaluation.store.instruments.drafts import version_in
from evaluation.web.access import action
from evaluation.web.i18n import in_own_language
from evaluation.web.save_form import asked_by_script
from instruments import InvalidInstrument, Version
from instruments.advice import advice

pages = Blueprint("editor", __name__)
WITH_SAVING = frozenset({"move", "taken", "history", "row"})
"""What else is pressed sends the form along: it is not said that nothing was changed in it."""
LONGEST_NUMBER = 6
PART = "/drafts/<uuid:draft>/<any(items,formats,scales,waves,about):table>/<name>"


@pages.get("/drafts/<uuid:draft>")
@action("instrument.draft")
def opened(draft: uuid.UUID) -> Response:
    """The editor at the first item, or at the titles where there is none yet."""
    with looking_at(draft) as scope:
        first = scope.version.items[0].id if scope.version.items else ""
    table, name = ("items", first) if first else ("about", "instrument")
    return redirect(url_for(".part", draft=draft, table=table, name=name), 303)


@pages.get(PART)
@action("instrument.draft")
def part(draft: uuid.UUID, table: str, name: str) -> str:
    """One part as a form."""
    with looking_at(draft) as scope:
        if not exists(scope.version, table, name):
            abort(404)
        values = dict(TABLES[table].values(scope.version, name))
        return _page(scope, table, name, before=values, values=values)


@pages.post(PART)
@action("instrument.draft")
def save(draft: uuid.UUID, table: str, name: str) -> Response | tuple[Response | str, int]:
    """Save a part; where somebody else changed it meanwhile, both changes are kept or both texts are shown."""
    with changing_draft(draft) as scope:
        entries = TABLES[table].entries(scope.version)
        yours = sent_values(entries, request.form)
        is_there = exists(scope.version, table, name)
        now = _plain(dict(TABLES[table].values(scope.version, name))) if is_there else {}
        before = _before(now)
        found = merged(before, now, yours=yours) if is_there else Merged(yours, (), ())
        if found.conflicts or waits_for_save(draft) or (not is_there and "again" not in request.form):
            _note_typed(scope, f"{table}/{name}", yours, now)
            return _not_taken(scope, table, name, now, found=found, gone=not is_there)
        saved_with = last_to_change(scope.db, scope.draft, [_kept_as(table, name)]) if found.theirs else None
        try:
            version = TABLES[table].put(scope.version, name, found.values)
        except InvalidInstrument as invalid:
            _note_typed(scope, f"{table}/{name}", yours, now)
            faults = faults_in_words(invalid, entries=entries)
            if asked_by_script():
                return unsaved_answer(faults), 422
            return _page(scope, table, name, before=now, values=found.values, faults=faults), 422
        is_changed = version != scope.version
        version = with_restored(scope, _in_order(version, name if table == "items" else ""))
        if version != scope.version:
            scope.keep(version)
        if asked_by_script():
            kept = _plain(dict(TABLES[table].values(version, name)))
            theirs = {each: kept[each] for each in found.theirs}
            return saved_answer(scope, {"before": _as_json(kept)}, theirs=theirs)
        other, row = step_in_history(scope), said_of_row(entries, found.values)
        there = nearest_part(version, version_in(scope.db, scope.draft), table, name)
    moved = request.form.get("move") or ("place" if _typed_place() else None)
    also: dict[str, Any] = {"moved": moved, "row": row or None, **chosen_on_phone(version, table, name)}
    stay = other or url_for(".part", draft=draft, table=there[0], name=there[1], **also)
    return _after(draft, f"{table}/{name}", stay=stay, is_changed=is_changed, saved_with=saved_with)


def _not_taken(
    scope: ChangingScope, table: str, name: str, now: dict[str, str], *, found: Merged, gone: bool
) -> Response | tuple[Response | str, int]:
    """Why a form is not saved: both texts on its page, or to its script what to press; it stands in the history."""
    if waits_for_save(scope.draft.id):
        return left_unsaved(scope.draft.id, stay=url_for(".part", draft=scope.draft.id, table=table, name=name))
    if asked_by_script():
        return unsaved_answer(), 409
    return _page(scope, table, name, before=now, values=found.values, found=found, gone=gone), 409


def _note_typed(scope: ChangingScope, part: str, typed: Mapping[str, str], now: Mapping[str, str]) -> None:
    """Keep in the history what cannot be saved, as far as it is other than what the draft holds."""
    if other := {name: text for name, text in typed.items() if text and text != now.get(name, "")}:
        scope.recording.note_typed(part, other)


def _in_order(version: Version, item: str) -> Version:
    """The version with an item one place up or down, or the form's own at the place that was typed, which is said."""
    way, _sep, name = request.form.get("move", "").partition(" ")
    if name in version.items_by_id:
        version = moved_item(version, name, by=-1 if way == "up" else 1)
    elif item in version.items_by_id and (wanted := _typed_place()):
        name, version = item, moved_items(version, [item], to=wanted)
    else:
        return version
    place = [each.id for each in version.items].index(name) + 1
    flash(_("%(name)s is now question %(place)s of %(of)s.", name=name, place=place, of=len(version.items)))
    return version


def _typed_place() -> int:
    """The place that was typed over the one shown; 0 where none was, and while somebody still types."""
    typed = request.form.get("place", "")
    is_new = typed != request.form.get("shown_place", "") and typed.isdecimal() and len(typed) <= LONGEST_NUMBER
    return int(typed) if is_new and not asked_by_script() else 0


def _after(draft: uuid.UUID, saved: str, *, stay: str, is_changed: bool, saved_with: LastWriter | None) -> Response:
    """Say what was saved, and go on."""
    if saved_with and saved_with.id == writer().id:
        flash(_("Saved, together with what you changed in another tab or window."))
    elif saved_with:
        flash(_("Saved, together with what %(who)s changed.", who=saved_with.name))
    elif not _is_said(draft, is_changed=is_changed):
        flash(_("Saved."))
    return next_page(draft, saved=saved, stay=stay)


def _is_said(draft: uuid.UUID, *, is_changed: bool) -> bool:
    """Whether something else is said already, or another page was pressed and nothing was changed."""
    if is_changed:
        return "row" in request.form
    return leaves(draft) or bool(WITH_SAVING & request.form.keys()) or bool(_typed_place())


@pages.post(PART + "/remove")
@action("instrument.draft")
def remove(draft: uuid.UUID, table: str, name: str) -> Response:
    """Take a part out; it stays, which is said, while others need it or where it was changed since it was shown."""
    with changing_draft(draft) as scope:
        without = TABLES[table].without
        if without is None or not exists(scope.version, table, name):
            abort(404)
        if request.form.get("counter") != str(scope.draft.counter):
            flash(_("The draft was changed meanwhile. Look at it again before you take something out."), "error")
            return redirect(url_for(".part", draft=draft, table=table, name=name), 303)
        try:
            left = without(scope.version, name)
            scope.keep(left)
        except InvalidInstrument as needed:
            for sentence in faults_in_words(needed):
                flash(sentence, "error")
            return redirect(url_for(".part", draft=draft, table=table, name=name), 303)
        table, name = nearest_part(scope.version, left, table, name)
    return redirect(url_for(".part", draft=draft, table=table, name=name), 303)


def _before(now: dict[str, str]) -> dict[str, str]:
    """What the form was filled with when it was shown, as it came back with what was sent."""
    try:
        sent = json.loads(request.form.get("before", "null"))
    except ValueError:
        sent = None
    return _plain(sent) if isinstance(sent, dict) else now


def _as_json(values: Mapping[str, str]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _plain(values: dict[str, object]) -> dict[str, str]:
    return {name: str(value).replace("\r\n", "\n").strip() for name, value in values.items()}


def _page(
    scope: DraftScope,
    table: str,
    name: str,
    *,
    before: dict[str, str],
    values: dict[str, str],
    found: Merged | None = None,
    gone: bool = False,
    faults: tuple[str, ...] = (),
) -> str:
    version = scope.version
    return render_template(
        "authoring/editor.html",
        draft=scope.draft,
        version=version,
        table=table,
        tables=TABLES,
        name=name,
        entries=TABLES[table].entries(version),
        values=values,
        before=_as_json(before),
        found=found,
        who=who_changed(scope, found, _kept_as(table, name), is_whole=True),
        labels={entry.name: entry.label for entry in TABLES[table].entries(version)},
        gone=gone,
        keeps=not gone and not (found and found.conflicts),
        faults=faults,
        said=_advice(version, name) if table == "items" else "",
        shown_waves=shown_waves,
        summary=summary_of(scope.db, scope.draft, version),
    )


def _kept_as(table: str, name: str) -> str:
    """What the history knows a part by."""
    return table if table == "about" else f"{table}/{name}"


def _advice(version: Version, name: str) -> str:
    item = version.items_by_id.get(name)
    if item is None:
        return ""
    return " ".join(in_own_language(sentence) for sentence in advice(item, version.format_of(item)).sentences)
