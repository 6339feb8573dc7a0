"""While the database is locked: nothing is lost, and what was sent can be sent again from the page itself."""

from flask import Response, jsonify, make_response, render_template, request

from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.storage.database_locked import RETRY_AFTER
from evaluation.survey.notices import page_language
from evaluation.web.i18n import use_language


def busy_answer() -> Response:
    """503 with when to try again: for a script as JSON, otherwise as a page that sends the same once more."""
    answer = make_response(jsonify({"outcome": "busy"}), 503) if _is_script() else sent_once_more(503)
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer


def is_lost_otherwise() -> bool:
    """Whether a form was sent by a browser without scripts, which keeps nothing of it by itself."""
    return request.method == "POST" and not _is_script() and bool(request.form)


def _is_script() -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def sent_once_more(status: int) -> Response:
    """What could not be saved, on a page whose button sends the same once more."""
    language = page_language()
    use_language(language)
    sent = list(request.form.items(multi=True)) if request.method == "POST" else None
    again = request.full_path.rstrip("?")
    return make_response(
        render_template("survey/busy.html", sent=sent, again=again, **page_words(language, INTERFACE_LANGUAGES)),
        status,
    )
