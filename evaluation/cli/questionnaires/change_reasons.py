"""Reasons given on the command line: one for a whole version, and one for each change that needs it."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.domain.errors import Refused
from evaluation.store.instruments.declared_changes import declared_classes
from evaluation.store.instruments.publishing import Why
from instruments.comparison import Change, Comparability, Comparison

SPELT = {
    "same": str(Comparability.SAME),
    "with care": str(Comparability.WITH_CARE),
    "comparable with care": str(Comparability.WITH_CARE),
    "not comparable": str(Comparability.NOT),
}


def why_of(given: Iterable[str], file: Path | None, *, classes: Iterable[str], comparison: Comparison | None) -> Why:
    """Who publishes and why, from `--reason`, a file of reasons and `--class`; refused where one is of no change."""
    said = dict(_classes(classes, comparison.changes if comparison else ()))
    found = comparison.declared(declared_classes(said, comparison)) if comparison else None
    changes = found.to_confirm if found else ()
    known = {key for change in changes for key in (change.key, *change.items)}
    whole, named = [], dict(_in_file(file) if file else ())
    for text in given:
        key, equals, why = text.partition("=")
        if equals and key.strip() in known:
            named[key.strip()] = why.strip()
        else:
            whole.append(text)
    unknown = sorted(set(named) - known)
    if unknown or len(whole) > 1:
        raise Refused(*(_no_change(key, changes) for key in unknown), *(_second(text) for text in whole[1:]))
    return Why(by="command line", reason="".join(whole), reasons=dict(_by_change(named, changes)), classes=said)


def _classes(given: Iterable[str], changes: Sequence[Change]) -> Iterator[tuple[str, str]]:
    """Each class declared, by the change's key: of a change, or of everything changed in an item."""
    for text in given:
        named, equals, said = (part.strip() for part in text.partition("="))
        keys = [change.key for change in changes if named == change.key] or [
            change.key for change in changes if change.items == (named,)
        ]
        if not equals or not keys:
            there = ", ".join(change.key for change in changes) or "none"
            raise Refused(f"--class takes KEY=CLASS, where KEY is a change that `diff` shows, not {text!r}: {there}.")
        yield from ((key, SPELT.get(said.replace("-", " ").replace("_", " ").casefold(), said)) for key in keys)


def _by_change(named: Mapping[str, str], changes: Iterable[Change]) -> Iterator[tuple[str, str]]:
    """Each change's reason: its own, or the one of an item that it touches."""
    for change in changes:
        found = next((named[key] for key in (change.key, *change.items) if key in named), "")
        if found:
            yield change.key, found


def _no_change(key: str, changes: Iterable[Change]) -> str:
    there = ", ".join(change.key for change in changes) or "none"
    return f"No change called {key!r} needs a reason; those that do: {there}."


def _second(text: str) -> str:
    return f"{text!r} would be a second reason for the whole version; write KEY=WHY for a single change."


def _in_file(file: Path) -> Iterator[tuple[str, str]]:
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as fault:
        raise Refused(f"{file} cannot be read: {fault.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Refused(f"{file} is not TOML: {fault}") from None
    yield from _flat(document, "")


def _flat(table: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Every text of a document under its dotted key."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", str(value)
