"""A published version as a file: our own formats byte for byte, other tools' formats, and PO for translators."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import instruments
from evaluation.authoring.faults_in_words import faults_in_words
from evaluation.domain.errors import Refused
from evaluation.domain.languages import INTERFACE_LANGUAGES, UNCHECKED_LANGUAGES
from evaluation.printing.markup import print_translations
from evaluation.store.instruments.translations.back_translations import BackTranslations, in_files
from instruments import InvalidInstrument, Translation, Version
from instruments.interchange import lost_in, to_ddi, to_po, to_redcap, to_xlsform, untranslated
from instruments.interchange.asked import DECLINING

ON_PHONES = "I’d rather not say"
"""The same answer as the participants' catalogue has it."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to hand out."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class _Format:
    suffix: str
    content_type: str
    write: Callable[[Version, tuple[Translation, ...]], bytes]


@cache
def declining_words() -> dict[str, str]:
    """The answer that every question offers, as participants read it, by language."""
    languages = (language for language in (*INTERFACE_LANGUAGES, *UNCHECKED_LANGUAGES) if language != "en")
    return {"en": DECLINING, **{language: print_translations(language).gettext(ON_PHONES) for language in languages}}


INSTRUMENT_FORMATS: dict[str, _Format] = {
    "toml": _Format(".toml", "application/toml", lambda version, _: instruments.canonical_toml(version).encode()),
    "json": _Format(".json", "application/json", lambda version, _: instruments.canonical_json(version).encode()),
    "xlsform": _Format(
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda version, translations: to_xlsform(version, translations=translations, declining=declining_words()),
    ),
    "redcap": _Format(".csv", "text/csv; charset=utf-8", lambda version, _: to_redcap(version).encode()),
    "ddi": _Format(".xml", "application/xml", lambda version, _: to_ddi(version).encode()),
}
"""Formats of a whole version; PO is of one language and has a function of its own."""


def exported(version: Version, format: str, *, translations: Iterable[Translation] = ()) -> Exported:  # noqa: A002
    """A version in one of `INSTRUMENT_FORMATS`; refused where the format cannot hold it."""
    wanted = INSTRUMENT_FORMATS[format]
    try:
        content = wanted.write(version, tuple(translations))
    except InvalidInstrument as cannot:
        raise Refused(*faults_in_words(cannot)) from None
    return Exported(f"{version.id}-{version.number}{wanted.suffix}", content, wanted.content_type)


def not_in_file(version: Version, format: str, *, translations: Iterable[Translation] = ()) -> tuple[str, ...]:  # noqa: A002
    """What a file of a format does not hold of a version, and of its words in other languages."""
    if format != "xlsform":
        return tuple(lost_in(version, format))
    return *lost_in(version, format), *untranslated(version, translations, declining=declining_words())


def po_of(
    version: Version,
    language: str,
    *,
    translations: Iterable[Translation] = (),
    notes: Mapping[str, str] | None = None,
    back: BackTranslations | None = None,
) -> Exported:
    """The PO file of one language: the words there are, with the notes for translators and what was read in each."""
    said = next((one for one in translations if one.language == language), None)
    comments, read = notes or {}, in_files(back or {}, said)
    both = {key: "\n".join(filter(None, (comments.get(key), read.get(key)))) for key in {**comments, **read}}
    try:
        text = to_po(version, language, translation=said, notes=both)
    except InvalidInstrument as cannot:
        raise Refused(*faults_in_words(cannot)) from None
    name = f"{version.id}-{version.number}.{language}.po"
    return Exported(name, text.encode(), "text/x-gettext-translation; charset=utf-8")
