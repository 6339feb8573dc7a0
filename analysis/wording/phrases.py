"""The sentences of a report as messages with named places; nothing else in a report says what changed.

A place names a value and, after the colon, how a reader's language writes it: `level` and `size` (one decimal),
`change` (one decimal with its sign), `point` (a number as short as it can be), `count` and `number` (small ones in
words; either may stand where a sentence begins), `about` and `odds` (chances), `names` (a list), `inside` and
`begin` (a label within a sentence, at its start). English is the key; others translate it whole.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum


class Verdict(StrEnum):
    """What the answers let a report say of one outcome; `analysis.wording.wording.verdict` decides which."""

    TOO_FEW_TO_REPORT = "too few to report"
    TOO_FEW_TO_SAY = "too few to say what changed"
    CLEARLY = "clearly"
    MORE = "more"
    LITTLE = "a little more"
    SAME = "about the same"
    NOT_AS_MUCH = "not by as much as looked for"
    CANNOT_TELL = "cannot tell"
    BY_CHANCE = "could be chance among several"
    ALIKE = "everybody alike"
    APART = "its questions do not go together"
    SEVERAL = "several groups came, each told by itself"
    SO_FAR = "so far"


class Way(IntEnum):
    """Which way an outcome moved; falls mirror rises. As the way that is not welcome it may be that none was stated."""

    FALL = -1
    NEITHER = 0
    RISE = 1
    NOT_STATED = 2


class RangePosition(StrEnum):
    """Where a likely range lies, as it is printed with one decimal."""

    RISE = "rise"
    FALL = "fall"
    EITHER = "either"
    NONE_TO_RISE = "none to rise"
    FALL_TO_NONE = "fall to none"
    NONE = "none"
    UNKNOWN = "unknown"


Finding = tuple[Verdict, Way]

TOO_FEW_TO_REPORT = "Too few people answered both times to report results."
TOO_FEW_TO_SAY = "{n:count} people answered both times. That is too few to say what changed."
NOT_AVERAGED = "We do not average {outcome:inside} over {k:number} chapters"
ONE_CHAPTER = "Only one chapter has results on {outcome:inside} so far"

# The first form of at most fourteen words is printed.
HERE: dict[Finding, tuple[str, ...]] = {
    (Verdict.CLEARLY, Way.RISE): ("{outcome:begin} rose clearly",),
    (Verdict.CLEARLY, Way.FALL): ("{outcome:begin} fell clearly",),
    (Verdict.MORE, Way.RISE): ("People reported more {outcome:inside} afterwards", "More {outcome:inside} afterwards"),
    (Verdict.MORE, Way.FALL): ("People reported less {outcome:inside} afterwards", "Less {outcome:inside} afterwards"),
    (Verdict.LITTLE, Way.RISE): (
        "People reported a little more {outcome:inside} afterwards",
        "A little more {outcome:inside} afterwards",
    ),
    (Verdict.LITTLE, Way.FALL): (
        "People reported a little less {outcome:inside} afterwards",
        "A little less {outcome:inside} afterwards",
    ),
    (Verdict.SAME, Way.NEITHER): ("{outcome:begin} stayed about the same on average",),
    (Verdict.NOT_AS_MUCH, Way.RISE): (
        "{outcome:begin} did not rise by as much as looked for, and may have fallen",
        "{outcome:begin} did not rise as looked for, and may have fallen",
    ),
    (Verdict.NOT_AS_MUCH, Way.FALL): (
        "{outcome:begin} did not fall by as much as looked for, and may have risen",
        "{outcome:begin} did not fall as looked for, and may have risen",
    ),
    (Verdict.CANNOT_TELL, Way.NEITHER): ("We cannot tell whether {outcome:inside} changed",),
    (Verdict.BY_CHANCE, Way.NEITHER): (
        "The change in {outcome:inside} could be chance among several outcomes",
        "{outcome:begin}: could be chance among several outcomes",
    ),
    (Verdict.ALIKE, Way.RISE): ("{outcome:begin} rose by {change:size} for every one of {n:count} people",),
    (Verdict.ALIKE, Way.FALL): ("{outcome:begin} fell by {change:size} for every one of {n:count} people",),
    (Verdict.ALIKE, Way.NEITHER): ("{outcome:begin} stayed the same for every one of {n:count} people",),
    (Verdict.APART, Way.NEITHER): (
        "The questions of {outcome:inside} do not go together: no change is told",
        "{outcome:begin}: its questions do not go together",
    ),
}

ACROSS: dict[Finding, tuple[str, ...]] = {
    (Verdict.CLEARLY, Way.RISE): ("Across {k:number} chapters, {outcome:inside} rose clearly",),
    (Verdict.CLEARLY, Way.FALL): ("Across {k:number} chapters, {outcome:inside} fell clearly",),
    (Verdict.MORE, Way.RISE): ("Across {k:number} chapters, people reported more {outcome:inside} on average",),
    (Verdict.MORE, Way.FALL): ("Across {k:number} chapters, people reported less {outcome:inside} on average",),
    (Verdict.LITTLE, Way.RISE): (
        "Across {k:number} chapters, people reported a little more {outcome:inside} on average",
    ),
    (Verdict.LITTLE, Way.FALL): (
        "Across {k:number} chapters, people reported a little less {outcome:inside} on average",
    ),
    (Verdict.SAME, Way.NEITHER): (
        "Across {k:number} chapters, {outcome:inside} stayed about the same on average",
        "{outcome:begin} stayed about the same on average",
    ),
    **{(Verdict.NOT_AS_MUCH, way): HERE[Verdict.NOT_AS_MUCH, way] for way in (Way.RISE, Way.FALL)},
    (Verdict.BY_CHANCE, Way.NEITHER): (
        "The average change in {outcome:inside} could be chance among several outcomes",
        "{outcome:begin}: could be chance among several outcomes",
    ),
    (Verdict.CANNOT_TELL, Way.NEITHER): (
        "Across {k:number} chapters, we cannot tell whether {outcome:inside} changed",
        "We cannot tell whether {outcome:inside} changed",
    ),
    **{(Verdict.ALIKE, way): HERE[Verdict.ALIKE, way] for way in (Way.FALL, Way.NEITHER, Way.RISE)},
    (Verdict.APART, Way.NEITHER): HERE[Verdict.APART, Way.NEITHER],
}

ACROSS_MIXED: dict[Finding, tuple[str, ...]] = {
    (Verdict.CLEARLY, Way.RISE): ("Across {k:number} chapters, {outcome:inside} rose clearly on average",),
    (Verdict.CLEARLY, Way.FALL): ("Across {k:number} chapters, {outcome:inside} fell clearly on average",),
}
"""Where not every chapter moved that way."""

SCALE = "On a scale of {minimum:point} to {maximum:point} "
LEVELS: dict[RangePosition, str] = {
    RangePosition.RISE: SCALE + "the average went from {pre:level} to {post:level}, "
    "likely a rise of between {low:size} and {high:size}.",
    RangePosition.FALL: SCALE + "the average went from {pre:level} to {post:level}, "
    "likely a fall of between {high:size} and {low:size}.",
    RangePosition.EITHER: SCALE + "the average went from {pre:level} to {post:level}: "
    "it could be anything from a fall of {low:size} to a rise of {high:size}.",
    RangePosition.NONE_TO_RISE: SCALE + "the average went from {pre:level} to {post:level}: "
    "it could be anything from hardly any change to a rise of {high:size}.",
    RangePosition.FALL_TO_NONE: SCALE + "the average went from {pre:level} to {post:level}: "
    "it could be anything from a fall of {low:size} to hardly any change.",
    RangePosition.NONE: SCALE + "the average went from {pre:level} to {post:level}, likely a change of less than 0.1.",
    RangePosition.UNKNOWN: SCALE + "the average went from {pre:level} to {post:level}. "
    "How sure that is cannot be worked out from these answers.",
}
AVERAGE_CHANGE: dict[RangePosition, str] = {
    RangePosition.RISE: SCALE + "the average rise was {change:size}, likely between {low:size} and {high:size}.",
    RangePosition.FALL: SCALE + "the average fall was {change:size}, likely between {high:size} and {low:size}.",
    RangePosition.EITHER: SCALE + "the average change was {change:change}: "
    "it could be anything from a fall of {low:size} to a rise of {high:size}.",
    RangePosition.NONE_TO_RISE: SCALE + "the average change was {change:change}: "
    "it could be anything from hardly any change to a rise of {high:size}.",
    RangePosition.FALL_TO_NONE: SCALE + "the average change was {change:change}: "
    "it could be anything from a fall of {low:size} to hardly any change.",
    RangePosition.NONE: SCALE + "the average change was {change:change}, likely less than 0.1 either way.",
    RangePosition.UNKNOWN: SCALE + "the average change was {change:change}. "
    "How sure that is cannot be worked out from these answers.",
}
NEXT = "A new chapter of about {people:count} people would measure "
NEW_CHAPTER: dict[RangePosition, str] = {
    RangePosition.RISE: NEXT + "anything from a rise of {low:size} to a rise of {high:size}.",
    RangePosition.FALL: NEXT + "anything from a fall of {low:size} to a fall of {high:size}.",
    RangePosition.EITHER: NEXT + "anything from a fall of {low:size} to a rise of {high:size}.",
    RangePosition.NONE_TO_RISE: NEXT + "anything from hardly any change to a rise of {high:size}.",
    RangePosition.FALL_TO_NONE: NEXT + "anything from a fall of {low:size} to hardly any change.",
    RangePosition.NONE: NEXT + "hardly any change either way.",
}
AGAINST_MARGIN: dict[Verdict, str] = {
    Verdict.CLEARLY: "That whole range is at least the {margin:point} points we set out to look for.",
    Verdict.LITTLE: "That whole range is less than the {margin:point} points we set out to look for.",
}
LITTLE_OR_MORE = "The average itself is less than the {margin:point} points we set out to look for; the range reaches "
LITTLE_OR_MORE += "that far."
UNWELCOME_MARGIN = "That whole range is at least {margin:point} points, the smallest change the plan counts."
NOT_AS_MUCH: dict[Way, str] = {
    Way.RISE: "No rise as large as the {margin:point} points we set out to look for lies in that range, a fall does.",
    Way.FALL: "No fall as large as the {margin:point} points we set out to look for lies in that range, a rise does.",
}
MOVED = "{up:count} moved up by {margin:point} or more and {down:count} down; some move both ways by chance."
MOVED_AT_ALL = "{up:count} moved up and {down:count} down; some move both ways by chance."
NOBODY_MOVED = "Nobody moved up or down by {margin:point} or more."
NOBODY_MOVED_AT_ALL = "Nobody moved up or down."
FROM_TO = ": from {pre:level} to {post:level} on a scale of {minimum:point} to {maximum:point}, "
FROM_TO += "change {change:change} ({low:level} to {high:level})."
BY = ": {change:change} ({low:level} to {high:level}) on a scale of {minimum:point} to {maximum:point}."
_DISCLOSED = {finding: forms for finding, forms in HERE.items() if finding[0] not in (Verdict.APART, Verdict.ALIKE)}
ROWS_HERE = {finding: tuple(form + FROM_TO for form in forms) for finding, forms in _DISCLOSED.items()}
ROWS_ACROSS = {finding: tuple(form + BY for form in forms) for finding, forms in _DISCLOSED.items()}

ONE_GROUP = "One group, asked before and after: we cannot say why."
AFTER_ONLY = "Asked after and not before: no change can be told."
BEFORE_ONLY = "There is nothing to compare yet."
TWO_GROUPS = "A comparison group was asked the same questions."
FEW_CHAPTERS = "With {k:number} chapters this average is a first sketch."
SIDE_BY_SIDE = "The chapters stand side by side below."
CHAPTERS_BOTH = "Both chapters have results"
CHAPTERS_ALL = "All {k:number} chapters have results"
CHAPTERS_SOME = "{k:first_number} of {K:number} chapters have results; none yet from {names:names}"
DIFFER = "{outcome:begin} changed by different amounts in different chapters."
CANNOT_TELL_DIFFER = "We cannot tell whether chapters differ."

CHANCE_WORKSHOPS = {
    Way.RISE: "If every workshop truly rose by {size:size}, {expected:about} of {of:count} would still show a "
    "fall, and {chance:odds} a whole chapter would. Here {seen:number} of {of:count} workshops and "
    "{chapters_seen:number} of {k:number} chapters did.",
    Way.FALL: "If every workshop truly fell by {size:size}, {expected:about} of {of:count} would still show a "
    "rise, and {chance:odds} a whole chapter would. Here {seen:number} of {of:count} workshops and "
    "{chapters_seen:number} of {k:number} chapters did.",
}
CHANCE_CHAPTERS = {
    Way.RISE: "If every chapter truly rose by {size:size}, {expected:about} of {k:number} would still show a "
    "fall. Here {chapters_seen:number} of {k:number} did.",
    Way.FALL: "If every chapter truly fell by {size:size}, {expected:about} of {k:number} would still show a "
    "rise. Here {chapters_seen:number} of {k:number} did.",
}
CHANCE_NEITHER = "If nothing truly changed anywhere, about half would still show a rise and half a fall."
CHANCE_HERE = {
    Way.RISE: "By chance alone, a group like this that truly fell by {margin:point} would show a rise {chance:odds}.",
    Way.FALL: "By chance alone, a group like this that truly rose by {margin:point} would show a fall {chance:odds}.",
}

GROUP_MORE = "More: {names:names}."
GROUP_LESS = "Less: {names:names}."
GROUP_SAME = "About the same on average: {names:names}."
GROUP_CANNOT_TELL = "We cannot tell: {names:names}."
GROUP_BY_CHANCE = "Could be chance among several outcomes: {names:names}."
GROUP_APART = "Their questions do not go together: {names:names}."
GROUP_FEW = "Too few to say: {names:names}."
GROUP_HELD_BACK = "Held back, so that nobody's answers are told: {names:names}."
SAME_WITH_COUNTS = "{outcome:inside} ({up:count} up, {down:count} down)"

QUOTE_HERE = "At one workshop in one chapter, {n:count} people answered before and after."
QUOTE_NO_WORKSHOP = "{n:count} people answered before and after."
QUOTE_CHAPTER = "At {workshops:count} workshops in one chapter, {n:count} people answered before and after."
QUOTE_ACROSS = "Across {workshops:count} workshops in {k:number} of {K:number} chapters, "
QUOTE_ACROSS += "{n:count} people answered before and after."
QUOTE_CHAPTERS = "In {k:number} of {K:number} chapters, {n:count} people answered before and after."
QUOTE_ACROSS_ALL = "Across {workshops:count} workshops in all {k:number} chapters, "
QUOTE_ACROSS_ALL += "{n:count} people answered before and after."
QUOTE_CHAPTERS_ALL = "In all {k:number} chapters, {n:count} people answered before and after."
QUOTE_LEVELS = "Their average {outcome:inside} went from {pre:level} to {post:level} "
QUOTE_LEVELS += "on a scale of {minimum:point} to {maximum:point}."
QUOTE_RANGE = "The change is likely to lie between {low:change} and {high:change}."
QUOTE_CHANGE = "The average change in {outcome:inside} was {change:change} on a scale of {minimum:point} to "
QUOTE_CHANGE += "{maximum:point} (likely between {low:change} and {high:change})."
QUOTE_AVERAGE = "On the average of the chapters {outcome:inside} changed by {change:change} on a scale of "
QUOTE_AVERAGE += "{minimum:point} to {maximum:point} (likely between {low:change} and {high:change})."
NOT_THE_CAUSE = "You may not say that the workshop caused this."
NOT_MOVED = "You may not say that {outcome:inside} rose or fell, or that the workshop caused this."
NOT_THE_CAUSE_MANY = "You may not say that the workshops caused this."
NOT_MOVED_MANY = "You may not say that {outcome:inside} rose or fell, or that the workshops caused this."
NOT_DISCLOSED = "You may not say that {outcome:inside} rose or fell."
NOT_TOO_FEW = "You may not say that anything changed, or that the workshop caused it."

BETTER = {"higher": "more is better", "lower": "less is better", "not stated": "better way not stated"}
BETTER_ALONE = {"higher": "More is better.", "lower": "Less is better."}
OF_SCALE = " on a scale of {minimum:point} to {maximum:point}, {n:count} people; "
UNWELCOME: dict[Way, str] = {
    Way.RISE: "{outcome:begin} moved the unwelcome way: {change:change} ({low:level} to {high:level})"
    + OF_SCALE
    + "less is better.",
    Way.FALL: "{outcome:begin} moved the unwelcome way: {change:change} ({low:level} to {high:level})"
    + OF_SCALE
    + "more is better.",
}
UNWELCOME_ALIKE = "{outcome:begin} moved the unwelcome way for every one of {n:count} people: {change:change}."
UNWELCOME_FIRST: dict[Way, str] = {
    Way.RISE: "That is the unwelcome way: less {outcome:inside} is better.",
    Way.FALL: "That is the unwelcome way: more {outcome:inside} is better.",
}
NOT_TOGETHER = "Who answered high on some of its questions did not tend to answer high on all others: an average "
NOT_TOGETHER += "means little."
OPPOSED = "By itself, this moved the other way than the average: {names:names}."
TURN = "A question asked the other way round has to be turned before it is averaged."


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among(globals())


FRAGMENTS = ("SCALE", "NEXT", "FROM_TO", "BY", "OF_SCALE", "RANGE")
"""Names of parts of messages, which are none alone."""


def messages_among(names: Mapping[str, object]) -> tuple[str, ...]:
    """Every message among a module's names."""
    found: dict[str, None] = {}
    for name, part in names.items():
        if name.isupper() and not name.startswith("_") and name not in (*FRAGMENTS, "FRAGMENTS"):
            found |= dict.fromkeys(_texts(part))
    return tuple(found)


def _texts(part: object) -> tuple[str, ...]:
    if isinstance(part, str):
        return (part,)
    if isinstance(part, dict):
        return tuple(text for inner in part.values() for text in _texts(inner))
    return tuple(text for inner in part for text in _texts(inner)) if isinstance(part, tuple) else ()
