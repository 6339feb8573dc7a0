"""Who asks, what is kept of whoever answers, for what, how long, who sees it, and what they can do about it."""

from collections.abc import Mapping

from flask import Blueprint, Response, make_response, redirect, render_template
from flask_babel import format_date
from sqlalchemy.orm import Session
from werkzeug import Response as AnyResponse

from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.store.responses.join_page import evening_at
from evaluation.store.studies.studies import all_studies
from evaluation.store.studies.who_asks import WhoAsks, who_asks
from evaluation.survey.cookie import COOKIE_NAME, SECONDS
from evaluation.survey.notices import keeping_language, offer_languages_of, offered_languages, page_language
from evaluation.survey.unknown_address import unknown_address
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.i18n import use_language

pages = Blueprint("privacy", __name__)


@pages.get("/privacy")
@public
def everywhere() -> Response:
    """For somebody who comes without a meeting's address: with who asks, where one organisation asks all there is."""
    with services().database.reading() as db:
        found = _of_all(db)
    return _page(found)


@pages.get("/<words>/privacy")
@public
def at_meeting(words: str) -> AnyResponse:
    """For whoever answers at a meeting."""
    with services().database.reading() as db:
        evening = evening_at(db, words)
        if evening is None:
            return unknown_address(db, words)
        offer_languages_of(db, evening)
    if evening.words != words:
        return redirect(keeping_language(f"/{evening.words}/privacy"), 302)
    return _page({evening.study: evening.who_asks}, words=evening.words, is_comparison=evening.is_comparison)


def _of_all(db: Session) -> dict[str, WhoAsks]:
    """The studies of whose participants somebody is told who asks, those of the real ones where there are any."""
    known = {study: who_asks(study) for study in all_studies(db)}
    said = {study: asks for study, asks in known.items() if not asks.missing}
    real = {study: asks for study, asks in said.items() if not study.is_example}
    return {study.name: asks for study, asks in (real or said).items()}


def _page(found: Mapping[str, WhoAsks], *, words: str = "", is_comparison: bool = False) -> Response:
    language = page_language()
    use_language(language)
    asks = next(iter(found.values())) if len(set(found.values())) == 1 else WhoAsks()
    page = render_template(
        "survey/rights/page.html",
        asks=asks,
        study=next(iter(found)) if len(found) == 1 else "",
        until=format_date(asks.keep_until, "long") if asks.keep_until else "",
        words=words,
        is_comparison=is_comparison,
        cookie=COOKIE_NAME,
        days=SECONDS // 86400,
        **page_words(language, offered_languages()),
    )
    return make_response(page)
