"""What was understood of brought answers, as its page shows it: files, columns, questions, rows, and ten people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.scoring.scoring import Direction, Scale
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.evaluators.bring.outcome_form import LEADING, WAYS, OutcomeForm, outcome_form
from evaluation.impact_report.build.scales import ScoringSource
from evaluation.importing.answers_map import AnswersMap, LeftOut, OpenQuestion, items_of
from evaluation.importing.applying import Applied, apply_map
from evaluation.importing.columns.given_scales import not_asked_lines
from evaluation.importing.joined_answers import IS_IT_SO, NOT_JOINED, is_joined
from evaluation.importing.understood_lines import (
    ColumnLine,
    FileLine,
    PreviewRow,
    column_lines,
    file_lines,
    preview,
)
from evaluation.reports.brought.brought_answers import BroughtAnswers, brought_of_content
from evaluation.reports.brought.hashed_cells import is_hash
from evaluation.storage.brought.held_answers import HeldAnswers

PEOPLE = 10
AT_ONCE = 12
"""How many rows left out are listed before the others are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstoodPage:
    """All that the page shows. `applied` is None where the answers cannot be used as they are; `faults` say why."""

    held: HeldAnswers
    brought: BroughtAnswers
    map: AnswersMap
    applied: Applied | None
    faults: Collection[str]
    chosen: Mapping[str, str]
    """The readings that are ticked, by question: those that were chosen, and what was just sent."""
    outcomes: OutcomeForm
    ways: Mapping[Direction, object]
    """Which way is better, as it is said, by what says it in a map."""

    leading: Mapping[str, object]
    """How an outcome leads, as it is said, by what stands before its place in the form."""

    lacks: Collection[Message]
    """Which outcomes of the questionnaire are left out, since the files lack questions of theirs."""

    @property
    def files(self) -> tuple[FileLine, ...]:
        """The files, each with its wave and its rows."""
        return file_lines(self.map, self.brought.grids)

    @property
    def columns(self) -> tuple[ColumnLine, ...]:
        """How each column is read, those that count first."""
        lines = column_lines(self.map, self.brought.grids)
        return (*(each for each in lines if not each.left_out), *(each for each in lines if each.left_out))

    @property
    def questions(self) -> list[OpenQuestion]:
        """What is to be settled, the open ones first."""
        return sorted(self.map.questions, key=lambda each: bool(each.chosen))

    @property
    def is_open(self) -> bool:
        """Whether a question is still to be settled."""
        return bool(self.map.open_questions)

    @property
    def is_joined(self) -> bool:
        """Whether anybody answered both times; while that is not known, nothing is said of it."""
        return self.is_open or self.applied is None or is_joined(self.applied)

    @property
    def asked_of_unjoined(self) -> tuple[Message, Message]:
        """What is asked where nobody answered both times, and why it matters."""
        return IS_IT_SO, NOT_JOINED

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The rows that count nowhere."""
        return self.applied.left_out if self.applied else ()

    @property
    def first_left_out(self) -> tuple[LeftOut, ...]:
        """The rows that count nowhere, as many as are listed at once."""
        return self.left_out[:AT_ONCE]

    @property
    def more_left_out(self) -> tuple[LeftOut, ...]:
        """The others."""
        return self.left_out[AT_ONCE:]

    def cells_of(self, row: LeftOut) -> list[tuple[str, str]]:
        """What a row that is left out holds, by heading; of a cell that was hashed that it is there."""
        grid = next(each for each in self.brought.grids if (each.file, each.sheet) == (row.file, row.sheet))
        cells = dict(zip(grid.heading, grid.rows[grid.numbers.index(row.row)], strict=True))
        return [(name, _("not shown") if is_hash(cell) else cell) for name, cell in cells.items() if cell]

    @property
    def people(self) -> tuple[PreviewRow, ...]:
        """The first ten people."""
        return preview(self.applied, people=PEOPLE) if self.applied else ()

    @property
    def scales(self) -> tuple[Scale, ...]:
        """What is compared."""
        return self.applied.scales if self.applied else ()


def understood_page(
    held: HeldAnswers,
    *,
    faults: Collection[str] = (),
    sent: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    source: ScoringSource | None = None,
) -> UnderstoodPage:
    """The page of what is held; `sent` are readings that were ticked and not taken, `typed` outcomes that were.

    `source` is the questionnaire whose questions these are, where somebody named it.
    """
    brought = brought_of_content(held.content)
    found = brought.map
    applied, wrong = None, list(faults)
    try:
        applied = apply_map(found, brought.grids)
    except Refused as refusal:
        wrong += [fault for fault in refusal.faults if fault not in wrong]
    chosen = {each.id: each.chosen for each in found.questions if each.chosen} | dict(sent or {})
    return UnderstoodPage(
        held=held,
        brought=brought,
        map=found,
        applied=applied,
        faults=wrong,
        chosen=chosen,
        outcomes=outcome_form(brought, typed or {}),
        ways=WAYS,
        leading=LEADING,
        lacks=not_asked_lines(source, items_of(found.columns)),
    )
