"""What is said of a difference where within each side everybody changed alike: what it is, and that it has no range."""

from analysis.wording import comparison_phrases
from analysis.wording.measured import Measured
from analysis.wording.phrases import Way, messages_among

_DIFFERENCE = "a difference of {change:change}. Within each group everybody changed alike, so no range can be given."
LEDE = comparison_phrases.SCALE + _DIFFERENCE
QUOTED = "In {outcome:inside} they changed by {own:change} and {other:change} on a scale of {minimum:point} to "
QUOTED += "{maximum:point}: " + _DIFFERENCE
_UNWELCOME = "{outcome:begin} moved the unwelcome way beside the comparison group: {change:change} on a scale of "
_UNWELCOME += "{minimum:point} to {maximum:point}, the same for all of {n:count} people who came; "
UNWELCOME: dict[Way, str] = {
    Way.RISE: _UNWELCOME + "less is better.",
    Way.FALL: _UNWELCOME + "more is better.",
}


def lacks_spread(measured: Measured) -> bool:
    """Whether it is a difference without a range as everybody of a side changed alike."""
    compared = measured.compared
    return compared is not None and compared.alike and measured.change is not None and measured.low is None


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among(globals())
