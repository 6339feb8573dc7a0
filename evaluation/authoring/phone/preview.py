"""The phone beside the editor and beside a published version: the participants' own page, by the same renderer."""

import re
import uuid
from functools import cache
from importlib.resources import files

from flask import Blueprint, Response, abort, g, make_response, request, url_for

from evaluation.authoring.draft_scope import DraftScope, looking_at, require_language
from evaluation.authoring.phone.drawn_part import ShownWords, agreement_html, part_html
from evaluation.authoring.sections.entries import sent_values
from evaluation.authoring.sections.section_list import TABLES, exists
from evaluation.questionnaire.page import page_bytes
from evaluation.store.instruments.published_versions import intact_translations, signed_digests, version_of
from evaluation.store.instruments.translations.draft_translations import translation_in
from evaluation.web.access import action, public
from evaluation.web.app import services
from evaluation.web.headers import FRAMED_BY_OURS
from instruments import InvalidInstrument, Translation, Version, translation_digest

pages = Blueprint("preview", __name__)
AN_ITEM = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
PHONE = "/drafts/<uuid:draft>/phone/<any(items,formats,scales,waves,about):table>/<name>"
ALONE = "body:has(#ITEM) :is(.note,fieldset:not(#ITEM)){display:none}"


@pages.context_processor
def _assets() -> dict[str, object]:
    """The participants' style sheet, handed out on the staff's side as well."""
    item, digest = g.get("previewed_item") or "whole", page_bytes(_style()).digest
    return {"asset": lambda _name: url_for(".style", digest=digest, item=item)}


@pages.get("/preview/<digest>/<item>.css")
@public
def style(digest: str, item: str) -> Response:  # noqa: ARG001 - the digest makes the address change with the bytes
    """The participants' style sheet; with an item, what shows its question alone."""
    alone = ALONE.replace("ITEM", item) if AN_ITEM.fullmatch(item) else ""
    response = Response(_style() + alone, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@pages.get(PHONE)
@action("instrument.draft")
def phone(draft: uuid.UUID, table: str, name: str) -> Response:
    """A part of a draft as a phone shows it."""
    with looking_at(draft) as scope:
        return _of_draft(scope, scope.version, table, name)


@pages.post(PHONE)
@action("instrument.draft")
def look(draft: uuid.UUID, table: str, name: str) -> Response:
    """A part as it stands in the form, not saved; as it is saved where that cannot be."""
    with looking_at(draft) as scope:
        section = TABLES[table]
        try:
            typed = section.put(scope.version, name, sent_values(section.entries(scope.version), request.form))
        except InvalidInstrument:
            typed = scope.version
        return _of_draft(scope, typed, table, name)


@pages.get("/<instrument>/<int:number>/phone")
@action("instrument.see")
def phone_of_published(instrument: str, number: int) -> Response:
    """A part of a published version, `part`, as a phone shows it; what people agree to unless one is asked for."""
    table, _slash, name = (request.args.get("part") or "about/instrument").partition("/")
    with services().database.reading() as db:
        version = version_of(db, instrument, number)
        translations = {each.language: each for each in intact_translations(db, version)}
        signed = signed_digests(db, version, translations.values(), published=True)
    found = translations.get(request.args.get("shown_language", ""))
    is_signed = found is None or translation_digest(found) in signed
    return _shown(version, table, name, translation=found, is_unchecked=not is_signed)


def _of_draft(scope: DraftScope, version: Version, table: str, name: str) -> Response:
    """A part in the language that is chosen, the source where none is."""
    language = request.values.get("shown_language") or version.language
    require_language(language)
    if language == version.language:
        return _shown(version, table, name)
    translation = translation_in(scope.db, scope.draft, version, language=language)
    return _shown(version, table, name, translation=translation, is_unchecked=True)


def _shown(
    version: Version, table: str, name: str, *, translation: Translation | None = None, is_unchecked: bool = False
) -> Response:
    if table not in TABLES or not exists(version, table, name):
        abort(404)
    shown = ShownWords(version, translation, request.values.get("shown_wave", ""), is_unchecked)
    response = make_response(agreement_html(shown) if table == "about" else part_html(shown, table, name))
    response.headers["Content-Security-Policy"] = FRAMED_BY_OURS
    return response


@cache
def _style() -> str:
    """As phones get it."""
    return (files("evaluation") / "static" / "survey" / "survey.css").read_text(encoding="utf-8")
