"""What a range of 95 % or wider lets be said, where it lies, and which range is printed.

Every sentence, drawing and table takes its ranges from here. The machine-readable report tells those of the tests.
"""

from dataclasses import replace
from typing import Any, TypeVar

from analysis.estimate.estimate import Estimate, Interval, NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.scoring.scoring import Direction, Scale
from analysis.wording.phrases import Finding, RangePosition, Verdict, Way
from analysis.wording.renderer import RENDERER_VERSION
from analysis.wording.rounding import EXACT, sign_of


def verdict_of_range(
    change: float, low: float, high: float, *, margin: float | None, direction: Direction = "higher"
) -> Finding:
    """The rule for a change with its 95 % limits against the smallest change worth counting, all in scale points.

    A range that reaches past the margin on one side only tells that a change as large as the margin did not come the
    other way. That is a finding where it is the way looked for, the better one, and its words say that the opposite may
    have come; where it is the other way, we cannot tell. What is left over by computing counts on no side.
    """
    change, low, high = (round(each, EXACT) for each in (change, low, high))
    if high < 0:
        found, way = verdict_of_range(-change, -high, -low, margin=margin)
        return found, Way(-way)
    if low > 0:
        return _size_of_rise(change, low, margin=margin), Way.RISE
    bound = 0.0 if margin is None else round(margin, EXACT)
    return {
        (True, True, direction): (Verdict.SAME, Way.NEITHER),
        (False, True, "higher"): (Verdict.NOT_AS_MUCH, Way.RISE),
        (True, False, "lower"): (Verdict.NOT_AS_MUCH, Way.FALL),
    }.get((low > -bound, high < bound, direction), (Verdict.CANNOT_TELL, Way.NEITHER))


def verdict_both_ways(
    one: tuple[float, float, float],
    both: tuple[float, float, float],
    *,
    margin: float | None,
    direction: Direction,
) -> Finding:
    """The same of what two ways of counting bear out, where `one` of them is a change with its range.

    That a change as large as the margin did not come one way is said where it is not the two that leave it open.
    """
    alone, found = (verdict_of_range(*each, margin=margin, direction=direction) for each in (one, both))
    opened = found[0] is Verdict.NOT_AS_MUCH and alone[0] is not Verdict.NOT_AS_MUCH
    return (Verdict.CANNOT_TELL, Way.NEITHER) if opened else found


def _size_of_rise(change: float, low: float, *, margin: float | None) -> Verdict:
    if margin is None:
        return Verdict.MORE
    if round(low - margin, EXACT) >= 0:
        return Verdict.CLEARLY
    return Verdict.MORE if round(change - margin, EXACT) >= 0 else Verdict.LITTLE


def way_of_range(low: float, high: float) -> Way:
    """The side of nil on which the whole of a range lies."""
    if sign_of(low) > 0:
        return Way.RISE
    return Way.FALL if sign_of(high) < 0 else Way.NEITHER


def range_position(low: float | None, high: float | None, *, decimals: int = 1) -> RangePosition:
    """Where a range lies, an end that is nil with so many decimals counting as nil unless all of it is past nil."""
    if low is None or high is None:
        return RangePosition.UNKNOWN
    way = way_of_range(low, high)
    if way is not Way.NEITHER:
        return RangePosition.RISE if way is Way.RISE else RangePosition.FALL
    falls, rises = round(low, decimals) < 0, round(high, decimals) > 0
    if falls and rises:
        return RangePosition.EITHER
    if falls:
        return RangePosition.FALL_TO_NONE
    return RangePosition.NONE_TO_RISE if rises else RangePosition.NONE


Ranged = TypeVar("Ranged", bound=Any)
"""Anything frozen with the ends of a range, `low` and `high`; what cannot be had stays as it is."""


def within_scale(found: Ranged, scale: Any, *, compared: bool = False, renderer: int = RENDERER_VERSION) -> Ranged:  # noqa: ANN401 - a scale, or an outcome with its ends
    """The same with no end further from nil than a change can be, or, `compared`, the difference of two changes.

    The first renderer printed any.
    """
    if renderer < 2:
        return found
    most = (scale.maximum - scale.minimum) * (2 if compared else 1)
    ends = {name: getattr(found, name, None) for name in ("low", "high")}
    past = {name: end for name, end in ends.items() if isinstance(end, float) and abs(end) > most}
    kept: Ranged = replace(found, **{name: most if end > 0 else -most for name, end in past.items()}) if past else found
    return kept


HALF_A_TENTH = 0.05
"""How far the average before, taken to a tenth, may lie from itself."""


def within_means(found: Ranged, figures: SampleFigures, scale: Scale, *, renderer: int = RENDERER_VERSION) -> Ranged:
    """The same with no end further than the average of these people can move from where it was before.

    That average is taken to a tenth, as releases have it. Of a yes/no question, whose shares may be held back, an end
    is no further than its scale allows.
    """
    kept = within_scale(found, scale, renderer=renderer)
    if renderer < 2 or scale.is_yes_or_no or not isinstance(figures.mean_pre, float):
        return kept
    before = round(figures.mean_pre, 1)
    ends: Ranged = replace(kept, low=max(kept.low, scale.minimum - before), high=min(kept.high, scale.maximum - before))
    return ends


def is_all_that_can_be(found: Any) -> bool:  # noqa: ANN401 - an outcome with its average before and its range
    """Whether a range holds every change that an average could make from where it was before."""
    if found.pre is None or found.low is None or found.high is None:
        return False
    least, most = found.minimum - found.pre, found.maximum - found.pre
    return sign_of(found.low - least - HALF_A_TENTH) <= 0 and sign_of(found.high - most + HALF_A_TENTH) >= 0


def range_of_change(
    figures: SampleFigures, scale: Scale, *, renderer: int = RENDERER_VERSION
) -> Interval | NotEstimable | Suppressed:
    """The range of one group's average change; of a yes/no question Newcombe's paired interval, where it is told."""
    paired, change = figures.difference, figures.change
    if (
        renderer >= 2
        and isinstance(paired, Estimate)
        and isinstance(paired.low, float)
        and isinstance(paired.high, float)
    ):
        return within_scale(one_way(Interval(low=paired.low, high=paired.high), figures), scale)
    if isinstance(change, NotEstimable | Suppressed):
        return change
    return within_scale(Interval(low=change.low, high=change.high), scale, renderer=renderer)


def one_way(found: Interval, figures: SampleFigures) -> Interval:
    """The range of a yes/no question that everybody answered alike both times: more than all cannot say yes, or no.

    Where anybody answered otherwise this would tell of that, and its range stays as it is.
    """
    if figures.mean_pre != figures.mean_post or figures.mean_pre not in (0.0, 1.0):
        return found
    return replace(found, high=0.0) if figures.mean_pre else replace(found, low=0.0)
