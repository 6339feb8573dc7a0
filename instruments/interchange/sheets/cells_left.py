"""Cells of a sheet that a draft does not have, each written down under its heading and the language it is in."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from instruments.interchange.answers import Said
from instruments.interchange.draft import DraftBuilder
from instruments.messages import PlainMessage

NOT_KNOWN = PlainMessage("Nothing is taken from a column of this name.")


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
