"""A version in the reader's language, with the place and the day of release filled in."""

from babel import Locale, UnknownLocaleError

import instruments
from instruments import Layout, ResponseFormat, Translation, Version

LANGUAGES = ("en", "cy", "pl", "ro", "ur", "ar", "pa", "bn")
"""Languages that a questionnaire may be asked in."""


def language_name(language: str) -> str:
    """What a language calls itself; its tag where nobody knows."""
    known = _locale(language)
    name = known.get_language_name() if known else None
    return name[0].title() + name[1:] if name else language


def direction(language: str) -> str:
    """`rtl` or `ltr`, for the page's `dir`."""
    known = _locale(language)
    return known.text_direction if known else "ltr"


def _locale(language: str) -> Locale | None:
    """What CLDR knows of a language, whatever the country or the script after it."""
    try:
        return Locale.parse(language.split("-", maxsplit=1)[0])
    except (UnknownLocaleError, ValueError):
        return None


def version_in_language(version: Version, language: str, *, words: Translation | None = None) -> Version:
    """The version in a language: in these words, or in those bundled with it; its own where there are none."""
    if language == version.language:
        return version
    found = words or instruments.translation(version.id, version.number, language)
    return version if found is None else instruments.translated(version, found)


def filled(text: str, **values: str) -> str:
    """The text with `{place}` and its like put in; nothing in it is ever evaluated."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def value_names(found: ResponseFormat) -> dict[str, str]:
    """What each answer that can be chosen is called aloud: a strip's ends carry their words."""
    names = {str(option.value): option.label for option in found.choices}
    if found.layout is Layout.STRIP:
        low, *_, high = names
        names[low] = f"{low}, {found.low_label.lower()}"
        names[high] = f"{high}, {found.high_label.lower()}"
    return names
