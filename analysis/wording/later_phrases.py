"""What is said of months later: outcomes past where they began, or no longer to be told from there.

Places are written as in `analysis.wording.phrases`. Three forms each: of people, of the average over chapters, and of
everybody at once.
"""

from analysis.wording.phrases import messages_among

_HARM = " had moved the unwelcome way from where they began: {change:change} ({low:level} to {high:level})."
_NOTHING = " could not be told from where they began: {change:change}, likely between {low:change} and {high:change}."
_PEOPLE = "Months later, {outcome:inside} of {n:count} people asked again"
_AVERAGE = "Months later, on the average of {k:number} chapters, {outcome:inside} of {n:count} people asked again"
_EVERYBODY = "Months later, with all {n:count} people asked again in {k:number} chapters in one model, {outcome:inside}"
HARMED, HARMED_ON_AVERAGE, HARMED_TOGETHER = (begun + _HARM for begun in (_PEOPLE, _AVERAGE, _EVERYBODY))
GONE, GONE_ON_AVERAGE, GONE_TOGETHER = (begun + _NOTHING for begun in (_PEOPLE, _AVERAGE, _EVERYBODY))
HARMED_ALIKE = "Months later, {outcome:inside} of every one of {n:count} people asked again had moved the unwelcome "
HARMED_ALIKE += "way from where they began: {change:change}."


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among(globals())
