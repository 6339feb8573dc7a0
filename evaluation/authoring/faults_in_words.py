"""What is wrong with a draft or a file, as its reader reads it."""

import re
from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from evaluation.authoring.sections.entries import FormEntry
from evaluation.web.i18n import in_own_language
from instruments import InvalidInstrument


def faults_in_words(invalid: InvalidInstrument, *, entries: Iterable[FormEntry] = ()) -> tuple[str, ...]:
    """A sentence a problem, in the reader's language where it has words there, naming the file and the key.

    A key of a form's `entries` is called as the form calls it, with the row where it holds rows.
    """
    by_name = {entry.name: entry for entry in entries}
    return tuple(
        ": ".join(
            each
            for each in (invalid.name, ", ".join(_called(problem.key, by_name)), in_own_language(problem.sentence))
            if each
        )
        for problem in invalid.problems
    )


def _called(key: str, entries: dict[str, FormEntry]) -> Iterator[str]:
    """What a form calls a key such as options[2].label; the key itself where it has no such entry."""
    found = re.fullmatch(r"(?:\w+\.[\w-]+\.)?(\w+)(?:\[(\d+)\])?(?:\.(\w+))?", key)
    if found is None or found[1] not in entries:
        yield key
        return
    entry = entries[found[1]]
    yield entry.label
    if found[2]:
        yield _("row %(number)s", number=found[2])
    if found[3]:
        yield next((column.label for column in entry.columns if column.name == found[3]), found[3])
