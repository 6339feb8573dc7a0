"""Pages that say one thing and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Response, g, jsonify, make_response, render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from evaluation.domain.languages import INTERFACE_LANGUAGES, UNCHECKED_LANGUAGES
from evaluation.questionnaire.localised_version import LANGUAGES, direction, language_name
from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.store.responses.join_page import JoinPage
from evaluation.survey.delivery.page_cache import page_cache_here
from evaluation.survey.unsent_answers import BegunByAnother, Unsent
from evaluation.web.i18n import LOCALES, current_language, use_language

PERSONAL = {"Weaving-Personal": "1"}
"""Tells the service worker that a page is one person's, not to be kept for whoever comes without signal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPhone:
    """What is told of those who answered on a phone."""

    answered: str = ""
    """When whoever holds it answered Before, as a sentence."""
    receipt: str = ""
    """Where they find their code."""
    is_handed_on: bool = False
    """Whether it was handed on a moment ago, which can be undone."""
    another: BegunByAnother | None = None
    """What somebody else began of Before on it, has not sent, and can still send."""
    title: str = ""
    """What Before is called."""
    has_looked_back: bool = False
    """Whether they have sent the page that looks back, so that there is nothing more to do."""

    @property
    def is_personal(self) -> bool:
        """Whether a page that tells of it leads to what is one person's."""
        return bool(self.receipt or self.is_handed_on or self.another)


@dataclass(frozen=True, slots=True)
class NoticeContext:
    """What a notice at a meeting's own address knows of it and of whoever reads it."""

    words: str
    chapter: str = ""
    """Whose meeting it is."""
    arranged: tuple[str, ...] = ()
    """The languages that are arranged for it, answered in or not."""
    waits: str = ""
    """What is waited for, before or after: the page looks again by itself until something opens."""
    now: str = ""
    """What is open here, as the page was made."""
    again: tuple[str, str] | None = None
    """The one thing to press while waiting (label, address)."""
    unsent: Unsent | None = None
    phone: OnPhone = OnPhone()
    changes_wait: bool = False
    """Whether changes to Before may wait on the phone that were not sent when it closed."""
    gone: str = ""
    """The code and the form of somebody who took their answers back, which the phone is to forget."""


def offer(languages: Sequence[str]) -> None:
    """Offer this request's page in some languages and no others: those in which its meeting can be answered."""
    g.offered_languages = tuple(language for language in languages if language in INTERFACE_LANGUAGES) or ("en",)
    use_language(page_language())


def offer_languages_of(db: Session, evening: JoinPage) -> None:
    """Offer this request's page in the languages in which a meeting can be answered."""
    offer(page_cache_here().languages_of_evening(db, evening))


def offered_languages() -> tuple[str, ...]:
    """What this request's page is offered in: every language of the interface where no meeting is known."""
    offered: tuple[str, ...] = g.get("offered_languages", INTERFACE_LANGUAGES)
    return offered


def page_language() -> str:
    """The language of a page outside any questionnaire: as asked for, or as the browser prefers, of those offered.

    It is asked for by a link, by the form that was sent, or by the address of a questionnaire.
    """
    address = (request.view_args or {}).get("language", "")
    for asked in (request.args.get("lang"), _sent_language(), address):
        if asked in offered_languages():
            return str(asked)
    return request.accept_languages.best_match(offered_languages()) or offered_languages()[0]


def _sent_language() -> str | None:
    if request.method != "POST":
        return None
    try:
        return request.form.get("lang")
    except HTTPException:  # more was sent than is ever read, which the page is about to say
        return None


def asked_or(language: str) -> str:
    """The language that a link asked for, or the one that somebody answered in, of those that are offered."""
    wanted = (request.args.get("lang", ""), language)
    return next((each for each in wanted if each in offered_languages()), page_language())


def why_another_language(offered: Sequence[str], arranged: Sequence[str] = ()) -> str | Markup:
    """Why a page is not in the language that was asked for, in that language where we have words in it; mostly nothing.

    It is asked for by a link, or by the browser: one of the languages that are `arranged` for the meeting or, where it
    is what the browser asks for first, one that the interface has words in.
    """
    first = (request.accept_languages.best or "").partition("-")[0]  # as en of en-GB
    is_known = first in (*arranged, *INTERFACE_LANGUAGES, *UNCHECKED_LANGUAGES)
    by_browser = first if is_known else request.accept_languages.best_match(arranged) or ""
    asked = request.args.get("lang", by_browser)
    if asked in offered or asked not in LANGUAGES:
        return ""
    if asked not in (*INTERFACE_LANGUAGES, *UNCHECKED_LANGUAGES):
        unknown: str = _(
            "You cannot answer in %(language)s yet. So you read this page in a language that you can answer in.",
            language=language_name(asked),
        )
        return unknown
    shown = language_name(current_language())
    with force_locale(LOCALES[asked]):
        if asked in arranged:
            said = _(
                "Nobody has checked this form in your language yet. So you read it in another one (%(shown)s).",
                shown=shown,
            )
        else:
            said = _(
                "At this meeting you cannot answer in your language. So you read this in another one (%(shown)s).",
                shown=shown,
            )
    return Markup('<span lang="{}" dir="{}">{}</span>').format(asked, direction(asked), said)


def why_page_is_in_another_language() -> str | Markup:
    """The same of a page that belongs to no meeting's questions, such as the one about privacy: mostly nothing.

    Words that nobody has checked yet are shown to nobody, and whoever asks for them is told so in that language.
    """
    wanted = request.args.get("lang") or request.accept_languages.best_match((*LANGUAGES,)) or ""
    if wanted in offered_languages() or wanted not in UNCHECKED_LANGUAGES:
        return ""
    shown = language_name(current_language())
    with force_locale(LOCALES[wanted]):
        said = _(
            "Nobody has checked this page in your language yet. So you read it in another one (%(shown)s).", shown=shown
        )
    return Markup('<p class="note" lang="{}" dir="{}">{}</p>').format(wanted, direction(wanted), said)


def staying_on_kiosk(address: str) -> str:
    """An address that a page leads on to, which says that the device is a shared one where this page's did."""
    if not is_on_kiosk() or "kiosk=1" in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}kiosk=1"


def is_on_kiosk() -> bool:
    """Whether this device is one that many answer on, which remembers nobody, as an address or a form says."""
    if "kiosk" in request.args:
        return True
    try:
        return request.method == "POST" and "kiosk" in request.form
    except HTTPException:  # more was sent than is ever read, which the page is about to say
        return False


def comes_from_kiosk(words: str) -> bool:
    """Whether a page of a meeting on a shared device led here without saying so, as the first question's Back does."""
    came = urlsplit(request.referrer or "")
    return "kiosk" not in request.args and came.path.startswith(f"/{words}") and "kiosk" in parse_qs(came.query)


def keeping_language(address: str) -> str:
    """An address that a page leads on to, in the language that was asked for, if any was; a shared device stays one."""
    address = staying_on_kiosk(address)
    asked = request.args.get("lang") or _sent_language() or (request.view_args or {}).get("language")
    return f"{address}{'&' if '?' in address else '?'}lang={asked}" if asked in offered_languages() else address


def keeping_shown_language(address: str) -> str:
    """The same in the language that this page is shown in, where the next would choose another by itself.

    A phone whose person has answered in a language is shown it, though no address asks for it.
    """
    address, shown = keeping_language(address), current_language()
    if "lang=" in address or shown == page_language() or shown not in offered_languages():
        return address
    return f"{address}{'&' if '?' in address else '?'}lang={shown}"


def in_language(language: str) -> str:
    """The address of the page that is shown, in another language; on a shared device without the code in it."""
    asked = {name: said for name, said in request.args.items() if name != "card" or not is_on_kiosk()}
    return f"{request.path}?{urlencode({**asked, 'lang': language})}"


def notice(
    title: str,
    sentences: Sequence[str],
    *,
    status: int = 200,
    actions: Sequence[tuple[str, str]] = (),
    context: NoticeContext | None = None,
) -> Response:
    """A page with a heading, a few plain sentences and links (label, address) to what can be done next.

    A script that sends what waited on a phone is told the sentences of a refusal, and keeps them to show.
    """
    if status >= 400 and request.headers.get("Accept", "").startswith("application/json"):
        return make_response(jsonify({"outcome": "refused", "said": " ".join(sentences)}), status)
    page = render_template(
        "survey/notice.html",
        title=title,
        sentences=sentences,
        actions=[(label, keeping_shown_language(address)) for label, address in actions],
        context=context,
        instead=why_another_language(offered_languages(), context.arranged) if context else "",
        unsent=context.unsent if context else None,
        **page_words(current_language(), offered_languages()),
    )
    return make_response(page, status, PERSONAL if context and (context.unsent or context.phone.is_personal) else {})


def withdrawn_page(words: str) -> Response:
    """What somebody is told whose answers were taken back."""
    return notice(
        _("These answers have been taken back"),
        [_("You asked us to delete them, and we did. Nothing can be added under this code. Nothing was stored now.")],
        status=410,
        actions=[(_("Look what is open now"), f"/{words}")],
    )
