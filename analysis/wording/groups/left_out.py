"""Which chapters or groups are in no comparison, and why: too few people, or no comparison group at all."""

from analysis.wording import comparison_phrases
from analysis.wording.measured import Sentence
from analysis.wording.measured_facts import Chapters
from analysis.wording.phrases import messages_among

NO_COMPARISON_GROUP = "Left out of the comparison, as no comparison group was asked there: {names:names}."
NOBODY_CAME = "Left out of the comparison, as nobody who came was asked there: {names:names}."


def left_out(chapters: Chapters, *, between: bool) -> tuple[Sentence, ...]:
    """Those that are left out, by the reason; `between` tells that they are groups of one side each."""
    one_sided = {*chapters.without_comparison, *chapters.nobody_came}
    few = tuple(name for name in chapters.without if name not in one_sided)
    said = comparison_phrases.GROUPS_LEFT_OUT if between else comparison_phrases.SOME_LEFT_OUT
    named = {NO_COMPARISON_GROUP: chapters.without_comparison, NOBODY_CAME: chapters.nobody_came, said: few}
    return tuple(Sentence(message, {"names": names}) for message, names in named.items() if names)


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among(globals())
