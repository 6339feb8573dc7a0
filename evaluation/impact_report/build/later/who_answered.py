"""What is known of months later: who answered, whether what was found is still there, and harm in any outcome."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

from analysis.estimate.estimate import NotEstimable
from analysis.estimate.sample import SampleFigures
from analysis.pooling.contrasts import Contrast
from analysis.pooling.differences import Differences
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording.groups.arms import names_of
from analysis.wording.groups.arms_later import arms_faded_later, arms_harmed_later, arms_lost_later, own_arms_worse
from analysis.wording.measured_facts import Arm
from analysis.wording.months_later import FEWEST_COUNTED, LOST, Found, MonthsLater, are_enough
from analysis.wording.wording import Measured
from evaluation.domain.name_order import name_order
from evaluation.impact_report.build.later.further_waves import MONTHS_LATER, Again
from evaluation.impact_report.build.later.in_two_chapters import TWO, differences_of_two, in_two_chapters, lost_in
from evaluation.impact_report.build.later.what_is_left import (
    chapters_of,
    is_for_the_better,
    lasting_of,
    own_harmed_of_two,
    way_later,
    way_of_all_later,
)
from evaluation.impact_report.build.outcomes import OutcomeFigures


def months_later(
    outcomes: Mapping[str, OutcomeFigures], measured: Mapping[str, Measured], *, asked: Collection[str], once: bool
) -> MonthsLater:
    """What is known of the first outcome months later, of those who came and beside a comparison group, and of harm.

    Whichever outcome, and whoever's, was harmed: nothing is said to last then. `asked` are the waves of the study, and
    `once` tells that before or after was not among them.
    """
    (name, outcome), *_ = outcomes.items()
    if MONTHS_LATER not in asked:
        return MonthsLater()
    if once:
        return _with_harm(MonthsLater(found=Found.ASKED), measured, outcomes)
    lasting, again = lasting_of(outcome), outcome.again
    if MONTHS_LATER not in outcome.waves and any(MONTHS_LATER in each.waves for each in outcomes.values()):
        return _with_harm(MonthsLater(found=Found.FIRST_NOT_ASKED), measured, outcomes)
    if lasting is None or again is None or not isinstance(outcome.participants, SampleFigures):
        return _with_harm(MonthsLater(found=Found.FEW), measured, outcomes)
    known = _answered(outcome, outcome.participants, measured[name], lasting, again)
    return _with_harm(known, measured, outcomes)


def _answered(
    outcome: OutcomeFigures, came: SampleFigures, measured: Measured, lasting: Contrast, again: Again
) -> MonthsLater:
    """What is known where nobody was harmed: of how many of those who answered before, and of those behind the change.

    Where so few missed after that their number would tell of them, those who answered both times stand for all.
    """
    counted = _counted(outcome, came, lasting)
    before = max(came.n_pre if _once_is_counted(came) else came.n_pairs, counted.people)
    both = came.n_pairs if outcome.compared is None else outcome.compared.came
    of_these = not are_enough(again.came, both, fewest=0) and are_enough(counted.people, before, fewest=0)
    if measured.arms:
        found = _of_groups(outcome, measured, again, both=both)
    else:
        found = _found_later(outcome, measured, lasting, again, people=counted.people, before=before, both=both)
    return MonthsLater(
        found=found,
        outcome=measured.outcome if found in LOST else "",
        groups=_groups(outcome, measured, found),
        people=again.came if of_these else counted.people,
        of=both if of_these else counted.of,
        scored=again.unscored,
        keys=() if of_these else counted.keys,
        left_out=() if of_these else counted.left_out,
        others=again.others,
        others_of=outcome.compared.beside if outcome.compared else 0,
    )


class _Counted(NamedTuple):
    """How many `people` answered months later `of` those who had answered before, in the same chapters.

    `left_out` are chapters behind the change of which too few answered again to be counted.
    """

    people: int
    of: int
    keys: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def _counted(outcome: OutcomeFigures, came: SampleFigures, lasting: Contrast) -> _Counted:
    shown = {name: each for name, each in outcome.chapters.items() if isinstance(each, SampleFigures)}
    both = {name: shown[name] for name in lasting.chapters or {} if name in shown}
    place = f"outcomes.{outcome.scale.id}"
    if not both or len(both) == len(shown) == len(lasting.chapters or {}):
        once = "n_pre" if _once_is_counted(came) else "n_pairs"
        keys = (f"{place}.waves.{MONTHS_LATER}.lasting.n", f"{place}.participants.{once}")
        return _Counted(lasting.n, max(getattr(came, once), lasting.n), keys)
    people = sum(each.n for name, each in (lasting.chapters or {}).items() if name in both)
    left_out = tuple(sorted(set(shown) - set(both), key=name_order))
    groups = (both.values(), (shown[name] for name in left_out))
    once_in = [sum(each.n_pre - each.n_pairs for each in group) for group in groups]
    by_all_before = _once_is_counted(came) and all(once == 0 or once >= FEWEST_COUNTED for once in once_in)
    of = sum(each.n_pre if by_all_before else each.n_pairs for each in both.values())
    return _Counted(people, max(of, people), left_out=left_out)


def _once_is_counted(came: SampleFigures) -> bool:
    """Whether so many answered before and missed after that their number tells of nobody."""
    return came.n_pre - came.n_pairs >= FEWEST_COUNTED


def _with_harm(
    known: MonthsLater, measured: Mapping[str, Measured], outcomes: Mapping[str, OutcomeFigures]
) -> MonthsLater:
    """With the first outcome of which harm months later is told: of an average, or else of single chapters."""
    averages = ((Found.WORSE, "harmed_later"), (Found.BEHIND, "behind_later"))
    for found, flag in (*averages, (Found.WORSE_IN, "harmed_chapters_later")):
        for name, each in measured.items():
            own = own_harmed_of_two(outcomes[name], each) if found is Found.WORSE_IN else {}
            if getattr(each, flag) or own:
                harmed = tuple(sorted((*each.harmed_chapters_later, *own), key=name_order))
                chapters = _enough_of(outcomes[name], harmed)
                few = bool(harmed) and not chapters
                chapters = chapters or harmed
                return replace(known, found=found, outcome=each.outcome, chapters=chapters, few=few)
    for each in measured.values():
        if each.few_harmed_later:
            return replace(known, found=Found.FEW_WORSE, outcome=each.outcome)
    return _with_harm_of_groups(known, measured)


def _with_harm_of_groups(known: MonthsLater, measured: Mapping[str, Measured]) -> MonthsLater:
    """The same of several groups that came, each beside the comparison group."""
    for each in measured.values():
        if harmed := arms_harmed_later(each):
            groups = _named(harmed, each.arms_later)
            return replace(known, found=Found.GROUPS_BEHIND, outcome=each.outcome, groups=groups)
        if own := own_arms_worse(each):
            groups = _named(own, each.own_arms_later)
            return replace(known, found=Found.GROUPS_WORSE, outcome=each.outcome, groups=groups)
    return known


def _enough_of(outcome: OutcomeFigures, chapters: Collection[str]) -> tuple[str, ...]:
    """Those of the chapters that have enough people to say what had changed."""
    people = {name: each.n for name, each in chapters_of(outcome).items()}
    return tuple(name for name in chapters if people.get(name, 0) >= TOO_FEW_TO_SAY_BELOW)


def _found_later(
    outcome: OutcomeFigures,
    measured: Measured,
    lasting: Contrast,
    again: Again,
    *,
    people: int,
    before: int,
    both: int,
) -> Found:
    """Whether what was found is gone, then whether enough answered, then whether half of it is still there.

    Enough are four fifths, as `people`, of those who answered `before`, and of those who answered `both` times, whom
    the change is of.
    """
    if measured.gone_later:
        return Found.GONE_COMPARED if measured.compared else Found.GONE
    if not are_enough(people, before):
        return Found.FEW_OF
    if measured.faded_later and (outcome.compared is None or outcome.compared_later is not None):
        return Found.FADED_COMPARED if measured.compared else Found.FADED
    if outcome.compared is not None:
        return _compared_later(outcome, outcome.compared, measured, again)
    if not are_enough(again.came, both, fewest=0):
        return Found.FEW_OF_BOTH if again.came >= FEWEST_COUNTED else Found.FEW
    return _one_group(outcome, measured, lasting)


def _one_group(outcome: OutcomeFigures, measured: Measured, lasting: Contrast) -> Found:
    """Whether what was found is still there, of two chapters side by side in each."""
    found = _of_two(outcome, measured)
    if found is not None:
        return found
    unknown = way_later(lasting) is None and way_of_all_later(lasting) is None
    return Found.FEW if unknown and (is_for_the_better(measured) or measured.unwelcome) else _still(measured)


def _of_two(outcome: OutcomeFigures, measured: Measured) -> Found | None:
    """What was lost in two chapters side by side, in both or in one, or that a harm in one of them is no longer there.

    None where nothing was lost, and of another number of chapters.
    """
    found = in_two_chapters(outcome, measured)
    gone, faded = lost_in(found)
    if max(len(gone), len(faded)) == TWO:
        return (GONE if gone else FADED)[measured.two_compared]
    if gone or faded:
        return (GONE_IN if gone else FADED_IN)[measured.two_compared]
    return Found.RECOVERED if any(each.own.unwelcome for each in found.values()) else None


GONE, FADED = (Found.GONE, Found.GONE_COMPARED), (Found.FADED, Found.FADED_COMPARED)
GONE_IN, FADED_IN = (Found.GONE_IN, Found.GONE_COMPARED_IN), (Found.FADED_IN, Found.FADED_COMPARED_IN)
"""What is lost of a change, and of a difference."""


def _compared_later(outcome: OutcomeFigures, compared: Differences, measured: Measured, again: Again) -> Found:
    """Whether enough of both sides answered in the chapters or groups of the headline, and a difference is there."""
    later = outcome.compared_later
    if later is None:
        return Found.COMPARISON_NOT_ASKED
    if not are_enough(min(again.others, later.beside), compared.beside):
        return Found.COMPARISON_FEW
    if not are_enough(min(again.came, later.came), compared.came):
        return Found.FEW_OF_BOTH if again.came >= FEWEST_COUNTED else Found.FEW
    if measured.two_compared:
        known = differences_of_two(outcome, measured)
        return _of_two(outcome, measured) or (Found.LASTING if len(known) == TWO else Found.FEW)
    unknown = isinstance(later.headline, NotEstimable) and measured.chapters is not None
    return Found.GONE_COMPARED if unknown and is_for_the_better(measured) else _still(measured)


def _still(measured: Measured) -> Found:
    """That what was found is still there, where enough people answered; of a harm that is not told then, that it is
    not.
    """
    return Found.RECOVERED if measured.unwelcome else Found.LASTING


def _of_groups(outcome: OutcomeFigures, measured: Measured, again: Again, *, both: int) -> Found:
    """The same where several groups came: of each by itself."""
    if outcome.compared_later is None:
        return Found.COMPARISON_NOT_ASKED
    if not measured.arms_later:
        return Found.FEW
    for found, groups in ((Found.GROUPS_GONE, arms_lost_later), (Found.GROUPS_FADED, arms_faded_later)):
        if groups(measured):
            return found
    first = {arm.called: arm for arm in measured.arms}
    if not all(are_enough(arm.others, first[arm.called].others) for arm in measured.arms_later):
        return Found.COMPARISON_FEW
    if not all(are_enough(arm.people, first[arm.called].people) for arm in measured.arms_later):
        return Found.GROUP_FEW
    return Found.LASTING if are_enough(again.came, both, fewest=0) else Found.FEW


def _groups(outcome: OutcomeFigures, measured: Measured, found: Found) -> tuple[int, int]:
    """In how many of all groups that came, or of two chapters, it is what was found; none where it is of all."""
    if found in (*GONE_IN, *FADED_IN):
        gone, faded = lost_in(in_two_chapters(outcome, measured))
        return len(gone or faded), TWO
    groups = {Found.GROUPS_GONE: arms_lost_later, Found.GROUPS_FADED: arms_faded_later}.get(found)
    return _named(groups(measured), measured.arms_later) if groups else (0, 0)


def _named(arms: Collection[Arm], every: Collection[Arm]) -> tuple[int, int]:
    """How many groups these are of all that came, each counted once though it be told of two chapters."""
    return len(names_of(arms)), len(names_of(every))
