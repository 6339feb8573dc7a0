"""The page while the database is locked: it asks nobody who is signed in, and sends the same once more."""

from flask import Response, current_app, request
from flask_babel import gettext as _

from evaluation.storage.database_locked import RETRY_AFTER
from evaluation.web.error_pages.typed_fields import sendable_again, typed_fields
from evaluation.web.i18n import use_language
from evaluation.web.language_choice import language_of_browser
from evaluation.web.save_form import asked_by_script


def busy_page() -> Response:
    """503 with when to try again: in words for a script, otherwise as a page with what was sent.

    What every staff page has around it asks the database, so that this page has nothing around it.
    """
    language = language_of_browser()
    use_language(language)
    words = _("Others keep the database busy, so nothing was changed. Wait a few seconds, then do it again.")
    if asked_by_script():
        answer = Response(words, 503, mimetype="text/plain")
    else:
        page = current_app.jinja_env.get_template("components/busy.html")
        again = request.script_root + request.full_path.rstrip("?")
        sent = sendable_again()
        typed = typed_fields() if sent is None else {}
        is_form = request.method == "POST"
        fields = {"words": words, "again": again, "sent": sent, "typed": typed, "is_form": is_form}
        answer = Response(page.render(language=language, **fields), 503, mimetype="text/html")
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer
