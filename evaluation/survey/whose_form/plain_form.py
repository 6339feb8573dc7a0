"""A form that was begun where no script runs: there the browser alone gives back, on Back, what is not sent yet.

The draft that a script keeps is cleared as answers are sent; what a browser gives back is not. So a form whose answers
were sent leads to its receipt, for which it is looked up, and so does one that somebody goes on with from a page that
was drawn before they had sent it. Of any other nothing is looked up.
"""

import uuid

from flask import make_response, redirect, request
from werkzeug import Response

from evaluation.questionnaire.questionnaire_html import questionnaire_html
from evaluation.store.responses.receipts import kept_response
from evaluation.survey.delivery.page_cache import Ready
from evaluation.survey.notices import keeping_language
from evaluation.web.app import services

PLAIN = "plain"
"""What a form sends, and the address of the questions then says, where no script runs."""
GOES_ON = "on"
"""What an address says that a page gave to somebody who had not sent yet: by now they may have, in another tab."""


def plain_form(ready: Ready, words: str, response: uuid.UUID) -> Response | None:
    """The questions, or the receipt; None where they are shown as to everybody, as on a device that many answer on."""
    if not {PLAIN, GOES_ON} & request.args.keys() or "kiosk" in request.args:
        return None
    with services().database.reading() as db:
        kept = kept_response(db, response, words=words)
    if kept:
        return redirect(keeping_language(f"/{words}/sent/{response}"), 303)
    if PLAIN not in request.args:
        return None
    return make_response(questionnaire_html(ready.asked, is_plain=True), {"Cache-Control": "no-store"})
