"""What a report knows of months later, and what its badge says of it.

It speaks for a finding where enough of those who came answered again: four fifths or more of those who answered before,
and of those who answered before and after, and 20 people or more, as a comparison asks for as well. Those who come back
are seldom like the others: past a fifth lost, what they say is taken for a serious threat to what a study finds
(Dettori 2011, Evidence-Based Spine-Care Journal 2:7; Fewtrell et al. 2008, Archives of Disease in Childhood 93:458).
Beside a comparison group, as many of that answered again, and the difference is still there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from analysis.estimate.estimate import LATER
from analysis.wording.measured import Sentence

ENOUGH_PEOPLE = 20
FEWEST_COUNTED = 5
"""Fewer people than these, who missed a wave or answered it alone, are not counted under the badge."""
ENOUGH_ANSWERED = 0.8
"""The share of those who answered before, from which on their answers months later speak for all of them."""

LASTING = "Asked again months later: {people:count} of {of:count} people answered"
WORSE = "Asked again months later, {outcome:inside} had moved the unwelcome way from where people began"
WORSE_IN = "Asked again months later, {outcome:inside} had moved the unwelcome way in {chapter}"
WORSE_IN_SEVERAL = "Asked again months later, {outcome:inside} had moved the unwelcome way in {count:number} chapters"
GONE = "Asked again months later, {outcome:inside} could not be told from where people began"
FADED = "Asked again months later, less than half of the change in {outcome:inside} was left"
FADED_COMPARED = "Asked again months later, less than half of the difference in {outcome:inside} was left"
_TOO_FEW = "of too few people to say what had changed"
FEW_WORSE = "Asked again months later, answers lay the unwelcome way in {outcome:inside}, " + _TOO_FEW
FEW_WORSE_IN = "Asked again months later, answers lay the unwelcome way in {outcome:inside} in {chapter}, " + _TOO_FEW
FEW_WORSE_IN_SEVERAL = "Asked again months later, answers lay the unwelcome way in {outcome:inside} in {count:number} "
FEW_WORSE_IN_SEVERAL += "chapters, each " + _TOO_FEW
FEW_WORSE_SOMEWHERE = "Asked again months later, answers lay the unwelcome way in {outcome:inside} in a chapter not "
FEW_WORSE_SOMEWHERE += "named here, " + _TOO_FEW
BEHIND = "Asked again months later, {outcome:inside} had moved the unwelcome way beside the comparison group"
GONE_COMPARED = "Asked again months later, {outcome:inside} could not be told from that of the comparison group"
FIRST_NOT_ASKED = "The first outcome was not asked months later: we do not know if it lasts"
SCORED = "{said} (counting those with a score of the first outcome)"
NOT_ASKED = "No answers here are from months later: we do not know if it lasts"
FEW = "Too few people answered before, after and months later: we do not know if it lasts"
FEW_OF = "Only {people:few} of {of:count} people answered months later: we do not know if it lasts"
FEW_SHARE = "Fewer than four fifths of {of:count} people answered months later: we do not know if it lasts"
NEARLY_ALL = "Asked again months later: all or nearly all of {of:count} people answered"
MOST_OF = "Asked again months later: four fifths or more of {of:count} people answered"
WORSE_SOMEWHERE = "Asked again months later, {outcome:inside} had moved the unwelcome way in a chapter not named here"
FEW_OF_BOTH = (
    "Only {people:few} of the {of:count} people who answered before and after answered months later: we do not "
)
FEW_OF_BOTH += "know if it lasts"
FEW_PEOPLE = "Fewer than {enough:count} people answered months later: we do not know if it lasts"
COMPARISON_NOT_ASKED = "The comparison group did not answer months later: we do not know if the difference lasts"
COMPARISON_FEW = "Too few of the comparison group answered months later: we do not know if the difference lasts"
_IN_GROUPS = " in {count:number} of {k:number} groups that came"
GROUPS_BEHIND, GROUPS_GONE, GROUPS_FADED = (each + _IN_GROUPS for each in (BEHIND, GONE_COMPARED, FADED_COMPARED))
GROUPS_WORSE = WORSE + _IN_GROUPS
RECOVERED = "Asked again months later, {outcome:inside} no longer lay the unwelcome way"
_IN_CHAPTERS = " in {count:number} of {k:number} chapters"
GONE_IN, FADED_IN = (each + _IN_CHAPTERS for each in (GONE, FADED))
GONE_COMPARED_IN, FADED_COMPARED_IN = (each + _IN_CHAPTERS for each in (GONE_COMPARED, FADED_COMPARED))
LASTING_ELSEWHERE = "{said}, and too few in {where} to be counted"
FEW_ELSEWHERE = (
    "{people:count} of {of:count} people answered months later, and too few in {where} to be counted: we do "
)
FEW_ELSEWHERE += "not know if it lasts"
FEW_SOMEWHERE = "Too few people in {where} answered months later to be counted: we do not know if it lasts"
NAMED, OTHER_CHAPTERS, SOME_CHAPTERS = "{names:names}", "{count:number} other chapters", "some chapters"
MOST_NAMED = 3
"""Of more chapters that are not counted the number is told."""
ONLY = "{said}, and only {people:few} of {of:count} people answered"
ONLY_SHARE = "{said}, and fewer than four fifths of {of:count} people answered"
ONLY_ELSEWHERE = "{said}; {people:count} of {of:count} people answered, and too few in {where} to be counted"
FEW_OF_SIDES = (
    "Only {people:few} of {of:count} people who came and {others:few} of {others_of:count} of the comparison "
)
FEW_OF_SIDES += "group answered months later: we do not know if it lasts"
GROUP_FEW = "Fewer than four fifths of one of the groups that came answered months later: we do not know if it lasts"


class Found(StrEnum):
    """What the answers of months later tell of the first outcome, and of harm in any.

    `ASKED` where After was not asked, so that they tell nothing of what came after it.
    """

    NOT_ASKED = "not asked"
    ASKED = "asked"
    FIRST_NOT_ASKED = "first outcome not asked"
    FEW = "too few to tell of"
    FEW_OF = "too few of those who came"
    FEW_OF_BOTH = "too few of those who answered before and after"
    COMPARISON_NOT_ASKED = "comparison group not asked"
    COMPARISON_FEW = "too few of the comparison group"
    WORSE = "moved the unwelcome way"
    WORSE_IN = "moved the unwelcome way in a chapter"
    FEW_WORSE = "the unwelcome way in too few to say"
    GONE = "nothing left"
    FADED = "less than half left"
    FADED_COMPARED = "less than half of the difference left"
    BEHIND = "worse off beside the comparison group"
    GONE_COMPARED = "no difference left"
    GROUPS_BEHIND = "groups worse off beside the comparison group"
    GROUPS_WORSE = "groups worse off than they began"
    GROUPS_GONE = "groups with no difference left"
    GROUPS_FADED = "groups with less than half of their difference left"
    GROUP_FEW = "too few of a group"
    RECOVERED = "no longer the unwelcome way"
    GONE_IN = "nothing left in one of two chapters"
    FADED_IN = "less than half left in one of two chapters"
    GONE_COMPARED_IN = "no difference left in one of two chapters"
    FADED_COMPARED_IN = "less than half of the difference left in one of two chapters"
    LASTING = "lasting"


SAID = {
    Found.NOT_ASKED: NOT_ASKED,
    Found.FIRST_NOT_ASKED: FIRST_NOT_ASKED,
    Found.FEW: FEW,
    Found.COMPARISON_NOT_ASKED: COMPARISON_NOT_ASKED,
    Found.COMPARISON_FEW: COMPARISON_FEW,
    Found.WORSE: WORSE,
    Found.WORSE_IN: WORSE_IN,
    Found.FEW_WORSE: FEW_WORSE,
    Found.GONE: GONE,
    Found.FADED: FADED,
    Found.FADED_COMPARED: FADED_COMPARED,
    Found.BEHIND: BEHIND,
    Found.GONE_COMPARED: GONE_COMPARED,
    Found.GROUPS_BEHIND: GROUPS_BEHIND,
    Found.GROUPS_WORSE: GROUPS_WORSE,
    Found.GROUPS_GONE: GROUPS_GONE,
    Found.GROUPS_FADED: GROUPS_FADED,
    Found.GROUP_FEW: GROUP_FEW,
    Found.RECOVERED: RECOVERED,
    Found.GONE_IN: GONE_IN,
    Found.FADED_IN: FADED_IN,
    Found.GONE_COMPARED_IN: GONE_COMPARED_IN,
    Found.FADED_COMPARED_IN: FADED_COMPARED_IN,
    Found.LASTING: LASTING,
}
LOST = (
    *(Found.GONE, Found.GONE_COMPARED, Found.GONE_IN, Found.GONE_COMPARED_IN, Found.GROUPS_GONE),
    Found.RECOVERED,
    *(Found.FADED, Found.FADED_COMPARED, Found.FADED_IN, Found.FADED_COMPARED_IN, Found.GROUPS_FADED),
)
"""What is said of an outcome by its name, without harm."""
COUNTED = {Found.LASTING: LASTING, Found.FEW_OF: FEW_OF, Found.FEW_OF_BOTH: FEW_OF_BOTH}
"""What is said with how many people answered."""
_ONLY = (ONLY, ONLY_SHARE, ONLY_ELSEWHERE)
_HOW_MANY = (FEW_OF, FEW_OF_BOTH, FEW_OF_SIDES, FEW_SHARE, FEW_PEOPLE, NEARLY_ALL, MOST_OF, *_ONLY)
COUNTING = (LASTING, LASTING_ELSEWHERE, FEW_ELSEWHERE, *_HOW_MANY)
"""What is said with a count of people, or of enough of them."""
_FEW_IN = (FEW_WORSE_IN, FEW_WORSE_IN_SEVERAL, FEW_WORSE_SOMEWHERE)
_ELSEWHERE = (LASTING_ELSEWHERE, FEW_ELSEWHERE, FEW_SOMEWHERE, NAMED, OTHER_CHAPTERS, SOME_CHAPTERS)
MESSAGES = (*SAID.values(), SCORED, WORSE_IN_SEVERAL, WORSE_SOMEWHERE, *_FEW_IN, *_HOW_MANY, *_ELSEWHERE)


@dataclass(frozen=True, kw_only=True)
class MonthsLater:
    """What is known of months later: what was found, and how many `of` those who could have answered did.

    Harm is of an `outcome`, which may be another than the first, and, where no average tells it, in `chapters`, which
    may have too `few` people to say what had changed; it is in so many of all (`groups`) that came, or chapters.
    In a release these are so `nearly` all that their number is not told, and where that is so of some outcome no count
    is `exact`: that fewer than `suppressed_below` did not answer follows from none. `scored` tells that others answered
    as well, without a score. `left_out` are chapters that both counts leave out: too few answered there. Who is so few
    is counted as having answered, in each count that stands in the place of an exact one: `uncounted` are they
    (`uncounted_key`). Beside a comparison group, `others` answered `others_of` its people.
    """

    found: Found = Found.NOT_ASKED
    people: int = 0
    of: int = 0
    keys: tuple[str, ...] = ()
    outcome: str = field(default="", metadata=LATER)
    chapters: tuple[str, ...] = field(default=(), metadata=LATER)
    groups: tuple[int, int] = field(default=(0, 0), metadata=LATER)
    few: bool = field(default=False, metadata=LATER)
    scored: bool = field(default=False, metadata=LATER)
    nearly: bool = field(default=False, metadata=LATER)
    suppressed_below: int = field(default=0, metadata=LATER)
    uncounted: Mapping[str, int] = field(default_factory=dict, metadata=LATER)
    left_out: tuple[str, ...] = field(default=(), metadata=LATER)
    others: int = field(default=0, metadata=LATER)
    others_of: int = field(default=0, metadata=LATER)

    @property
    def lasts(self) -> bool:
        """Whether enough people answered, and what was found was still there."""
        return self.found is Found.LASTING

    @property
    def exact(self) -> bool:
        """Whether it may be told how many people answered."""
        return not self.suppressed_below

    @property
    def released(self) -> "MonthsLater":
        """The same as a release tells it: of so few that there are no figures of them, nothing."""
        return MonthsLater() if self.found is Found.FEW else self

    @property
    def sentence(self) -> Sentence:
        """What the badge says of it; where it counts those who have a score and others answered, that it does."""
        said = self._of_counted if self.left_out else self._sentence
        said = self._of_lost(said) if self.found in (Found.GONE, Found.GONE_COMPARED) else said
        if self.scored and said.message in COUNTING:
            return Sentence(SCORED, {"said": said}, said.figures)
        return said

    @property
    def where(self) -> Sentence:
        """Which chapters are left out of the counts, where that may be told."""
        if not self.exact:
            return Sentence(SOME_CHAPTERS)
        count = len(self.left_out)
        return Sentence(OTHER_CHAPTERS if count > MOST_NAMED else NAMED, {"names": self.left_out, "count": count})

    def _of_lost(self, said: Sentence) -> Sentence:
        """That nothing is left, with how many answered where those are not enough to tell it of all."""
        if not self.of or self.nearly or are_enough(self.people, self.of, fewest=0):
            return said
        values = {"said": said, "people": self.people, "of": self.of}
        if not self.exact:
            return Sentence(ONLY_SHARE, values, said.figures)
        if self.left_out:
            return Sentence(ONLY_ELSEWHERE, {**values, "where": self.where}, said.figures)
        return Sentence(ONLY, values, (*said.figures, *self.keys))

    @property
    def _few_of_sides(self) -> bool:
        """Whether few of the comparison group answered, too, and how few tells of nobody."""
        shown = self.exact and min(self.others, self.others_of - self.others) >= FEWEST_COUNTED
        return self.found is Found.FEW_OF and shown and not are_enough(self.others, self.others_of, fewest=0)

    @property
    def _of_counted(self) -> Sentence:
        """The same where chapters are left out of the counts."""
        if self.found is Found.FEW_OF:
            if self.nearly or not self.exact:
                return Sentence(FEW_SOMEWHERE, {"where": self.where})
            return Sentence(FEW_ELSEWHERE, {"people": self.people, "of": self.of, "where": self.where}, self.keys)
        said = self._sentence
        return Sentence(LASTING_ELSEWHERE, {"said": said, "where": self.where}, said.figures) if self.lasts else said

    @property
    def _sentence(self) -> Sentence:
        enough = self.found is Found.FEW_OF and are_enough(self.people, self.of, fewest=0)
        if enough or (self.found in (Found.FEW_OF, Found.FEW_OF_BOTH) and (self.nearly or not self.exact)):
            few = self.people < ENOUGH_PEOPLE
            return Sentence(FEW_PEOPLE, {"enough": ENOUGH_PEOPLE}) if few else Sentence(FEW_SHARE, {"of": self.of})
        if self.found is Found.LASTING and self.nearly:
            return Sentence(NEARLY_ALL, {"of": self.of})
        if self.found is Found.LASTING and not self.exact:
            return Sentence(MOST_OF, {"of": self.of})
        if self.found in COUNTED:
            sides = self._few_of_sides
            others = {"others": self.others, "others_of": self.others_of} if sides else {}
            values: dict[str, object] = {"people": self.people, "of": self.of, **others}
            return Sentence(FEW_OF_SIDES if sides else COUNTED[self.found], values, self.keys)
        if self.found is Found.WORSE_IN:
            return self._in_chapters
        count, k = self.groups
        values = {"outcome": self.outcome} if self.outcome else {}
        return Sentence(SAID[self.found], values | ({"count": count, "k": k} if k else {}))

    @property
    def _in_chapters(self) -> Sentence:
        first, *others = self.chapters or ("",)
        if not first:
            return Sentence(FEW_WORSE_SOMEWHERE if self.few else WORSE_SOMEWHERE, {"outcome": self.outcome})
        if others:
            several = FEW_WORSE_IN_SEVERAL if self.few else WORSE_IN_SEVERAL
            return Sentence(several, {"outcome": self.outcome, "count": len(self.chapters)})
        return Sentence(FEW_WORSE_IN if self.few else WORSE_IN, {"outcome": self.outcome, "chapter": first})


def uncounted_key(wave: str, outcome: str, *, others: bool = False) -> str:
    """Of whom a count is: an outcome at a wave, of those who came or of the comparison group."""
    return f"{wave}/{outcome}/{'others' if others else 'came'}"


def are_enough(people: int, of: int, *, fewest: int = ENOUGH_PEOPLE) -> bool:
    """Whether so many people are enough of those who could have answered, and `fewest` at least."""
    return people >= fewest and people >= ENOUGH_ANSWERED * of
