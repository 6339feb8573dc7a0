"""How those who answered before and after were joined, in counts."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, aliased

from evaluation.models import EXACT_METHODS, Consent, Link, Method, Participant, Response, Wave

OWN_CODES = ("page", "unmatched")
"""Ways to begin a wave after which a person has a code that the page made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCount:
    """People joined in one way, at one distance in memory elements (None where no element was looked at)."""

    method: Method
    distance: int | None
    people: int

    @property
    def exact(self) -> bool:
        """Whether nobody had to judge."""
        return self.method in EXACT_METHODS


def link_counts(db: Session, experiments: Iterable[uuid.UUID]) -> list[LinkCount]:
    """Everybody who answered before and after at these experiments, by method and distance."""
    ids = list(experiments)
    found = Counter[tuple[Method, int | None]](
        (_own_method(before, after), None) for before, after in _same_participant(db, ids)
    )
    found.update((Method(row.method), row.distance) for row in _joined(db, ids))
    order = {method: place for place, method in enumerate(Method)}
    return [
        LinkCount(method=method, distance=distance, people=found[method, distance])
        for method, distance in sorted(found, key=lambda key: (order[key[0]], key[1] or 0))
    ]


def _own_method(before: str, after: str) -> Method:
    """How a participant was known again: by how they began each wave."""
    if after == "phone":
        return Method.SAME_PHONE
    return Method.PAGE_CODE if before in OWN_CODES else Method.CARD


def _same_participant(db: Session, experiments: list[uuid.UUID]) -> Sequence[Row[str, str]]:
    """How the two waves were begun, a row a participant who answered both."""
    before, after = aliased(Consent), aliased(Consent)
    return db.execute(
        select(before.method, after.method)
        .join(after, after.participant_id == before.participant_id)
        .join(Participant, Participant.id == before.participant_id)
        .where(
            Participant.experiment_id.in_(experiments),
            Participant.withdrawn_at.is_(None),
            before.id.in_(_responses(experiments, "pre")),
            after.id.in_(_responses(experiments, "post")),
        )
    ).all()


def _joined(db: Session, experiments: list[uuid.UUID]) -> Sequence[Row[str, int | None]]:
    """Method and distance of each standing link of somebody with answers before and somebody with answers after."""
    return db.execute(
        select(Link.method, Link.distance).where(
            Link.experiment_id.in_(experiments),
            Link.joined,
            Link.undone_at.is_(None),
            Link.earlier_id.in_(_people(experiments, "pre")),
            Link.later_id.in_(_people(experiments, "post")),
        )
    ).all()


def _responses(experiments: list[uuid.UUID], kind: str) -> Select[uuid.UUID]:
    return select(Response.id).join(Wave).where(Response.experiment_id.in_(experiments), Wave.kind == kind)


def _people(experiments: list[uuid.UUID], kind: str) -> Select[uuid.UUID]:
    """Participants who answered a wave and have not withdrawn."""
    sent = select(Response.participant_id).join(Wave).join(Participant, Participant.id == Response.participant_id)
    sent_in_wave = Response.experiment_id.in_(experiments), Wave.kind == kind, Participant.withdrawn_at.is_(None)
    return sent.where(*sent_in_wave)
