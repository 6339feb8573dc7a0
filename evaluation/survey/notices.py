"""Pages that say one thing and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.survey.unsent_answers import Unsent
from evaluation.web.i18n import current_language

PERSONAL = {"Weaving-Personal": "1"}
"""Tells the service worker that a page is one person's, not to be kept for whoever comes without signal."""


@dataclass(frozen=True, slots=True)
class NoticeContext:
    """What a notice at a meeting's own address knows of it and of whoever reads it."""

    words: str
    chapter: str = ""
    """Whose meeting it is."""
    waits: str = ""
    """What is waited for, before or after: the page looks again by itself until something opens."""
    now: str = ""
    """What is open here, as the page was made."""
    again: tuple[str, str] | None = None
    """The one thing to press while waiting (label, address)."""
    unsent: Unsent | None = None


def page_language() -> str:
    """The interface language for a page outside any questionnaire: as asked for, or as the browser prefers.

    It is asked for by a link, by the form that was sent, or by the address of a questionnaire.
    """
    address = (request.view_args or {}).get("language", "")
    for asked in (request.args.get("lang"), _sent_language(), address):
        if asked in INTERFACE_LANGUAGES:
            return str(asked)
    return request.accept_languages.best_match(INTERFACE_LANGUAGES) or "en"


def _sent_language() -> str | None:
    try:
        return request.form.get("lang")
    except HTTPException:  # more was sent than is ever read, which the page is about to say
        return None


def asked_or(language: str) -> str:
    """The language that a link asked for, or the one that somebody answered in."""
    asked = request.args.get("lang", "")
    return asked if asked in INTERFACE_LANGUAGES else language


def keeping_language(address: str) -> str:
    """An address that a page leads on to, in the language that was asked for, if any was."""
    asked = request.args.get("lang") or (request.view_args or {}).get("language")
    return f"{address}{'&' if '?' in address else '?'}lang={asked}" if asked in INTERFACE_LANGUAGES else address


def in_language(language: str) -> str:
    """The address of the page that is shown, in another language."""
    return f"{request.path}?{urlencode({**request.args, 'lang': language})}"


def notice(
    title: str,
    sentences: Sequence[str],
    *,
    status: int = 200,
    actions: Sequence[tuple[str, str]] = (),
    context: NoticeContext | None = None,
    languages: tuple[str, ...] = INTERFACE_LANGUAGES,
) -> Response:
    """A page with a heading, a few plain sentences and links (label, address) to what can be done next.

    `languages` are those that it is offered in.
    """
    page = render_template(
        "survey/notice.html",
        title=title,
        sentences=sentences,
        actions=[(label, keeping_language(address)) for label, address in actions],
        context=context,
        unsent=context.unsent if context else None,
        **page_words(current_language(), languages),
    )
    return make_response(page, status, PERSONAL if context and context.unsent else {})
