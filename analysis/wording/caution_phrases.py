"""The sentences of what could be missed behind an average: everybody at once, small chapters, harm in single chapters.

Places are written as in `analysis.wording.phrases`.
"""

from analysis.wording.phrases import Way, messages_among

CHAPTERS_SMALL = "{k:first_number} of {K:number} chapters have results; too few people answered both times in "
CHAPTERS_SMALL += "{small:names} to show each alone"
CHAPTERS_SMALL_ONE = "{k:first_number} of {K:number} chapters have results; too few people answered both times in "
CHAPTERS_SMALL_ONE += "{small:names} to show it alone"
CHAPTERS_SMALL_MANY = "{k:first_number} of {K:number} chapters have results; too few people answered both times in "
CHAPTERS_SMALL_MANY += "{small:count} others to show each alone"
NONE_ALONE = "In none of {K:number} chapters did enough people answer both times to show it alone"
ALL_SMALL = "{people:count} people answered both times"
SHOWN = "{n:count} people answered both times in the chapters that are shown"
SIGNS = "It rose in {up:number} of {k:number} chapters and fell in {down:number}."
SIGNS_AND_NIL = "It rose in {up:number} of {k:number} chapters, fell in {down:number} and stayed the same in "
SIGNS_AND_NIL += "{same:number}."
NONE_YET = "none yet from {names:names}"
SMALL_TOGETHER = "{small:count} of {people:count} people are in {chapters:number} chapters too small to show alone"
ALL_SMALL_CAME = "{people:count} people who came answered both times"
ALL_SMALL_SIDES = "{people:count} people who came and {others:count} of the comparison group answered both times"
SMALL_TOGETHER_CAME = (
    "{small:count} of {people:count} people who came are in {chapters:number} chapters too small to show alone"
)
_EVERYBODY = "With all {people:count} people in one model, chapters as its groups, the change is {change:change} "
_EVERYBODY += "({low:level} to {high:level}); with each person counted once it is {each:change} ({each_low:level} to "
_EVERYBODY += "{each_high:level}). "
EVERYBODY = _EVERYBODY + "The headline says what all of these bear out."
EVERYBODY_WITH_HARM = _EVERYBODY + "The headline tells of harm, since the average of the chapters does."
UNWELCOME_OF_ALL: dict[Way, str] = {
    Way.RISE: "The change of all people is the unwelcome way: less {outcome:inside} is better.",
    Way.FALL: "The change of all people is the unwelcome way: more {outcome:inside} is better.",
}
QUOTE_EVERYBODY = "With all {people:count} people in one model it changed by {change:change} ({low:level} to "
QUOTE_EVERYBODY += "{high:level}), and with each person counted once by {each:change} ({each_low:level} to "
QUOTE_EVERYBODY += "{each_high:level})."
QUOTE_EVERYBODY_UNWELCOME: dict[Way, str] = {
    Way.RISE: "With all {people:count} people in one model it moved the unwelcome way: by {change:change} ({low:level} "
    "to {high:level}), and with each person counted once by {each:change} ({each_low:level} to {each_high:level}); "
    "less is better.",
    Way.FALL: "With all {people:count} people in one model it moved the unwelcome way: by {change:change} ({low:level} "
    "to {high:level}), and with each person counted once by {each:change} ({each_low:level} to {each_high:level}); "
    "more is better.",
}
EVERYBODY_ALONE = "No chapter has enough people to be shown alone. With all {people:count} people of {chapters:number} "
EVERYBODY_ALONE += "chapters in one model, {outcome:inside} changed by {change:change} ({low:level} to {high:level})"
_AN_AVERAGE = (
    ", which is an average over chapters; with each person counted once, by {each:change} ({each_low:level} to "
)
_AN_AVERAGE += "{each_high:level})."
EVERYBODY_ALONE += _AN_AVERAGE
ALLOWED_FOR = "That difference in one model allows for where each began."
_ALL_OF_BOTH = "With all {people:count} people who came and {others:count} of the comparison group in one model"
EVERYBODY_COMPARED = (
    _ALL_OF_BOTH + ", the difference is {change:change} ({low:level} to {high:level}). The headline says "
)
EVERYBODY_COMPARED += "what both bear out."
EVERYBODY_COMPARED_WITH_HARM = (
    _ALL_OF_BOTH + ", the difference is {change:change} ({low:level} to {high:level}). The headline "
)
EVERYBODY_COMPARED_WITH_HARM += "tells of harm, since the average of the chapters does."
QUOTE_EVERYBODY_COMPARED = _ALL_OF_BOTH + " it is {change:change} ({low:level} to {high:level})."
EVERYBODY_COMPARED_ALONE = (
    _ALL_OF_BOTH + ", of {chapters:number} chapters, the difference in {outcome:inside} is {change:change} "
)
EVERYBODY_COMPARED_ALONE += "({low:level} to {high:level})."
_COMPARED_HARMED = (
    _ALL_OF_BOTH + ", of {chapters:number} chapters, {outcome:inside} moved the unwelcome way beside that "
)
_COMPARED_HARMED += "group: {change:change} ({low:level} to {high:level}); "
EVERYBODY_COMPARED_HARMED: dict[Way, str] = {
    Way.RISE: _COMPARED_HARMED + "less is better.",
    Way.FALL: _COMPARED_HARMED + "more is better.",
}
_WITHOUT = "With {people:count} people who came and {others:count} of the comparison group in one model that leaves "
_WITHOUT += "out {names:names}"
SOME_LEFT_OUT = {
    each: each.replace(_ALL_OF_BOTH, _WITHOUT)
    for each in (
        EVERYBODY_COMPARED,
        EVERYBODY_COMPARED_WITH_HARM,
        QUOTE_EVERYBODY_COMPARED,
        EVERYBODY_COMPARED_ALONE,
        *EVERYBODY_COMPARED_HARMED.values(),
    )
}
"""The same of a comparison that leaves chapters out: not of all who came."""
NO_CHAPTER_ALONE = "No chapter has enough people to be shown alone."
EVERYBODY_UNAVERAGED = "With all {people:count} people of {chapters:number} chapters in one model, {outcome:inside} "
EVERYBODY_UNAVERAGED += "changed by {change:change} ({low:level} to {high:level})" + _AN_AVERAGE
EVERYBODY_HARMED: dict[Way, str] = {
    Way.RISE: "With all {people:count} people of {chapters:number} chapters in one model, {outcome:inside} moved the "
    "unwelcome way: {change:change} ({low:level} to {high:level}), and with each person counted once {each:change}; "
    "less is better.",
    Way.FALL: "With all {people:count} people of {chapters:number} chapters in one model, {outcome:inside} moved the "
    "unwelcome way: {change:change} ({low:level} to {high:level}), and with each person counted once {each:change}; "
    "more is better.",
}
_AT_LEAST = " itself is at least the {margin:point} points we set out to look for; its range also holds less than that."
MORE_OR_LESS = ("The average" + _AT_LEAST, "The difference" + _AT_LEAST)
"""Of an average, and of a difference from a comparison group."""
UNROUNDED = "By unrounded figures: {said}"
DECIDED = "{said} What is said of it was decided by unrounded figures."
OTHERWISE_WORDED = "Counted in another way, {outcome:inside} would be worded otherwise; what is said is what both bear "
OTHERWISE_WORDED += "out."
HARMED = "In {chapter}, counting its {n:count} people alone, {outcome:inside} moved the unwelcome way: {change:change} "
HARMED += "({low:level} to {high:level})."
HARMED_COMPARED = "In {chapter}, {outcome:inside} moved the unwelcome way beside the comparison group: for its "
HARMED_COMPARED += "{n:count} people who came, a difference of {change:change} ({low:level} to {high:level})."
BY_CHANCE = (
    "Where nothing changed, about one chapter in 40 would look like this; here it is {count:number} of {k:number}."
)
BY_CHANCE_OF = "Where nothing changed, {expected:about} of {k:count} chapters would look like this; here it is "
BY_CHANCE_OF += "{count:number}."
_AS_TO = "As to {outcome:inside}: where nothing changed, "
_IN_ONE_OF = "would look like this in one of {outcomes:number} outcomes."
BY_CHANCE_AMONG = _AS_TO + "about one chapter in {often:count} " + _IN_ONE_OF
BY_CHANCE_OF_AMONG = _AS_TO + "{expected:about} of {k:count} chapters " + _IN_ONE_OF
REPORT_BY_CHANCE = _AS_TO + "about one report in {often:count} " + _IN_ONE_OF
REPORTS_BY_CHANCE = "Where nothing changed, about one outcome in 40 would look like this; here it is {count:number} of "
REPORTS_BY_CHANCE += "{outcomes:number}."
HARM = ("{outcome:begin} moved the unwelcome way",)
HARM_COMPARED = ("{outcome:begin} moved the unwelcome way beside the comparison group", *HARM)
"""Of one of several outcomes, where it does not hold among them all."""
WORKSHOP_BY_CHANCE_AMONG = _AS_TO + "about one workshop in {often:count} " + _IN_ONE_OF
WORKSHOPS_BY_CHANCE_AMONG = _AS_TO + "{expected:about} of {shown:count} workshops " + _IN_ONE_OF
HARMED_NAMED = "Counting people alone, {outcome:inside} moved the unwelcome way in {count:number} of {k:number} "
HARMED_NAMED += "chapters: {names:names}."
HARMED_NAMED_COMPARED = "Beside the comparison group, {outcome:inside} moved the unwelcome way in {count:number} of "
HARMED_NAMED_COMPARED += "{k:number} chapters: {names:names}."
_BETWEEN = "by between {least:change} and {most:change}: {names:names}."
HARMED_BETWEEN = "Counting people alone, {outcome:inside} moved the unwelcome way in {count:number} of {k:number} "
HARMED_BETWEEN += "chapters, " + _BETWEEN
HARMED_BETWEEN_COMPARED = "Beside the comparison group, {outcome:inside} moved the unwelcome way in {count:number} of "
HARMED_BETWEEN_COMPARED += "{k:number} chapters, " + _BETWEEN
_FEW = "In {count:number} of {k:number} chapters too few people answered to say what changed, and "
_FEW_ALONE = _FEW + "their answers lie the unwelcome way in {outcome:inside}"
_FEW_COMPARED = _FEW + "beside the comparison group their answers lie the unwelcome way in {outcome:inside}"
_OF_FEW = "In {few:number} of {k:number} chapters too few people answered to say what changed"
_OF_FEW_ALONE = ": on average {outcome:inside} went the unwelcome way in {down:number} of these, and in {count:number} "
_OF_FEW_COMPARED = ": beside the comparison group {outcome:inside} went the unwelcome way in {down:number} of these on "
_OF_FEW_COMPARED += "average, and in {count:number} "
_WHOLE = "the whole range of the answers lies that way"
_FORMS = tuple(_OF_FEW + each + _WHOLE for each in (_OF_FEW_ALONE, _OF_FEW_COMPARED))
SOME_FEW, SOME_FEW_COMPARED = (each + ": {names:names}." for each in _FORMS)
SOME_FEW_BETWEEN, SOME_FEW_COMPARED_BETWEEN = (each + ", " + _BETWEEN for each in _FORMS)
HARMED_FEW, HARMED_FEW_COMPARED = (each + ": {names:names}." for each in (_FEW_ALONE, _FEW_COMPARED))
HARMED_FEW_BETWEEN, HARMED_FEW_COMPARED_BETWEEN = (each + ", " + _BETWEEN for each in (_FEW_ALONE, _FEW_COMPARED))
CHAPTER_RANGED = "{chapter} {change:change} ({low:level} to {high:level})"
CHAPTER_ALIKE = "{chapter} {change:change}"
HARMED_HERE = "Counting the {n:count} people alone, {outcome:inside} moved the unwelcome way: {change:change} "
HARMED_HERE += "({low:level} to {high:level}); how far evenings lie apart leaves it open what others would bring."
SMALL_HARMED = (
    "In {chapters:number} chapters too small to show alone, {outcome:inside} of their {n:count} people together "
)
SMALL_HARMED += "moved the unwelcome way: {change:change} ({low:level} to {high:level})."
SMALL_HARMED_CAME = "In {chapters:number} chapters too small to show alone, whatever the comparison group did, "
SMALL_HARMED_CAME += "{outcome:inside} of their {n:count} people who came moved the unwelcome way: {change:change} "
SMALL_HARMED_CAME += "({low:level} to {high:level})."
WORKSHOPS_HARMED = "In {count:number} of {shown:count} workshops, counting people alone, {outcome:inside} moved the "
WORKSHOPS_HARMED += "unwelcome way."
WORKSHOPS_SHOWN_HARMED = "In {count:number} of the {shown:count} workshops that are shown, counting people alone, "
WORKSHOPS_SHOWN_HARMED += "{outcome:inside} moved the unwelcome way."
WORKSHOPS_HARMED_NAMED = "In {count:number} of {shown:count} workshops, counting people alone, {outcome:inside} moved "
WORKSHOPS_HARMED_NAMED += "the unwelcome way: {names:names}."
WORKSHOPS_SHOWN_HARMED_NAMED = "In {count:number} of the {shown:count} workshops that are shown, counting people "
WORKSHOPS_SHOWN_HARMED_NAMED += "alone, {outcome:inside} moved the unwelcome way: {names:names}."
WORKSHOPS_LISTED = "The table of every finding names each workshop in which an outcome moved the unwelcome way."
WORKSHOP = "workshop {name}"
NO_HELP = "That is all that the scale allows, so the range is no help: {count:number} workshops are too few."
WORKSHOP_BY_CHANCE = "Where nothing changed, about one workshop in 40 would look like this."
WORKSHOPS_BY_CHANCE = "Where nothing changed, {expected:about} of {shown:count} workshops would look like this."
CHANCE_BY_COUNT = "By the exact test of who came to yes and who left it, chance could bring as much."
BY_COUNT = CHANCE_BY_COUNT + " The headline says what both of these bear out."
QUESTION_HARMED = "One question of {outcome:inside}, “{question}”, moved the unwelcome way."
TWO_QUESTIONS_HARMED = "Two questions of {outcome:inside}, “{question}” and “{other}”, moved the unwelcome way."
QUESTION_HARMED_BY = QUESTION_HARMED.removesuffix(".") + ": {change:change}."
TWO_QUESTIONS_HARMED_BY = TWO_QUESTIONS_HARMED.removesuffix(".") + ": {change:change} and {second:change}."
QUESTIONS_HARMED = "{count:first_number} of {of:number} questions of {outcome:inside} moved the unwelcome way, each "
QUESTIONS_HARMED += "by the whole of its likely range; the table of questions marks them."
OUTCOMES_HARMED = "{count:first_number} other outcomes moved the unwelcome way: {names:names}."
OUTCOMES_HARMED_COMPARED = "{count:first_number} other outcomes moved the unwelcome way beside the comparison group: "
OUTCOMES_HARMED_COMPARED += "{names:names}."
_OUTCOME_HARMED = "{outcome:inside} {change:change} ({low:level} to {high:level} on a scale of {minimum:point} to "
OUTCOME_HARMED = {
    Way.RISE: _OUTCOME_HARMED + "{maximum:point}; less is better)",
    Way.FALL: _OUTCOME_HARMED + "{maximum:point}; more is better)",
}
QUOTE_IN_CHAPTER = "In {chapter}, {outcome:inside} of {n:count} people who answered before and after changed by "
QUOTE_IN_CHAPTER += "{change:change} on a scale of {minimum:point} to {maximum:point} (likely between {low:change} and "
QUOTE_IN_CHAPTER += "{high:change})."
NOT_MORE = "You may not say more than that of how {outcome:inside} changed, or that the workshop caused this."
NOT_MORE_MANY = "You may not say more than that of how {outcome:inside} changed, or that the workshops caused this."
TOO_FEW_IN_EACH = "Too few people in any one chapter answered both times to report results."
TITLE_UNWELCOME = "{said}, the unwelcome way"
TITLE_ALL = "Of all people together, {names:names} moved the unwelcome way"
TITLE_ALL_COMPARED = "Of all who came, together, {names:names} moved the unwelcome way beside the comparison group"
TITLE_ALL_FIRST = "{all}. {said}"
TITLE_CAME = {Way.FALL: "{said}; those who came fell", Way.RISE: "{said}; those who came rose"}
TITLE_AND = "{said}. {further}"
DIVIDED_BY_CHANCE = "If nobody had truly changed, people would seem so divided in one or two studies of 100 at most."
TITLE_HALF_AND_HALF = "{said}, but about half rose and half fell"
TITLE_MANY_AND_MANY = "{said}, but many rose and many fell"
OF_ALL_HALF_AND_HALF = "{said}; of all people about half rose and half fell"
OF_ALL_MANY_AND_MANY = "{said}; of all people many rose and many fell"

CEILING = "Many had the best score before they came: they could not do better"
CEILING_OF_ALL = "All or nearly all had the best score before they came: they could not do better"
CEILING_YES_OR_NO = "Four in five or more gave the better answer before they came: few were left who could come to it"

_MOVED = {Way.FALL: "fell", Way.RISE: "rose"}
_WORDS = {Way.FALL: "lower", Way.RISE: "higher"}

IN_BOTH = {way: "{outcome:begin} " + word + " in both chapters" for way, word in _MOVED.items()}
IN_BOTH_CAME = {way: "{outcome:begin} of those who came " + word + " in both chapters" for way, word in _MOVED.items()}
IN_BOTH_COMPARED = {
    way: "Change in {outcome:inside} was " + word + " than in the comparison group in both chapters"
    for way, word in _WORDS.items()
}
NOT_AVERAGED = "{said}; we do not average two"
LEFT_OUT = {
    way: "{said}; {outcome:inside} " + word + " in chapters that are not compared" for way, word in _MOVED.items()
}
IT_LEFT_OUT = {way: "{said}; it " + word + " in chapters that are not compared" for way, word in _MOVED.items()}

AND_LATER = {way: "{said}, and " + word + " months later{where}" for way, word in _WORDS.items()}
"""Of a difference, of which the headline tells that it was the other way."""
_DIFFERS = " than in the comparison group{where}"
IT_LATER = {way: "{said}; months later it was " + word + " than before{where}" for way, word in _WORDS.items()}
IT_DIFFERS_LATER = {way: "{said}; months later the change was " + word + _DIFFERS for way, word in _WORDS.items()}
LATER = {
    way: "{said}; months later {outcome:inside} was " + word + " than before{where}" for way, word in _WORDS.items()
}
CAME_LATER = {
    way: "{said}; months later {outcome:inside} of those who came was " + word + " than before{where}"
    for way, word in _WORDS.items()
}
DIFFERS_LATER = {
    way: "{said}; months later the change in {outcome:inside} was " + word + _DIFFERS for way, word in _WORDS.items()
}
LOST_LATER = "{said}; months later it could not be told from before"
FADED_LATER = "{said}; months later less than half of that was left"
DIFFERENCE_LOST_LATER = "{said}; months later no difference could be told"
DIFFERENCE_FADED_LATER = "{said}; months later less than half of the difference was left"
UNWELCOME_LATER = "{said}; months later {outcome:inside} had moved the unwelcome way{where}"
LOST_AND_LATER = {way: "{said} on average, and it was " + word + " than before{where}" for way, word in _WORDS.items()}
"""Of chapters, after what was lost on the average of all."""
LOST_AND_CAME_LATER = {
    way: "{said} on average, and {outcome:inside} of those who came was " + word + " than before{where}"
    for way, word in _WORDS.items()
}
LOST_AND_DIFFERS = {way: "{said} on average, and the change was " + word + _DIFFERS for way, word in _WORDS.items()}
LOST_AND_UNWELCOME = "{said} on average, and {outcome:inside} had moved the unwelcome way{where}"
IN_CHAPTERS = " in {count:number} of the chapters"
IN_BOTH_CHAPTERS = " in both chapters"
IN_GROUPS = " in {count:number} of the groups"
IN_GROUPS_THAT_CAME = " in {count:number} of the groups that came"


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among(globals())
