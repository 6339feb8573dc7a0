"""What is said of months later where several groups came: each beside the comparison group by itself."""

from dataclasses import replace

from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording import later_phrases
from analysis.wording.groups.arms import arm_measured, in_its_chapter, named_welcome
from analysis.wording.measured import Measured, Sentence
from analysis.wording.measured_facts import Arm
from analysis.wording.phrases import Way
from analysis.wording.ranges import way_of_range
from analysis.wording.rounding import sign_of
from analysis.wording.stating import statement


def arm_measured_later(measured: Measured, arm: Arm) -> Measured:
    """One of the groups that came, months later, as an outcome of its own."""
    own = arm_measured(measured, arm)
    assert own.compared is not None, "groups that came are told beside a comparison group"
    return replace(own, compared=replace(own.compared, people=arm.others))


def arms_harmed_later(measured: Measured) -> tuple[Arm, ...]:
    """The groups that months later had clearly moved the unwelcome way beside the comparison group."""
    return tuple(arm for arm in _enough(measured) if _way(arm) is measured.worse)


def arms_lost_later(measured: Measured) -> tuple[Arm, ...]:
    """The groups that had clearly moved the welcome way, and could no longer be told from the comparison group."""
    return tuple(arm for arm in _enough(measured) if arm.called in _first(measured) and _way(arm) is Way.NEITHER)


def arms_faded_later(measured: Measured) -> tuple[Arm, ...]:
    """The same of groups that could still be told from it, with less than half of their difference left."""
    first = _first(measured)
    still = (arm for arm in _enough(measured) if arm.called in first and _way(arm) == -measured.worse)
    return tuple(arm for arm in still if _is_under_half(arm, first[arm.called], measured))


def own_arms_harmed(measured: Measured) -> tuple[Arm, ...]:
    """The groups that months later were clearly past where they began, the unwelcome way, as they are told of.

    Where their difference from the comparison group tells the harm already, not again.
    """
    stated = {arm.called for arm in arms_harmed_later(measured)}
    return tuple(arm for arm in measured.own_arms_later if _way(arm) is measured.worse and arm.called not in stated)


def own_arms_worse(measured: Measured) -> tuple[Arm, ...]:
    """Those of them that have enough people to say what had changed."""
    return tuple(arm for arm in own_arms_harmed(measured) if arm.people >= TOO_FEW_TO_SAY_BELOW)


def own_arms_stated(measured: Measured, *, every: bool) -> tuple[Arm, ...]:
    """The groups of which it is told what they had changed by: those harmed, and where nothing can be told of any
    difference `every` one of enough people.
    """
    harmed = own_arms_harmed(measured)
    if measured.arms_later or not every:
        return harmed
    enough = (arm for arm in measured.own_arms_later if arm.people >= TOO_FEW_TO_SAY_BELOW)
    return (*harmed, *(arm for arm in enough if arm not in harmed))


def own_arm_measured(measured: Measured, arm: Arm) -> Measured:
    """One of these groups as an outcome of its own, whatever the comparison group did."""
    return replace(arm_measured_later(measured, arm), compared=None)


def own_said_later(measured: Measured, *, every: bool) -> tuple[Sentence, ...]:
    """What each of these groups had changed by."""
    return tuple(_own(measured, arm) for arm in own_arms_stated(measured, every=every))


def _own(measured: Measured, arm: Arm) -> Sentence:
    few = arm.people < TOO_FEW_TO_SAY_BELOW
    forms = {
        measured.worse: later_phrases.GROUP_OWN_FEW_HARMED if few else later_phrases.GROUP_OWN_HARMED,
        Way.NEITHER: later_phrases.GROUP_OWN_UNCLEAR,
    }
    message = forms.get(_way(arm), later_phrases.GROUP_OWN_WELCOME)
    return in_its_chapter(arm, statement(message, own_arm_measured(measured, arm), extra={"arm": arm.name}))


def said_later(measured: Measured, *, every: bool) -> tuple[Sentence, ...]:
    """Each of the groups with its difference; unless `every` is told, those harmed and those of which little is left.

    In the order of what is most to be known.
    """
    harmed, lost, faded = arms_harmed_later(measured), arms_lost_later(measured), arms_faded_later(measured)
    others = [arm for arm in measured.arms_later if arm not in (*harmed, *lost, *faded)] if every else []
    return (
        *(_said(later_phrases.GROUP_HARMED, measured, arm) for arm in harmed),
        *(_said(later_phrases.GROUP_UNCLEAR, measured, arm) for arm in lost),
        *(_left(measured, arm) for arm in faded),
        *(_other(measured, arm) for arm in others),
    )


def _other(measured: Measured, arm: Arm) -> Sentence:
    if arm not in _enough(measured):
        return _said(later_phrases.GROUP_FEW, measured, arm)
    clear = _way(arm) is not Way.NEITHER
    return _said(later_phrases.GROUP_WELCOME if clear else later_phrases.GROUP_UNCLEAR, measured, arm)


def _left(measured: Measured, arm: Arm) -> Sentence:
    """How much was left of a group's difference, counted the welcome way."""
    way = -measured.worse
    change, *ends = (each * way for each in (arm.change, arm.low, arm.high))
    first = {"first": _first(measured)[arm.called] * way, "change": change, "low": min(ends), "high": max(ends)}
    return _said(later_phrases.GROUP_FADED, measured, arm, **first)


def _said(message: str, measured: Measured, arm: Arm, **figures: float) -> Sentence:
    said = statement(message, arm_measured_later(measured, arm), extra={"arm": arm.name, **figures})
    return in_its_chapter(arm, said)


def _enough(measured: Measured) -> tuple[Arm, ...]:
    return tuple(arm for arm in measured.arms_later if min(arm.people, arm.others) >= TOO_FEW_TO_SAY_BELOW)


def _first(measured: Measured) -> dict[str, float]:
    """What the groups that clearly moved the welcome way differed by at first."""
    return {arm.called: arm.change for arm in named_welcome(measured)}


def _way(arm: Arm) -> Way:
    return way_of_range(arm.low, arm.high)


def _is_under_half(arm: Arm, first: float, measured: Measured) -> bool:
    return sign_of(arm.change * -measured.worse - first * -measured.worse / 2) < 0
