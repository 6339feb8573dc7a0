"""What the answers of months later tell of each outcome: harm, and whether what was found is still there."""

from dataclasses import dataclass, replace

from analysis.estimate.estimate import Interval, NotEstimable, Suppressed
from analysis.pooling.contrasts import NO_SPREAD_LATER, Contrast, OfPeople
from analysis.pooling.differences import Contrasted
from analysis.pooling.everybody import Everybody
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording.measured import CLAIMS
from analysis.wording.measured_facts import Compared
from analysis.wording.phrases import Way
from analysis.wording.ranges import way_of_range, within_scale
from analysis.wording.rounding import sign_of
from analysis.wording.wording import Measured, verdict
from evaluation.domain.name_order import name_order
from evaluation.impact_report.build.later.further_waves import MONTHS_LATER
from evaluation.impact_report.build.outcomes import OutcomeFigures


def lasting_of(outcome: OutcomeFigures) -> Contrast | None:
    """The difference of the wave months later from before, where it may be told."""
    found = outcome.waves.get(MONTHS_LATER)
    lasting = None if found is None or isinstance(found, NotEstimable | Suppressed) else found.get("lasting")
    return lasting and _within_scale(lasting, outcome)


def _within_scale(found: Contrast, outcome: OutcomeFigures) -> Contrast:
    """The same with each range that is printed within what the scale allows."""
    chapters = {name: within_scale(each, outcome.scale) for name, each in (found.chapters or {}).items()}
    together = found.everybody
    return replace(
        within_scale(found, outcome.scale),
        chapters=chapters if found.chapters else found.chapters,
        everybody=within_scale(together, outcome.scale) if isinstance(together, Everybody) else together,
    )


def way_later(found: OfPeople) -> Way | None:
    """Which way people lay from where they began by the average's own range; None where it has none.

    Of people who all moved by one amount, the way of that.
    """
    if isinstance(found.low, NotEstimable) or isinstance(found.high, NotEstimable):
        return Way(sign_of(found.mean)) if found.low == NO_SPREAD_LATER else None
    return way_of_range(found.low, found.high)


def way_of_all_later(found: Contrast) -> Way | None:
    """The same by the range of everybody at once; None where that cannot be had."""
    together = found.everybody
    return way_of_range(together.low, together.high) if isinstance(together, Everybody) else None


def figure_later(found: Contrast, way: Way) -> Contrast | Everybody | None:
    """The figure that tells it moved this way: the average, or else everybody at once; None where neither does."""
    if way_later(found) is way:
        return found
    return found.everybody if way_of_all_later(found) is way else None


@dataclass(frozen=True, kw_only=True)
class DifferenceLater:
    """The difference from a comparison group months later with its range, and the people of both sides.

    `k` counts the chapters it is the average of; None in one chapter, or between groups of one side each. `place` is
    where it stands among the figures of the difference; `own` and `other` are what either side had changed by.
    """

    people: int
    others: int
    change: float
    low: float
    high: float
    place: str
    own: float
    other: float
    k: int | None = None


def difference_of(
    outcome: OutcomeFigures, *, chapter: str | None, fewest: int = TOO_FEW_TO_SAY_BELOW
) -> DifferenceLater | None:
    """What stands in the place of the headline months later: of one chapter or of all; None where it has no range.

    Nor where fewer than `fewest` of one side are behind it.
    """
    found = outcome.compared_later
    if found is None:
        return None
    across = chapter is None or found.pooled is None
    one = found.headline if across else found.chapters.get(chapter or "")
    if one is None or isinstance(one, NotEstimable):
        return None
    if isinstance(one.low, NotEstimable) or isinstance(one.high, NotEstimable):
        return None
    kept = within_scale(Interval(low=one.low, high=one.high), outcome.scale, compared=True)
    sides = one if isinstance(one, Contrasted) else found
    k = found.k if across and found.pooled is not None else None
    if min(sides.came, sides.beside) < fewest or isinstance(sides.own, NotEstimable):
        return None
    if isinstance(sides.other, NotEstimable):
        return None
    return DifferenceLater(
        people=sides.came,
        others=sides.beside,
        change=one.estimate,
        low=kept.low,
        high=kept.high,
        own=sides.own,
        other=sides.other,
        place="headline" if across else f"chapters.{chapter}",
        k=k,
    )


def both_sides(outcome: OutcomeFigures) -> tuple[int, int]:
    """How many people of either side answered before and after; none where there is no comparison group."""
    found = outcome.compared
    return (found.came, found.beside) if found else (0, 0)


def as_later(made: Measured, outcome: OutcomeFigures, *, chapter: str | None) -> Measured:
    """The outcome, of one `chapter` or of all, with what enough people tell of months later.

    Harm is that they are clearly past where they began, or past the comparison group, the unwelcome way. Of a change
    for the better it is told where nothing can be told of it any more.
    """
    if made.apart:
        return made
    made = _of_those_who_came(made, outcome)
    difference = difference_of(outcome, chapter=chapter) if made.compared else None
    if difference is not None:
        way = way_of_range(difference.low, difference.high)
        better = is_for_the_better(made) and not made.harmed_later
        gone, faded = way is Way.NEITHER and better, is_under_half(difference.change, made.change, made)
        made = replace(made, behind_later=way is made.worse, gone_later=gone)
        made = replace(made, faded_later=better and way not in (Way.NEITHER, made.worse) and faded)
    elif made.compared and not made.harmed_later:
        made = replace(made, faded_later=_own_faded(made, made.compared, lasting_of(outcome)))
    if made.harmed_later or made.behind_later:
        return made
    chapters = _harmed_chapters(made, outcome)
    few = None if chapters else _few_harmed(made, lasting_of(outcome))
    made = replace(made, harmed_chapters_later=chapters, few_harmed_later=few is not None)
    return replace(made, together_later=isinstance(few, Everybody)) if few else made


def is_under_half(later: float, first: float | None, made: Measured) -> bool:
    """Whether months later less than half of what had changed for the better was left."""
    return first is not None and sign_of(later * -made.worse - first * -made.worse / 2) < 0


def _own_faded(made: Measured, compared: Compared, lasting: Contrast | None) -> bool:
    """The same of those who came alone, or that nothing is left to be told: the comparison group was not asked."""
    if lasting is None or people_of(lasting) < TOO_FEW_TO_SAY_BELOW or compared.own_low is None:
        return False
    rose = compared.own_high is not None and way_of_range(compared.own_low, compared.own_high) == -made.worse
    unclear = figure_later(lasting, Way.NEITHER) is not None
    return rose and (unclear or (way_later(lasting) == -made.worse and is_under_half(lasting.mean, compared.own, made)))


def _harmed_chapters(made: Measured, outcome: OutcomeFigures) -> tuple[str, ...]:
    """Chapters whose people, counted alone, were clearly past where they began, or past their comparison group."""
    found = {chapter: way_later(each) for chapter, each in chapters_of(outcome).items()}
    return tuple(chapter for chapter, way in found.items() if way is made.worse)


def chapters_of(outcome: OutcomeFigures) -> dict[str, OfPeople]:
    """What is told months later of each chapter alone: its difference from the comparison group, where it has one."""
    lasting, compared = lasting_of(outcome), outcome.compared_later
    own = dict(lasting.chapters or {}) if lasting else {}
    every = {} if compared is None else compared.chapters
    kept = {name: within_scale(each, outcome.scale, compared=True) for name, each in every.items()}
    differences = {name: _as_contrast(each) for name, each in kept.items()}
    return {name: differences.get(name) or own[name] for name in sorted({**own, **differences}, key=name_order)}


def own_harmed_of_two(outcome: OutcomeFigures, made: Measured) -> dict[str, OfPeople]:
    """Of two chapters that are compared, those whose people were clearly past where they began, the unwelcome way.

    Those are left out whose difference from the comparison group tells it.
    """
    lasting = lasting_of(outcome)
    if not made.two_compared or made.apart or made.harmed_later or lasting is None or outcome.compared is None:
        return {}
    harmed = made.harmed_chapters_later
    alone = {name: each for name, each in (lasting.chapters or {}).items() if name in outcome.compared.chapters}
    return {name: each for name, each in alone.items() if way_later(each) is made.worse and name not in harmed}


def _as_contrast(found: Contrasted) -> OfPeople:
    return OfPeople(n=found.came, mean=found.estimate, low=found.low, high=found.high)


def _of_those_who_came(made: Measured, outcome: OutcomeFigures) -> Measured:
    """What those who came tell by themselves, on the average of the chapters or at once."""
    lasting = lasting_of(outcome)
    if lasting is None or people_of(lasting) < TOO_FEW_TO_SAY_BELOW:
        return made
    harm, nothing = (figure_later(lasting, way) for way in (made.worse, Way.NEITHER))
    if harm is not None:
        return replace(made, harmed_later=True, together_later=isinstance(harm, Everybody))
    if made.compared or not is_for_the_better(made):
        return made
    gone = nothing is not None
    faded = not gone and way_later(lasting) is not None and is_under_half(lasting.mean, made.change, made)
    together = gone and isinstance(nothing, Everybody)
    return replace(made, gone_later=gone, faded_later=faded, together_later=together)


def _few_harmed(made: Measured, lasting: Contrast | None) -> Contrast | Everybody | None:
    """The figure by which the answers of too few people to say what had changed lie the unwelcome way."""
    few = lasting is not None and people_of(lasting) < TOO_FEW_TO_SAY_BELOW
    return figure_later(lasting, made.worse) if lasting is not None and few else None


def people_of(found: Contrast) -> int:
    """How many people the figures of months later are of, on the average or at once."""
    return max(found.n, found.everybody.pairs if found.everybody else 0)


def is_for_the_better(made: Measured) -> bool:
    """Whether it is claimed of an outcome that it moved the welcome way."""
    said, way = verdict(made)
    return said in CLAIMS and way is not made.worse and made.worse is not Way.NOT_STATED
