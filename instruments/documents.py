"""Instruments as text: TOML (and JSON) in, with every problem at once, and the one canonical text out."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import tomli_w
from pydantic import ValidationError

from instruments.messages import PlainMessage
from instruments.model import ConsentText, Item, ResponseFormat, ScaleKey, Version, WavePage
from instruments.problem import InvalidInstrument, Problem
from instruments.reading import json_table, toml_table
from instruments.structure import misshapen
from instruments.terms import Frozen, ItemRole
from instruments.validation import problems

TABLES: dict[str, tuple[str, type[Frozen]]] = {
    "waves": ("kind", WavePage),
    "formats": ("id", ResponseFormat),
    "items": ("id", Item),
    "scales": ("id", ScaleKey),
}
"""The tables of a document whose rows are named by their key, and what each row is."""

NEUTRAL: dict[str, Any] = {
    **dict.fromkeys(("label", "text", "title"), "-"),
    **dict.fromkeys(
        (
            "ask",
            "intro",
            "target",
            "not_applicable",
            "section",
            "information",
            "clip",
            "source",
            "adaptation",
            "licence",
            "low_label",
            "high_label",
        ),
        "",
    ),
    "role": ItemRole.CONTEXT,
    "margin": None,
    "primary": False,
    "missing": (),
    "labels": (),
    "follows": None,
    "follows_at": (),
}
"""What stands in for a broken key that joins its row to no other, while the rest of the row is checked."""


def parse(text: str, *, name: str = "") -> Version:
    """The version a TOML text describes; raises InvalidInstrument with every problem, each naming its key."""
    return version_from_mapping(toml_table(text, name=name), name=name)


def parse_json(text: str, *, name: str = "") -> Version:
    """The version a JSON text of the same shape describes; raises InvalidInstrument like `parse`."""
    return version_from_mapping(json_table(text, name=name), name=name)


def version_from_mapping(document: Mapping[str, Any], *, name: str = "") -> Version:
    """The version a nested mapping describes; raises InvalidInstrument with every problem, each naming its key."""
    raw, found = _with_ids(document)
    try:
        version = Version.model_validate(raw)
    except ValidationError as error:
        found += misshapen(error, raw)
        version = _sound_tables(raw)
    found += problems(version, known=_names(raw))
    if found:
        raise InvalidInstrument(found, name=name)
    return version


def canonical_toml(version: Version) -> str:
    """The one TOML text of a version: keys in the model's order, what equals its default left out, a final newline."""
    return tomli_w.dumps(document_of(version))


def canonical_json(version: Version) -> str:
    """The one JSON text of a version, of the same shape as its TOML."""
    return json.dumps(document_of(version), ensure_ascii=False, indent=2) + "\n"


def digest(version: Version) -> str:
    """SHA-256 of the canonical TOML text in UTF-8, as 64 hexadecimal digits: the version's fingerprint."""
    return sha256(canonical_toml(version).encode()).hexdigest()


def document_of(version: Version) -> dict[str, Any]:
    """The version as plain nested dictionaries and lists, tables keyed by id, defaults left out."""
    whole = version.model_dump(mode="json", exclude_defaults=True)
    for part, (key, _) in TABLES.items():
        if part in whole:
            whole[part] = {row.pop(key): row for row in whole[part]}
    for page in whole["waves"].values():
        if "wording" in page:
            page["wording"] = {row.pop("item"): row for row in page["wording"]}
    return whole


def _with_ids(document: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The document with each table turned into a list of rows that carry their id, and what is no table."""
    raw, found = dict(document), list[Problem]()
    for part, (key, _) in TABLES.items():
        if part in raw:
            raw[part] = _rows(raw[part], key, part, found)
    for page in raw.get("waves", ()):
        if "wording" in page:
            page["wording"] = _rows(page["wording"], "item", f"waves.{page['kind']}.wording", found)
    return raw, found


def _rows(table: object, key: str, path: str, found: list[Problem]) -> list[dict[str, Any]]:
    if not isinstance(table, dict):
        found.append(
            Problem(
                path,
                PlainMessage("this is to be a table with one named entry each, such as [%(path)s.name].", path=path),
            )
        )
        return []
    rows = []
    for name, row in table.items():
        if not isinstance(row, dict):
            found.append(Problem(f"{path}.{name}", PlainMessage("this is to be a table of keys, not a single value.")))
        elif key in row:
            said = PlainMessage("the name of the table says this already; take '%(key)s' out.", key=key)
            found.append(Problem(f"{path}.{name}.{key}", said))
        else:
            rows.append({key: name, **row})
    return rows


def _names(raw: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Every id each table names, those of broken rows too, so that a broken row is not said to be absent as well."""
    return {part: frozenset(str(row[key]) for row in raw.get(part, ())) for part, (key, _) in TABLES.items()}


def _sound_tables(raw: Mapping[str, Any]) -> Version:
    """A version of the rows that are sound in themselves, so that what joins them is checked in the same breath."""
    rows = {part: tuple(_sound(raw.get(part, ()), model)) for part, (_, model) in TABLES.items()}
    consent = ConsentText.model_construct(version=1, title="", statements=(), agree="")
    return Version.model_construct(id="", number=1, title="", languages=("en",), consent=consent, **rows)  # type: ignore[arg-type]


def _sound(rows: list[dict[str, Any]], model: type[Frozen]) -> list[Frozen]:
    sound = []
    for row in rows:
        try:
            sound.append(model.model_validate(row))
        except ValidationError as error:
            sound += _mended(row, error, model)
    return sound


def _mended(row: dict[str, Any], error: ValidationError, model: type[Frozen]) -> list[Frozen]:
    """The row with something neutral where it is broken; nothing where what is broken joins it to other rows."""
    broken = {str(detail["loc"][0]) for detail in error.errors(include_url=False)}
    if broken & model.model_fields.keys() - NEUTRAL.keys():
        return []
    whole = {key: value for key, value in row.items() if key not in broken}
    return [model.model_validate({**whole, **{key: NEUTRAL[key] for key in broken & model.model_fields.keys()}})]
