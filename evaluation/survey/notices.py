"""Pages that say one thing and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, make_response, render_template, request

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
    """The interface language for a page outside any questionnaire: as asked for, or as the browser prefers."""
    asked = request.args.get("lang", "")
    return asked if asked in INTERFACE_LANGUAGES else request.accept_languages.best_match(INTERFACE_LANGUAGES) or "en"


def notice(
    title: str,
    sentences: Sequence[str],
    *,
    status: int = 200,
    actions: Sequence[tuple[str, str]] = (),
    context: NoticeContext | None = None,
) -> Response:
    """A page with a heading, a few plain sentences and links (label, address) to what can be done next."""
    page = render_template(
        "survey/notice.html",
        title=title,
        sentences=sentences,
        actions=actions,
        context=context,
        unsent=context.unsent if context else None,
        **page_words(current_language()),
    )
    return make_response(page, status, PERSONAL if context and context.unsent else {})
