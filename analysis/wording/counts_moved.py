"""How many people moved up and how many down, and of whom these counts are."""

from analysis.wording import comparison_phrases, phrases
from analysis.wording.measured import Measured, Sentence
from analysis.wording.phrases import messages_among
from analysis.wording.stating import statement

BOTH_WAYS = 2
MOVED_ONE_WAY = "{up:count} moved up by {margin:point} or more and {down:count} down."
MOVED_ONE_WAY_AT_ALL = "{up:count} moved up and {down:count} down."
_SHOWN = "Of the {n:count} people in chapters shown alone, "
_CHANCE = "; some move both ways by chance."
OF_SHOWN = {
    0: (
        _SHOWN + "nobody moved up or down by {margin:point} or more.",
        _SHOWN + "nobody moved up or down.",
    ),
    1: (
        _SHOWN + "{up:count} moved up by {margin:point} or more and {down:count} down.",
        _SHOWN + "{up:count} moved up and {down:count} down.",
    ),
    2: (
        _SHOWN + "{up:count} moved up by {margin:point} or more and {down:count} down" + _CHANCE,
        _SHOWN + "{up:count} moved up and {down:count} down" + _CHANCE,
    ),
}
"""By how many ways people moved: against the smallest change worth counting, and at all where there is none."""
OF_ALL = {
    0: (phrases.NOBODY_MOVED, phrases.NOBODY_MOVED_AT_ALL),
    1: (MOVED_ONE_WAY, MOVED_ONE_WAY_AT_ALL),
    2: (phrases.MOVED, phrases.MOVED_AT_ALL),
}
OF_THOSE_WHO_CAME = {
    0: (comparison_phrases.NOBODY_MOVED, comparison_phrases.NOBODY_MOVED_AT_ALL),
    1: (comparison_phrases.MOVED_ONE_WAY, comparison_phrases.MOVED_ONE_WAY_AT_ALL),
    2: (comparison_phrases.MOVED, comparison_phrases.MOVED_AT_ALL),
}


def moved(measured: Measured, *, after_more: bool = False) -> tuple[Sentence, ...]:
    """How many people moved up and how many down: both or neither, with a word of chance where people moved both ways.

    `after_more` tells that the sentence before speaks of more people than are counted here: then it is said of whom
    the counts are. The first words told of chance in any case.
    """
    if measured.up is None or measured.down is None:
        return ()
    said = OF_THOSE_WHO_CAME if measured.compared else OF_SHOWN if after_more else OF_ALL
    ways = BOTH_WAYS if measured.renderer < 2 else (measured.up > 0) + (measured.down > 0)
    return (statement(said[ways][measured.margin is None], measured),)


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among(globals())
