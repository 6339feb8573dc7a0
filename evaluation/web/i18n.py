"""The interface's own words: English in the code, other languages in catalogues beside it."""

from collections.abc import Callable
from datetime import date

from flask import Flask, current_app, g
from flask_babel import Babel, format_date, gettext, refresh

from evaluation.domain.languages import INTERFACE_LANGUAGES, UNCHECKED_LANGUAGES
from evaluation.domain.messages import Message
from instruments.messages import PlainMessage

LOCALES = {"en": "en_GB", "cy": "cy_GB", "ar": "ar"}
"""The conventions of dates and times that go with each language."""


def install_translations(app: Flask, *domains: str, asked: Callable[[], str]) -> None:
    """Give an application gettext, in templates and in Python, with the catalogues of these domains together.

    `asked` says what a request is answered in unless a page decides it.
    """
    app.extensions["weaving_language_asked"] = asked
    folders = ";".join("translations" for _domain in domains)  # the library wants a folder for each
    Babel(app, default_domain=";".join(domains), default_translation_directories=folders, locale_selector=_locale)


def use_language(language: str, *, is_preview: bool = False) -> None:
    """Speak a language for the rest of the request; English where the interface has no words in it.

    A preview, from which nothing can be sent, speaks also a draft that nobody has checked.
    """
    known = (*INTERFACE_LANGUAGES, *UNCHECKED_LANGUAGES) if is_preview else INTERFACE_LANGUAGES
    wanted = language if language in known else "en"
    before = g.get("language")
    if wanted != before:
        g.language = wanted
        if before:  # or nothing was said yet, and there is nothing to forget
            refresh()


def current_language() -> str:
    """The interface language of this request."""
    if "language" not in g:
        g.language = current_app.extensions["weaving_language_asked"]()
    return str(g.language)


def in_own_language(said: str) -> str:
    """A sentence of code that knows no language, as its reader reads it; in English where it has no other words."""
    if not isinstance(said, Message | PlainMessage):
        text = str(said)  # a form's own words may be lazy
        return str(gettext(text)) if text else text
    return str(gettext(said.text, **{name: _value(value) for name, value in said.values.items()}))


def _value(value: object) -> object:
    if isinstance(value, Message | PlainMessage):
        return in_own_language(value)
    return format_date(value, "d MMMM y") if isinstance(value, date) else value


def _locale() -> str:
    return LOCALES[current_language()]
