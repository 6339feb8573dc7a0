"""Adding something new to a draft: an item, a response format, a scale or a wave."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from evaluation.authoring.draft_scope import DraftScope, changing_draft, looking_at
from evaluation.authoring.faults_in_words import faults_in_words
from evaluation.authoring.sections.entries import FormEntry, Values, sent_values
from evaluation.authoring.sections.section_list import TABLES, added
from evaluation.web.access import action
from evaluation.web.labels import WAVE_LABELS
from instruments import InvalidInstrument, Version

pages = Blueprint("adding", __name__)
ADDRESS = "/drafts/<uuid:draft>/add/<any(items,formats,scales,waves):table>"


@pages.get(ADDRESS)
@action("instrument.draft")
def add(draft: uuid.UUID, table: str) -> str:
    """The form of something new."""
    with looking_at(draft) as scope:
        return _page(scope, table, TABLES[table].values(scope.version, ""))


@pages.post(ADDRESS)
@action("instrument.draft")
def put(draft: uuid.UUID, table: str) -> Response | tuple[str, int] | str:
    """Add it; its id is its identity and does not change afterwards. A press on a row of the form only changes that."""
    name = request.form.get("id", "").strip()
    with changing_draft(draft) as scope:
        values = {**sent_values(TABLES[table].entries(scope.version), request.form), "id": name}
        if "row" in request.form:
            return _page(scope, table, values)
        try:
            scope.keep(added(scope.version, table, name, values=values))
        except InvalidInstrument as invalid:
            named = (FormEntry("id", _("Id")), *TABLES[table].entries(scope.version))
            return _page(scope, table, values, faults=faults_in_words(invalid, entries=named)), 422
    flash(_("Added."))
    address = url_for("authoring.editor.part", draft=draft, table=table, name=name, saved=f"add/{table}")
    return redirect(address, 303)


def _page(scope: DraftScope, table: str, values: Values, *, faults: tuple[str, ...] = ()) -> str:
    return render_template(
        "authoring/add.html",
        draft=scope.draft,
        version=scope.version,
        table=table,
        tables=TABLES,
        id_hint=_("A letter, then letters, digits and underscores. It is its identity and never changes."),
        waves_to_add=_waves_to_add(scope.version),
        entries=TABLES[table].entries(scope.version),
        values=values,
        faults=faults,
    )


def _waves_to_add(version: Version) -> tuple[tuple[str, str], ...]:
    """The waves that the version does not have yet, with what they are called."""
    return tuple((kind, str(label)) for kind, label in WAVE_LABELS.items() if version.wave(kind) is None)
