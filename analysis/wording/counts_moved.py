"""How many people moved up and how many down, and of whom these counts are."""

from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording import comparison_phrases, phrases
from analysis.wording.measured import Measured, Sentence
from analysis.wording.phrases import Way, messages_among
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
Ways = tuple[str, str, str, str]
"""What is said against the smallest change worth counting, and where there is none; then where nobody moved back."""
_BY = " by {margin:point} or more"
_BETTER, _NOBODY = " and {better:count} the other way" + _CHANCE, " and nobody the other way."
_WORSE = "In {outcome:inside}, {worse:count} of {n:count} people moved the unwelcome way"
_WORSE_CAME = "In {outcome:inside}, {worse:count} of the {n:count} people who came moved the unwelcome way"
_WORSE_LATER = (
    "Months later, in {outcome:inside} {worse:count} of {n:count} people asked again had moved the unwelcome "
)
_WORSE_LATER += "way"


def _ways(worse: str) -> Ways:
    return worse + _BY + _BETTER, worse + _BETTER, worse + _BY + _NOBODY, worse + _NOBODY


UNWELCOME_MANY, UNWELCOME_MANY_CAME = _ways(_WORSE), _ways(_WORSE_CAME)
UNWELCOME_MANY_LATER = _ways(_WORSE_LATER)
_ABOUT = "In {outcome:inside}, {share} of {n:count} people moved the unwelcome way"
_ABOUT_CAME = "In {outcome:inside}, {share} of the {n:count} people who came moved the unwelcome way"
_NOT_COUNTED = "; how many is not told, as that would tell of one or two people."
ABOUT, ABOUT_CAME = ((said + _BY + _NOT_COUNTED, said + _NOT_COUNTED) for said in (_ABOUT, _ABOUT_CAME))
"""Against the smallest change worth counting, and where there is none."""
SHARES_IN_WORDS = {5 / 12: "about a third", 7 / 12: "about half", 1.0: "most"}
"""Words for shares of a quarter or more, up to each limit."""
SHARE_OF_FEWER = "a quarter or more"
MANY = 0.25
"""The share of people from which on page 1 may say that they moved the unwelcome way, whatever the average did.

It is not enough by itself: of an outcome that no more than varies, a third moves each way by chance.
"""


def many_unwelcome(
    measured: Measured, said: Ways, *, up: int, down: int, n: int, figures: tuple[str, ...]
) -> tuple[Sentence, ...]:
    """That so many of these n people moved the unwelcome way."""
    worse, better = (down, up) if measured.worse is Way.FALL else (up, down)
    counts = {"outcome": measured.outcome, "worse": worse, "better": better, "n": n}
    at_all = measured.margin is None or measured.yes_or_no
    message = said[at_all + (0 if better else 2)]
    named = counts if at_all else counts | {"margin": measured.margin}
    return (Sentence(message, named, figures),)


def about_unwelcome(measured: Measured, share: str, *, n: int) -> tuple[Sentence, ...]:
    """That about such a share of these n people moved the unwelcome way, where their counts may not be told."""
    said = (ABOUT_CAME if measured.compared else ABOUT)[measured.margin is None]
    values = {"outcome": measured.outcome, "share": Sentence(share), "n": n}
    return (Sentence(said, values if measured.margin is None else values | {"margin": measured.margin}),)


def tells_how_many(said: Sentence) -> bool:
    """Whether a sentence tells how many people moved up and how many down."""
    every = (*OF_SHOWN.values(), *OF_ALL.values(), *OF_THOSE_WHO_CAME.values())
    return any(said.message in ways for ways in every)


def are_too_few_to_count(n: int) -> bool:
    """Whether counts of so few people, up, about the same and down, are told nowhere: they come near to each answer."""
    return n < TOO_FEW_TO_SAY_BELOW


def moved(measured: Measured, *, after_more: bool = False) -> tuple[Sentence, ...]:
    """How many people moved up and how many down: both or neither, with a word of chance where people moved both ways.

    `after_more` tells that the sentence before speaks of more people than are counted here: then it is said of whom
    the counts are. Nothing of too few people. The first words told of chance in any case, and of few.
    """
    if measured.up is None or measured.down is None:
        return ()
    if measured.renderer >= 2 and are_too_few_to_count(measured.n):
        return ()
    said = OF_THOSE_WHO_CAME if measured.compared else OF_SHOWN if after_more else OF_ALL
    ways = BOTH_WAYS if measured.renderer < 2 else (measured.up > 0) + (measured.down > 0)
    return (statement(said[ways][measured.margin is None or measured.yes_or_no], measured),)


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among(globals())
