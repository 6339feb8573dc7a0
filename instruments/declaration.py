"""What is said of the changes of a version that comes with the software: why each was made, and its class.

It stands beside the version (`2.changes.toml`) and says what somebody who publishes from the editor says there: a
reason for each change that is not the same, and the class of each that is declared to be in another than the rule's.
"""

from collections.abc import Iterable, Iterator

import tomli_w

from instruments.comparison import Comparability, Comparison, compare
from instruments.model import Version
from instruments.reading import toml_table
from instruments.terms import Frozen, Text
from instruments.translation import Translation


class Declaration(Frozen):
    """Why a version was made of the one before it; `reasons` and `classes` are by the change's key."""

    reason: Text
    reasons: dict[str, Text]
    classes: dict[str, Text]


def parse_declaration(text: str, *, name: str) -> Declaration:
    """The declaration that a TOML text holds."""
    return Declaration.model_validate(toml_table(text, name=name))


def canonical_declaration(declaration: Declaration) -> str:
    """The one TOML text of a declaration."""
    return tomli_w.dumps(declaration.model_dump())


def declaration_faults(
    declaration: Declaration,
    before: Version,
    version: Version,
    *,
    translations: Iterable[tuple[Translation, Translation]] = (),
) -> Iterator[str]:
    """What is wrong with a declaration: a change without a reason, a key without a change, a class it cannot have.

    `translations` pair a language's words before with those of the version.
    """
    comparison = compare(before, version, translations=translations)
    yield from (f"{key}: no change is called so." for key in sorted(_named(declaration) - comparison.by_key.keys()))
    yield from (fault for key, said in declaration.classes.items() for fault in _cannot_be(comparison, key, said))
    wanting = sorted({change.key for change in comparison.to_confirm} - declaration.reasons.keys())
    yield from (f"{key}: the change has no reason." for key in wanting)


def _named(declaration: Declaration) -> set[str]:
    return {*declaration.reasons, *declaration.classes}


def _cannot_be(comparison: Comparison, key: str, said: str) -> Iterator[str]:
    for change in comparison.by_key.get(key, ()):
        if said not in list(Comparability) or Comparability(said) not in change.may_be:
            yield f"{key}: {said} cannot be declared."
