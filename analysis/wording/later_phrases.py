"""What is said of months later: outcomes past where they began, or no longer to be told from there.

Places are written as in `analysis.wording.phrases`. Three forms each: of people, of the average over chapters, and of
everybody at once.
"""

from analysis.wording.phrases import Way, messages_among

_HARM = " had moved the unwelcome way from where they began: {change:change} ({low:level} to {high:level})."
_NOTHING = " could not be told from where they began: {change:change}, likely between {low:change} and {high:change}."
_PEOPLE = "Months later, {outcome:inside} of {n:count} people asked again"
_AVERAGE = "Months later, on the average of {k:number} chapters, {outcome:inside} of {n:count} people asked again"
_EVERYBODY = "Months later, with {n:count} people asked again in {k:number} chapters in one model, {outcome:inside}"
HARMED, HARMED_ON_AVERAGE, HARMED_TOGETHER = (begun + _HARM for begun in (_PEOPLE, _AVERAGE, _EVERYBODY))
GONE, GONE_ON_AVERAGE, GONE_TOGETHER = (begun + _NOTHING for begun in (_PEOPLE, _AVERAGE, _EVERYBODY))
_BETTER = " had moved the welcome way from where they began: {change:change} ({low:level} to {high:level})."
_STILL = " was still past where they began, the welcome way: {change:change} ({low:level} to {high:level})."
RECOVERED, RECOVERED_ON_AVERAGE = (begun + _BETTER for begun in (_PEOPLE, _AVERAGE))
KEPT, KEPT_ON_AVERAGE = (begun + _STILL for begun in (_PEOPLE, _AVERAGE))
FIRST_NOT_ASKED = "{outcome:begin} was not asked months later: we do not know if its change lasts."
_ON_AVERAGE = "Months later, on the average of {k:number} chapters, {outcome:inside}"
_BEHIND = " had moved the unwelcome way beside the comparison group: a difference of {change:change} ({low:level} to "
_BEHIND += "{high:level}), of {n:count} people who came and {others:count} of that group."
_NO_LONGER = " could not be told from the comparison group: a difference of {change:change}, likely between "
_NO_LONGER += "{low:change} and {high:change}, of {n:count} people who came and {others:count} of that group."
BEHIND, BEHIND_ON_AVERAGE = (begun + _BEHIND for begun in ("Months later, {outcome:inside}", _ON_AVERAGE))
NO_LONGER, NO_LONGER_ON_AVERAGE = (begun + _NO_LONGER for begun in ("Months later, {outcome:inside}", _ON_AVERAGE))
HARMED_ALIKE = "Months later, {outcome:inside} of every one of {n:count} people asked again had moved the unwelcome "
HARMED_ALIKE += "way from where they began: {change:change}."
_FEW_AGAIN = (
    "Months later, of {n:count} people asked again, too few to say what had changed, answers lie the unwelcome "
)
_FEW_AGAIN += "way in {outcome:inside}: {change:change}"
FEW_HARMED, FEW_HARMED_ALIKE = _FEW_AGAIN + " ({low:level} to {high:level}).", _FEW_AGAIN + "."
FEW_HARMED_TOGETHER = _EVERYBODY.removesuffix("{outcome:inside}") + "too few to say what had changed, answers lie the "
FEW_HARMED_TOGETHER += "unwelcome way in {outcome:inside}: {change:change} ({low:level} to {high:level})."

_LEFT = "in {outcome:inside}, {change:size} was left in {n:count} people asked again ({low:level} to {high:level})."
_OF_A_RISE, _OF_A_FALL = ("of the rise of {first:size} " + _LEFT, "of the fall of {first:size} " + _LEFT)
_LATER, _AVERAGED = "Months later, ", "Months later, on the average of {k:number} chapters, "
FADED: dict[Way, str] = {Way.RISE: _LATER + _OF_A_RISE, Way.FALL: _LATER + _OF_A_FALL}
FADED_ON_AVERAGE: dict[Way, str] = {Way.RISE: _AVERAGED + _OF_A_RISE, Way.FALL: _AVERAGED + _OF_A_FALL}
_DIFFERENCE = "of the difference of {first:size} from the comparison group in {outcome:inside}, {change:size} was left "
_DIFFERENCE += "({low:level} to {high:level}), of {n:count} people who came and {others:count} of that group."
FADED_DIFFERENCE, FADED_DIFFERENCE_ON_AVERAGE = _LATER + _DIFFERENCE, _AVERAGED + _DIFFERENCE
_SIDES = "the comparison group had changed by {other:change} in {outcome:inside} since before, and those who came by "
_SIDES += "{own:change}: a difference of {change:change} ({low:level} to {high:level}), of {n:count} people who came "
_SIDES += "and {others:count} of that group."
_A_DIFFERENCE, _ALLOWING = "a difference of {change:change}", "allowing for where each began, "
_AT_AVERAGE = "on the average of {k:number} chapters"
SIDES, SIDES_ON_AVERAGE, SIDES_ADJUSTED, SIDES_ADJUSTED_ON_AVERAGE = (
    _LATER + _SIDES.replace(_A_DIFFERENCE, where + _A_DIFFERENCE)
    for where in ("", _AT_AVERAGE + " ", _ALLOWING, _AT_AVERAGE + ", " + _ALLOWING)
)
OTHERS_NOT_ASKED = (
    "No answers of the comparison group on {outcome:inside} are from months later: nothing can be said of the "
)
OTHERS_NOT_ASKED += "difference from it then."
OTHERS_TOO_FEW = (
    "Too few of the comparison group answered on {outcome:inside} months later: nothing can be said of the "
)
OTHERS_TOO_FEW += "difference from it then."
OTHERS_OR_GROUP_TOO_FEW = (
    "Too few of the comparison group or of one of the groups that came answered on {outcome:inside} months later: "
)
OTHERS_OR_GROUP_TOO_FEW += "nothing can be said of any difference then."
_GROUP = "Months later, beside the comparison group, {outcome:inside} of the {n:count} people of the group “{arm}” who "
_GROUP += "were asked again "
_OWN_DIFFERENCE = "a difference of {change:change} ({low:level} to {high:level})."
GROUP_HARMED, GROUP_WELCOME = (
    _GROUP + f"had moved the {way} way: " + _OWN_DIFFERENCE for way in ("unwelcome", "welcome")
)
GROUP_UNCLEAR = _GROUP + "had not clearly moved either way: " + _OWN_DIFFERENCE
GROUP_FADED = "Months later, of the difference of {first:size} from the comparison group in {outcome:inside} of the "
GROUP_FADED += "group “{arm}”, {change:size} was left in its {n:count} people who were asked again ({low:level} to "
GROUP_FADED += "{high:level})."
GROUP_FEW = "Months later, too few people of the group “{arm}” or of the comparison group answered to say what had "
GROUP_FEW += "changed in {outcome:inside}."
GROUP_OWN_HARMED, GROUP_OWN_WELCOME, GROUP_OWN_UNCLEAR = (
    "Months later, {outcome:inside} of the {n:count} people of the group “{arm}” who were asked again" + each
    for each in (_HARM, _BETTER, _NOTHING)
)
GROUP_OWN_FEW_HARMED = "Months later, of {n:count} people of the group “{arm}” asked again, too few to say what had "
GROUP_OWN_FEW_HARMED += (
    "changed, answers lie the unwelcome way in {outcome:inside}: {change:change} ({low:level} to {high:level})."
)

_WELCOME = " moved the welcome way beside the comparison group: a difference of {change:change} ({low:level} to "
_WELCOME += "{high:level}), of {n:count} people who came and {others:count} of that group."
_EACH = "Months later, {outcome:inside}"
STILL_APART, STILL_APART_ON_AVERAGE = (begun + " had still" + _WELCOME for begun in (_EACH, _ON_AVERAGE))
AHEAD, AHEAD_ON_AVERAGE = (begun + " had" + _WELCOME for begun in (_EACH, _ON_AVERAGE))
_CHAPTER = "Months later, in {chapter}, {outcome:inside} of {n:count} people asked again"
KEPT_IN_CHAPTER, RECOVERED_IN_CHAPTER, GONE_IN_CHAPTER = (_CHAPTER + each for each in (_STILL, _BETTER, _NOTHING))
_NOW = (" had" + _WELCOME, _NO_LONGER)
_LATER_IN_CHAPTER = "Months later, in {chapter}, "
KEPT_IN_COMPARED, RECOVERED_IN_COMPARED, GONE_IN_COMPARED, FADED_IN_COMPARED = (
    _LATER_IN_CHAPTER + each
    for each in ("{outcome:inside} had still" + _WELCOME, *("{outcome:inside}" + end for end in _NOW), _DIFFERENCE)
)
SIDES_IN_CHAPTER, SIDES_IN_CHAPTER_ADJUSTED = (
    _LATER_IN_CHAPTER + _SIDES.replace(_A_DIFFERENCE, where + _A_DIFFERENCE) for where in ("", _ALLOWING)
)
FADED_IN_CHAPTER: dict[Way, str] = {Way.RISE: _LATER_IN_CHAPTER + _OF_A_RISE, Way.FALL: _LATER_IN_CHAPTER + _OF_A_FALL}

IN_CHAPTER = "In {chapter}, counting its {n:count} people asked again alone, {outcome:inside} had moved the unwelcome "
IN_CHAPTER += "way months later: {change:change} ({low:level} to {high:level})."
IN_CHAPTER_BEHIND = "In {chapter}, {outcome:inside} had moved the unwelcome way beside the comparison group months "
IN_CHAPTER_BEHIND += "later: for its {n:count} people who came, a difference of {change:change} ({low:level} to "
IN_CHAPTER_BEHIND += "{high:level})."
IN_CHAPTERS = "Months later, counting people alone, {outcome:inside} had moved the unwelcome way in {count:number} of "
IN_CHAPTERS += "{k:number} chapters: {names:names}."
IN_CHAPTERS_BEHIND = "Months later, beside the comparison group, {outcome:inside} had moved the unwelcome way in "
IN_CHAPTERS_BEHIND += "{count:number} of {k:number} chapters: {names:names}."
_BETWEEN = "{k:number} chapters, by between {least:change} and {most:change}: {names:names}."
IN_CHAPTERS_BETWEEN = "Months later, counting people alone, {outcome:inside} had moved the unwelcome way in "
IN_CHAPTERS_BETWEEN += "{count:number} of " + _BETWEEN
IN_CHAPTERS_BEHIND_BETWEEN = "Months later, beside the comparison group, {outcome:inside} had moved the unwelcome way "
IN_CHAPTERS_BEHIND_BETWEEN += "in {count:number} of " + _BETWEEN
_FEW = "Months later, in {count:number} of {k:number} chapters, each of too few people to say what had changed, "
_FEW_ALONE = _FEW + "answers lay the unwelcome way in {outcome:inside}"
_FEW_BEHIND = _FEW + "answers lay the unwelcome way beside the comparison group in {outcome:inside}"
FEW_IN_CHAPTERS, FEW_IN_CHAPTERS_BEHIND = (each + ": {names:names}." for each in (_FEW_ALONE, _FEW_BEHIND))
_FEW_BETWEEN = ", by between {least:change} and {most:change}: {names:names}."
FEW_IN_CHAPTERS_BETWEEN, FEW_IN_CHAPTERS_BEHIND_BETWEEN = (each + _FEW_BETWEEN for each in (_FEW_ALONE, _FEW_BEHIND))
IN_THIS_CHAPTER = "Months later, counting the {n:count} people asked again alone, {outcome:inside} had moved the "
IN_THIS_CHAPTER += "unwelcome way: {change:change} ({low:level} to {high:level}); how far evenings lie apart leaves it "
IN_THIS_CHAPTER += "open what others would bring."


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among(globals())
