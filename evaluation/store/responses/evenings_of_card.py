"""To which evening a card leads: its own, or another of its study that takes the study's cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from evaluation.models import Card, Chapter, Consent, Experiment, Response, Return, Study, Wave
from evaluation.store.responses.join_page import STUDY_CARDS

LOOKS_BACK = "follow_up"
"""The wave that is answered away from any meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EveningOfCard:
    """An evening to which a card may lead."""

    words: str
    title: str
    place: str
    is_home: bool
    """Whether the card was made for it."""
    has_begun: bool
    """Whether somebody has begun there with the card."""
    is_done: bool
    """Whether After was sent there with the card."""
    is_open: bool
    """Whether something is open there."""
    is_held: bool
    """Whether what is open there is answered at the meeting."""
    is_due: bool
    """Whether it is today, and not over."""

    @property
    def has_to_be_its(self) -> bool:
        """Whether somebody who comes by the card comes to this one, whatever others are open."""
        return (self.is_home or self.has_begun) and self.is_held and not self.is_done

    @property
    def waits_for_it(self) -> bool:
        """Whether somebody answered here today, and more is to come."""
        return self.has_begun and self.is_due and not self.is_done

    @property
    def may_be_its(self) -> bool:
        """Whether somebody may come to this one."""
        return self.is_open or (self.is_home and self.is_due and not self.is_done)


_of_home, _home = aliased(Card), aliased(Experiment)
_WAVE = select(Wave.id).where(Wave.experiment_id == Experiment.id).correlate(Experiment)
_OPEN = _WAVE.where(Wave.opened_at.is_not(None), Wave.closed_at.is_(None))
_RETURN = select(Return.participant_id).where(Return.card_id == _of_home.id).correlate(_of_home)
_BEGUN = (
    select(Consent.id)
    .join(Wave, Wave.id == Consent.wave_id)
    .where(Wave.experiment_id == Experiment.id)
    .where(or_(Consent.participant_id == _of_home.participant_id, Consent.participant_id.in_(_RETURN)))
    .correlate(Experiment, _of_home)
)
_SENT_AFTER = _BEGUN.join(Response, Response.id == Consent.id).where(Wave.kind == "post")
_EVENINGS = (
    select(
        Experiment.slug,
        Experiment.title,
        func.coalesce(func.nullif(Experiment.place, ""), Chapter.name),
        Experiment.date,
        Experiment.cancelled_at,
        Study.time_zone,
        Experiment.id == _home.id,
        _BEGUN.exists(),
        _SENT_AFTER.exists(),
        _OPEN.exists(),
        _OPEN.where(Wave.kind != LOOKS_BACK).exists(),
        _WAVE.where(Wave.kind == "post", Wave.closed_at.is_not(None)).exists(),
    )
    .select_from(_of_home)
    .join(_home, _home.id == _of_home.experiment_id)
    .join(Experiment, Experiment.study_id == _home.study_id)
    .join(Study, Study.id == Experiment.study_id)
    .join(Chapter, Chapter.id == Experiment.chapter_id)
    .where(
        or_(
            Experiment.id == _home.id,
            and_(Experiment.options[STUDY_CARDS].as_boolean(), _OPEN.exists()),
            _BEGUN.exists(),
        )
    )
    .order_by((Experiment.id == _home.id).desc(), Experiment.title)
)


def evenings_of_card(db: Session, token: str, *, now: datetime) -> Sequence[EveningOfCard]:
    """The evenings to which a card may lead, of which whoever comes has to say which; none where it is nobody's.

    An evening where it was printed or has answered, and which is open, is the one; so is one of today where it has
    answered and which opens again. Only then may another of its study that takes such cards have it.
    """
    found = [_evening(row, now) for row in db.execute(_EVENINGS.where(_of_home.token == token))]
    sure = [one for one in found if one.has_to_be_its] or [one for one in found if one.waits_for_it]
    return sure or [one for one in found if one.may_be_its] or [one for one in found if one.is_home]


def _evening(row: Sequence[Any], now: datetime) -> EveningOfCard:
    words, title, place, day, cancelled_at, zone, is_home, has_begun, is_done, is_open, is_held, is_over = row
    return EveningOfCard(
        words=words,
        title=title,
        place=place,
        is_home=is_home,
        has_begun=has_begun,
        is_done=is_done,
        is_open=is_open,
        is_held=is_held,
        is_due=day == now.astimezone(ZoneInfo(zone)).date() and not is_over and cancelled_at is None,
    )
