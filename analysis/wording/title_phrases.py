"""What a title adds to what it says of one outcome.

Places are written as in `analysis.wording.phrases`.
"""

from analysis.wording.phrases import Way, messages_among

UNWELCOME = "{said}, the unwelcome way"
AND = "{said}. {further}"
_WORDS = {Way.FALL: "lower", Way.RISE: "higher"}
AND_LATER = {way: "{said}, and " + word + " months later" for way, word in _WORDS.items()}
LATER = {way: "{said}; " + word + " months later" for way, word in _WORDS.items()}
AND_LATER_IN = {way: said + " in {count:number} of the chapters" for way, said in AND_LATER.items()}
LATER_IN = {way: said + " in {count:number} of the chapters" for way, said in LATER.items()}


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among(globals())
