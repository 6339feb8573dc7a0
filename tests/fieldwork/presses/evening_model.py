"""An evening in plain Python: what each press and the clock do to it, told apart from how the program does it."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.fieldwork.presses.rounds_model import RoundsModel

UNDO_FOR, SECOND_TAP = timedelta(minutes=10), timedelta(seconds=5)
BEFORE_THE_END, OPEN_FOR = timedelta(minutes=15), timedelta(minutes=20)
TOO_LATE, AFTER_LASTS = timedelta(hours=3, minutes=15), timedelta(hours=2)


@dataclass
class WaveModel:
    """One wave: whether it was ever opened, is closed and is frozen, and when it was first and last opened."""

    ever: bool = False
    closed: bool = False
    frozen: bool = False
    first_opened: datetime | None = None
    last_opened: datetime | None = None

    @property
    def is_open(self):
        return self.ever and not self.closed


@dataclass
class Kept:
    """One press that changed something."""

    id: str
    kind: str
    move: str
    at: datetime
    waves: dict
    number: int = 0
    minutes: int | None = None
    undone: datetime | None = None

    @property
    def changed_at(self):
        return self.undone or self.at


@dataclass(frozen=True)
class Sent:
    """One form as it is sent: what it asks for, and what its page knew."""

    kind: str
    move: str
    number: int = 0
    minutes: int | None = None
    state: str | None = None
    seen: str = ""
    press: str = ""
    sure: bool = False


@dataclass
class EveningModel:
    """Where an evening stands."""

    waves: dict
    ends_at: datetime | None
    planned: int
    day: date
    minutes: int = 7
    held: bool = False
    cancelled: bool = False
    archived: bool = False
    hours_set: datetime | None = None
    first_answer: datetime | None = None
    presses: list = field(default_factory=list)
    reopened_by_undo: datetime | None = None
    refused: bool = False

    @property
    def state(self):
        pre, post = self.waves["pre"], self.waves["post"]
        if self.cancelled:
            return "cancelled"
        if self.frozen:
            return "frozen"
        if pre.is_open:
            return "before_open"
        if post.ever:
            return "closed" if post.closed else "after_open"
        return "between" if pre.ever else "draft"

    @property
    def frozen(self):
        return any(wave.frozen for wave in self.waves.values())

    @property
    def rounds(self):
        rounds = RoundsModel(self.planned, self.minutes)
        for press in self.presses:
            if press.kind == "round" and press.undone is None:
                rounds.replay(press.move, press.number, press.at, press.minutes)
        return rounds

    @property
    def closed(self):
        """The waves that somebody may want to open again."""
        return [kind for kind, wave in self.waves.items() if wave.closed and not wave.frozen and not self.cancelled]

    def freeze(self):
        """As a release does once the evening is over: every wave but a follow-up that has not closed."""
        for kind, wave in self.waves.items():
            if kind != "follow_up":
                wave.closed = wave.ever
            wave.frozen = wave.frozen or kind != "follow_up" or wave.closed

    def put_away(self, move):
        """Cancel or archive, or take either back; whether it changes something."""
        live = any(wave.is_open for wave in self.waves.values())
        cannot = {
            "cancel": live or self.state not in {"draft", "between"},
            "archive": live or self.state in {"before_open", "between", "after_open"},
        }
        name, _, back = move.partition("/")
        is_so = self.cancelled if name == "cancel" else self.archived
        self.refused = not back and not is_so and cannot[name]
        if self.refused or is_so != bool(back):
            return False
        if name == "cancel":
            self.cancelled = not back
        else:
            self.archived = not back
        return True

    def press(self, sent, now):
        """Whether it changes something; `refused` says whether it ends in a sentence instead."""
        self.refused = False
        if sent.move in {"on", "off"}:
            is_asked = sent.move == "off" and self.held and not sent.sure and self._after_is_due(now, held=False)
            self.held = self.held if is_asked else sent.move == "on"
            return not is_asked
        in_the_evening = sent.kind in {"pre", "post", "round"}
        if sent.state is not None and in_the_evening and sent.state != self.state:
            return False
        if self._is_second_tap(sent, now):
            return False
        if sent.move == "undo":
            return self._undo(sent.press, now)
        if sent.kind == "round":
            return self._round(sent, now)
        return self._wave(sent.kind, sent.move, now)

    def tick(self, now):
        """What the clock does: how many presses of its own."""
        done = 0
        if self._after_is_due(now):
            done += self._wave("post", "open", now)
        post = self.waves["post"]
        since = max(filter(None, (post.last_opened, self.reopened_by_undo)), default=None)
        if post.is_open and since and since + AFTER_LASTS <= now:
            done += self._wave("post", "close", now)
        return done

    def answered(self, wave, now):
        if wave == "pre":
            self.first_answer = self.first_answer or now

    def _keep(self, kind, move, now, **about):
        self.presses.append(Kept("", kind, move, now, deepcopy(self.waves), **about))

    def _wave(self, kind, move, now):
        wave, pre, post = self.waves[kind], self.waves["pre"], self.waves["post"]
        done = {"open": wave.ever, "reopen": wave.is_open, "close": wave.closed}[move]
        if done:
            return False
        cannot = (move != "open" and not wave.ever) or (kind == "pre" and move != "close" and post.is_open)
        cannot = cannot or (kind == "follow_up" and move != "close" and _local_day(now) <= self._held_on())
        under_way = self.state in {"before_open", "between", "after_open"} or any(
            each.is_open for each in self.waves.values()
        )
        cannot = cannot or (self.archived and kind != "follow_up" and move != "close" and not under_way)
        if cannot or ((wave.frozen or self.cancelled) and move != "close"):
            self.refused = True
            return False
        self._keep(kind, move, now)
        if move == "close":
            wave.closed = True
            return True
        if kind == "post" and pre.is_open:
            pre.closed = True
        wave.ever, wave.closed, wave.last_opened = True, False, now
        wave.first_opened = wave.first_opened or now
        return True

    def _held_on(self):
        """Its day, or the later one on which After was opened: a follow-up comes after both."""
        post = self.waves["post"]
        return max(self.day, _local_day(post.first_opened)) if post.ever else self.day

    def _round(self, sent, now):
        rounds = self.rounds
        if self.state != "between" or not rounds.takes(sent.move, sent.number, now, sent.minutes):
            return False
        minutes = self.minutes if sent.move == "start" else sent.minutes
        self._keep("round", sent.move, now, number=sent.number, minutes=minutes)
        return True

    def _undo(self, press, now):
        last = self._last_standing(now)
        if last is None or last.id != press:
            return False
        was = last.waves
        if last.kind != "round":
            if last.kind == "post" and last.move == "close":
                self.reopened_by_undo = now
            self.waves = {kind: wave if wave.frozen else deepcopy(was[kind]) for kind, wave in self.waves.items()}
        last.undone = now
        if last.kind == "post" and self._after_is_due(now):
            self.held = True
        return True

    def _last_standing(self, now):
        standing = [each for each in self.presses if each.undone is None]
        if not standing or self.cancelled:
            return None
        last = standing[-1]
        if self.frozen if last.kind == "round" else self.waves[last.kind].frozen:
            return None
        return last if (last.kind, last.move) == ("post", "open") or now - last.at <= UNDO_FOR else None

    def _is_second_tap(self, sent, now):
        if not self.presses or sent.sure:
            return False
        latest = max(self.presses, key=lambda each: (each.changed_at, self.presses.index(each)))
        if sent.seen != latest.id or (sent.move == "undo" and latest.undone is None):
            return False
        return now - latest.changed_at < SECOND_TAP

    def _after_is_due(self, now, *, held=None):
        pre, post = self.waves["pre"], self.waves["post"]
        if (
            post.frozen
            or self.cancelled
            or (self.held if held is None else held)
            or self.ends_at is None
            or post.ever
            or not pre.ever
        ):
            return False
        at = self.ends_at - BEFORE_THE_END
        if now < at or now - at > TOO_LATE or (self.hours_set and self.hours_set > at):
            return False
        return at - pre.first_opened >= OPEN_FOR and self.first_answer is not None and self.first_answer <= at


def _local_day(at):
    return at.astimezone(ZoneInfo("Europe/London")).date()
