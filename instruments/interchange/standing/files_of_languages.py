"""A questionnaire of our own and its words in other languages, which stand in files of their own."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from instruments.interchange.imported import Imported, NotCarried
from instruments.messages import PlainMessage
from instruments.model import Version
from instruments.translation import Translation, parse_translation

OF_A_TRANSLATION = frozenset({"language", "strings"})
NO_QUESTIONNAIRE = PlainMessage(
    "it holds words in another language alone: choose the file of the questionnaire with it, both at once."
)
ONE_AT_A_TIME = PlainMessage("questionnaires are taken in one at a time, each with its words in other languages.")


def holds_a_translation(name: str, content: bytes) -> bool:
    """Whether a file is one of our own with words in another language."""
    if Path(name).suffix.lower() != ".toml":
        return False
    try:
        return tomllib.loads(content.decode("utf-8-sig")).keys() >= OF_A_TRANSLATION
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False


def translations_in_files(version: Version, files: Mapping[str, bytes]) -> list[Translation]:
    """The words that files hold of a version; raises InvalidInstrument with what is wrong with one of them."""
    return [parse_translation(text.decode("utf-8-sig"), version, name=name) for name, text in files.items()]


def with_translations(name: str, found: Imported, translations: Iterable[Translation]) -> Imported:
    """What was taken in with words from other files; a language that it names and that has none is listed as lost."""
    by_language = {words.language: words for words in (*found.translations, *translations)}
    version = found.version_draft
    languages = tuple(dict.fromkeys((*version.languages, *by_language)))
    version = version if languages == version.languages else version.having(languages=languages)
    lost = tuple(_without_words(name, version, by_language))
    return replace(
        found,
        version_draft=version,
        not_carried=(*found.not_carried, *lost),
        translations=tuple(by_language.values()),
    )


def _without_words(name: str, version: Version, by_language: Mapping[str, Translation]) -> Iterator[NotCarried]:
    for language in version.languages[1:]:
        if language not in by_language:
            why = PlainMessage(
                "The file names this language and has none of its words: take in %(file)s with it, or a PO file later.",
                file=f"{Path(name).stem}.{language}.toml",
            )
            yield NotCarried("languages", language, why)
