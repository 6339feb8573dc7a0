"""Cells of a sheet that a draft does not have, each written down under its heading and the language it is in."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from instruments.interchange.answers import Said
from instruments.interchange.draft import DraftBuilder
from instruments.interchange.reasons import NOT_KNOWN

OF_AN_OPTION = ("list_name", "name", "label")


def leave_cells(
    draft: DraftBuilder,
    where: str,
    cells: Mapping[str, Said],
    *,
    taken: AbstractSet[str],
    reasons: Mapping[str, str],
) -> None:
    """Write down every cell of a row but those under the headings that were taken in, with why it stays."""
    for heading, said in cells.items():
        for language, cell in said.items() if heading not in taken else ():
            named = f"{heading}::{language}" if heading and language else heading or language
            draft.leave(where, f"{named}: {cell}", reasons.get(heading, NOT_KNOWN))


def leave_option(draft: DraftBuilder, where: str, cells: Mapping[str, Said], why: str) -> None:
    """Write down an option that no question has: its list, its code and its words in one, then its other cells."""
    whole = [cell for heading in OF_AN_OPTION for cell in cells.get(heading, {}).values()]
    if whole:
        draft.leave(where, ", ".join(whole), why)
    leave_cells(draft, where, cells, taken=frozenset(OF_AN_OPTION), reasons=dict.fromkeys(cells, why))
