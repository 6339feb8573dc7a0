"""The rows of a study that exports have told, kept in the pages of the ledger (`analysis.disclosure.single_rows`).

Rows tell how many answered what, exactly, and so does the first report of a group: it counts its people, and draws
them. Held against each other, an answer that the report has and the rows lack is that of somebody who left. So rows
are told where nobody has left since that report, or at least k people have, of each outcome.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.disclosure.groups import LedgerStep, People, State, people_counted
from analysis.disclosure.ledger import LedgerPage
from analysis.disclosure.single_rows import Rows, disclosable_rows, is_the_same
from evaluation.models import ReportPage, Study
from evaluation.store.releases.ledger_json import state_as_json, state_from_json

ROWS = "rows"
"""Where a page of an export names its rows."""


def rows_disclosed(db: Session, study: Study) -> list[Rows]:
    """What exports have told of a study, oldest first."""
    pages = db.scalars(select(ReportPage.page).filter_by(study_id=study.id).order_by(ReportPage.place))
    return [_rows(stored) for page in pages for stored in page.get(ROWS, ())]


def first_steps(pages: Iterable[LedgerPage]) -> list[LedgerStep]:
    """Each group as it was first reported, with counts of its people; `pages` are those of the ledger, oldest first."""
    found = dict[str, LedgerStep]()
    for page in pages:
        for step in page.parcels:
            found.setdefault(step.group, step)
    return list(found.values())


def waves_few_left(
    pages: Iterable[LedgerPage], people: People, outcomes: Mapping[str, Iterable[str]], *, below: int
) -> list[str]:
    """The waves of whose outcomes (by wave) a few people are missing who were counted when a group was last printed.

    Their forms beside that average would tell what those few answered.
    """
    found = list(pages)
    return [
        wave
        for wave, named in outcomes.items()
        if any(_few_missing(step, people, outcome, below=below) for outcome in named for step in _last(found, outcome))
    ]


def _last(pages: Iterable[LedgerPage], outcome: str) -> list[LedgerStep]:
    """Each group as an outcome of it was printed anew last."""
    return list({step.group: step for page in pages for step in page.parcels if outcome in step.entered}.values())


def _few_missing(step: LedgerStep, people: People, outcome: str, *, below: int) -> bool:
    gone = sum(step.entered[outcome]) - people_counted(step.state, people, outcome=outcome)
    return 0 < gone < below


def admitted(
    disclosed: Sequence[Rows], states: Iterable[State], people: People, *, counted: Iterable[LedgerStep], below: int
) -> tuple[list[Rows], list[Rows]]:
    """The rows of these groups that an export may tell now, and those of them that the ledger must note.

    `counted` are the groups as they were first reported (`first_steps`).
    """
    rows, fresh = list[Rows](), list[Rows]()
    first = list(counted)
    for state in states:
        history = [each for each in disclosed if set(each.state) <= set(state)]
        reported = [step for step in first if set(step.state) <= set(state)]
        found = disclosable_rows(history, state, people, below=below)
        if found is not None and not any(_few_left(step, people, below=below) for step in reported):
            rows.append(found)
            fresh += [] if is_the_same(history, found) else [found]
    return rows, fresh


def _few_left(step: LedgerStep, people: People, *, below: int) -> bool:
    """Whether some of a group have left since it was first reported, and fewer than `below`, of any outcome."""
    left = [counts[0] - people_counted(step.state, people, outcome=outcome) for outcome, counts in step.entered.items()]
    return any(0 < gone < below for gone in left)


def rows_as_json(rows: Iterable[Rows]) -> list[dict[str, Any]]:
    """Rows as a page keeps them."""
    return [{"state": state_as_json(each.state), "seen": dict(each.seen)} for each in rows]


def _rows(stored: Mapping[str, Any]) -> Rows:
    return Rows(state_from_json(stored["state"]), stored["seen"])
