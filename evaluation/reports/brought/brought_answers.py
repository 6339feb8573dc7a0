"""What is held of brought answers: the rows as they were read, the map as it was understood, and what was changed.

Changes are kept one by one and made again each time, so that the last of them can be taken back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import TypeAdapter

from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.context import AnswersFile
from evaluation.importing.answers_map import AnswersMap
from evaluation.importing.grids import Grid
from evaluation.importing.settling import settle, settled
from evaluation.reports.brought.columns_read_otherwise import column_read_as
from evaluation.reports.brought.outcomes_named import with_outcomes


@dataclass(frozen=True, kw_only=True)
class MapChange:
    """One thing that somebody changed of what was understood.

    `settle`: the question `of` is answered by the reading `value`. `swap`: Before and After the other way round.
    `keep`, `use`, `apart`: the row of a file (`of`) and its sheet. `column`: the column `of` is read as `columns` says.
    `outcomes`: these are compared, in the place of those before; `value` leads though none was named before.
    """

    what: Literal["settle", "swap", "keep", "use", "apart", "column", "outcomes"]
    of: str = ""
    value: str = ""
    sheet: str = ""
    row: int = 0
    columns: Mapping[str, str] | None = None
    outcomes: tuple[Scale, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BroughtAnswers:
    """Files that were read, with their keys hashed; how they were understood; and every change of that, in order."""

    grids: tuple[Grid, ...]
    understood: AnswersMap
    files: tuple[AnswersFile, ...]
    title: str = ""
    instrument: str = ""
    """The published version whose questions these are, such as `common-ground/1`; empty where the files told."""
    changes: tuple[MapChange, ...] = ()
    keep: bool = False
    """Whether somebody has ticked that they be kept."""

    @property
    def map(self) -> AnswersMap:
        """The map as it is now."""
        found = self.understood
        for change in self.changes:
            found = _changed(found, change)
        return found

    @property
    def lost_leader(self) -> Scale | None:
        """The outcome that was to lead page 1 and is none any more, so that the first one leads; None otherwise."""
        found = self.understood
        chosen = found.leader
        for change in self.changes:
            found = _changed(found, change)
            chosen = found.leader if change.what == "outcomes" else chosen
        return chosen if settled(found).leader is None else None

    def with_change(self, change: MapChange) -> "BroughtAnswers":
        """The same with one change more; another answer to a question stands in the place of the first one."""
        others = tuple(each for each in self.changes if change.what != "settle" or _settles(each) != change.of)
        return replace(self, changes=(*others, change))

    def without_last_change(self) -> "BroughtAnswers":
        """The same without the last change."""
        return replace(self, changes=self.changes[:-1])


def content_of_brought(brought: BroughtAnswers) -> dict[str, Any]:
    """The same as plain values, to be held."""
    plain: dict[str, Any] = _KEPT.dump_python(brought, mode="json")
    return plain


def brought_of_content(content: Mapping[str, Any]) -> BroughtAnswers:
    """What is held, as it was."""
    return _KEPT.validate_python(content)


_KEPT = TypeAdapter(BroughtAnswers)


def _settles(change: MapChange) -> str:
    return change.of if change.what == "settle" else ""


def _changed(found: AnswersMap, change: MapChange) -> AnswersMap:
    if change.what == "settle":
        return settle(found, change.of, change.value)
    if change.what == "swap":
        return found.with_waves_swapped()
    if change.what == "outcomes":
        return with_outcomes(found, change.outcomes, leads=change.value)
    if change.what == "column":
        return column_read_as(found, change.of, change.columns or {})
    by_row = {"keep": found.keeping, "use": found.using, "apart": found.parting}[change.what]
    return by_row(change.of, change.row, change.sheet)
