"""Sentences of the first renderer that later ones put otherwise: its releases are written in them for good.

What stands in a frozen tree by itself, a badge's reasons, what was done about a look at quality and what was declared
of versions, is named for its translation alone.
"""

from analysis.wording.phrases import BY, FROM_TO, RangePosition, Verdict, Way, messages_among

NOT_AVERAGED = "We do not average {k:number} chapters"
ONE_CHAPTER = "Only one chapter has results so far"
NEW_CHAPTER: dict[RangePosition, str] = {
    RangePosition.RISE: "A new chapter could see anything from a rise of {low:size} to a rise of {high:size}.",
    RangePosition.FALL: "A new chapter could see anything from a fall of {low:size} to a fall of {high:size}.",
    RangePosition.EITHER: "A new chapter could see anything from a fall of {low:size} to a rise of {high:size}.",
    RangePosition.NONE_TO_RISE: "A new chapter could see anything from hardly any change to a rise of {high:size}.",
    RangePosition.FALL_TO_NONE: "A new chapter could see anything from a fall of {low:size} to hardly any change.",
    RangePosition.NONE: "A new chapter could see hardly any change either way.",
}
AGAINST_MARGIN: dict[Verdict, str] = {
    Verdict.CLEARLY: "That whole range is at least the {margin:point} points we set out to look for.",
    Verdict.LITTLE: "That is less than the {margin:point} points we set out to look for.",
    Verdict.NOT_AS_MUCH: "That whole range is short of the {margin:point} points we set out to look for.",
}
NOT_AS_MUCH: dict[Way, tuple[str, ...]] = {
    Way.RISE: (
        "{outcome:begin} did not rise by as much as we set out to look for",
        "{outcome:begin} did not rise by as much as looked for",
    ),
    Way.FALL: (
        "{outcome:begin} did not fall by as much as we set out to look for",
        "{outcome:begin} did not fall by as much as looked for",
    ),
}
NOT_AS_MUCH_HERE = {way: tuple(form + FROM_TO for form in forms) for way, forms in NOT_AS_MUCH.items()}
NOT_AS_MUCH_ACROSS = {way: tuple(form + BY for form in forms) for way, forms in NOT_AS_MUCH.items()}
ON_THE_DAY = "People were asked on the day. Whether a change lasts is not known."
FEW = "{n:count} people answered both times. A group of this size shows only large changes for sure."
UNFINISHED = "An outcome of fewer than two thirds of its questions answered has no score and is not counted."
USED_AND_WAITING = "{used:count} used, {waiting:few} waiting"
WAITING = "Waiting until enough people have joined them: {count:few}."
IN_TREES = (
    "Asked again months later",
    "Asked on the day: we do not know if it lasts",
    "Fewer than half of the answers could be joined, before with after",
    "Many had the best score before they came: they could not rise",
    "They are kept; a score needs two thirds of its questions.",
    "Who came first was drawn by lot",
    "{outcome:begin} is shown once for each set of versions that compare, never added up.",
    (
        "{outcome:begin}: by rule, answers to “{question}” do not compare, since its words changed. "
        "Whoever published {newer} declared that they compare with care: “{reason}”"
    ),
)


REPEATED = "Repeated in {k:number} chapters"
REPEATED_GROUPS = "Repeated in {k:number} groups"


def messages() -> tuple[str, ...]:
    """Every sentence, for the translators."""
    return messages_among(globals())
