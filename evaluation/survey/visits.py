"""Where somebody is who comes to a join address: new, midway, done, or back on the phone they answered on before."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, replace

from evaluation.store.responses.after_sent import AFTER, BEFORE_IT
from evaluation.store.responses.remembered_people import BegunWave, RememberedPerson
from evaluation.survey.cookie import Remembered


class Stage(enum.Enum):
    """Where somebody is in the wave that is open."""

    NEW = enum.auto()
    MIDWAY = enum.auto()
    """Begun on this phone, and not sent."""
    SENT = enum.auto()
    RETURNING = enum.auto()
    """Not begun, by a phone on which one or more people answered another wave: who of them it is must be asked."""
    OTHER_CARD = enum.auto()
    """By a card that is not of whoever answers on this phone: whose it is must be asked."""
    USED_CARD = enum.auto()
    """By a card with which somebody has begun on another phone: whether that was they must be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Where somebody is, by what their phone remembers."""

    stage: Stage
    step: BegunWave | None = None
    """What they began or sent of the wave that is open, or of After where they have sent that already."""
    people: tuple[RememberedPerson, ...] = ()
    """Who of those that the phone remembers it is or may be."""
    is_by_phone: bool = False
    """Whether the phone decides who it is, though they came by a card."""
    on_phone: tuple[RememberedPerson, ...] = ()
    """Of whom the phone asks next whether it is they, where the card is not theirs."""

    @property
    def is_apart(self) -> bool:
        """Whether it is or may be somebody under a code of their own, since the one that they gave was not theirs."""
        return any(step.method == "unmatched" and step.sent_at for person in self.people for step in person.steps)


def visit_of(phone: Remembered, known: tuple[RememberedPerson, ...], *, wave: str) -> Visit:
    """Where somebody is in a wave who holds a phone."""
    mine = next((person for person in known if person.participant == phone.current), None)
    step = step_of(mine, wave) if mine else None
    if mine and step:
        return Visit(stage=Stage.SENT if step.sent_at else Stage.MIDWAY, step=step, people=(mine,))
    people = tuple(sorted(filter(lambda person: _may_be_asked(person, wave), known), key=_in_order))
    return Visit(stage=Stage.RETURNING if people else Stage.NEW, people=people)


def step_of(person: RememberedPerson, wave: str) -> BegunWave | None:
    """What somebody began or sent of a wave; who has sent After begins and changes nothing of what comes before it."""
    after = person.step(AFTER) if wave in BEFORE_IT else None
    return after if after and after.sent_at else person.step(wave)


def visit_by_card(
    own: Visit, of_card: Visit, *, has_said_own: bool, knows_holder: bool, is_unused: Callable[[], bool]
) -> Visit:
    """Where somebody is who comes by a card, on a phone that remembers whoever `own` is of.

    The card decides, but not for somebody whose answers were kept apart from those given with it. One that is not of
    whoever is midway may be a friend's, and one that nobody has used may have been given to them since they began.
    Whoever came by it before and said who they are is not asked again. Whoever used it may be another to whom its
    address was passed on: unless this phone remembers them, they are asked before anything is joined. Whoever has sent
    After here without it may have answered Before with it, and is asked for nothing but that.
    """
    is_its_after = _may_be_its_after(own, of_card, knows_holder=knows_holder)
    if not own.is_apart and has_said_own and own.stage is not Stage.NEW and is_unused():
        return replace(own, is_by_phone=True)
    if not is_its_after and (own.is_apart or (own.stage is Stage.RETURNING and is_unused())):
        return own
    if of_card.stage is Stage.SENT or (of_card.stage is Stage.MIDWAY and knows_holder):
        return of_card
    if is_its_after or own.stage is Stage.MIDWAY or (own.stage is Stage.SENT and is_unused()):
        return replace(own, stage=Stage.OTHER_CARD)
    if is_claimable(of_card) and not knows_holder:
        return replace(of_card, stage=Stage.USED_CARD, on_phone=own.people if own.stage is Stage.RETURNING else ())
    return Visit(stage=Stage.NEW)


def is_claimable(of_card: Visit) -> bool:
    """Whether somebody has begun something with a card that whoever says it was they would go on with."""
    return of_card.stage in {Stage.MIDWAY, Stage.RETURNING}


def _may_be_its_after(own: Visit, of_card: Visit, *, knows_holder: bool) -> bool:
    """Whether After was sent by somebody who may have sent Before with a card of which no After was sent."""
    is_sent = own.stage is Stage.SENT and own.step is not None and own.step.wave == AFTER
    goes_on = of_card.stage is Stage.MIDWAY and knows_holder
    sent = (step for person in of_card.people for step in person.steps if step.sent_at)
    return is_sent and is_claimable(of_card) and not goes_on and any(step.wave in BEFORE_IT for step in sent)


def _may_be_asked(person: RememberedPerson, wave: str) -> bool:
    step_now = step_of(person, wave)
    return (step_now is None or step_now.sent_at is None) and any(step.wave != wave for step in person.steps)


def _in_order(person: RememberedPerson) -> tuple[float, bool]:
    """By when they began, as people remember; at one moment whoever sent something stands first."""
    return person.latest.begun_at.timestamp(), person.latest.sent_at is None
