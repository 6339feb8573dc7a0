"""The sentences of a report whose headline is the difference between those who came and a comparison group.

Places are written as in `analysis.wording.phrases`; falls mirror rises here, too.
"""

from analysis.wording.phrases import Finding, Verdict, Way, messages_among

HERE: dict[Finding, tuple[str, ...]] = {
    (Verdict.CLEARLY, Way.RISE): ("Change in {outcome:inside} was clearly higher than in the comparison group",),
    (Verdict.CLEARLY, Way.FALL): ("Change in {outcome:inside} was clearly lower than in the comparison group",),
    (Verdict.MORE, Way.RISE): ("Change in {outcome:inside} was higher than in the comparison group",),
    (Verdict.MORE, Way.FALL): ("Change in {outcome:inside} was lower than in the comparison group",),
    (Verdict.LITTLE, Way.RISE): ("Change in {outcome:inside} was a little higher than in the comparison group",),
    (Verdict.LITTLE, Way.FALL): ("Change in {outcome:inside} was a little lower than in the comparison group",),
    (Verdict.SAME, Way.NEITHER): ("{outcome:begin} changed about the same as in the comparison group",),
    (Verdict.NOT_AS_MUCH, Way.RISE): (
        "{outcome:begin}: no rise past the comparison group as looked for, perhaps a fall",
    ),
    (Verdict.NOT_AS_MUCH, Way.FALL): (
        "{outcome:begin}: no fall past the comparison group as looked for, perhaps a rise",
    ),
    (Verdict.BY_CHANCE, Way.NEITHER): (
        "The difference in {outcome:inside} could be chance among several outcomes",
        "{outcome:begin}: could be chance among several outcomes",
    ),
    (Verdict.CANNOT_TELL, Way.NEITHER): (
        "We cannot tell whether {outcome:inside} changed differently from the comparison group",
        "{outcome:begin}: we cannot tell it from the comparison group",
    ),
}
ARMS_HARMED = (
    "{outcome:begin} moved the unwelcome way in {count:number} of {k:number} groups that came",
    "{outcome:begin}: the unwelcome way in {count:number} of {k:number} groups that came",
)
ARMS_WELCOME = (
    "{outcome:begin} moved the welcome way in each of {k:number} groups that came",
    "{outcome:begin}: the welcome way in each of {k:number} groups that came",
)
ARMS_EACH = ("{outcome:begin}: {k:number} groups came, and are told apart",)
"""Of several groups that came, in the place of what their average would say."""
ACROSS: dict[Finding, tuple[str, ...]] = {
    (Verdict.CLEARLY, Way.RISE): (
        "Across {k:number} chapters, change in {outcome:inside} was clearly higher than in comparison groups",
    ),
    (Verdict.CLEARLY, Way.FALL): (
        "Across {k:number} chapters, change in {outcome:inside} was clearly lower than in comparison groups",
    ),
    (Verdict.MORE, Way.RISE): (
        "Across {k:number} chapters, change in {outcome:inside} was higher than in comparison groups",
    ),
    (Verdict.MORE, Way.FALL): (
        "Across {k:number} chapters, change in {outcome:inside} was lower than in comparison groups",
    ),
    (Verdict.LITTLE, Way.RISE): (
        "Across {k:number} chapters, change in {outcome:inside} was a little higher than in comparison groups",
    ),
    (Verdict.LITTLE, Way.FALL): (
        "Across {k:number} chapters, change in {outcome:inside} was a little lower than in comparison groups",
    ),
    (Verdict.SAME, Way.NEITHER): (
        "Across {k:number} chapters, {outcome:inside} changed about the same as in comparison groups",
    ),
    (Verdict.NOT_AS_MUCH, Way.RISE): (),
    (Verdict.NOT_AS_MUCH, Way.FALL): (),
    (Verdict.CANNOT_TELL, Way.NEITHER): (),
    (Verdict.BY_CHANCE, Way.NEITHER): (),
}
"""These first; where none fits, those of `HERE`."""

LESS: dict[Finding, tuple[str, ...]] = {
    (Verdict.CLEARLY, Way.RISE): ("{outcome:begin} fell, but clearly less than in the comparison group",),
    (Verdict.CLEARLY, Way.FALL): ("{outcome:begin} rose, but clearly less than in the comparison group",),
    (Verdict.MORE, Way.RISE): ("{outcome:begin} fell, but less than in the comparison group",),
    (Verdict.MORE, Way.FALL): ("{outcome:begin} rose, but less than in the comparison group",),
    (Verdict.LITTLE, Way.RISE): ("{outcome:begin} fell, but a little less than in the comparison group",),
    (Verdict.LITTLE, Way.FALL): ("{outcome:begin} rose, but a little less than in the comparison group",),
}
"""Where those who came clearly moved the other way than they differ."""
LESS_IN_CELLS: dict[Way, str] = {
    Way.RISE: "fell, but less than in the comparison group",
    Way.FALL: "rose, but less than in the comparison group",
}
LESS_WELCOME: dict[Way, str] = {Way.RISE: "fell less", Way.FALL: "rose less"}
GROUP_FELL_LESS = "Fell, but less than in the comparison group: {names:names}."
GROUP_ROSE_LESS = "Rose, but less than in the comparison group: {names:names}."
LESS_ACROSS: dict[Finding, tuple[str, ...]] = {
    (Verdict.CLEARLY, Way.RISE): (
        "Across {k:number} chapters, {outcome:inside} fell, but clearly less than in comparison groups",
    ),
    (Verdict.CLEARLY, Way.FALL): (
        "Across {k:number} chapters, {outcome:inside} rose, but clearly less than in comparison groups",
    ),
    (Verdict.MORE, Way.RISE): (
        "Across {k:number} chapters, {outcome:inside} fell, but less than in comparison groups",
    ),
    (Verdict.MORE, Way.FALL): (
        "Across {k:number} chapters, {outcome:inside} rose, but less than in comparison groups",
    ),
    (Verdict.LITTLE, Way.RISE): (),
    (Verdict.LITTLE, Way.FALL): (),
}
_ARM = "Beside the comparison group, {outcome:inside} of the {n:count} people of the group “{arm}” "
_ARM_FEW = "Too few people of the group “{arm}” or of the comparison group answered to say what changed"
_OWN_DIFFERENCE = "a difference of {change:change} ({low:level} to {high:level})."
ARM_HARMED, ARM_WELCOME = (_ARM + f"moved the {way} way: " + _OWN_DIFFERENCE for way in ("unwelcome", "welcome"))
ARM_UNCLEAR = _ARM + "did not clearly move either way: " + _OWN_DIFFERENCE
ARM_DESCRIBED = _ARM + "shows " + _OWN_DIFFERENCE
ARM_FEW = _ARM_FEW + ": {outcome:inside} of its {n:count} shows " + _OWN_DIFFERENCE
ARM_FEW_HARMED = (
    _ARM_FEW + ", and the answers of its {n:count} lie the unwelcome way in {outcome:inside}: " + _OWN_DIFFERENCE
)
ARMS_AS_ONE = "Too few people of one of the groups {names:names} answered in {chapter} to tell them apart there."
OWN_OF_GROUPS = "By themselves, all groups that came, taken together, moved the unwelcome way in {outcome:inside}: "
OWN_OF_GROUPS += "likely a change between {own_low:change} and {own_high:change}."
OWN_UNWELCOME = "By themselves, those who came moved the unwelcome way in {outcome:inside}: likely a change between "
OWN_UNWELCOME += "{own_low:change} and {own_high:change}."
OWN_FEW = "By themselves, too few people came to say what changed, and their answers lie the unwelcome way in "
OWN_FEW += "{outcome:inside}: likely between {own_low:change} and {own_high:change}."
OWN_TOGETHER = "By themselves, those who came moved the unwelcome way in {count:number} outcomes, each with its likely "
OWN_TOGETHER += "change: {names:names}."
OWN_RANGED = "{outcome:inside} ({own_low:change} to {own_high:change})"
OWN_IN_CHAPTER = "In {chapter}, whatever the comparison group did, {outcome:inside} of the {n:count} people who came "
OWN_IN_CHAPTER += "moved the unwelcome way: {change:change} ({low:level} to {high:level})."
_WHATEVER = "Whatever the comparison group did, {outcome:inside} of those who came moved the unwelcome way in "
_OF_CHAPTERS = "{count:number} of {k:number} chapters"
_OWN_FEW = "In " + _OF_CHAPTERS + " too few people came to say what changed, and whatever the comparison group did "
_OWN_FEW += "their answers lie the unwelcome way in {outcome:inside}"
_NAMED, _BETWEEN = ": {names:names}.", ", by between {least:change} and {most:change}: {names:names}."
_OWN_SOME = (
    "In {few:number} of {k:number} chapters too few people came to say what changed; in {count:number} of these, "
)
_OWN_SOME += "whatever the comparison group did, their answers lie the unwelcome way in {outcome:inside}"
OWN_SOME_FEW, OWN_SOME_FEW_BETWEEN = (_OWN_SOME + each for each in (_NAMED, _BETWEEN))
OWN_IN_CHAPTERS, OWN_BETWEEN = (_WHATEVER + _OF_CHAPTERS + each for each in (_NAMED, _BETWEEN))
OWN_FEW_IN_CHAPTERS, OWN_FEW_BETWEEN = (_OWN_FEW + each for each in (_NAMED, _BETWEEN))
_OF_GROUPS = "{count:number} of {k:number} groups that came"
OWN_IN_GROUPS, OWN_GROUPS_BETWEEN = (_WHATEVER + _OF_GROUPS + each for each in (_NAMED, _BETWEEN))
OWN_FEW_IN_GROUPS, OWN_FEW_GROUPS_BETWEEN = (
    each.replace(_OF_CHAPTERS, _OF_GROUPS) for each in (OWN_FEW_IN_CHAPTERS, OWN_FEW_BETWEEN)
)
OWN_SOME_FEW_IN_GROUPS, OWN_SOME_FEW_GROUPS_BETWEEN = (
    each.replace("{k:number} chapters", "{k:number} groups that came") for each in (OWN_SOME_FEW, OWN_SOME_FEW_BETWEEN)
)
SIGNS = "The difference was above nil in {up:number} of {k:number} chapters, and below in {down:number}."
SIGNS_AND_NIL = "The difference was above nil in {up:number} of {k:number} chapters, below in {down:number} and nil in "
SIGNS_AND_NIL += "{same:number}."
TOGETHER = "Those who came are of {count:number} groups, told as one: {names:names}."
FIRST_SKETCH = "Compared in {k:number} chapters, {names:names}, this average is a first sketch."
NO_RANGE = "In {outcome:inside} those who came changed by {own:change} and the comparison group by {other:change}: no "
NO_RANGE += "range can be worked out"
SKETCH_OF_GROUPS = "Compared between {k:number} groups, this difference is a first sketch."
FEW_CHAPTERS = "Too few chapters have enough people of both groups to compare"
FEW_TO_COMPARE = "Too few of a comparison group answered both times to compare with: nothing here is of them."
FEW_GROUPS = "Too few groups of each side to compare"
FEW_PEOPLE = "{n:count} who came and {others:count} of the comparison group answered both times: too few to compare"

SCALE = "On a scale of {minimum:point} to {maximum:point} those who came changed by {own:change} and the comparison "
SCALE += "group by {other:change}: "
RANGE = "a difference of {change:change}, likely between {low:change} and {high:change}."
DIFFERENCE = SCALE + RANGE
_SIDES = SCALE.replace("{own:", "{came:").replace("{other:", "{beside:")
"""Sides that the difference need not be that of: what lies between the two is not put down to rounding."""
ADJUSTED = _SIDES + "allowing for where each began, " + RANGE
BEGAN_TOO_FAR_APART = (
    "We cannot tell whether {outcome:inside} changed differently: the groups began too far apart",
    "{outcome:begin}: we cannot tell, as the groups began too far apart",
)
BOTH_WAYS = "Without allowing for where each began, it is a difference of {change:change}, likely between {low:change} "
BOTH_WAYS += "and {high:change}: the two ways of counting disagree because the groups began so far apart, so neither "
BOTH_WAYS += "is claimed."
UNWELCOME_ONE_WAY: dict[Way, str] = {
    Way.RISE: "By one of the two ways, {outcome:inside} moved the unwelcome way: less is better.",
    Way.FALL: "By one of the two ways, {outcome:inside} moved the unwelcome way: more is better.",
}
HARDLY_BY_LOT = "A lot hardly ever brings groups that begin so far apart: it is doubtful whether it decided who came."
ON_AVERAGE = _SIDES + "on the average of the chapters, " + RANGE
ADJUSTED_ON_AVERAGE = _SIDES + "on the average of the chapters, allowing for where each began, " + RANGE
EACH_GROUP = _SIDES + "with each group counted once, " + RANGE
UNSURE = _SIDES + "a difference of {change:change}. How sure that is cannot be worked out from these answers."
_ONCE = "What each side changed by counts each person once"
_OTHER_WAY = ": that difference lies the other way."
COUNTED_ONCE = _ONCE + ", so larger chapters count for more there" + _OTHER_WAY
COUNTED_ONCE_UNADJUSTED = _ONCE + ", and does not allow for where each began" + _OTHER_WAY
COUNTED_ONCE_OF_GROUPS = COUNTED_ONCE.replace("chapters", "groups")
WELCOME_IN_CHAPTER = "In {chapter}, {outcome:inside} clearly moved the welcome way beside the comparison group: for "
WELCOME_IN_CHAPTER += "its {n:count} people who came, a difference of {change:change} ({low:level} to {high:level})."
_WELCOME = "Beside the comparison group, {outcome:inside} clearly moved the welcome way in " + _OF_CHAPTERS
WELCOME_IN_CHAPTERS, WELCOME_BETWEEN = (_WELCOME + each for each in (_NAMED, _BETWEEN))
BY = ": a difference of {change:change} ({low:level} to {high:level}) on a scale of {minimum:point} to {maximum:point}."
ROW_BEGAN_TOO_FAR_APART = "The groups began too far apart to tell whether {outcome:inside} changed differently" + BY
ROWS = {finding: tuple(form + BY for form in forms) for finding, forms in HERE.items()}
ROWS_LESS = {finding: tuple(form + BY for form in forms) for finding, forms in LESS.items()}
LITTLE_OR_MORE = (
    "The difference itself is less than the {margin:point} points we set out to look for; its range reaches "
)
LITTLE_OR_MORE += "that far."
NOT_AS_MUCH: dict[Way, str] = {
    Way.RISE: "No rise past the comparison group as large as the {margin:point} points we set out to look for lies in "
    "that range, a fall does.",
    Way.FALL: "No fall past the comparison group as large as the {margin:point} points we set out to look for lies in "
    "that range, a rise does.",
}
ALL_COMPARED = "Compared within all {k:number} chapters"
BOTH_COMPARED = "Compared within both chapters"
SOME_COMPARED = "Compared within {k:number} of {K:number} chapters"
SOME_LEFT_OUT = "Left out of the comparison, as too few people of one of the groups answered there: {names:names}."
GROUPS_COMPARED = "{k:first_number} groups, each of people who came or of people who did not"
GROUPS_CHANGE = "Each dot is how much a group changed; the diamond is the difference of the two averages."
CHAPTERS_NOT_COMPARED = "In the {k:number} chapters that are left out, {names:names}, {outcome:inside} of the "
CHAPTERS_NOT_COMPARED += (
    "{n:count} people who came changed by {change:change} ({low:level} to {high:level}) on average: "
)
CHAPTERS_NOT_COMPARED += "that is not in the headline."
CHAPTERS_NOT_COMPARED_HARMED = "In {k:number} chapters that are left out of the comparison, {names:names}, "
CHAPTERS_NOT_COMPARED_HARMED += "{outcome:inside} of the {n:count} people who came moved the unwelcome way: "
CHAPTERS_NOT_COMPARED_HARMED += "{change:change} ({low:level} to {high:level}) on average."
CHAPTER_NOT_COMPARED = "In {chapter}, {outcome:inside} of the {n:count} people who came changed by {change:change} "
CHAPTER_NOT_COMPARED += "({low:level} to {high:level}): that is not in the headline."
CHAPTER_NOT_COMPARED_HARMED = (
    "In {chapter}, which is left out of the comparison, {outcome:inside} of the {n:count} people "
)
CHAPTER_NOT_COMPARED_HARMED += "who came moved the unwelcome way: {change:change} ({low:level} to {high:level})."
CHAPTER_NOT_COMPARED_FEW = (
    "In {chapter}, which is left out of the comparison, too few people came to say what changed, "
)
CHAPTER_NOT_COMPARED_FEW += (
    "and the answers of the {n:count} lie the unwelcome way in {outcome:inside}: {change:change} "
)
CHAPTER_NOT_COMPARED_FEW += "({low:level} to {high:level})."
CHAPTER_WITHOUT_RANGE = (
    "What {outcome:inside} of the {n:count} people who came in {chapter} changed by is not in the headline."
)
GROUPS_LEFT_OUT = "Left out of the comparison, as too few people answered there: {names:names}."
INSIDE = "{outcome:inside}"
COMPARED_NOT_OF = "A comparison group was asked the same questions, but not about {names:names}"
NOT_ASKED = (
    "A comparison group was asked the same questions, but not about {names:names}: of that it is told what those "
)
NOT_ASKED += "who came changed by, whatever the cause."
NOT_BY_LOT = "It was not drawn by lot who came, so the groups may differ in other ways, too."
LOT_UNKNOWN = "The files do not tell whether it was drawn by lot who came: the groups may differ in other ways, too."
LOT = "It was drawn by lot who came."
LOT_PLANNED = "The plan has it that a lot decided who came."
MOVED = "Of the {n:count} people who came, {up:count} moved up by {margin:point} or more and {down:count} down; some "
MOVED += "move both ways by chance."
MOVED_AT_ALL = "Of the {n:count} people who came, {up:count} moved up and {down:count} down; some move both ways by "
MOVED_AT_ALL += "chance."
MOVED_ONE_WAY = "Of the {n:count} people who came, {up:count} moved up by {margin:point} or more and {down:count} down."
MOVED_ONE_WAY_AT_ALL = "Of the {n:count} people who came, {up:count} moved up and {down:count} down."
NOBODY_MOVED = "Of the {n:count} people who came, nobody moved up or down by {margin:point} or more."
NOBODY_MOVED_AT_ALL = "Of the {n:count} people who came, nobody moved up or down."
UNPLACED = "People whose group is not given count nowhere: {count:few}."

QUOTE_HERE = "{n:count} people who came and {others:count} of a comparison group answered before and after."
QUOTE_ACROSS = (
    "In {k:number} of {K:number} chapters, {n:count} people who came and {others:count} of comparison groups "
)
QUOTE_ACROSS += "answered before and after."
QUOTE_ALL = "In all {k:number} chapters, {n:count} people who came and {others:count} of comparison groups answered "
QUOTE_ALL += "before and after."
QUOTE_BOTH = "In both chapters, {n:count} people who came and {others:count} of comparison groups answered before and "
QUOTE_BOTH += "after."
_QUOTE_SCALE = "In {outcome:inside} they changed by {own:change} and {other:change} on a scale of {minimum:point} to "
_QUOTE_SCALE += "{maximum:point}: "
_QUOTE_SIDES = _QUOTE_SCALE.replace("{own:", "{came:").replace("{other:", "{beside:")
_QUOTE_RANGE = "a difference of {change:change} (likely between {low:change} and {high:change})."
QUOTE_CHANGE = {
    DIFFERENCE: _QUOTE_SCALE + _QUOTE_RANGE,
    ADJUSTED: _QUOTE_SIDES + "allowing for where each began, " + _QUOTE_RANGE,
    ON_AVERAGE: _QUOTE_SIDES + "on the average of the chapters, " + _QUOTE_RANGE,
    ADJUSTED_ON_AVERAGE: _QUOTE_SIDES
    + "on the average of the chapters, allowing for where each began, "
    + _QUOTE_RANGE,
    EACH_GROUP: _QUOTE_SIDES + "with each group counted once, " + _QUOTE_RANGE,
}
"""The same as part of a quote."""
NOT_OF_ALL = "You may not say more than that of each group, or that what they came to caused it."
NOT_OTHERWISE = "You may not say that {outcome:inside} changed more or less than in the comparison group."
OF_SCALE = " on a scale of {minimum:point} to {maximum:point}, {n:count} people who came; "
UNWELCOME: dict[Way, str] = {
    Way.RISE: "{outcome:begin} moved the unwelcome way beside the comparison group: {change:change} ({low:level} to "
    "{high:level})" + OF_SCALE + "less is better.",
    Way.FALL: "{outcome:begin} moved the unwelcome way beside the comparison group: {change:change} ({low:level} to "
    "{high:level})" + OF_SCALE + "more is better.",
}


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among(globals())
