"""A questionnaire whose wave has closed: what somebody is told who has begun it, and what they sent is not lost."""

import uuid
from collections.abc import Sequence

from flask import Response, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug import Response as AnyResponse

from evaluation.questionnaire.page import answer_with
from evaluation.questionnaire.questionnaire_html import page_words, questionnaire_html
from evaluation.store.responses.join_page import JoinPage, evening_at
from evaluation.store.responses.receipts import kept_response
from evaluation.store.responses.submission import SubmissionOutcome
from evaluation.survey.delivery.page_cache import Ready
from evaluation.survey.notices import PERSONAL, offer, offered_languages
from evaluation.survey.unsent_answers import until
from evaluation.web.app import services
from evaluation.web.i18n import current_language


def after_closing(ready: Ready, words: str, response: uuid.UUID) -> AnyResponse:
    """The questions for somebody who comes back to them: whether they were sent, and until when they are taken."""
    now, kind = services().clock(), ready.asked.wave
    with services().database.reading() as db:
        evening = evening_at(db, words)
        asking = evening.waves[kind] if evening else None
        is_kept = kept_response(db, response, words=words) is not None
    if evening is None or asking is None or asking.closed_at is None:
        return answer_with(ready.page, request, cache="no-store")
    if is_kept:
        return redirect(f"/{words}/sent/{response}?lang={ready.asked.language}&closed=1", 303)
    offer(ready.asked.languages)
    if not asking.takes_late(now):
        return not_open(words, [_unsent(ready), _("Ask the organiser, who can open it again.")])
    return make_response(questionnaire_html(ready.asked, note=_still_taken(ready, evening)), PERSONAL)


def refused_as_late(words: str) -> Response:
    """What was sent too late, kept on the page itself, so that it can be sent again once the wave is open again."""
    said = _("Your answers could not be taken here and nothing was stored. Ask the organiser, who can open it again.")
    kept = _("What you sent is kept on this page: when it is open again, send it again.")
    return not_open(words, [said, kept], sent=list(request.form.items(multi=True)))


def why_not_taken(outcome: SubmissionOutcome, title: str) -> str:
    """What a phone is told, and keeps, of what it sent once it had signal again and what could not be stored."""
    if outcome is SubmissionOutcome.CLOSED:
        late = _("%(title)s had closed when they arrived, so nothing was stored.", title=title)
        return " ".join([late, _("Ask the organiser, who can open it again.")])
    return str(
        _("Your answers could not be taken here and nothing was stored. Ask the organiser, who can open it again.")
    )


def not_open(words: str, sentences: Sequence[str], *, sent: Sequence[tuple[str, str]] = ()) -> Response:
    """That a questionnaire is not open, and what can be done."""
    about = {"words": words, "sentences": sentences, "sent": sent, "again": request.full_path.rstrip("?")}
    return make_response(
        render_template("survey/not_open.html", **about, **page_words(current_language(), offered_languages())), 409
    )


def _still_taken(ready: Ready, evening: JoinPage) -> str:
    time = until(evening.waves[ready.asked.wave], evening)
    closed = _("%(title)s has closed, but what you began is taken %(until)s.", title=ready.asked.title, until=time)
    return f"{_unsent(ready)} {closed}"


def _unsent(ready: Ready) -> str:
    return str(_("Your answers to %(title)s have not been sent yet.", title=ready.asked.title))
