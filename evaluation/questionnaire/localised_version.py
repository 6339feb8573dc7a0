"""A version in the reader's language, with the place and the day of release filled in."""

import instruments
from instruments import Layout, ResponseFormat, Translation, Version

NAMES = {
    "en": "English",
    "cy": "Cymraeg",
    "pl": "Polski",
    "ro": "Română",
    "ur": "اردو",
    "ar": "العربية",
    "pa": "ਪੰਜਾਬੀ",
    "bn": "বাংলা",
}
"""What each language calls itself."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def language_name(language: str) -> str:
    """What a language calls itself; its tag where we do not know."""
    return NAMES.get(language.split("-", maxsplit=1)[0], language)


def direction(language: str) -> str:
    """`rtl` or `ltr`, for the page's `dir`."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def version_in_language(version: Version, language: str, *, words: Translation | None = None) -> Version:
    """The version in a language: in these words, or in those shipped beside it; its own where there are none."""
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
