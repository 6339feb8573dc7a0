"""Who is lost between an answer before and a figure of a change, and what that takes off a badge.

Lost is who did not answer after, and who answered both times and is in no figure of the first outcome, as where too few
of its questions were answered. Where more than a fifth of either side are lost, or of one side a tenth of its people
more than of the other, a comparison is no better than none; where more than two fifths are, one is taken off, and one
for all losses together. A tenth is about where the What Works Clearinghouse draws its line for the difference of two
sides of which a tenth to a fifth are lost in all.
"""

from dataclasses import dataclass, fields

LOW_LOSS = 0.2
HIGH_LOSS = 0.4
UNEQUAL_LOSS = 0.1
LOST = "Many who answered before did not answer after"
LOST_OF_THOSE_WHO_CAME = "Many of those who came and answered before did not answer after"
LOST_OF_COMPARISON = "Many of the comparison group who answered before did not answer after"
HALF_OF_COMPARISON = "Half or fewer of the comparison group who answered before answered after"
LOST_OR_UNCOUNTED = "Many who answered before did not answer after, or are in no figure of the first outcome"
MORE_OF_THOSE_WHO_CAME = "Many more of those who came than of the comparison group did not answer after"
MORE_OF_COMPARISON = "Many more of the comparison group than of those who came did not answer after"
SOME_LOST = "More than a fifth of those who answered before, of one side or of both, are in no figure of a change"


@dataclass(frozen=True, kw_only=True)
class Losses:
    """Shares from 0 to 1 of those who answered before: who did not answer after, of those who came and of the others.

    `uncounted` and `comparison_uncounted` are the shares of those who answered both times who are in no figure of the
    first outcome. Without a comparison `compared` is false, and the others' shares are nil.
    """

    lost: float
    comparison_lost: float = 0.0
    uncounted: float = 0.0
    comparison_uncounted: float = 0.0
    compared: bool = False

    @property
    def are_few(self) -> bool:
        """Whether few of either side were lost, and about as many of one as of the other."""
        return self._most <= LOW_LOSS and self._unequal <= UNEQUAL_LOSS

    @property
    def _most(self) -> float:
        sides = ((self.lost, self.uncounted), (self.comparison_lost, self.comparison_uncounted))
        return max(_rounded(1 - (1 - lost) * (1 - uncounted)) for lost, uncounted in sides)

    @property
    def _unequal(self) -> float:
        return _rounded(abs(self.lost - self.comparison_lost)) if self.compared else 0.0

    def faults(self, *, two_sides: bool) -> dict[str, bool]:
        """What takes one off, by the sentence that says so; `two_sides` where a comparison group answered as well."""
        lost, others = self.lost > HIGH_LOSS, self.comparison_lost > HIGH_LOSS
        most_uncounted = max(self.uncounted, self.comparison_uncounted)
        return {
            LOST_OF_THOSE_WHO_CAME if two_sides else LOST: lost,
            LOST_OF_COMPARISON: others,
            LOST_OR_UNCOUNTED: self._most > HIGH_LOSS and (most_uncounted > HIGH_LOSS or not (lost or others)),
        }

    def reasons_against(self) -> tuple[str, ...]:
        """Why a comparison is no better than none, beside what takes one off."""
        if not self.compared:
            return ()
        if self._unequal > UNEQUAL_LOSS:
            return (MORE_OF_THOSE_WHO_CAME if self.lost > self.comparison_lost else MORE_OF_COMPARISON,)
        many = self._most > LOW_LOSS and not any(self.faults(two_sides=True).values())
        return (SOME_LOST,) if many else ()


LOSS_SHARES = tuple(share.name for share in fields(Losses))
"""What these are made from."""


def _rounded(share: float) -> float:
    return round(share, 10)
