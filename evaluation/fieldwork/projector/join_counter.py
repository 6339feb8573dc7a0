"""The counter on the projector: how many have answered the wave that is asked now, or what to do while none is."""

from dataclasses import dataclass

from evaluation.fieldwork.evening_state import EveningNow
from evaluation.fieldwork.print_pack.print_facts import PrintFacts
from evaluation.models import Kind, State
from evaluation.printing.markup import print_translations

STILL = "still"
"""Marks that no wave is open."""


@dataclass(frozen=True, slots=True)
class JoinCounter:
    """What the counter says."""

    wave: str
    number: str
    answered: int
    people: int | None
    sentence: str
    colour: str
    """Whose colours, and that nothing is counted now."""

    @property
    def is_still(self) -> bool:
        """Whether nothing is counted now."""
        return STILL in self.colour

    @property
    def heading(self) -> str:
        """What the page is called."""
        counted = self.sentence if self.is_still else f"{self.answered} {self.sentence}"
        return f"{counted} · {self.wave}"

    @property
    def full(self) -> int:
        """Where the bar is full."""
        return max(self.people or 0, self.answered, 1)


def wave_of_wall(now: EveningNow) -> str:
    """The wave that the wall is about: once Before has closed, After, which comes next; a follow-up that is open."""
    if asks_follow_up(now):
        return "follow_up"
    return "post" if now.state is State.BETWEEN else now.asks


def asks_follow_up(now: EveningNow) -> bool:
    """Whether the evening is over and its follow-up open."""
    return now.state in {State.CLOSED, State.FROZEN} and any(wave.kind == "follow_up" for wave in now.windowed)


def shown_of(now: EveningNow, facts: PrintFacts) -> JoinCounter:
    """The count of the wave that is asked now, or what to do until the next one is, in the language of the facts."""
    language = facts.language
    _ = print_translations(language).gettext
    wave = wave_of_wall(now)
    names = {"pre": (_("Before"), "1"), "post": (_("After"), "2"), "follow_up": (_("Follow-up"), "3")}
    still = _while_still(now, facts)
    if facts.both_ways and now.state is State.BETWEEN:
        still = f"{still} {_other_way(facts)}"
    colour = "before" if wave == "pre" else "after"
    return JoinCounter(
        *names[wave],
        now.progress.answered,
        now.people,
        still or _counted(now, language),
        f"{colour} {STILL}" if still else colour,
    )


def _counted(now: EveningNow, language: str) -> str:
    """What stands beside the number: of how many, and whether these are expected or came."""
    _ = print_translations(language).gettext
    if not now.people:
        return _("have answered")
    if now.experiment.came:
        return _("of %(people)s have answered") % {"people": now.people}
    return _("of about %(people)s have answered") % {"people": now.people}


def _while_still(now: EveningNow, facts: PrintFacts) -> str:
    """What the hall is told while no wave is open; empty while one is."""
    _ = print_translations(facts.language).gettext
    if asks_follow_up(now):
        return _("Please answer a few questions once more, with the same card or on the same phone.")
    if now.experiment.is_comparison:
        between = (
            _("Before has closed, thank you. After opens here when you are asked again, with the same card.")
            if facts.by_card
            else _("Before has closed, thank you. After opens here when you are asked again, on the same phone.")
        )
    elif now.experiment.kind == Kind.LEARNING_MODULE:
        between = (
            _("Before has closed, thank you. After opens here in the last unit, with the same card.")
            if facts.by_card
            else _("Before has closed, thank you. After opens here in the last unit, on the same phone.")
        )
    elif now.rounds and now.rounds.is_done:
        between = (
            _("The rounds are over. After opens here at the end, with the same card.")
            if facts.by_card
            else _("The rounds are over. After opens here at the end, on the same phone or computer.")
        )
    else:
        between = (
            _("Before has closed, thank you. Talk now; After opens here at the end, with the same card.")
            if facts.by_card
            else _(
                "Before has closed, thank you. Talk now; After opens here at the end, on the same phone or computer."
            )
        )
    words: dict[State, str] = {
        State.DRAFT: _("Not open yet. Have your phone ready."),
        State.BETWEEN: between,
        State.CLOSED: _("Thank you. After has closed."),
        State.FROZEN: _("Thank you. After has closed."),
        State.CANCELLED: _("This meeting will not take place"),
    }
    return words.get(now.state, "")


def _other_way(facts: PrintFacts) -> str:
    """What those are told who came the other way than most."""
    _ = print_translations(facts.language).gettext
    if facts.by_card:
        said = _("Whoever came without a card uses the same phone or computer as before.")
    else:
        said = _("Whoever came with a card scans the same card again.")
    return said
