"""What a change of a draft changed, as people read it: where, which entry, and its words before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from flask_babel import gettext as _

from evaluation.authoring.sections.section_list import TABLES
from evaluation.models import DraftChange
from evaluation.questionnaire.localised_version import language_name
from evaluation.store.instruments.draft_history import BEGUN_FROM, TYPED
from instruments import Version
from instruments.comparison import Words
from instruments.comparison.word_changes import word_changes

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """One thing that a change changed; `part` is its part of the draft, such as items/bt2, where it has one."""

    where: str
    label: str
    before: str
    after: str
    part: str = ""

    @property
    def words(self) -> tuple[Words, ...]:
        """What happened to the words."""
        return word_changes(self.before, self.after)


def changed_entries(change: DraftChange, version: Version) -> list[ChangedEntry]:
    """Everything that a change changed, in the order of the draft."""
    found: list[ChangedEntry] = []
    for key, step in change.changes.items():
        table, _slash, name = key.partition("/")
        found += _LINES.get(table, _of_part)(table, name, (step["before"], step["after"]), version)
    return found


def changed_places(change: DraftChange, version: Version) -> list[str]:
    """Where a change changed something, each place once."""
    return list(dict.fromkeys(entry.where for entry in changed_entries(change, version)))


def _of_part(table: str, name: str, step: tuple[Any, Any], version: Version) -> Iterator[ChangedEntry]:
    before, after = step
    part, labels = f"{table}/{name}", _labels(table, version)
    if before is None:
        yield ChangedEntry(name, _("Added"), "", _main_words(after), part)
    elif after is None:
        yield ChangedEntry(name, _("Taken out"), _main_words(before), "", part)
    else:
        yield from _of_fields(name, part, before, after=after, labels=labels)


def _of_typed(_typed: str, part: str, step: tuple[Any, Any], version: Version) -> Iterator[ChangedEntry]:
    table, _slash, name = part.partition("/")
    language = name.partition("/")[0]
    where, labels = language_name(language) if table == "translations" else name or part, _labels(table, version)
    for field, text in step[1].items():
        yield ChangedEntry(where, labels.get(field, field), "", text, part if table in TABLES else "")


def _of_file(_file: str, name: str, step: tuple[Any, Any], _version: Version) -> Iterator[ChangedEntry]:
    yield ChangedEntry(name, _("Taken in"), "", str(step[1]["items"]))


def _of_about(_table: str, name: str, step: tuple[Any, Any], version: Version) -> Iterator[ChangedEntry]:
    before, after = (each if isinstance(each, dict) else {"": each} for each in step)
    labels = {key.removeprefix(f"{name}_"): label for key, label in _labels("about", version).items()}
    labels[""] = labels.get(name, name)
    yield from _of_fields(str(TABLES["about"].title), "about/instrument", before, after=after, labels=labels)


def _of_fields(
    where: str, part: str, before: Fields, *, after: Fields, labels: Mapping[str, str]
) -> Iterator[ChangedEntry]:
    for field in dict.fromkeys((*before, *after)):
        was, became = before.get(field), after.get(field)
        if was != became:
            yield ChangedEntry(where, labels.get(field, field), _text(was), _text(became), part)


def _of_order(_order: str, table: str, step: tuple[Any, Any], _version: Version) -> Iterator[ChangedEntry]:
    before, after = (list(each or ()) for each in step)
    shared = [[name for name in names if name in other] for names, other in ((before, after), (after, before))]
    for name in _moved(*shared):
        yield ChangedEntry(name, _("Place"), str(before.index(name) + 1), str(after.index(name) + 1), f"{table}/{name}")


def _moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The fewest names that explain how one order became another."""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [name for tag, start, end, *_after in steps if tag in {"delete", "replace"} for name in before[start:end]]


def _of_translation(_table: str, name: str, step: tuple[Any, Any], _version: Version) -> Iterator[ChangedEntry]:
    language, _slash, key = name.partition("/")
    before, after = ((each or {}).get("text", "") for each in step)
    label = key if before != after else _("%(text)s, checked", text=key)
    yield ChangedEntry(language_name(language), label, before, after if before != after else "")


def _of_back_translation(_table: str, name: str, step: tuple[Any, Any], _version: Version) -> Iterator[ChangedEntry]:
    language, _slash, key = name.partition("/")
    before, after = ((each or {}).get("text", "") for each in step)
    label = _("%(text)s, translated back", text=key)
    yield ChangedEntry(language_name(language), label, before, after)


def _of_reason(_table: str, name: str, step: tuple[Any, Any], _version: Version) -> Iterator[ChangedEntry]:
    before, after = (each.get("text", "") if isinstance(each, dict) else str(each or "") for each in step)
    yield ChangedEntry(name, _("Reason"), before, after)


def _of_note(_table: str, name: str, step: tuple[Any, Any], _version: Version) -> Iterator[ChangedEntry]:
    before, after = step
    yield ChangedEntry(name, _("Note for translators"), before or "", after or "")


def _of_class(_table: str, name: str, step: tuple[Any, Any], _version: Version) -> Iterator[ChangedEntry]:
    before, after = ((each or {}).get("class", "") for each in step)
    yield ChangedEntry(name, _("Class"), before, after)


_LINES = {
    "about": _of_about,
    "order": _of_order,
    TYPED: _of_typed,
    BEGUN_FROM: _of_file,
    "translations": _of_translation,
    "back_translations": _of_back_translation,
    "reasons": _of_reason,
    "classes": _of_class,
    "translator_notes": _of_note,
}


def _labels(table: str, version: Version) -> dict[str, str]:
    if table not in TABLES:
        return {}
    return {"id": _("Id"), **{entry.name: entry.label for entry in TABLES[table].entries(version)}}


def _main_words(part: Fields) -> str:
    return str(next(filter(None, map(part.get, ("text", "title", "label", "layout"))), ""))


def _text(value: Any) -> str:  # noqa: ANN401 - a value as JSON has it
    if isinstance(value, dict):
        return " | ".join(_text(each) for each in value.values())
    if isinstance(value, list):
        return ("\n" if any(isinstance(each, dict) for each in value) else ", ").join(map(_text, value))
    return "" if value is None else str(value)
