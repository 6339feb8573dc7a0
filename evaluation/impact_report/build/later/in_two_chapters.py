"""What months later tell of two chapters that stand side by side: whether what each had changed by was still there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.estimate.estimate import NotEstimable
from analysis.pooling.contrasts import OfPeople
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording.phrases import Way
from analysis.wording.wording import Measured
from evaluation.impact_report.build.findings import outcome_in_chapter
from evaluation.impact_report.build.later.what_is_left import (
    DifferenceLater,
    difference_of,
    is_for_the_better,
    is_under_half,
    lasting_of,
    own_harmed_of_two,
    way_later,
)
from evaluation.impact_report.build.outcomes import OutcomeFigures

TWO = 2


@dataclass(frozen=True)
class LaterInChapter:
    """An outcome in one of two chapters as it was at After, what its people had moved by months later, and which way.

    Where less than half of a change for the better was left it has `faded`. With a `difference` all of it is that from
    the comparison group.
    """

    own: Measured
    later: OfPeople
    way: Way
    difference: DifferenceLater | None = None

    @property
    def better(self) -> bool:
        """Whether it moved the welcome way at After."""
        return is_for_the_better(self.own)

    @property
    def gone(self) -> bool:
        """Whether people could no longer be told from where they began."""
        return self.way is Way.NEITHER

    @property
    def faded(self) -> bool:
        """Whether less than half was left of what they had moved by the welcome way."""
        return self.better and self.kept and is_under_half(self.later.mean, self.own.change, self.own)

    @property
    def kept(self) -> bool:
        """Whether people were clearly past where they began, the welcome way."""
        return self.way == -self.own.worse


def in_two_chapters(outcome: OutcomeFigures, measured: Measured) -> Mapping[str, LaterInChapter]:
    """Both chapters, where each moved clearly and enough of its people answered again; none of another number.

    Compared, where each differed clearly and enough of both sides answered again; none whose people were harmed.
    """
    lasting, chapters = lasting_of(outcome), measured.chapters
    if chapters is None or chapters.k != TWO or measured.apart or not measured.claims or measured.harmed_later:
        return {}
    fell, differences = own_harmed_of_two(outcome, measured), differences_of_two(outcome, measured)
    every = {name: _of_people(each) for name, each in differences.items()}
    if measured.compared is None and lasting is not None:
        every = dict(lasting.chapters or {})
    found = {}
    for name, later in every.items():
        own = outcome_in_chapter(outcome, chapter=name, label=measured.outcome)
        way = way_later(later)
        ranged = not isinstance(later.low, NotEstimable) and later.n >= TOO_FEW_TO_SAY_BELOW
        if ranged and name not in fell and way is not None and (is_for_the_better(own) or own.unwelcome):
            own = replace(own, renderer=measured.renderer)
            found[name] = LaterInChapter(own, later, way, differences.get(name))
    return found


def differences_of_two(outcome: OutcomeFigures, measured: Measured) -> Mapping[str, DifferenceLater]:
    """The differences months later of two chapters that are compared, each of enough people of both sides."""
    if not measured.two_compared or outcome.compared is None:
        return {}
    each = {name: difference_of(outcome, chapter=name) for name in outcome.compared.chapters}
    return {name: found for name, found in each.items() if found is not None}


def _of_people(found: DifferenceLater) -> OfPeople:
    return OfPeople(n=found.people, mean=found.change, low=found.low, high=found.high)


def lost_in(found: Mapping[str, LaterInChapter]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The chapters in which nothing is left of a change for the better, and those in which less than half is."""
    better = {name: each for name, each in found.items() if each.better}
    gone = tuple(name for name, each in better.items() if each.gone)
    return gone, tuple(name for name, each in better.items() if each.faded)
