"""Putting back what was taken out of a draft, or letting it go: one press on any page of the draft."""

import uuid

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from evaluation.authoring.draft_scope import ChangingScope, changing_draft
from evaluation.authoring.faults_in_words import faults_in_words
from evaluation.authoring.next_page import next_page
from evaluation.store.instruments.removed_entries import dismiss, put_back
from evaluation.web.access import action
from instruments import InvalidInstrument, Version

pages = Blueprint("taking_out", __name__)


@pages.post("/drafts/<uuid:draft>/taken-out")
@action("instrument.draft")
def press(draft: uuid.UUID) -> Response:
    """Put something back or let it go, and stay on the page."""
    with changing_draft(draft) as scope:
        keep_restored(scope)
    return next_page(draft, saved="taken-out", stay=url_for("authoring.editor.opened", draft=draft))


def keep_restored(scope: ChangingScope) -> None:
    """Change a draft by what was pressed."""
    version = with_restored(scope, scope.version)
    if version != scope.version:
        scope.keep(version)


def with_restored(scope: ChangingScope, version: Version) -> Version:
    """The version with what a press puts back, which is said; as it is where none does, and where it cannot be."""
    way, _sep, name = request.form.get("taken", "").partition(" ")
    if way == "dismiss":
        dismiss(scope.draft, id=name)
    elif way == "back":
        try:
            version = put_back(scope.draft, version, id=name)
            flash(_("It is back at its place."))
        except InvalidInstrument as needed:
            for sentence in faults_in_words(needed):
                flash(sentence)
    return version
