"""How those who answered before and after were joined, in counts."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from evaluation.models import EXACT_METHODS, FROM_FILE, Consent, Experiment, Link, Method, Participant, Response, Wave
from evaluation.store.studies.persons import PERSON, counted, standing_links

Sent = Row[*tuple[Any, ...]]
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
    """Everybody who answered before and after at these experiments, each once, by method and distance."""
    people = defaultdict[uuid.UUID, list[Sent]](list)
    for row in _sent(db, list(experiments)):
        people[row.person].append(row)
    found = Counter(_how(sent) for sent in people.values() if {row.kind for row in sent} == {"pre", "post"})
    order = {method: place for place, method in enumerate(Method)}
    return [
        LinkCount(method=method, distance=distance, people=found[method, distance])
        for method, distance in sorted(found, key=lambda key: (order[key[0]], key[1] or 0))
    ]


def _how(sent: list[Sent]) -> tuple[Method, int | None]:
    """How one person was known again: as one participant who answered both, or as two who were joined."""
    begun = {(row.participant_id, row.kind): row.begun for row in sent}
    for participant in dict.fromkeys(row.participant_id for row in sent):
        if (participant, "pre") in begun and (participant, "post") in begun:
            is_from_file = FROM_FILE in sent[0].options
            return (
                Method.FILE if is_from_file else _own_method(begun[participant, "pre"], begun[participant, "post"])
            ), None
    joined = next(row for row in sent if row.method)
    return Method(joined.method), joined.distance


def _own_method(before: str, after: str) -> Method:
    """How a participant was known again: by how they began each wave."""
    if after == "phone":
        return Method.SAME_PHONE
    return Method.PAGE_CODE if before in OWN_CODES else Method.CARD


def _sent(db: Session, experiments: list[uuid.UUID]) -> Sequence[Sent]:
    """The responses to Before and After that count: whose, how begun, and how their participant was joined."""
    return db.execute(
        select(
            PERSON.label("person"),
            Response.participant_id,
            Wave.kind,
            Consent.method.label("begun"),
            Link.method,
            Link.distance,
            Experiment.options,
        )
        .join(Wave, Wave.id == Response.wave_id)
        .join(Experiment, Experiment.id == Response.experiment_id)
        .join(Participant, Participant.id == Response.participant_id)
        .outerjoin(Consent, Consent.id == Response.id)
        .outerjoin(Link, standing_links())
        .where(Response.experiment_id.in_(experiments), Wave.kind.in_(("pre", "post")), counted())
        .order_by(Response.submitted_at, Response.id)
    ).all()
