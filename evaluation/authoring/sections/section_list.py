"""The parts of an instrument that a form changes: each with its entries, its values, and the way back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from evaluation.authoring.sections import items, response_formats, scoring_keys, titles_and_consent, wave_texts
from evaluation.authoring.sections.entries import FormEntry, Values
from evaluation.domain.messages import Message
from instruments import InvalidInstrument, Problem, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorSection:
    """One kind of part: how its rows are named, asked about, read and put into a version."""

    title: Any
    names: Callable[[Version], tuple[tuple[str, str], ...]]
    entries: Callable[[Version], tuple[FormEntry, ...]]
    values: Callable[[Version, str], Values]
    """What a row holds now; what a new row begins with where the name is unknown."""
    put: Callable[[Version, str, Values], Version]
    """The version with these values under this name; raises InvalidInstrument with a sentence a fault."""
    without: Callable[[Version, str], Version] | None
    """The version without a row; raises InvalidInstrument where others need it."""


TABLES: Mapping[str, EditorSection] = {
    "items": EditorSection(
        title=_l("Items"),
        names=items.names,
        entries=items.entries,
        values=items.values,
        put=items.put,
        without=items.without,
    ),
    "formats": EditorSection(
        title=_l("Response formats"),
        names=response_formats.names,
        entries=response_formats.entries,
        values=response_formats.values,
        put=response_formats.put,
        without=response_formats.without,
    ),
    "scales": EditorSection(
        title=_l("Scales"),
        names=scoring_keys.names,
        entries=scoring_keys.entries,
        values=scoring_keys.values,
        put=scoring_keys.put,
        without=scoring_keys.without,
    ),
    "waves": EditorSection(
        title=_l("Waves"),
        names=wave_texts.names,
        entries=wave_texts.entries,
        values=wave_texts.values,
        put=wave_texts.put,
        without=wave_texts.without,
    ),
    "about": EditorSection(
        title=_l("Title and consent"),
        names=titles_and_consent.names,
        entries=titles_and_consent.entries,
        values=titles_and_consent.values,
        put=titles_and_consent.put,
        without=None,
    ),
}


def exists(version: Version, table: str, name: str) -> bool:
    """Whether a version has such a row."""
    return name in dict(TABLES[table].names(version))


def added(version: Version, table: str, name: str, *, values: Values) -> Version:
    """The version with a new row; raises InvalidInstrument where the name is taken."""
    if exists(version, table, name):
        raise InvalidInstrument([Problem(name, Message("there is one called '%(name)s' already.", name=name))])
    return TABLES[table].put(version, name, values)
