"""Whether everything adds up: each term is counted on its own, so that the sums can fail."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import Session

from evaluation.domain.answers_digest import BLANK
from evaluation.domain.messages import Message
from evaluation.models import Card, Consent, Experiment, Participant, Response, SetAside, Wave
from evaluation.store.linking.methods import OWN_CODES
from evaluation.store.studies.waves import wave_counts


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityTerms:
    """The terms of the two identities of an experiment."""

    cards: int
    """Cards issued: printed ones, and codes that the page made for those without."""
    page_codes: int
    """How many of them the page made."""
    started: int
    """Cards whose holder agreed to a wave."""
    unused: int
    """Cards whose holder never began."""
    submitted: int
    """Responses to Before and After that are stored."""
    linked: int
    """People who answered both."""
    pre_only: int
    post_only: int
    set_aside: int
    """Responses of people who are set aside."""
    blank: int
    """Responses on which nothing was answered: they count for nobody."""
    withdrawn: int
    """Responses still stored of people who took theirs back: there must be none."""
    people_withdrawn: int

    @property
    def printed(self) -> int:
        """Cards that were printed."""
        return self.cards - self.page_codes

    @property
    def holds(self) -> bool:
        """Whether both identities hold and nothing is kept that was taken back."""
        return not self.faults

    @property
    def faults(self) -> tuple[Message, ...]:
        """What does not add up, in sentences."""
        found = []
        if self.cards != self.started + self.unused:
            found.append(
                Message(
                    "Cards issued, %(cards)s, are not those started, %(started)s, and unused, %(unused)s.",
                    cards=self.cards,
                    started=self.started,
                    unused=self.unused,
                )
            )
        accounted = 2 * self.linked + self.pre_only + self.post_only + self.set_aside + self.blank + self.withdrawn
        if self.submitted != accounted:
            found.append(
                Message(
                    "Responses to Before and After, %(sent)s, are not twice the %(linked)s linked people, %(pre)s "
                    "before only, %(post)s after only, %(aside)s set aside, %(blank)s blank and %(withdrawn)s taken "
                    "back.",
                    sent=self.submitted,
                    linked=self.linked,
                    pre=self.pre_only,
                    post=self.post_only,
                    aside=self.set_aside,
                    blank=self.blank,
                    withdrawn=self.withdrawn,
                )
            )
        if self.withdrawn:
            found.append(
                Message(
                    "%(withdrawn)s responses are still stored though they were taken back.", withdrawn=self.withdrawn
                )
            )
        return tuple(found)


def accounts_of(db: Session, experiment: uuid.UUID) -> IdentityTerms:
    """The accounts of one experiment, in four statements."""
    return all_accounts_of(db, [experiment])[experiment]


def all_accounts_of(db: Session, experiments: Sequence[uuid.UUID]) -> dict[uuid.UUID, IdentityTerms]:
    """The accounts of several experiments, in the same four statements."""
    ids = list(experiments)
    cards, sent, gone = (_by_experiment(db, query) for query in (_cards(ids), _submitted(ids), _withdrawn(ids)))
    counts = wave_counts(db, ids)
    return {
        each: IdentityTerms(
            **_terms(cards.get(each), "cards", "page_codes", "started", "unused"),
            **_terms(sent.get(each), "submitted", "set_aside", "blank", "withdrawn"),
            **_terms(gone.get(each), "people_withdrawn"),
            linked=counts[each].linked,
            pre_only=counts[each].pre - counts[each].linked,
            post_only=counts[each].post - counts[each].linked,
        )
        for each in ids
    }


def unaccounted(db: Session) -> list[str]:
    """What does not add up anywhere, a sentence each with the experiment's join address."""
    slugs = {row.id: row.slug for row in db.execute(select(Experiment.id, Experiment.slug).order_by(Experiment.slug))}
    accounts = all_accounts_of(db, list(slugs))
    return [f"{slug}: {fault}" for each, slug in slugs.items() for fault in accounts[each].faults]


def _by_experiment(db: Session, query: Select[*tuple[Any, ...]]) -> dict[uuid.UUID, Row[*tuple[Any, ...]]]:
    return {row.experiment_id: row for row in db.execute(query)}


def _terms(row: Row[*tuple[Any, ...]] | None, *names: str) -> dict[str, int]:
    return {name: int(getattr(row, name)) if row is not None else 0 for name in names}


def _cards(experiments: list[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    begun = select(Consent.id).where(Consent.participant_id == Card.participant_id)
    made = begun.where(Consent.method.in_(OWN_CODES))
    return (
        select(
            Card.experiment_id,
            func.count().label("cards"),
            _how_many(made.exists()).label("page_codes"),
            _how_many(begun.exists()).label("started"),
            _how_many(Participant.started_at.is_(None)).label("unused"),
        )
        .join(Participant, Participant.id == Card.participant_id)
        .where(Card.experiment_id.in_(experiments))
        .group_by(Card.experiment_id)
    )


def _submitted(experiments: list[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    withdrawn, stays = _how_many(Participant.withdrawn_at.is_not(None)), Participant.withdrawn_at.is_(None)
    aside = Participant.id.in_(select(SetAside.participant_id).where(SetAside.admitted_at.is_(None)))
    return (
        select(
            Response.experiment_id,
            func.count().label("submitted"),
            _how_many(stays & aside).label("set_aside"),
            _how_many(stays & ~aside & (Response.digest == BLANK)).label("blank"),
            withdrawn.label("withdrawn"),
        )
        .join(Wave, Wave.id == Response.wave_id)
        .join(Participant, Participant.id == Response.participant_id)
        .where(Response.experiment_id.in_(experiments), Wave.kind.in_(("pre", "post")))
        .group_by(Response.experiment_id)
    )


def _withdrawn(experiments: list[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    gone = Participant.experiment_id.in_(experiments), Participant.withdrawn_at.is_not(None)
    counted = select(Participant.experiment_id, func.count().label("people_withdrawn"))
    return counted.where(*gone).group_by(Participant.experiment_id)


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
