"""What is handed out as it is: style, scripts, recorded questions, and a preview of a translation not yet signed."""

from flask import Blueprint, Response, abort, current_app, make_response, request, send_from_directory

from evaluation.questionnaire.localised_version import version_in_language
from evaluation.questionnaire.page import PageBytes, answer_with
from evaluation.questionnaire.questionnaire_html import AskedVersion, questionnaire_html
from evaluation.store.instruments.published_versions import (
    all_versions,
    intact_translations,
    signed_digests,
    version_of,
)
from evaluation.web.access import public
from evaluation.web.app import services
from instruments import translation_digest

pages = Blueprint("static_files", __name__)
FOREVER = "public, max-age=31536000, immutable"


@pages.get("/static/survey/<digest>/<name>")
@public
def asset(digest: str, name: str) -> Response:
    """A style sheet or script, kept by phones for good since its address names its bytes."""
    del digest
    return answer_with(_asset(name), request, cache=FOREVER)


@pages.get("/worker.js")
@public
def worker() -> Response:
    """The service worker. It stands at the top so that each experiment's address can be its scope."""
    return answer_with(_asset("worker.js"), request, cache="no-cache")


@pages.get("/clips/<instrument>/<int:number>/<language>/<name>")
@public
def clip(instrument: str, number: int, language: str, name: str) -> Response:
    """The recording of a question, where somebody has put one into the home folder's `clips`."""
    clips = (services().settings.home / "clips").resolve()
    return send_from_directory(clips, f"{instrument}/{number}/{language}/{name}", max_age=86400)


@pages.get("/preview/<instrument>/<int:number>/<wave>/<language>")
@public
def preview(instrument: str, number: int, wave: str, language: str) -> Response:
    """A published version in a translation that may be a draft: it can be looked at, and nothing can be sent."""
    with services().database.reading() as db:
        if not any((known.instrument, known.number) == (instrument, number) for known in all_versions(db)):
            abort(404)
        version = version_of(db, instrument, number)
        translations = {words.language: words for words in intact_translations(db, version)}
        signed = signed_digests(db, version, translations.values(), published=True)
    words = translations.get(language)
    if language not in {version.language, *translations} or not version.questions(wave):
        abort(404)
    asked = AskedVersion(
        version=version_in_language(version, language, words=words),
        wave=wave,
        language=language,
        place="Example Place",
        is_draft=True,
        is_unchecked=words is not None and translation_digest(words) not in signed,
    )
    return make_response(questionnaire_html(asked))


def _asset(name: str) -> PageBytes:
    page: PageBytes | None = current_app.extensions["weaving_assets"].get(name)
    return page or abort(404)
