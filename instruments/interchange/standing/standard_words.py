"""The words that a draft has where a file of another tool has none: those of the newest questionnaire of our own."""

from collections.abc import Mapping

from instruments.interchange.plain import plain
from instruments.library import load, published, translation
from instruments.model import ConsentText, Version
from instruments.terms import WaveKind
from instruments.translation import Translation, words_of

BUNDLED = "common-ground"
WAVES = {WaveKind.PRE: "Before", WaveKind.POST: "After"}
"""The waves that a draft begins with, as they are titled."""


def standard_version() -> Version:
    """The newest version of the questionnaire whose consent is the standard one."""
    return load(BUNDLED, max(one.number for one in published() if one.id == BUNDLED))


def standard_consent() -> ConsentText:
    """What people agree to, in the words that are true of the software today."""
    return standard_version().consent


def standard_strings(language: str) -> dict[str, str]:
    """The standard consent and the titles of the waves in another language, by key; nothing where there are none."""
    found, version = translation(BUNDLED, standard_version().number, language), standard_version()
    if found is None:
        return {}
    source = words_of(version)
    titles = {key for kind, title in WAVES.items() if source.get(key := f"waves.{kind}.title") == title}
    return {key: text for key, text in found.strings.items() if key.startswith("consent.") or key in titles}


def draft_translations(
    version: Version, strings: Mapping[str, dict[str, str]], *, name: str
) -> tuple[Translation, ...]:
    """The words of a file called `name` by language, each after those that our standard texts have in it."""
    note = f"Imported from {plain(name)[:200]}; not yet checked."
    return tuple(
        Translation(
            instrument=version.id,
            number=version.number,
            language=language,
            note=note,
            strings={**standard_strings(language), **words},
        )
        for language, words in sorted(strings.items())
    )
