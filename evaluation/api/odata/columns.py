"""The columns of the feed: what each is called, of which type, and where its value comes from."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from evaluation.api.release_figures import ReleasedFigure
from evaluation.store.releases.listing import ListedRelease
from evaluation.store.releases.releases import ReleaseStanding

Cell = str | float | int | bool | uuid.UUID | datetime | None


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A figure with the release that prints it."""

    listed: ListedRelease
    figure: ReleasedFigure

    def part(self, number: int) -> str:
        """A part of the figure's key; empty where there are fewer."""
        names = self.figure.key.split(".")
        return names[number] if -len(names) <= number < len(names) else ""


@dataclass(frozen=True, slots=True)
class FeedColumn:
    """A column: its type in the entity data model, and whether it may be empty."""

    edm: str
    cell: Callable[[FeedRow], Cell]
    nullable: bool = False


COLUMNS: Final[dict[str, FeedColumn]] = {
    "Release": FeedColumn("Edm.Guid", lambda row: row.listed.release.id),
    "Key": FeedColumn("Edm.String", lambda row: row.figure.key),
    "Study": FeedColumn("Edm.Guid", lambda row: row.listed.release.study_id),
    "Number": FeedColumn("Edm.Int32", lambda row: row.listed.release.number),
    "Scope": FeedColumn("Edm.String", lambda row: row.listed.release.scope),
    "Title": FeedColumn("Edm.String", lambda row: row.listed.release.title),
    "IsPublic": FeedColumn("Edm.Boolean", lambda row: row.listed.release.public),
    "IsSuperseded": FeedColumn("Edm.Boolean", lambda row: row.listed.standing is ReleaseStanding.SUPERSEDED),
    "FrozenAt": FeedColumn("Edm.DateTimeOffset", lambda row: row.listed.release.frozen_at),
    "Section": FeedColumn("Edm.String", lambda row: row.part(0)),
    "Outcome": FeedColumn("Edm.String", lambda row: row.part(1)),
    "Figure": FeedColumn("Edm.String", lambda row: row.part(-1)),
    "Value": FeedColumn("Edm.Double", lambda row: row.figure.value, nullable=True),
    "Text": FeedColumn("Edm.String", lambda row: row.figure.text, nullable=True),
    "NotGivenBecause": FeedColumn("Edm.String", lambda row: row.figure.not_given_because, nullable=True),
}
KEYS: Final = ("Release", "Key")
"""The columns that no two rows share together."""


def written(cell: Cell) -> object:
    """A cell as JSON has it."""
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(cell) if isinstance(cell, uuid.UUID) else cell
