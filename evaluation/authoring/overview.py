"""Instruments: what is published, what is being written, and the ways to begin one."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from pydantic import ValidationError
from werkzeug import Response

from evaluation.authoring.draft_scope import looking_at, writer
from evaluation.authoring.faults_in_words import faults_in_words
from evaluation.authoring.sections.items import uncited_items
from evaluation.domain.errors import Refused
from evaluation.questionnaire.localised_version import language_name
from evaluation.store.instruments.draft_history import Recording
from evaluation.store.instruments.drafts import add_draft, all_drafts, begun_a_moment_ago, title_of_draft
from evaluation.store.instruments.ended_drafts import all_thrown_away
from evaluation.store.instruments.kept_imports import import_of, keep_import
from evaluation.store.instruments.published_versions import (
    newest_of,
    translations_of,
)
from evaluation.store.instruments.version_list import listed_versions
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.i18n import current_language, in_own_language
from evaluation.web.scope import log_action
from instruments import InvalidInstrument, Translation, Version
from instruments.asking.identifying import identifying_items
from instruments.interchange import Imported, read_files
from instruments.interchange.imported import STANDARD_CONSENT
from instruments.interchange.standing.standard_words import standard_consent

pages = Blueprint("overview", __name__)


@pages.get("/")
@action("instrument.see")
def listed() -> str:
    """Every published version and every draft, also those that were thrown away."""
    return _page()


def _page(faults: Sequence[str] = ()) -> str:
    with services().database.reading() as db:
        found, drafts = listed_versions(db, language=current_language()), all_drafts(db)
        gone, titles = all_thrown_away(db), {draft.id: title_of_draft(draft) for draft in drafts}
    return render_template(
        "authoring/overview.html", found=found, drafts=drafts, gone=gone, titles=titles, faults=faults
    )


@pages.post("/drafts")
@action("instrument.draft")
def begin() -> Response | tuple[str, int]:
    """Begin a draft from a published version, or with a new instrument."""
    name = request.form.get("name", "").strip()
    instrument = request.form.get("instrument", "")
    if name:
        try:
            blank = _blank(name)
        except Refused as refusal:
            return _page(refusal.faults), 422
        flash(in_own_language(STANDARD_CONSENT))
        return _opened(blank, translations=())
    with services().database.reading() as db:
        version = newest_of(db, instrument)
        if version is None:
            raise Refused(_("There is no published instrument of that name."))
        translations = translations_of(db, version)
    return _opened(version, translations=translations)


@pages.post("/import")
@action("instrument.draft")
def import_file() -> Response:
    """Begin a draft from another tool's file, or from ours with those of its languages; what is lost is listed."""
    sent = {each.filename: each.read() for each in request.files.getlist("file") if each.filename}
    if not sent:
        raise Refused(_("Choose a file first."))
    try:
        found = read_files(sent, several="list_several" not in request.form)
    except InvalidInstrument as invalid:
        raise Refused(*faults_in_words(invalid)) from None
    version = found.version_draft
    if not (found.not_carried or found.identifying or found.standard):
        return _opened(version, translations=found.translations)
    draft = _begun(version, translations=found.translations, came_from=(", ".join(sent), found))
    return redirect(url_for(".taken_in", draft=draft), 303)


@pages.get("/drafts/<uuid:draft>/taken-in")
@action("instrument.draft")
def taken_in(draft: uuid.UUID) -> Response | str:
    """What came along from the file that a draft was begun from, what could not, and what is to be done first."""
    with looking_at(draft) as scope:
        found = import_of(scope.db, scope.draft)
        if found is None:
            return redirect(url_for("authoring.editor.opened", draft=draft), 303)
        return render_template(
            "authoring/imported.html",
            found=found,
            draft=draft,
            uncited=uncited_items(scope.version),
            identifying=identifying_items(scope.version),
            based_on=scope.draft.based_on,
            version=scope.version,
            languages=[language_name(tag) for tag in found.languages],
        )


def _opened(version: Version, *, translations: tuple[Translation, ...]) -> Response:
    """Begin a draft and open it."""
    draft = _begun(version, translations=translations)
    flash(_("A draft of %(name)s was begun.", name=version.id))
    return redirect(url_for("authoring.editor.opened", draft=draft), 303)


def _begun(
    version: Version, *, translations: tuple[Translation, ...], came_from: tuple[str, Imported] | None = None
) -> uuid.UUID:
    """A new draft, or the one that the same press began; what the file it came from gave is kept with it."""
    with services().database.transaction() as db:
        if there := begun_a_moment_ago(db, version, translations=translations, writer=writer()):
            return there.id
        newest = newest_of(db, version.id)
        draft = add_draft(
            db, version, based_on=newest.number if newest else None, translations=translations, writer=writer()
        )
        if came_from:
            name, found = came_from
            keep_import(Recording(db, draft, writer()), found, name=name)
        log_action(db, draft, "instrument drafted", instrument=version.id)
        return draft.id


def _blank(name: str) -> Version:
    consent = standard_consent()
    try:
        return Version(
            id=name, number=1, title=name, languages=("en",), consent=consent, waves=(), formats=(), items=()
        )
    except ValidationError:
        raise Refused(_("An id has small letters, digits and single hyphens, such as my-survey.")) from None
