"""What is printed, by name: for lists of what was printed and is being printed."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from evaluation.questionnaire.localised_version import language_name
from evaluation.store.paper.print_packs import NUMBERED, PrintedPart, first_number, size_of

PART_LABELS = {
    PrintedPart.WHOLE: _l("Print pack"),
    PrintedPart.CARDS: _l("Cards"),
    PrintedPart.POSTER: _l("Poster"),
    PrintedPart.SCRIPT: _l("Host script"),
    PrintedPart.PAPER: _l("Paper forms"),
    PrintedPart.LARGE_PAPER: _l("Paper forms in large print"),
}


def printed_name(job_arguments: Mapping[str, Any]) -> str:
    """What a job prints: which part, how much of it, and in which language where it is in one alone."""
    size = size_of(job_arguments)
    if size.part is PrintedPart.WHOLE:
        return str(_("Pack of %(count)s cards", count=size.count))
    if size.part is PrintedPart.CARDS:
        name = str(_("%(count)s cards", count=size.count))
    elif size.part in NUMBERED:
        first = first_number(job_arguments)
        numbers = {"part": PART_LABELS[size.part], "first": first, "last": first + size.copies - 1}
        name = str(_("%(part)s, numbers %(first)s to %(last)s", **numbers))
    else:
        several = _(", %(copies)s copies", copies=size.copies) if size.copies > 1 else ""
        name = f"{PART_LABELS[size.part]}{several}"
    return f"{name}, {language_name(size.language)}" if size.language else name
