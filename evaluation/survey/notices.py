"""Pages that say one thing and what to do next."""

from collections.abc import Sequence

from flask import Response, make_response, render_template, request

from evaluation.i18n import SPOKEN, language_spoken
from evaluation.questionnaire.rendering import page_words


def spoken_language() -> str:
    """The interface language for a page outside any questionnaire: as asked for, or as the browser prefers."""
    asked = request.args.get("lang", "")
    return asked if asked in SPOKEN else request.accept_languages.best_match(SPOKEN) or "en"


def notice(
    title: str,
    sentences: Sequence[str],
    *,
    status: int = 200,
    actions: Sequence[tuple[str, str]] = (),
) -> Response:
    """A page with a heading, a few plain sentences and links (label, address) to what can be done next."""
    page = render_template(
        "survey/notice.html", title=title, sentences=sentences, actions=actions, **page_words(language_spoken())
    )
    return make_response(page, status)
