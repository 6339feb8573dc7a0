"""Rounds of one-to-ones as a clock that people press: where it stands follows from the presses and the time alone.

A round ends at the bell, which comes by itself once its time is up or when somebody rings earlier; the next one begins
when somebody starts it, since people change seats first.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

MOST_PLANNED_ROUNDS = 30
LONGEST_ROUND = 120
"""In minutes, with what was added to it."""
ZERO = timedelta()


class Phase(enum.StrEnum):
    """What people do now."""

    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    PAUSED = "paused"
    OVER = "over"
    """The bell has rung: they change seats, or are done with the last round."""


class RoundMove(enum.StrEnum):
    """What a press does."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    ADD = "add"
    """One round more than planned."""
    MINUTE = "minute"
    """One minute more for the round that is on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPress:
    """One press of the rounds' clock."""

    move: RoundMove
    number: int
    """Which round it is about; of "add", how many there are with the one that it adds."""
    at: datetime
    minutes: int | None = None
    """How long the round is to be from then on, of "start" and "minute"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """Where the rounds stand after some presses."""

    total: int
    minutes: int
    """How long a round is planned to be."""
    number: int = 0
    """The round that is on, or was last; 0 before the first."""
    length: timedelta = ZERO
    talked: timedelta = ZERO
    """For how long it had run when it was last started, paused or ended."""
    since: datetime | None = None
    """Since when it runs on from there; None while it does not."""
    ended: bool = False

    def talked_at(self, now: datetime) -> timedelta:
        """For how long people have talked in this round, its full length at most."""
        running = max(now - self.since, ZERO) if self.since else ZERO
        return min(self.talked + running, self.length)

    def left(self, now: datetime) -> timedelta:
        """How long it is until the bell."""
        return ZERO if self.ended else self.length - self.talked_at(now)

    def phase(self, now: datetime) -> Phase:
        """What people do at a moment."""
        if self.number == 0:
            return Phase.NOT_BEGUN
        if not self.left(now):
            return Phase.OVER
        return Phase.RUNNING if self.since else Phase.PAUSED

    @property
    def is_last(self) -> bool:
        """Whether no round is planned after this one."""
        return self.number >= self.total

    @property
    def bell_at(self) -> datetime | None:
        """When the bell rings by itself, or has rung; None where nothing runs."""
        return self.since + self.length - self.talked if self.since and not self.ended else None

    def are_on_at(self, moment: datetime, *, now: datetime) -> bool:
        """Whether people will still talk at a moment to come, if each round begins as the one before it ends."""
        further = max(self.total - self.number, 0) * timedelta(minutes=self.minutes)
        left = self.left(now) if self.number else ZERO
        return now < moment < now + left + further

    def takes(self, press: RoundPress) -> bool:
        """Whether a press changes anything: not one that comes twice, or from a page that is out of date."""
        phase, is_now = self.phase(press.at), press.number == self.number > 0
        length = self.length // timedelta(minutes=1)
        return {
            RoundMove.START: press.number == self.number + 1 <= self.total,
            RoundMove.PAUSE: is_now and phase is Phase.RUNNING,
            RoundMove.RESUME: is_now and phase is Phase.PAUSED,
            RoundMove.END: is_now and phase in {Phase.RUNNING, Phase.PAUSED},
            RoundMove.ADD: press.number == self.total + 1 <= MOST_PLANNED_ROUNDS,
            RoundMove.MINUTE: is_now and press.minutes == length + 1 <= LONGEST_ROUND,
        }[press.move]

    def after(self, press: RoundPress) -> "Rounds":
        """Where they stand once it is pressed."""
        now, talked = press.at, self.talked_at(press.at)
        if press.move is RoundMove.START:
            length = timedelta(minutes=press.minutes or self.minutes)
            fresh = Rounds(total=max(self.total, press.number), minutes=self.minutes)
            return replace(fresh, number=press.number, length=length, since=now)
        if press.move is RoundMove.ADD:
            return replace(self, total=press.number)
        if press.move is RoundMove.MINUTE:
            return self._longer(now)
        since = now if press.move is RoundMove.RESUME else None
        return replace(self, talked=talked, since=since, ended=press.move is RoundMove.END)

    def _longer(self, now: datetime) -> "Rounds":
        """A minute more; after the bell it is a minute from now."""
        over = self.phase(now) is Phase.OVER
        talked = self.length if over else self.talked_at(now)
        since = now if over or self.since else None
        return replace(self, length=self.length + timedelta(minutes=1), talked=talked, since=since, ended=False)


def rounds_after(presses: Iterable[RoundPress], *, planned: int, minutes: int) -> Rounds:
    """Where rounds stand that were planned so, after presses in the order in which they were made.

    A press that would change nothing is passed over, as it may be once an earlier one was taken back. A round that was
    begun stays begun, also where fewer are planned since.
    """
    rounds = Rounds(total=planned, minutes=minutes)
    for press in presses:
        is_next = press.move is RoundMove.START and press.number == rounds.number + 1
        if is_next or rounds.takes(press):
            rounds = rounds.after(press)
    return rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRound:
    """A round that was begun: when, and for how long people talked in it."""

    number: int
    began: datetime
    talked: timedelta


def rounds_held(presses: Iterable[RoundPress], *, until: datetime) -> list[HeldRound]:
    """The rounds that were begun, each up to the next one, and the last up to a moment."""
    held: list[HeldRound] = []
    rounds = Rounds(total=MOST_PLANNED_ROUNDS, minutes=0)
    for press in presses:
        if not rounds.takes(press):
            continue
        if press.move is RoundMove.START:
            held = [*_last_talked(held, rounds, press.at), HeldRound(number=press.number, began=press.at, talked=ZERO)]
        rounds = rounds.after(press)
    return _last_talked(held, rounds, until)


def _last_talked(held: list[HeldRound], rounds: Rounds, until: datetime) -> list[HeldRound]:
    return [*held[:-1], *(replace(each, talked=rounds.talked_at(until)) for each in held[-1:])]
