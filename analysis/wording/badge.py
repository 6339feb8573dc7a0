"""How sure a report can be: an evidence badge of 1 to 5 with what speaks for it and what against.

Levels: 1 first signs, 2 early evidence (the same people before and after), 3 fair (a comparison group or a staggered
start, and few lost), 4 good (3, repeated in so many chapters that their average is no first sketch, or five groups of
each side or more, and of nearly all who came), 5 strong (drawn by lot, repeated, lasting). The badge speaks of the
claim that the headline makes: without one there is no evidence of anything to be good or strong. It is never surer than
the words beside it: a comparison that leaves out a fifth or more of those who came is a fair one at most.

Each fault takes one off. One is that people had the best score already: more than 15 % of them, or of a yes/no
question, of which everybody has the best score or the worst, four fifths or more.
"""

from dataclasses import dataclass

from analysis.estimate.answered_once import AnsweredOnce
from analysis.thresholds import TOO_FEW_TO_REPORT_BELOW
from analysis.wording.cautions import best_already
from analysis.wording.groups.badge_facts import Claim, Conditions
from analysis.wording.groups.losses import HALF_OF_COMPARISON, HIGH_LOSS
from analysis.wording.measured import Sentence
from analysis.wording.months_later import Found

LABELS = {1: "first signs", 2: "early evidence", 3: "fair evidence", 4: "good evidence", 5: "strong evidence"}
WORSE_LATER = {level: f"{label}, and months later the unwelcome way" for level, label in LABELS.items()}
NO_CLAIM = {1: "first signs, no claim", 2: "early evidence, no claim"}
NO_BADGE = "no badge before a planned look"
NOT_WORKING = "found not to work"
NOT_BEYOND = "no change found beyond the comparison group"
HARMING = "found to go the unwelcome way"
FIRST_HARM = "first signs of going the unwelcome way"
ENOUGH_PAIRS = 20
WEAK_RELIABILITY = 0.6


FOUND = {True: NOT_WORKING, False: NOT_BEYOND}
"""What is found where what was looked for did not come, by whether it was drawn by lot who came."""
SAME_PEOPLE = "The same people answered before and after"
MOSTLY_SAME_PEOPLE = "Most of those who answered did so both before and after"
NOT_SAME_PEOPLE = "Half or fewer of those who answered did so both before and after"
PAIRS_ALONE = "Only people who answered both times are in the file: how many did not is not known"
NOBODY_ONCE = "The file holds nobody who answered one time only: if such people were left out, how many they are is "
NOBODY_ONCE += "not known"
ASKED_ONCE = "Asked at one time only: there is nothing to compare"
NOT_ON_THE_DAY = "Not asked both before and after: no change on the day can be told"
FEW_PAIRS = "Fewer than {enough:count} people answered both times"
FEW_DISCLOSED = "The figures of the first outcome come from fewer than {enough:count} people with a score both times"
NOTHING_SHOWN = "Nothing can be told of the first outcome without telling what single people answered"
FEW_SHOWN = "Fewer than {enough:count} people with a score of the first outcome both times are in chapters that are "
FEW_SHOWN += "large enough to be shown alone"
FEW_IN_COMPARISON = "Fewer than {enough:count} people of the comparison group answered both times"
FEW_COMPARED = "Fewer than {enough:count} people of the comparison group can be compared with"
MOST_CAME = "Most people who came answered both times"
MISCOUNTED = "More people answered than are recorded as having come: one of the two counts is wrong"
NOT_MOST_CAME = "Half or fewer of those who came answered both times"
MOST_BEFORE = "Most people who answered before answered after, too"
COMPARED = "A comparison group was asked the same questions"
NOT_COMPARED = "No comparison group: other causes are possible"
NOT_ENOUGH_COMPARED = "Too few of the comparison group answered to compare with"
ONE_COMPARED = "A comparison group answered in one chapter alone: that says nothing of other chapters"
NOT_COMPARABLE = "A comparison group answered, but not in a way that allows a comparison"
LEFT_OUT = "A fifth or more of those who came and have a score of the first outcome both times are left out of the "
LEFT_OUT += "comparison: it says nothing of them"
REPEATED = "Done in {k:number} chapters"
REPEATED_GROUPS = "Done in {k:number} groups"
BEGAN_APART = "Those who came and the comparison group began apart, and nothing allows for it"
BEGAN_APART_ALLOWED = "Those who came and the comparison group began apart; what page 1 leads with does not allow for "
BEGAN_APART_ALLOWED += "it, the ANCOVA beside the comparison group does"
BY_LOT = "It was drawn by lot who came"
NOT_BY_LOT = "It was not drawn by lot who came"
LOT_UNKNOWN = "The files do not tell whether it was drawn by lot who came"
DOUBTED_LOT = "It is doubtful whether the lot decided who came: they and the comparison group began so far apart"
NOT_VALIDATED = "The questions are not yet validated"
STATUS_UNKNOWN = "The files do not tell whether the questions are validated"
VERSIONS = "The questions were not the same before and after"
UNRELIABLE = "The questions of the first outcome do not hang together well"
UNSEEN = {AnsweredOnce.LEFT_OUT: PAIRS_ALONE, AnsweredOnce.NONE_IN_FILE: NOBODY_ONCE}
"""What is said where the answers cannot tell how many were lost."""


@dataclass(frozen=True)
class Reason:
    """One line under the badge: whether it speaks for the finding, and its sentence."""

    speaks_for: bool
    sentence: Sentence


@dataclass(frozen=True)
class Badge:
    """The level from 1 to 5, its name, and the reasons in the order they are printed; 0 where there is none yet."""

    level: int
    label: str
    reasons: tuple[Reason, ...]


def badge(conditions: Conditions) -> Badge:
    """The badge of these conditions; one group before and after never has more than 2, and nothing has less than 1.

    Before a planned look there is none, and the reasons tell how the study was made.
    """
    if conditions.claim is Claim.NOT_YET:
        return Badge(level=0, label=NO_BADGE, reasons=_reasons(conditions))
    level = max(1, _level_before_faults(conditions) - _taken_off(conditions))
    return Badge(level=level, label=_label(level, conditions), reasons=_reasons(conditions))


def _label(level: int, found: Conditions) -> str:
    if found.claim is Claim.NONE:
        return NO_CLAIM[level]
    if found.claim is Claim.HARMING:
        return HARMING if level > 1 else FIRST_HARM
    if found.claim is Claim.NOT_WORKING and level > max(NO_CLAIM):
        return FOUND[found.randomised]
    return (WORSE_LATER if found.worse_later and found.claim is Claim.MADE else LABELS)[level]


def _level_before_faults(found: Conditions) -> int:
    """The level before anything is taken off."""
    joined = found.answered > 0 and found.twice >= found.answered / 2
    if found.pairs < ENOUGH_PAIRS or not joined or found.apart:
        return 1
    small = found.comparison_pairs is not None and found.comparison_pairs < ENOUGH_PAIRS
    lost = found.answered_once is AnsweredOnce.LEFT_OUT or not found.losses.are_few
    if found.claim is Claim.NONE or not found.compared or small or found.began_apart or lost:
        return 2
    if found.is_first_sketch or found.leaves_out_many:
        return 3
    return 5 if found.randomised and found.later.lasts else 4


def _faults(found: Conditions) -> dict[str, bool]:
    """Each thing that takes one off, by the sentence that says so."""
    return {
        VERSIONS: found.versions_differ,
        UNRELIABLE: found.apart or (found.reliability is not None and found.reliability < WEAK_RELIABILITY),
        **best_already(found.at_ceiling, yes_or_no=found.yes_or_no),
    }


def _taken_off(found: Conditions) -> int:
    """How many levels: all losses are one."""
    return sum(_faults(found).values()) + any(_lost(found).values())


def _lost(found: Conditions) -> dict[str, bool]:
    return {} if found.once else found.losses.faults(two_sides=found.comparison_pairs is not None)


def _reasons(found: Conditions) -> tuple[Reason, ...]:
    repeated = REPEATED_GROUPS if found.grouped else REPEATED
    is_repeated = found.chapters >= 3 and found.claim is not Claim.NOT_YET
    return (
        *(() if found.twice < TOO_FEW_TO_REPORT_BELOW and not found.once else (_who_answered(found),)),
        *_size_reasons(found),
        *([Reason(True, Sentence(repeated, {"k": found.chapters}))] if is_repeated else []),
        *_comparison_reasons(found),
        *([Reason(False, Sentence(LEFT_OUT))] if found.leaves_out_many else []),
        *(_lot_reasons(found) if found.compared else ()),
        *(Reason(False, Sentence(said)) for said in found.losses.reasons_against()),
        *([] if found.later.found is Found.ASKED else [Reason(found.later.lasts, found.later.sentence)]),
        *(Reason(False, Sentence(said)) for said, holds in {**_faults(found), **_lost(found)}.items() if holds),
        Reason(False, Sentence(STATUS_UNKNOWN if found.status_unknown else NOT_VALIDATED)),
    )


def _who_answered(found: Conditions) -> Reason:
    if found.once:
        return Reason(False, Sentence(ASKED_ONCE if found.later.found is Found.NOT_ASKED else NOT_ON_THE_DAY))
    if found.answered_once in UNSEEN:
        return Reason(False, Sentence(UNSEEN[found.answered_once]))
    if found.comparison_lost >= 1 / 2:
        return Reason(False, Sentence(HALF_OF_COMPARISON))
    if 0 < found.answered <= found.twice and not found.comparison_lost:
        return Reason(True, Sentence(SAME_PEOPLE))
    most = found.twice > found.answered / 2
    return Reason(most, Sentence(MOSTLY_SAME_PEOPLE if most else NOT_SAME_PEOPLE))


def _size_reasons(found: Conditions) -> tuple[Reason, ...]:
    """How many there are, and how many of them answered both times: one sentence of each kind at most."""
    if found.once:
        return ()
    if found.twice < ENOUGH_PAIRS:
        return (Reason(False, Sentence(FEW_PAIRS, {"enough": ENOUGH_PAIRS})),)
    message = NOTHING_SHOWN if found.held_back and not found.pairs else FEW_DISCLOSED
    message = FEW_SHOWN if found.everybody >= ENOUGH_PAIRS else message
    few = (Reason(False, Sentence(message, {"enough": ENOUGH_PAIRS})),) if found.pairs < ENOUGH_PAIRS else ()
    if found.miscounted:
        return (*few, Reason(False, Sentence(MISCOUNTED)))
    return (*few, *_kept_reasons(found))


def _kept_reasons(found: Conditions) -> tuple[Reason, ...]:
    """That most answered both times; nothing where a fault already says that many did not."""
    if found.came is not None:
        most = (found.twice if found.came_both is None else found.came_both) > found.came / 2
        if most and found.lost > HIGH_LOSS:
            return ()
        return (Reason(most, Sentence(MOST_CAME if most else NOT_MOST_CAME)),)
    left_out = max(found.lost, found.comparison_lost) > HIGH_LOSS or found.answered_once in UNSEEN
    return () if left_out else (Reason(True, Sentence(MOST_BEFORE)),)


def _lot_reasons(found: Conditions) -> tuple[Reason, ...]:
    """Whether it was drawn by lot who came, and whether they began apart: of two groups alone."""
    said = BEGAN_APART_ALLOWED if found.ancova_allows else BEGAN_APART
    apart = (Reason(False, Sentence(said)),) if found.began_apart else ()
    unlike = DOUBTED_LOT if found.lot_doubted else LOT_UNKNOWN if found.lot_unknown else NOT_BY_LOT
    return (Reason(found.randomised, Sentence(BY_LOT if found.randomised else unlike)), *apart)


def _comparison_reasons(found: Conditions) -> tuple[Reason, ...]:
    enough = (found.comparison_both or 0) >= ENOUGH_PAIRS
    in_one = found.chapters == 1 and found.left_out > 0 and not found.grouped
    if found.compared and in_one:
        first = Reason(False, Sentence(ONE_COMPARED))
    elif found.comparison_pairs is None or found.compared:
        first = Reason(found.compared, Sentence(COMPARED if found.compared else NOT_COMPARED))
    else:
        unlike = ONE_COMPARED if in_one else NOT_COMPARABLE
        first = Reason(False, Sentence(unlike if enough else NOT_ENOUGH_COMPARED))
    if not 0 < (found.comparison_pairs or 0) < ENOUGH_PAIRS:
        return (first,)
    return (first, Reason(False, Sentence(FEW_COMPARED if enough else FEW_IN_COMPARISON, {"enough": ENOUGH_PAIRS})))
