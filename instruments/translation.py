"""One version's words in another language: strings only, a draft until a second person signs them."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, Literal, TypeAlias, TypeVar

import tomli_w
from pydantic import ValidationError

from instruments.blanks import blank_problems
from instruments.messages import PlainMessage
from instruments.model import ConsentText, Item, Option, ResponseFormat, Version, WavePage, Wording
from instruments.problem import InvalidInstrument, Problem, meant
from instruments.reading import toml_table
from instruments.structure import misshapen
from instruments.terms import Frozen, Language, Layout, Slug, Words

KINDS_OF_CONSENT = ("statements", "online", "parent")
"""The statements of a consent: those told to anybody else, at a meeting online, and where a parent has agreed."""
ITEM_WORDS = ("section", "information", "label", "ask", "text", "not_applicable")
"""The words of an item that people read."""
CODE = re.compile(r"(?=.*[\d_])[A-Za-z]\w*")
Part = TypeVar("Part", ConsentText, WavePage, ResponseFormat, Item, Wording)


class Translation(Frozen):
    """One version's words in one language under the keys of `words_of`; signatures are kept elsewhere, by digest."""

    instrument: Slug
    number: int
    language: Language
    status: Literal["draft"] = "draft"
    note: Words = ""
    strings: dict[str, Words]


def strings_of(version: Version) -> dict[str, str]:
    """Every word of a version that a translation needs, under the key of its place (`items.bt1.text`)."""
    names = names_shown(version)
    return {key: text for key, text in _strings(version) if key not in names}


def names_shown(version: Version) -> dict[str, str]:
    """Where the name of a question or the code of an answer stands in the place of words, and so in every language.

    Files of other tools have names for what nobody has worded. A code is told from a word, such as Yes, by its digits
    and underscores.
    """
    items = {f"items.{item.id}.label": item.label for item in version.items if item.label == item.id}
    options = {
        f"formats.{found.id}.options.{option.value}": option.label
        for found in version.formats
        for option in found.options
        if option.label == option.value and CODE.fullmatch(option.label)
    }
    return {**items, **options}


def _strings(version: Version) -> Iterator[tuple[str, str]]:
    yield "title", version.title
    yield "consent.title", version.consent.title
    for kind in KINDS_OF_CONSENT:
        for place, statement in enumerate(getattr(version.consent, kind), start=1):
            yield f"consent.{kind}.{place}", statement
    yield "consent.agree", version.consent.agree
    for page in version.waves:
        yield from _present(f"waves.{page.kind}", page, "title", "intro")
        for wording in page.wording:
            yield from _present(f"waves.{page.kind}.wording.{wording.item}", wording, "ask", "text")
    for found in version.formats:
        yield from _present(f"formats.{found.id}", found, "low_label", "high_label")
        yield from ((f"formats.{found.id}.options.{option.value}", option.label) for option in found.options)
    for item in version.items:
        yield from _present(f"items.{item.id}", item, *ITEM_WORDS)


def own_labels(version: Version) -> dict[str, str]:
    """Where a translation may have words for one item alone, with the words that the items otherwise share.

    "Have you?" and "Did someone?" share their No and Yes in English; in Welsh each question has an answer of its own.
    """
    uses = Counter(item.format for item in version.items)
    shared = [item for item in version.items if uses[item.format] > 1 and _is_choice(version, item)]
    return {
        f"items.{item.id}.options.{option.value}": option.label
        for item in shared
        for option in version.formats_by_id[item.format].options
    }


def _is_choice(version: Version, item: Item) -> bool:
    return item.format in version.formats_by_id and version.formats_by_id[item.format].layout is Layout.CHOICE


def words_of(version: Version) -> dict[str, str]:
    """All that a translation can have words for: what it needs (`strings_of`), names, and words for one item alone."""
    return {**dict(_strings(version)), **own_labels(version)}


def may_be_empty(version: Version) -> dict[str, str]:
    """What a translation can have words for and does not need."""
    return {**names_shown(version), **own_labels(version)}


def _present(path: str, part: Frozen, *names: str) -> Iterator[tuple[str, str]]:
    yield from ((f"{path}.{name}", getattr(part, name)) for name in names if getattr(part, name))


def missing(version: Version, translation: Translation) -> tuple[str, ...]:
    """The keys of a version that a translation has no words for yet, in the version's order."""
    return tuple(key for key in strings_of(version) if not translation.strings.get(key))


def translated(version: Version, translation: Translation) -> Version:
    """The version in the translation's words; where a word is missing the source's own stays."""
    say = translation.strings
    return version.having(
        title=say.get("title") or version.title,
        consent=_consent(version.consent, say),
        waves=tuple(_page(page, say) for page in version.waves),
        formats=tuple(_format(found, say) for found in version.formats),
        items=tuple(_item(item, version, say) for item in version.items),
    )


def _item(item: Item, version: Version, say: Mapping[str, str]) -> Item:
    path = f"items.{item.id}"
    found = _part(item, path, say, *ITEM_WORDS)
    own = tuple(
        option.model_copy(update={"label": label})
        for option in version.formats_by_id[item.format].options
        if (label := say.get(f"{path}.options.{option.value}"))
    )
    return found.model_copy(update={"labels": own}) if own else found


def _consent(consent: ConsentText, say: Mapping[str, str]) -> ConsentText:
    words = {
        kind: tuple(
            say.get(f"consent.{kind}.{place}") or statement
            for place, statement in enumerate(getattr(consent, kind), start=1)
        )
        for kind in KINDS_OF_CONSENT
    }
    return _part(consent.model_copy(update=words), "consent", say, "title", "agree")


def _page(page: WavePage, say: Mapping[str, str]) -> WavePage:
    path = f"waves.{page.kind}"
    wording = tuple(_part(one, f"{path}.wording.{one.item}", say, "ask", "text") for one in page.wording)
    return _part(page.model_copy(update={"wording": wording}), path, say, "title", "intro")


def _format(found: ResponseFormat, say: Mapping[str, str]) -> ResponseFormat:
    path = f"formats.{found.id}"
    options = tuple(_option(option, say.get(f"{path}.options.{option.value}")) for option in found.options)
    return _part(found.model_copy(update={"options": options}), path, say, "low_label", "high_label")


def _option(option: Option, label: str | None) -> Option:
    return option.model_copy(update={"label": label}) if label else option


def _part(part: Part, path: str, say: Mapping[str, str], *names: str) -> Part:
    return part.model_copy(update={name: say[f"{path}.{name}"] for name in names if say.get(f"{path}.{name}")})


def parse_translation(text: str, version: Version, *, name: str = "", taken_in: bool = True) -> Translation:
    """The translation a TOML text holds; raises InvalidInstrument with every problem.

    What is `taken_in` has to keep every blank of its source; what was published before that was asked is read as it is.
    """
    document = toml_table(text, name=name)
    try:
        found = Translation.model_validate(document)
    except ValidationError as error:
        raise InvalidInstrument(misshapen(error, document, model=Translation), name=name) from None
    faults = [*_of_another(found, version), *_surplus(found, version)]
    if taken_in:
        faults += blank_problems(words_of(version), found.strings, language=found.language, at="strings.")
    if faults:
        raise InvalidInstrument(faults, name=name)
    return found


def _of_another(found: Translation, version: Version) -> Iterator[Problem]:
    if (found.instrument, found.number) != (version.id, version.number):
        said = PlainMessage(
            "this translates %(found)s, not %(wanted)s.",
            found=f"{found.instrument} {found.number}",
            wanted=f"{version.id} {version.number}",
        )
        yield Problem("instrument", said)
    if found.language == version.language:
        said = PlainMessage("the version is itself written in '%(language)s'.", language=found.language)
        yield Problem("language", said)


def _surplus(found: Translation, version: Version) -> Iterator[Problem]:
    known = words_of(version)
    for key in found.strings:
        if key not in known:
            said = PlainMessage("the version has no words there%(meant)s", meant=meant(key, known))
            yield Problem(f"strings.{key}", said)


def canonical_translation(translation: Translation) -> str:
    """The one TOML text of a translation."""
    return _written(*_as_tuple(translation))


def translation_digest(translation: Translation) -> str:
    """SHA-256 of the canonical text, as 64 hexadecimal digits.

    It is asked for on nearly every page, so that it is kept for the translations last asked about.
    """
    return _digest_of(*_as_tuple(translation))


def signed_digest(version: Version, translation: Translation) -> str:
    """SHA-256 of a translation and of the words it was made from: what a signature is given to.

    Another word on either side is something nobody has signed.
    """
    source = words_of(version)
    made_from = {key: source.get(key, "") for key in translation.strings}
    return sha256(json.dumps([translation_digest(translation), made_from]).encode()).hexdigest()


Pairs: TypeAlias = tuple[tuple[str, Any], ...]


def _as_tuple(translation: Translation) -> tuple[Pairs, Pairs]:
    about = translation.model_dump(exclude={"strings"})
    return tuple(about.items()), tuple(translation.strings.items())


def _written(about: Pairs, strings: Pairs) -> str:
    return tomli_w.dumps({**dict(about), "strings": dict(strings)})


@lru_cache(maxsize=256)
def _digest_of(about: Pairs, strings: Pairs) -> str:
    return sha256(_written(about, strings).encode()).hexdigest()
