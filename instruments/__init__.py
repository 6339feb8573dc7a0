"""Questionnaires as data: what they are, how they are read and checked, which are published, how they are scored."""

from instruments.blanks import blank_problems
from instruments.declaration import Declaration
from instruments.documents import canonical_json, canonical_toml, digest, parse, parse_json
from instruments.key_of_scales import scoring_key
from instruments.library import (
    NoSuchVersion,
    Published,
    declaration,
    load,
    published,
    translation,
    translations,
    verify,
)
from instruments.model import ConsentText, Item, Option, ResponseFormat, ScaleKey, Version, WavePage, Wording
from instruments.numbers_and_options import not_carried_over
from instruments.problem import Altered, InvalidInstrument, Problem
from instruments.terms import (
    DECLINED,
    DESCRIPTIVE,
    LONGEST_ANSWER,
    NO_ANSWERS,
    NOT_APPLICABLE,
    NOT_ASKED,
    WAYS_OUT,
    Direction,
    ItemRole,
    Layout,
    WaveKind,
)
from instruments.translation import (
    Translation,
    canonical_translation,
    missing,
    own_labels,
    parse_translation,
    signed_digest,
    strings_of,
    translated,
    translation_digest,
    words_of,
)
from instruments.validation import problems

__all__ = [
    "DECLINED",
    "DESCRIPTIVE",
    "LONGEST_ANSWER",
    "NOT_APPLICABLE",
    "NOT_ASKED",
    "NO_ANSWERS",
    "WAYS_OUT",
    "Altered",
    "ConsentText",
    "Declaration",
    "Direction",
    "InvalidInstrument",
    "Item",
    "ItemRole",
    "Layout",
    "NoSuchVersion",
    "Option",
    "Problem",
    "Published",
    "ResponseFormat",
    "ScaleKey",
    "Translation",
    "Version",
    "WaveKind",
    "WavePage",
    "Wording",
    "blank_problems",
    "canonical_json",
    "canonical_toml",
    "canonical_translation",
    "declaration",
    "digest",
    "load",
    "missing",
    "not_carried_over",
    "own_labels",
    "parse",
    "parse_json",
    "parse_translation",
    "problems",
    "published",
    "scoring_key",
    "signed_digest",
    "strings_of",
    "translated",
    "translation",
    "translation_digest",
    "translations",
    "verify",
    "words_of",
]
