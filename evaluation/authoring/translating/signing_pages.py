"""Signing a translation as a second person: of a draft, or of a published version; what is signed is what was shown."""

import uuid

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from evaluation.authoring.draft_scope import changing_draft, require_language, writer
from evaluation.domain.errors import Refused
from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.store.instruments.published_versions import translations_of, version_of
from evaluation.store.instruments.publishing import WROTE_IT, sign
from evaluation.store.instruments.translations.draft_translations import mark_checked, translation_in, writers_of
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.scope import log_action
from instruments import (
    Translation,
    Version,
    blank_problems,
    missing,
    not_carried_over,
    signed_digest,
    translation_digest,
    words_of,
)

pages = Blueprint("signing", __name__)


@pages.post("/drafts/<uuid:draft>/translations/<language>/sign")
@action("instrument.translate")
def sign_draft(draft: uuid.UUID, language: str) -> Response:
    """Sign a complete translation as a second person, who wrote none of it."""
    require_language(language)
    page = redirect(url_for("authoring.translating.shown", draft=draft, language=language), 303)
    with changing_draft(draft) as scope:
        translation = translation_in(scope.db, scope.draft, scope.version, language=language)
        absent = missing(scope.version, translation)
        if absent:
            raise Refused(
                _("%(count)s texts are missing or need another look; sign when all are there.", count=len(absent))
            )
        _with_its_blanks(scope.version, translation)
        if writer().id in writers_of(scope.db, scope.draft, language=language):
            raise Refused(WROTE_IT)
        if _is_another(scope.version, translation):
            return page
        _looked_at(scope.version, translation)
        sign(scope.db, translation, by=writer().name, now=writer().now, draft=scope.version)
        mark_checked(scope.db, scope.draft, language=language)
        log_action(
            scope.db, scope.draft, "translation signed", language=language, sha256=translation_digest(translation)
        )
    flash(_("Signed. It can go live with the version."))
    return page


@pages.post("/<instrument>/<int:number>/translations/<language>/sign")
@action("instrument.translate")
def sign_published(instrument: str, number: int, language: str) -> Response:
    """Sign the translation that stands beside a published version; from then on people can choose it."""
    page = redirect(url_for("authoring.versions.shown", instrument=instrument, number=number), 303)
    with services().database.transaction() as db:
        version = version_of(db, instrument, number)
        translation = next((one for one in translations_of(db, version) if one.language == language), None)
        if translation is None or missing(version, translation):
            raise Refused(_("There is no complete translation of that version in this language."))
        _with_its_blanks(version, translation)
        if _is_another(version, translation):
            return page
        _looked_at(version, translation)
        sign(db, translation, by=writer().name, now=writer().now, signer=writer().id)
        log_action(
            db, f"{instrument}/{number} {language}", "translation signed", sha256=translation_digest(translation)
        )
    flash(
        _("Signed. People can choose this language now.")
        if language in INTERFACE_LANGUAGES
        else _("Signed. People can choose it once the pages around the questions have words in this language.")
    )
    return page


def _is_another(version: Version, translation: Translation) -> bool:
    """Whether the words are not those that the form stood under, which is said."""
    if request.form.get("shown") == signed_digest(version, translation):
        return False
    flash(_("The words were changed meanwhile. Read them as they are now before you sign."), "error")
    return True


def _with_its_blanks(version: Version, translation: Translation) -> None:
    """Refuse to sign words that lost a blank."""
    faults = blank_problems(words_of(version), translation.strings, language=translation.language)
    if sentences := [fault.said for fault in faults]:
        raise Refused(*sentences)


def _looked_at(version: Version, translation: Translation) -> None:
    """Refuse to sign where numbers or answers differ from the source, until whoever signs says that each is right."""
    faults = [fault.said for fault in not_carried_over(version, translation)]
    if faults and "looked" not in request.form:
        raise Refused(*faults, _("Mend these, or go back and tick that you have looked at each."))
