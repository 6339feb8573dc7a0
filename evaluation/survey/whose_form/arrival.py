"""How somebody comes to the first screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """By what they come, and what they have said."""

    card: str = ""
    """The card's code as it was scanned or typed."""
    fault: str = ""
    """What was wrong with the code that was typed."""
    early: bool = False
    """Whether somebody leaves before After is opened."""
    kiosk: bool = False
    parental: bool = False
    """Whether somebody under 16 comes whose parent or carer has agreed."""
    new: bool = False
    """Whether they have said that they are none of those whom their phone remembers."""
    unsure: bool = False
    """Whether they do not know which of them they are, so that their code is asked for."""
    closed: str = ""
    """The kind of the wave that they would have begun, on a page from before it closed."""
    own: bool = False
    """Whether they have said that the card is theirs, who have answered without it."""
    why: str = ""
    """What is said first: that the form they opened was begun elsewhere ("passed_on"), that they go on without the card
    that they came by ("apart"), that they have not agreed yet ("not_agreed"), or that their card is "unused"."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """What they answered in a form that is not theirs, which goes with them into their own."""

    @property
    def is_plain_on_kiosk(self) -> bool:
        """Whether they come to a shared device with nothing that says who they are, and were told nothing yet."""
        return self.kiosk and not (self.card or self.fault or self.parental or self.why or self.answers)
