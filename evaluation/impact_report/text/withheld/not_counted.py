"""What is said of answers that are held back, whether too few people gave them or they were too much alike.

The words are the same for both: which of the two it is would tell those who were there what the others answered.
"""

from collections.abc import Iterable, Mapping

from analysis.wording import caution_phrases, comparison_phrases, phrases
from analysis.wording.measured import CLAIMS, Measured, Sentence, verdict
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
UNCLAIMED = "With the answers that are held back no change could be claimed of {outcome:inside}, so none is claimed."
UNCLAIMED_IN = (
    "With the answers that are held back no change could be claimed of {outcome:inside} in {names:names}, so none is "
    "claimed there."
)
CHAPTERS_HELD = (
    "Held back, because it would tell what single people answered of {outcome:inside}: {names:names}. "
    "Their people count in no average."
)
CHAPTERS_HELD_OF = "Held back, as it would tell what single people answered of {outcome:inside}: {names:names}."
IN_A_CHAPTER = "held back"
WHY = "Fewer than {below} people answered it both times, or it would tell what single people answered: no figure is "
WHY += "shown."


def not_counted(found: Measured, *, workshops: int, all_of_them: int) -> tuple[Sentence, ...]:
    """Of how many workshops, and how many of all who answered both times, no figure of an outcome tells.

    That no change is claimed for that reason is said elsewhere; else it is said that they could change what is said.
    """
    if all_of_them <= found.n or verdict(found)[0] is Verdict.TOO_FEW_TO_REPORT:
        return ()
    values = {"rest": all_of_them - found.n, "twice": all_of_them, "outcome": found.outcome, "held": workshops}
    which = [Sentence(ONE_WORKSHOP if workshops == 1 else WORKSHOPS, values)] if workshops else []
    without = [] if found.unclaimed or found.chapters_unclaimed else [Sentence(WITHOUT_THEM)]
    return (*which, Sentence(NOT_COUNTED, values), *without)


def weaker_claims(shown: Mapping[str, Measured], whole: Mapping[str, Measured]) -> tuple[str, ...]:
    """The outcomes of which a welcome change is claimed, and of the whole none or a weaker one."""
    return tuple(name for name, found in shown.items() if _claims_welcome(found) and _is_weaker(whole[name], found))


def _claims_welcome(found: Measured) -> bool:
    said, way = verdict(found)
    return said in CLAIMS and way is not found.worse


def _is_weaker(whole: Measured, shown: Measured) -> bool:
    (said, way), (claimed, its_way) = verdict(whole), verdict(shown)
    return said not in CLAIMS or way is not its_way or CLAIMS.index(said) > CLAIMS.index(claimed)


def unclaimed(outcomes: Iterable[Measured]) -> tuple[Sentence, ...]:
    """Of which outcomes, or chapters, no change is claimed, since none could be with the answers that are held back."""
    return tuple(said for found in outcomes for said in _unclaimed(found))


def _unclaimed(found: Measured) -> tuple[Sentence, ...]:
    names = found.chapters_unclaimed
    there = (Sentence(UNCLAIMED_IN, {"outcome": found.outcome, "names": names}),) if names else ()
    return (Sentence(UNCLAIMED, {"outcome": found.outcome}),) if found.unclaimed else there
