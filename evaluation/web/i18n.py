"""The interface's own words: English in the code, other languages in catalogues beside it."""

from flask import Flask, g
from flask_babel import Babel, refresh

from evaluation.domain.languages import INTERFACE_LANGUAGES


def install_translations(app: Flask, *, domain: str) -> None:
    """Give an application gettext, in templates and in Python, with one domain of catalogues."""
    Babel(app, default_domain=domain, default_translation_directories="translations", locale_selector=_locale)


def use_language(language: str) -> None:
    """Speak a language for the rest of the request; English where the interface has no words in it."""
    wanted = language if language in INTERFACE_LANGUAGES else "en"
    if wanted != current_language():
        g.language = wanted
        refresh()


def current_language() -> str:
    """The interface language of this request."""
    return str(g.get("language", "en"))


def _locale() -> str:
    return {"en": "en_GB", "cy": "cy_GB"}[current_language()]
