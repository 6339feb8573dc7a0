"""The rows of a study that exports have told, kept in the pages of the ledger (`analysis.disclosure.single_rows`)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.disclosure.groups import People, State
from analysis.disclosure.single_rows import Rows, disclosable_rows, is_the_same
from evaluation.models import ReportPage, Study
from evaluation.store.releases.ledger_json import state_as_json, state_from_json

ROWS = "rows"
"""Where a page of an export names its rows."""


def rows_disclosed(db: Session, study: Study) -> list[Rows]:
    """What exports have told of a study, oldest first."""
    pages = db.scalars(select(ReportPage.page).filter_by(study_id=study.id).order_by(ReportPage.place))
    return [_rows(stored) for page in pages for stored in page.get(ROWS, ())]


def admitted(
    disclosed: Sequence[Rows], states: Iterable[State], people: People, *, below: int
) -> tuple[list[Rows], list[Rows]]:
    """The rows of these groups that an export may tell now, and those of them that the ledger must note."""
    rows, fresh = list[Rows](), list[Rows]()
    for state in states:
        history = [each for each in disclosed if set(each.state) <= set(state)]
        found = disclosable_rows(history, state, people, below=below)
        if found is not None:
            rows.append(found)
            fresh += [] if is_the_same(history, found) else [found]
    return rows, fresh


def rows_as_json(rows: Iterable[Rows]) -> list[dict[str, Any]]:
    """Rows as a page keeps them."""
    return [{"state": state_as_json(each.state), "seen": dict(each.seen)} for each in rows]


def _rows(stored: Mapping[str, Any]) -> Rows:
    return Rows(state_from_json(stored["state"]), stored["seen"])
