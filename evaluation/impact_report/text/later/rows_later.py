"""What each outcome had moved by months later, as rows of the tables that list every finding."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.disclosure.shares import counts_tell_of_few
from analysis.estimate.estimate import NotEstimable
from analysis.estimate.sample import SampleFigures
from analysis.pooling.contrasts import NO_SPREAD_LATER, Contrast, OfPeople
from analysis.pooling.everybody import Everybody
from analysis.thresholds import TOO_FEW_TO_REPORT_BELOW
from analysis.wording.groups.arms_later import arm_measured_later, own_arm_measured, own_arms_stated
from analysis.wording.measured import Measured
from analysis.wording.measured_facts import Chapters, Compared
from evaluation.impact_report.build.later.what_is_left import (
    DifferenceLater,
    both_sides,
    difference_of,
    is_for_the_better,
    lasting_of,
)
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.harm.among_outcomes import beyond_chance
from evaluation.impact_report.text.later.chapters_later import harmed_later, is_compared
from evaluation.impact_report.text.later.people_shown import people_shown
from evaluation.impact_report.text.later.unwelcome_side import unwelcome_side

AVERAGED_FROM = 3
"""Fewer chapters stand side by side."""


@dataclass(frozen=True, kw_only=True)
class RowLater:
    """An outcome months later: of a `chapter`, of all, or of everybody at once (`together`), held against Before.

    `people`, and `others` of a comparison group, are as they may be told; without others beside a comparison group it
    is of those who came by themselves (`own`). `k` counts the chapters it is the average of. `harm` tells that it is
    listed for a harm that the lede tells of a chapter alone, `arm` that it is one of several groups that came, which
    `chapter` then names, and `left_out` that some who came and answered then are in no comparison. `held_back` tells
    that its averages are shares that would tell how one or two people answered.
    """

    measured: Measured
    people: int
    others: int | None = None
    chapter: str = ""
    together: bool = False
    own: bool = False
    k: int | None = None
    harm: bool = False
    arm: bool = False
    left_out: bool = False
    held_back: bool = False


def rows_later(report: ImpactReport, name: str) -> Iterator[RowLater]:
    """The rows of an outcome, where enough people were asked again: the difference from a comparison group first.

    Of those who came by themselves where there is no such difference, and where harm of theirs is told.
    """
    found = report.measured[name]
    listed = list(_of_groups(report, name) if found.arms else _differences(report, name))
    if found.harmed_later or not (listed or found.arms):
        listed += _of_those_who_came(report, name)
    known = {each.chapter for each in listed if each.measured.unwelcome and not each.arm}
    harmed = {row.chapter: row for row in _of_harmed_chapters(report, name) if row.chapter not in known}
    same = {
        chapter for chapter, row in harmed.items() for each in listed if (each.chapter, each.own) == (chapter, row.own)
    }
    yield from (each if each.arm or each.chapter not in same else harmed.pop(each.chapter, each) for each in listed)
    yield from harmed.values()


def _of_groups(report: ImpactReport, name: str) -> Iterator[RowLater]:
    """Each of several groups that came, by its own difference."""
    found = report.measured[name]
    for arm in found.arms_later:
        made = arm_measured_later(found, arm)
        yield RowLater(measured=made, people=arm.people, others=arm.others, chapter=arm.called, arm=True)
    for arm in own_arms_stated(found, every=name == next(iter(report.measured))):
        own = own_arm_measured(found, arm)
        yield RowLater(measured=own, people=arm.people, chapter=arm.called, arm=True, own=True)


def _of_harmed_chapters(report: ImpactReport, name: str) -> Iterator[RowLater]:
    """Chapters that the lede names, as no average tells of them."""
    found, outcome = report.measured[name], report.outcomes[name]
    for chapter, alone in harmed_later(report, name).items():
        if is_compared(report, name, chapter):
            figure = difference_of(outcome, chapter=chapter, fewest=0)
            made = figure and _difference(report, name, figure, chapter=chapter)
        else:
            made = _own(report, name, _of(found, alone), chapter=chapter)
        if made:
            yield replace(made, measured=_on_its_side(made.measured, harmed=True), harm=True)


def _of_those_who_came(report: ImpactReport, name: str) -> Iterator[RowLater]:
    found, lasting = report.measured[name], lasting_of(report.outcomes[name])
    if lasting is None:
        return
    side_by_side = lasting.chapters if lasting.k is not None and lasting.k < AVERAGED_FROM else None
    for chapter, alone in (side_by_side or {}).items():
        yield _own(report, name, _of(found, alone), chapter=chapter)
    if side_by_side is None:
        harmed = (found.few_harmed_later or found.harmed_later) and not found.together_later
        made = replace(_on_its_side(_of(found, lasting), harmed=harmed), everybody=lasting.everybody)
        yield replace(_own(report, name, made, k=lasting.k), harm=found.few_harmed_later and harmed)
    harm = found.harmed_later or found.few_harmed_later
    if harm and found.together_later and lasting.everybody is not None:
        together = _on_its_side(_of(found, _at_once(lasting.everybody)), harmed=True)
        row = _own(report, name, together, k=lasting.everybody.chapters, together=True)
        yield replace(row, harm=found.few_harmed_later)


def _own(
    report: ImpactReport, name: str, made: Measured, *, chapter: str = "", k: int | None = None, together: bool = False
) -> RowLater:
    outcome = report.outcomes[name]
    came = outcome.chapters.get(chapter) if chapter else outcome.participants
    of = came.n_pairs if isinstance(came, SampleFigures) else 0
    made = replace(
        made,
        by_chance=_may_be_chance(report, name, made, alone=bool(chapter)),
        chapters=None if k is None else Chapters(k=k, names=()),
    )
    people, own = people_shown(report, name, people=made.n, of=of), report.estimand.compared
    row = RowLater(measured=made, people=people, chapter=chapter, together=together, own=own, k=k)
    return _without_shares_of_few(row)


def _differences(report: ImpactReport, name: str) -> Iterator[RowLater]:
    outcome = report.outcomes[name]
    if not report.estimand.compared or outcome.compared_later is None:
        return
    later = outcome.compared_later
    side_by_side = report.across and later.pooled is not None and later.k < AVERAGED_FROM
    alone = None if report.across else report.chapters.names[0]
    for chapter in later.chapters if side_by_side else (alone,):
        figure = difference_of(outcome, chapter=chapter, fewest=TOO_FEW_TO_REPORT_BELOW)
        if figure is not None:
            yield _difference(report, name, figure, chapter=chapter if side_by_side and chapter else "")


def _difference(report: ImpactReport, name: str, figure: DifferenceLater, *, chapter: str) -> RowLater:
    found, outcome = report.measured[name], report.outcomes[name]
    alone = OfPeople(n=figure.people, mean=figure.change, low=figure.low, high=figure.high)
    made = _on_its_side(_of(found, alone), harmed=found.behind_later)
    lasting = lasting_of(outcome)
    of_all = lasting is not None and lasting.n == figure.people
    if lasting is not None and of_all and not chapter:
        made = replace(made, pre=lasting.mean_pre, post=lasting.mean_later)
    made = replace(
        made,
        by_chance=_may_be_chance(report, name, made, alone=bool(chapter)),
        compared=Compared(people=figure.others, own=None, other=None),
        chapters=None if figure.k is None else Chapters(k=figure.k, names=()),
    )
    came, others = both_sides(outcome)
    row = RowLater(
        measured=made,
        people=people_shown(report, name, people=figure.people, of=came),
        others=people_shown(report, name, people=figure.others, of=others, others=True),
        chapter=chapter,
        k=figure.k,
        left_out=lasting is not None and not of_all,
    )
    return _without_shares_of_few(row)


def _without_shares_of_few(row: RowLater) -> RowLater:
    """A row without the shares of a yes/no question that would tell how one or two people answered."""
    made = row.measured
    shares = [each for each in (made.pre, made.post) if each is not None and made.yes_or_no]
    if not counts_tell_of_few(shares, people=made.n):
        return row
    return replace(row, measured=replace(made, pre=None, post=None), held_back=True)


def _may_be_chance(report: ImpactReport, name: str, made: Measured, *, alone: bool) -> bool:
    """Whether a move is not claimed months later: of an outcome that is no main one and did not move before.

    Of chapters that stand `alone`, side by side, no outcome is left to chance, at After or later; nor is harm that is
    more than chance brings among all outcomes.
    """
    if alone or beyond_chance(report, made, places=1):
        return False
    found = report.measured[name]
    return found.by_chance or not (report.outcomes[name].scale.primary or is_for_the_better(found))


def _of(found: Measured, later: OfPeople) -> Measured:
    """The outcome with its difference of months later in the place of its own."""
    low, high = (None if isinstance(end, NotEstimable) else end for end in (later.low, later.high))
    averages = (later.mean_pre, later.mean_later) if isinstance(later, Contrast) else (None, None)
    own = replace(found, n=later.n, change=later.mean, low=low, high=high, pre=averages[0], post=averages[1])
    own = replace(own, alike=later.low == NO_SPREAD_LATER, up=None, down=None, keys={}, harmed=(), ways=None, arms=())
    return replace(own, compared=None, everybody=None, decided=None, wider=False, described=False)


def _on_its_side(made: Measured, *, harmed: bool) -> Measured:
    """The same with its figures on the side on which they were told to be before they were rounded."""
    if not harmed or made.change is None or made.low is None or made.high is None:
        return made
    change, low, high = (unwelcome_side(each, made) for each in (made.change, made.low, made.high))
    return replace(made, change=change, low=low, high=high)


def _at_once(found: Everybody) -> OfPeople:
    return OfPeople(n=found.pairs, mean=found.estimate, low=found.low, high=found.high)
