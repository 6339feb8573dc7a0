"""What a badge is built from: what the headline claims, who took part, and how the study was made."""

from dataclasses import dataclass
from enum import StrEnum

from analysis.estimate.answered_once import AnsweredOnce
from analysis.thresholds import FIRST_SKETCH_UP_TO
from analysis.wording.groups.losses import LOSS_SHARES, Losses
from analysis.wording.months_later import MonthsLater

NOTHING_LATER = MonthsLater()
MANY_LEFT_OUT = 0.2
"""The share of those who came that a comparison leaves out, from which on what it finds is not of all of them."""


class Claim(StrEnum):
    """What the headline claims: a move, none, none before a look, an unwelcome one, or that none came beside others."""

    MADE = "made"
    NONE = "none"
    NOT_YET = "not yet"
    NOT_WORKING = "not what was looked for"
    HARMING = "found to go the unwelcome way"


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """The facts a badge is built from: counts of people, shares from 0 to 1, and how the study was made.

    `pairs` are the people behind the first outcome; `both` counts all who answered both times (where None, the same
    people), `everybody` those of the first outcome who are told of at all, also of chapters too small to show alone,
    `answered` who answered at either wave, and `came_both` those of `came` who answered both times. `comparison_pairs`
    counts people of a comparison group who are compared with, `comparison_both` all of it who answered both times.
    `lost`, `uncounted` and the same of the comparison are as in `Losses`; `left_out` is the share of those who came,
    with the first outcome, who are in no comparison. `apart` tells that the first outcome's questions do not go
    together, with which nothing is more than a first sign; `miscounted` that more answered than came; `once` that one
    of the two waves was not asked at all; `grouped` that groups stand for chapters, `comparison_groups` of them of the
    other side; `later` what is known of months later; `answered_once` what the answers can tell of people who answered
    once. `at_ceiling` is the share with the best possible score before, `yes_or_no` that there are but two scores, and
    `worse_later` that the first outcome was the unwelcome way months later. With `began_apart` two sides that no lot
    drew began apart, and nothing allows for it; with `lot_doubted` they began so far apart that a lot hardly ever
    brings it, and what is claimed counts as without one. Answers of any number may be `held_back`. Unknown is None.
    """

    pairs: int
    answered: int
    lost: float
    both: int | None = None
    everybody: int = 0
    came: int | None = None
    came_both: int | None = None
    miscounted: bool = False
    compared: bool = False
    randomised: bool = False
    later: MonthsLater = NOTHING_LATER
    chapters: int = 1
    grouped: bool = False
    versions_differ: bool = False
    reliability: float | None = None
    at_ceiling: float | None = None
    yes_or_no: bool = False
    apart: bool = False
    comparison_pairs: int | None = None
    comparison_both: int | None = None
    comparison_lost: float = 0.0
    uncounted: float = 0.0
    comparison_uncounted: float = 0.0
    left_out: float = 0.0
    once: bool = False
    answered_once: AnsweredOnce = AnsweredOnce.COUNTED
    claim: Claim = Claim.MADE
    worse_later: bool = False
    began_apart: bool = False
    comparison_groups: int = 0
    held_back: bool = False
    lot_doubted: bool = False
    status_unknown: bool = False
    """Whether the questions are of files, which do not tell whether they are validated."""
    ancova_allows: bool = False
    """Whether a figure of the report, if not its headline, allows for where the two sides began."""
    lot_unknown: bool = False
    """Whether the answers are of files, which do not tell whether a lot decided who came."""

    @property
    def leaves_out_many(self) -> bool:
        """Whether what is compared leaves out many of those who came."""
        return self.left_out >= MANY_LEFT_OUT

    @property
    def losses(self) -> Losses:
        """Who is lost of either side."""
        return Losses(**{share: getattr(self, share) for share in LOSS_SHARES})

    @property
    def is_first_sketch(self) -> bool:
        """Whether its average is over few chapters, or over few groups of a side."""
        fewest = min(self.chapters, self.comparison_groups) if self.grouped else self.chapters
        return fewest <= FIRST_SKETCH_UP_TO

    @property
    def twice(self) -> int:
        """All who answered both times."""
        return self.pairs if self.both is None else self.both
