"""What a title adds to a headline: harm in both of two chapters, and harm months later.

Places are written as in `analysis.wording.phrases`; `where` is empty, or begins with a space.
"""

from analysis.wording.phrases import Way, messages_among

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
UNWELCOME_LATER = "{said}; months later {outcome:inside} had moved the unwelcome way{where}"
IN_CHAPTERS = " in {count:number} of the chapters"
IN_BOTH_CHAPTERS = " in both chapters"
IN_GROUPS = " in {count:number} of the groups"
IN_GROUPS_THAT_CAME = " in {count:number} of the groups that came"


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among(globals())
