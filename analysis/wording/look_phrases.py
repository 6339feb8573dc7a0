"""The sentences of planned looks: of a report that comes before one, and of one of several; and of too few people.

A report between looks describes: it says what people answered and claims of nothing that it changed, so that whoever
looks after every evening finds nothing that is not there. Places are written as in `analysis.wording.phrases`.
"""

from analysis.wording.phrases import BY, FROM_TO, OF_SCALE, Way, messages_among

EVENING = "So far: evening {evening:count} of {evenings:count}."
MORE_HELD = "{evening:first_count} evenings are counted here, more than the {evenings:count} that were planned."
PART = "So far: the evenings that the study planned are not all held."
NEXT = "What changed is claimed at evening {next:count}, not before: looked at after every evening, chance alone would "
NEXT += "seem to show a change far more often than 1 time in 20."
AT_ITS_LOOK = "What changed is claimed when the whole study is at a planned look, not before: looked at after every "
AT_ITS_LOOK += "evening, chance alone would seem to show a change far more often than 1 time in 20."

HERE = (
    "{outcome:begin} so far, described and not yet claimed",
    "{outcome:begin}: described, not yet claimed",
)
ROW_HERE = HERE[0] + FROM_TO
ROW_ACROSS = HERE[0] + BY
ROW_COMPARED = (
    HERE[0] + ": a difference of {change:change} ({low:level} to {high:level}) on a scale of {minimum:point} "
)
ROW_COMPARED += "to {maximum:point}."
LEVELS = "On a scale of {minimum:point} to {maximum:point} the average so far is {pre:level} before and {post:level} "
LEVELS += "after: {change:change}, with a range from {low:change} to {high:change}."
CHANGE = "On a scale of {minimum:point} to {maximum:point} the average change so far is {change:change}, with a range "
CHANGE += "from {low:change} to {high:change}."
CHANGE_ALONE = "On a scale of {minimum:point} to {maximum:point} the average change so far is {change:change}."
FEW_LEVELS = "On a scale of {minimum:point} to {maximum:point} the average was {pre:level} before and {post:level} "
FEW_LEVELS += "after: {change:change}, with a range from {low:change} to {high:change}."
FEW_CHANGE = "On a scale of {minimum:point} to {maximum:point} the average change was {change:change}, with a range "
FEW_CHANGE += "from {low:change} to {high:change}."
FEW_ALONE = "On a scale of {minimum:point} to {maximum:point} the average change was {change:change}; how sure that is "
FEW_ALONE += "cannot be worked out from these answers."
DIFFERENCE = "On a scale of {minimum:point} to {maximum:point} those who came have changed by {came:change} so far "
DIFFERENCE += "and the comparison group by {beside:change}: a difference of {change:change}, with a range from "
DIFFERENCE += "{low:change} to {high:change}."
QUOTE = "{n:count} people answered before and after; what changed is not claimed yet."
GROUP = "Described and not yet claimed: {names:names}."
NOT_YET = "You may not say that anything changed: this is not a planned look."
DESCRIBED = "Described, not claimed: {said}"

WHICH = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
LAST = "last"
SEVERAL = "This is the {which} of {planned:number} planned looks, so the range is wider than usual: it would miss the "
SEVERAL += "true change {often}, and a usual range in 50."
SEVERAL_MANY = "This is look {this:count} of {planned:count} that were planned, so the range is wider than usual: it "
SEVERAL_MANY += "would miss the true change {often}, and a usual range in 50."
OFTEN = "in about {misses:count} of 1,000 studies"
SELDOM = "in fewer than 1 of 1,000 studies"
BY_A_USUAL_RANGE: dict[Way, str] = {
    Way.RISE: "{outcome:begin} went the unwelcome way by a usual range, not by the wider one of this look: "
    "{change:change}" + OF_SCALE + "less is better.",
    Way.FALL: "{outcome:begin} went the unwelcome way by a usual range, not by the wider one of this look: "
    "{change:change}" + OF_SCALE + "more is better.",
}


FEW_UNWELCOME: dict[Way, str] = {
    Way.RISE: "Their answers lie the unwelcome way: less {outcome:inside} is better.",
    Way.FALL: "Their answers lie the unwelcome way: more {outcome:inside} is better.",
}
_FEW_IN = "Too few people answered to say what changed, and their answers lie the unwelcome way in {outcome:inside}"
FEW_UNWELCOME_IN = _FEW_IN + ": {change:change} ({low:level} to {high:level})."
FEW_UNWELCOME_ALIKE = _FEW_IN + ": {change:change}, the same for all."


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among(globals())
