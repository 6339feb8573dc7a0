"""The figures of releases that are out: rounded and masked when they were frozen, and the same ever since."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from evaluation.api.admission import token_scope
from evaluation.models import Happening
from evaluation.store.accounts.role_scope import RoleScope
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.listing import ListedRelease, releases_within, shown_to
from evaluation.store.releases.releases import ReleaseStanding

SEEING = "release.answer"
"""The action of whoever may see releases of their chapters; evaluators see all within their scope."""
OUT = frozenset({ReleaseStanding.RELEASED, ReleaseStanding.SUPERSEDED})
KEPT_READY = 32
"""Releases whose figures are kept in memory; they never change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedFigure:
    """A figure of a release: a number or a text, or why neither is given."""

    key: str
    value: float | None
    text: str | None
    not_given_because: str | None


def releases_out(db: Session) -> list[ListedRelease]:
    """The releases that are out and that this token may see, the newest first."""
    return releases_seen(db, as_chapter=token_scope(db, SEEING), as_evaluator=token_scope(db, "report.see"))


def releases_seen(db: Session, *, as_chapter: RoleScope, as_evaluator: RoleScope) -> list[ListedRelease]:
    """The releases that are out whose people lie within one scope, or that lie within the other as a whole."""
    found = {each.release.id: each for each in shown_to(db, as_chapter)}
    found |= {each.release.id: each for each in releases_within(db, as_evaluator)}
    out = [each for each in found.values() if each.standing in OUT]
    return sorted(out, key=lambda each: (each.release.frozen_at, str(each.release.id)), reverse=True)


def release_out(db: Session, release: uuid.UUID) -> ListedRelease | None:
    """One of them."""
    return next((each for each in releases_out(db) if each.release.id == release), None)


def when_released(listed: ListedRelease) -> datetime:
    """When a release was put out."""
    return next(event.at for event in listed.events if event.kind == Happening.RELEASED.value)


def figures_of_release(db: Session, listed: ListedRelease) -> tuple[ReleasedFigure, ...]:
    """The figures of a release by their keys; refused where what is kept is not what was frozen."""
    return _figures(rebuilding(db, listed.release).aggregates, listed.release.number)


@lru_cache(maxsize=KEPT_READY)
def _figures(aggregates: str, number: int) -> tuple[ReleasedFigure, ...]:
    from evaluation.impact_report.formats.csv import printed_rows  # noqa: PLC0415 - pandas is loaded with it
    from evaluation.reports.releases.freeze_release import frozen_tree  # noqa: PLC0415 - as above

    return tuple(_figure(*row) for row in printed_rows(frozen_tree(aggregates, number=number)))


def _figure(key: str, value: object, why: str) -> ReleasedFigure:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return ReleasedFigure(
        key=key,
        value=float(value) if is_number else None,  # type: ignore[arg-type]
        text=None if is_number or value is None else str(value),
        not_given_because=why or None,
    )
