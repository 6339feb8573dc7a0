"""The phone beside the editor: the participants' own page, drawn by the same renderer, from a draft."""

import re
import uuid
from functools import cache
from importlib.resources import files

from flask import Blueprint, Response, abort, g, make_response, request, url_for

from evaluation.authoring.draft_scope import looking_at, require_language
from evaluation.authoring.sections.entries import sent_values
from evaluation.authoring.sections.section_list import TABLES
from evaluation.questionnaire.page import page_bytes
from evaluation.questionnaire.questionnaire_html import AskedVersion, questionnaire_html
from evaluation.store.instruments.draft_translations import translation_in
from evaluation.web.access import action, public
from evaluation.web.headers import FRAMED_BY_OURS
from instruments import InvalidInstrument, Version, translated

pages = Blueprint("preview", __name__)
MOST_SHOWN = 60
"""Questions of a wave that are shown around the one that is written; in a longer one it is shown alone."""
AN_ITEM = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
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


@pages.get("/static/editor.css")
@public
def sheet() -> Response:
    """The editor's own style sheet."""
    return _handed_out("editor.css", "text/css; charset=utf-8")


@pages.get("/static/editor.js")
@public
def script() -> Response:
    """The editor's script, which shows on the phone what is being typed."""
    return _handed_out("editor.js", "text/javascript; charset=utf-8")


@pages.get("/static/questions.js")
@public
def list_script() -> Response:
    """The script of the list of questions, which moves what is dragged."""
    return _handed_out("questions.js", "text/javascript; charset=utf-8")


@pages.get("/drafts/<uuid:draft>/phone/<wave>/<language>")
@action("instrument.draft")
def phone(draft: uuid.UUID, wave: str, language: str) -> Response:
    """A wave of a draft as a phone shows it; `item` shows one question alone."""
    require_language(language)
    with looking_at(draft) as scope:
        version = scope.version
        if language != version.language:
            version = translated(version, translation_in(scope.db, scope.draft, version, language=language))
    return _shown(version, wave, language, item=request.args.get("item", ""))


@pages.post("/drafts/<uuid:draft>/phone/items/<name>")
@action("instrument.draft")
def look(draft: uuid.UUID, name: str) -> Response:
    """An item as it stands in the form, not saved."""
    with looking_at(draft) as scope:
        table = TABLES["items"]
        sent = sent_values(table.entries(scope.version), request.form)
        try:
            version = table.put(scope.version, name, sent)
        except InvalidInstrument:
            version = scope.version
    item = version.items_by_id.get(name) or abort(404)
    wave = next((str(page.kind) for page in version.waves if page.kind in item.waves), "")
    return _shown(version, wave, version.language, item=name)


def _shown(version: Version, wave: str, language: str, *, item: str) -> Response:
    asked = version.questions(wave)
    if not asked:
        abort(404)
    place = next((number for number, one in enumerate(asked, start=1) if one.id == item), 0)
    if len(asked) > MOST_SHOWN:
        alone = [one for one in version.items if one.id == item] or list(asked[:MOST_SHOWN])
        version = version.having(items=tuple(alone))
    g.previewed_item = item
    page = questionnaire_html(
        AskedVersion(version=version, wave=wave, language=language, place="Example Place", is_draft=True)
    )
    response = make_response(turned_to(page, place, of=len(asked)) if place else page)
    response.headers["Content-Security-Policy"] = FRAMED_BY_OURS
    return response


def turned_to(page: str, place: int, *, of: int) -> str:
    """The participants' page as their script shows it at one question, which the style sheet leaves alone on it.

    There are Back and Listen with its number, Continue or, at the last one, Send; nothing of it does anything here.
    """
    last, number = place == of, str(place)
    page = page.replace("<body", '<body class="step"', 1).replace("<h1>", '<h1 class="v">', 1)
    page = re.sub(r'(<nav class="top"[^>]*) hidden>', r"\1 inert>", page, count=1)
    page = re.sub(
        r'(<span data-on="([^"]*)">)', lambda found: found[1] + found[2].replace("{n}", number), page, count=1
    )
    page = page.replace('<button type="button" hidden><svg', '<button type="button"><svg', 1)
    if place > 1:
        page = page.replace('<p id="intro"', '<p id="intro" hidden', 1)
    if last:
        return page
    page = page.replace('id="next" hidden', 'id="next"', 1).replace('id="send"', 'id="send" hidden', 1)
    return page.replace('value="1" hidden>', 'value="1">', 1)


def _handed_out(name: str, content_type: str) -> Response:
    text = (files("evaluation") / "static" / "authoring" / name).read_text(encoding="utf-8")
    response = Response(text, content_type=content_type)
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def _style() -> str:
    """As phones get it."""
    return (files("evaluation") / "static" / "survey" / "survey.css").read_text(encoding="utf-8")
