"""The history of a draft: who changed what and when; undo and redo on every page of it, and any earlier state again."""

import uuid
from collections.abc import Iterable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from evaluation.authoring.draft_scope import (
    ChangingScope,
    changing_draft,
    changing_thrown_away,
    looking_at_kept,
    writer,
)
from evaluation.authoring.faults_in_words import faults_in_words
from evaluation.authoring.history.change_lines import ChangedEntry, changed_entries, changed_places
from evaluation.authoring.next_page import next_page
from evaluation.authoring.sections.section_list import TABLES, exists
from evaluation.domain.errors import Refused
from evaluation.models import Draft, DraftChange
from evaluation.store.instruments.draft_history import NextSteps, history_of, next_steps, redo, restore, undo
from evaluation.store.instruments.drafts import version_in
from evaluation.store.instruments.ended_drafts import TAKEN_UP, ended_draft, take_up_again
from evaluation.web.access import action
from evaluation.web.i18n import in_own_language
from evaluation.web.scope import log_action
from instruments import InvalidInstrument, Version

pages = Blueprint("history", __name__)
A_PAGE = 50
STEPS = {"undo": undo, "redo": redo}
PLACES_NAMED = 3


@pages.get("/drafts/<uuid:draft>/history")
@action("instrument.draft")
def shown(draft: uuid.UUID) -> str:
    """Every change, the last first, fifty to a page; `search` shows those in which a word stands.

    Of a draft that was published or thrown away it stays, to be read.
    """
    search, page = request.args.get("search", "").strip()[:100], max(0, request.args.get("page", 0, type=int))
    with looking_at_kept(draft) as scope:
        listed = [(change, changed_entries(change, scope.version)) for change in history_of(scope.db, scope.draft)]
        found = [(change, entries) for change, entries in listed if _holds(change, entries, search.casefold())]
        return render_template(
            "authoring/history/history.html",
            draft=scope.draft,
            version=scope.version,
            found=found[page * A_PAGE : (page + 1) * A_PAGE],
            count=len(found),
            more=len(found) > (page + 1) * A_PAGE,
            page=page,
            search=search,
            exists=exists if scope.draft.ended_at is None else lambda *_part: False,
            ended=ended_draft(scope.db, draft) if scope.draft.ended_at else None,
        )


@pages.post("/drafts/<uuid:draft>/history")
@action("instrument.draft")
def press(draft: uuid.UUID) -> Response:
    """Take back or do again what one changed last, and stay on the page."""
    with changing_draft(draft) as scope:
        step_in_history(scope)
    return next_page(draft, saved="history", stay=url_for(".shown", draft=draft))


@pages.post("/drafts/<uuid:draft>/history/<int:number>/restore")
@action("instrument.draft")
def restore_state(draft: uuid.UUID, number: int) -> Response:
    """Bring the draft back to how it stood after a change; what was done since stays in the history."""
    with changing_draft(draft) as scope:
        restore(scope.recording, number)
    flash(_("The draft is as it was after change %(number)s. Undo takes that back.", number=number))
    return redirect(url_for(".shown", draft=draft), 303)


@pages.post("/drafts/<uuid:draft>/history/take-up")
@action("instrument.draft")
def take_up(draft: uuid.UUID) -> Response:
    """Go on with a draft that was thrown away, as it was."""
    with changing_thrown_away(draft) as scope:
        take_up_again(scope.db, scope.draft, writer())
        log_action(scope.db, scope.draft, TAKEN_UP, instrument=scope.draft.instrument)
    flash(_("The draft is there again, as it was."))
    return redirect(url_for("authoring.editor.opened", draft=draft), 303)


def undo_and_redo(draft: Draft) -> NextSteps:
    """What whoever looks could take back and do again."""
    return next_steps(draft, writer=writer().id)


def step_in_history(scope: ChangingScope) -> str:
    """Take back or do again what was pressed, and say so; the address of what that changed, empty where nothing did."""
    way, _sep, number = request.form.get("history", "").partition(" ")
    if way not in STEPS or not number.isdecimal():
        return ""
    saved = scope.recording.note()
    wanted = saved.number if saved and way == "undo" else int(number[:9])
    try:
        made = STEPS[way](scope.recording, wanted)
    except Refused as refusal:
        _say([in_own_language(fault) for fault in refusal.faults])
        return ""
    except InvalidInstrument as invalid:
        _say(faults_in_words(invalid))
        return ""
    version = version_in(scope.db, scope.draft)
    what = ", ".join(changed_places(made, version)[:PLACES_NAMED])
    flash(_("Taken back: %(what)s.", what=what) if way == "undo" else _("Done again: %(what)s.", what=what))
    return _address_of(made, scope.draft, version)


def _say(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        flash(sentence)


def _address_of(change: DraftChange, draft: Draft, version: Version) -> str:
    """The page of the first part that a change changed and that is there."""
    for entry in changed_entries(change, version):
        table, _slash, name = entry.part.partition("/")
        if table in TABLES and exists(version, table, name):
            return url_for("authoring.editor.part", draft=draft.id, table=table, name=name)
    return ""


def _holds(change: DraftChange, entries: Iterable[ChangedEntry], search: str) -> bool:
    texts = (text for one in entries for text in (one.where, one.label, one.before, one.after))
    return not search or any(search in text.casefold() for text in (change.made_by, *texts))
