"""What is said of answers that are held back, whether too few people gave them or they were too much alike.

The words are the same for both: which of the two it is would tell those who were there what the others answered.
"""

from collections.abc import Iterable, Sequence

from analysis.wording import caution_phrases, comparison_phrases, phrases
from analysis.wording.measured import Measured, Sentence, verdict
from analysis.wording.phrases import Verdict

NOTHING = "Nothing can be told of {outcome:inside} without telling what single people answered."
NOTHING_IN_EACH = (
    "Nothing can be told of {outcome:inside} in any one chapter without telling what single people answered."
)
IN_SMALL = "{k:first_number} of {K:number} chapters have results; {outcome:inside} in {small:names} cannot be told "
IN_SMALL += "without telling what single people answered"
IN_SMALL_MANY = "{k:first_number} of {K:number} chapters have results; {outcome:inside} in {small:count} others cannot "
IN_SMALL_MANY += "be told without telling what single people answered"
IN_NONE = "In none of {K:number} chapters can {outcome:inside} be told without telling what single people answered"
HELD_IN = "{outcome:inside} in {names:names} cannot be told without telling what single people answered"
FEW_COUNTED = "{n:count} people are in the figures of {outcome:inside}: too few to say what changed."
INSTEAD = {
    phrases.TOO_FEW_TO_SAY: FEW_COUNTED,
    comparison_phrases.FEW_PEOPLE: comparison_phrases.FEW_PEOPLE,
    phrases.TOO_FEW_TO_REPORT: NOTHING,
    caution_phrases.TOO_FEW_IN_EACH: NOTHING_IN_EACH,
    caution_phrases.CHAPTERS_SMALL: IN_SMALL,
    caution_phrases.CHAPTERS_SMALL_ONE: IN_SMALL,
    caution_phrases.CHAPTERS_SMALL_MANY: IN_SMALL_MANY,
    caution_phrases.NONE_ALONE: IN_NONE,
}
"""What is said in the place of how few people answered, where more did."""
NOT_COUNTED = (
    "{rest:count} of the {twice:count} people who answered both times are in no figure of {outcome:inside}: they have "
    "no score of it, or one that would tell what single people answered."
)
UNASKED = (
    "{rest:count} of the {twice:count} people who answered both times are in no figure of {outcome:inside}, which "
)
UNASKED += "was not asked in {names:names}."
COUNTED = "Of these, {n:count} are in the figures of {outcome:inside}."
WITHOUT_THEM = "What is said here is without them, and with them it could be otherwise."
ONE_WORKSHOP = (
    "In {outcome:inside}, one workshop is held back, as its figures would tell what single people answered; the others "
    "of its chapter count."
)
WORKSHOPS = (
    "In {outcome:inside}, {held:number} workshops are held back, as their figures would tell what single people "
    "answered; the others of their chapters count."
)
_NOTHING_CLAIMED = "nothing is claimed of it, neither a change nor that it stayed the same; harm that is told is of "
_NOTHING_CLAIMED += "the others."
UNCLAIMED = "As a workshop is held back of {outcome:inside}, " + _NOTHING_CLAIMED
UNCLAIMED_IN = "As a workshop in {names:names} is held back of {outcome:inside}, there " + _NOTHING_CLAIMED
UNCLAIMED_OF = "As a workshop is held back of each of {count:number} outcomes, nothing is claimed of them, neither a "
UNCLAIMED_OF += "change nor that they stayed the same; harm that is told is of the others: {names:names}."
CHAPTERS_HELD = (
    "Held back, because it would tell what single people answered of {outcome:inside}: {names:names}. "
    "Their people count in no average."
)
CHAPTERS_HELD_OF = "Held back, as it would tell what single people answered of {outcome:inside}: {names:names}."
IN_A_CHAPTER = "held back"
WHY = "Fewer than {below} people answered it both times, or it would tell what single people answered: no figure is "
WHY += "shown."


def not_counted(
    found: Measured, *, workshops: int, all_of_them: int, unasked: Sequence[str] = ()
) -> tuple[Sentence, ...]:
    """Of how many workshops, and how many of all who answered both times, no figure of an outcome tells.

    `unasked` are the chapters of all of these, where they were not asked it. It is said that they could change what is
    said; of which outcomes nothing is claimed for that reason, elsewhere.
    """
    if all_of_them <= found.n or verdict(found)[0] is Verdict.TOO_FEW_TO_REPORT:
        return ()
    values = {"rest": all_of_them - found.n, "twice": all_of_them, "outcome": found.outcome, "held": workshops}
    values |= {"names": unasked} if unasked else {}
    which = [Sentence(ONE_WORKSHOP if workshops == 1 else WORKSHOPS, values)] if workshops else []
    return (*which, Sentence(UNASKED if unasked else NOT_COUNTED, values), Sentence(WITHOUT_THEM))


def unclaimed(outcomes: Iterable[Measured]) -> tuple[Sentence, ...]:
    """Of which outcomes, or chapters, nothing is claimed, since answers are held back: many in one sentence."""
    found = tuple(outcomes)
    whole = [each for each in found if each.unclaimed]
    names = tuple(Sentence("{outcome:inside}", {"outcome": each.outcome}) for each in whole)
    several = (Sentence(UNCLAIMED_OF, {"count": len(whole), "names": names}),)
    one = tuple(Sentence(UNCLAIMED, {"outcome": each.outcome}) for each in whole)
    return (*(several if len(whole) > 1 else one), *(said for each in found for said in _in_chapters(each)))


def _in_chapters(found: Measured) -> tuple[Sentence, ...]:
    names = found.chapters_unclaimed
    said = Sentence(UNCLAIMED_IN, {"outcome": found.outcome, "names": names})
    return (said,) if names and not found.unclaimed else ()
