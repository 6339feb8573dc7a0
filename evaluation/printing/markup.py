"""Printed pages as markup, in one language, outside any request."""

import gettext
from datetime import date, time
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_time
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.printing.derived_files import compiled_templates

FOLDER = Path(__file__).parents[1]
TEMPLATES = FOLDER.parent / "templates"
CATALOGUES = FOLDER / "translations"
DOMAIN = "survey"


def languages_of(wanted: list[str]) -> tuple[str, ...]:
    """Those of some languages that the interface has words in; English where it has none."""
    return tuple(language for language in wanted if language in INTERFACE_LANGUAGES) or ("en",)


def print_locale(language: str) -> Locale:
    """How days and times are written in a language."""
    return Locale.parse("en_GB" if language == "en" else language, sep="_")


@cache
def print_templates(language: str) -> Environment:
    """Templates that write in one language; an unknown name is an error, and everything is escaped."""
    locale = print_locale(language)

    def day(on: date) -> str:
        return format_date(on, "full", locale)

    def clock(at: time) -> str:
        return format_time(at, "short", locale=locale)

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled_templates("prints"),
    )
    made.install_gettext_translations(print_translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.filters |= {"day": day, "clock": clock}
    return made


@cache
def print_translations(language: str) -> gettext.NullTranslations:
    """The translated words of printed pages; a word without a translation is printed in English."""
    return gettext.translation(DOMAIN, CATALOGUES, languages=[language], fallback=True)
