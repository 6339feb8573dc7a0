"""Where the rounds of an evening stand, in words, and the buttons that belong to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from evaluation.domain.round_clock import LONGEST_ROUND, MOST_PLANNED_ROUNDS, Phase, RoundMove, Rounds
from evaluation.models import Experiment
from evaluation.printing.markup import languages_of
from evaluation.printing.round_prompts import round_prompt
from evaluation.store.studies.rounds import begun_with, own_prompts, rounds_of, rounds_planned

BOTH = 2
"""So many rounds are not said as a number once they are over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundButton:
    """A button of the rounds' clock: what it says, what it does, and what its form carries."""

    label: str
    move: RoundMove
    number: int
    minutes: int | None = None

    @property
    def step(self) -> str:
        """What it does, in one word that a form can carry."""
        return f"round-{self.move}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsShown:
    """The rounds of an evening at a moment."""

    rounds: Rounds
    phase: Phase
    left: timedelta
    prompts: tuple[tuple[str, str], ...]
    """What people talk about in the round that is on or comes next, in each language of the evening."""
    last_bell: datetime | None
    """About when the last bell rings, if each further round begins as the one before it ends."""

    @property
    def seconds(self) -> int:
        """Seconds until the bell."""
        return -int(-self.left.total_seconds() // 1)

    @property
    def clock(self) -> str:
        """The time until the bell, as 04:12."""
        return f"{self.seconds // 60:02}:{self.seconds % 60:02}"

    @property
    def whole(self) -> int:
        """Seconds of the whole round."""
        return int(self.rounds.length.total_seconds())

    @property
    def is_done(self) -> bool:
        """Whether the last round that is planned is over."""
        return self.phase is Phase.OVER and self.rounds.is_last

    @property
    def shows_clock(self) -> bool:
        """Whether a round is on, so that its time is shown."""
        return self.phase in {Phase.RUNNING, Phase.PAUSED}

    @property
    def stamp(self) -> str:
        """What is other as soon as the rounds stand otherwise."""
        rounds = self.rounds
        drawn = (rounds.number, rounds.total, self.phase, rounds.length, rounds.talked, rounds.since, self.prompts)
        return " ".join(str(each) for each in drawn)

    @property
    def headline(self) -> str:
        """Where the rounds stand."""
        of = {"number": self.rounds.number, "total": self.rounds.total}
        if self.is_done:
            return str(
                _("Both rounds are over")
                if self.rounds.total == BOTH
                else ngettext("The round is over", "All %(num)s rounds are over", self.rounds.total)
            )
        words: dict[Phase, str] = {
            Phase.NOT_BEGUN: ngettext(
                "%(num)s round of %(minutes)s",
                "%(num)s rounds of %(minutes)s",
                self.rounds.total,
                minutes=ngettext("%(num)s minute", "%(num)s minutes", self.rounds.minutes),
            ),
            Phase.RUNNING: _("Round %(number)s of %(total)s", **of),
            Phase.PAUSED: _("Round %(number)s of %(total)s, paused", **of),
            Phase.OVER: _("Round %(number)s of %(total)s is over", **of),
        }
        return words[self.phase]

    @property
    def press(self) -> RoundButton | None:
        """The one button; none once all rounds are over, when After is opened."""
        number, following = self.rounds.number, self.rounds.number + 1
        if self.phase is Phase.PAUSED:
            return RoundButton(label=_("Go on"), move=RoundMove.RESUME, number=number)
        if self.phase is Phase.RUNNING and self.rounds.is_last:
            return RoundButton(label=_("Ring the last bell now"), move=RoundMove.END, number=number)
        if self.rounds.is_last:
            return None
        label = (
            _("Ring now and go to round %(number)s", number=following)
            if self.phase is Phase.RUNNING
            else _("Start round %(number)s", number=following)
        )
        return RoundButton(label=label, move=RoundMove.START, number=following)

    @property
    def others(self) -> tuple[RoundButton, ...]:
        """What else can be pressed."""
        return tuple(self._others())

    def _others(self) -> Iterator[RoundButton]:
        number, total = self.rounds.number, self.rounds.total
        minutes = self.rounds.length // timedelta(minutes=1) + 1
        if self.phase is Phase.RUNNING:
            yield RoundButton(label=_("Pause"), move=RoundMove.PAUSE, number=number)
        if self.phase is Phase.PAUSED and not self.rounds.is_last:
            label = _("Go to round %(number)s", number=number + 1)
            yield RoundButton(label=label, move=RoundMove.START, number=number + 1)
        if number and minutes <= LONGEST_ROUND:
            yield RoundButton(label=_("Add a minute"), move=RoundMove.MINUTE, number=number, minutes=minutes)
        if total < MOST_PLANNED_ROUNDS:
            yield RoundButton(label=_("Add a round"), move=RoundMove.ADD, number=total + 1)


def rounds_shown(db: Session, experiment: Experiment, *, now: datetime) -> RoundsShown | None:
    """The rounds of an evening; None where it has none and none were begun."""
    rounds = rounds_of(db, experiment)
    if not rounds.total or experiment.is_comparison:
        return None
    phase, further = rounds.phase(now), rounds.total - rounds.number
    ends = rounds.bell_at if phase is Phase.RUNNING else None
    is_on = phase in {Phase.RUNNING, Phase.PAUSED}
    number = rounds.number if is_on else min(rounds.number + 1, rounds.total)
    return RoundsShown(
        rounds=rounds,
        phase=phase,
        left=rounds.left(now),
        prompts=prompts_of(experiment, number, total=rounds.total, is_on=is_on),
        last_bell=ends + further * timedelta(minutes=rounds.minutes) if ends else None,
    )


def prompts_of(experiment: Experiment, number: int, *, total: int, is_on: bool = False) -> tuple[tuple[str, str], ...]:
    """What people talk about in a round, in each language of the evening that has words for it.

    A round that is on keeps the prompts with which it was begun.
    An evening's own prompts come first; where somebody noted that others are used, the usual ones are not shown.
    """
    begun = begun_with(experiment, number) if is_on else None
    if begun is not None:
        return tuple((language, said) for language, said in begun.items() if said)
    found, planned = {}, rounds_planned(experiment) or total
    for language in languages_of(experiment.languages):
        own = own_prompts(experiment, language)
        if own:
            found[language] = own[number - 1] if number <= len(own) else ""
        elif not experiment.prompt_set:
            found[language] = round_prompt(experiment.kind, number, total=planned, language=language)
    return tuple((language, said) for language, said in found.items() if said)
