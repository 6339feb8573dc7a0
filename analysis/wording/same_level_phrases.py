"""The sentences of two averages that are written alike: told as one, as "from 5 to 5" would read like a mistake.

Places are written as in `analysis.wording.phrases`.
"""

from analysis.wording.phrases import SCALE, RangePosition, messages_among

_BOTH = SCALE + "the average was about {pre:level} both times"
LEVELS: dict[RangePosition, str] = {
    RangePosition.RISE: _BOTH + ", likely a rise of between {low:size} and {high:size}.",
    RangePosition.FALL: _BOTH + ", likely a fall of between {high:size} and {low:size}.",
    RangePosition.EITHER: _BOTH + ": it could be anything from a fall of {low:size} to a rise of {high:size}.",
    RangePosition.NONE_TO_RISE: _BOTH + ": it could be anything from hardly any change to a rise of {high:size}.",
    RangePosition.FALL_TO_NONE: _BOTH + ": it could be anything from a fall of {low:size} to hardly any change.",
    RangePosition.NONE: _BOTH + ", likely a change of less than 0.1.",
    RangePosition.UNKNOWN: _BOTH + ". How sure that is cannot be worked out from these answers.",
}
QUOTE_LEVELS = "Their average {outcome:inside} was about {pre:level} both times on a scale of {minimum:point} to "
QUOTE_LEVELS += "{maximum:point}."


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among(globals())
