"""Which look at a study's answers a report is, and what it leaves outcomes to say; also in both of two chapters."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import pandas as pd

from analysis.estimate.change import ChangeTest
from analysis.estimate.estimate import Estimate, Interval
from analysis.estimate.looks import Looks, evenings_held, looks_of
from analysis.estimate.plan import Plan
from analysis.estimate.sample import SampleFigures
from analysis.estimate.spending import ALPHA, alpha_at
from analysis.pooling.across import BetweenExperiments
from analysis.pooling.at_look import change_at, contrasted_at, difference_at, everybody_at, headline_at, paired_at
from analysis.pooling.averages import Headline
from analysis.pooling.new_chapter import NewChapter
from analysis.wording.ranges import one_way, within_means, within_scale
from analysis.wording.rounding import SHORT
from analysis.wording.wording import Chapters, Measured
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.build.findings import outcome_in_chapter
from evaluation.impact_report.build.outcomes import OutcomeFigures


def looks_in(
    responses: pd.DataFrame, came: Collection[str], plan: Plan, context: Context, *, items: Collection[str]
) -> Looks:
    """Which look these responses are, of the people who `came`.

    The report of one chapter or one workshop sees a part of the study's evenings. Unless its context tells how many the
    whole study held, these are not known, and it claims nothing before its own evenings are as many as all that were
    planned.
    """
    held = evenings_held(responses[responses["participant"].isin(came)], items)
    of_study = context.evenings_held
    if of_study is None and (not context.chapter or (plan.evenings is not None and held >= plan.evenings)):
        of_study = held
    return looks_of(plan, evening=of_study, ended=context.ended)


def alpha_of(looks: Looks) -> float:
    """The two-sided alpha of the ranges that this report claims by; .05 where it claims nothing, or by one look."""
    return alpha_at(looks.fractions, looks.this) if looks.claims else ALPHA


def at_look(
    measured: Mapping[str, Measured], outcomes: Mapping[str, OutcomeFigures], looks: Looks, *, chapter: str | None
) -> dict[str, Measured]:
    """Every outcome as this look lets it be said: of one `chapter`, or across them.

    Between looks nothing is claimed. At one of several the range is as wide as its alpha asks for.
    """
    if not looks.claims:
        return {name: replace(found, claims=False, gone_later=False) for name, found in measured.items()}
    alpha = alpha_of(looks)
    if alpha >= ALPHA:
        return dict(measured)
    return {name: _widened(found, outcomes[name], alpha, chapter=chapter) for name, found in measured.items()}


def following_at(found: Measured, following: object) -> NewChapter | Interval | None:
    """What a new chapter would measure, never narrower than the range that this look claims by.

    None where it cannot be had, and before a look, when nothing is foretold.
    """
    if not isinstance(following, NewChapter | Interval) or not found.claims:
        return None
    following = within_scale(following, found, compared=found.compared is not None, renderer=found.renderer)
    if not found.wider or found.low is None or found.high is None:
        return following
    return replace(following, low=min(following.low, found.low), high=max(following.high, found.high))


def average_at(found: Measured, headline: Headline) -> float:
    """The average as it is written: where rounding alone moved it to a bound, still on its own side of that."""
    return _kept(headline.estimate, found.change)


def range_at(found: Measured, headline: Headline) -> Interval:
    """The range of an average as this look claims by it: the one of 95 %, or the wider one."""
    if not found.wider or found.low is None or found.high is None:
        kept = within_scale(headline, found, compared=found.compared is not None, renderer=found.renderer)
        return Interval(low=_kept(kept.low, found.low), high=_kept(kept.high, found.high))
    return Interval(low=found.low, high=found.high)


def _kept(rounded: float, kept: float | None) -> float:
    return rounded if kept is None or abs(kept - rounded) > 2 * SHORT else kept


def _widened(found: Measured, outcome: OutcomeFigures, alpha: float, *, chapter: str | None) -> Measured:
    """The outcome as wide as this alpha asks for; where everybody at once stands alone, no harm is lost by that."""
    ends, second = _ends(found, outcome, alpha, chapter=chapter), _with_everybody(found, outcome, alpha)
    if ends is None or found.low is None:
        return second if second.unwelcome_of_all == found.unwelcome_of_all else found
    most = (found.maximum - found.minimum) * (2 if found.compared else 1)
    place = f"outcomes.{outcome.scale.id}.headline_of"
    wide = replace(
        second,
        low=max(ends.low, min(-most, found.low)),
        high=min(ends.high, max(most, found.high or 0.0)),
        keys={**second.keys, "low": f"{place}.low", "high": f"{place}.high"},
        wider=True,
    )
    return replace(wide, described=found.unwelcome and not wide.unwelcome)


def _with_everybody(found: Measured, outcome: OutcomeFigures, alpha: float) -> Measured:
    """The outcome with everybody at once as wide as this alpha asks for."""
    if found.everybody is None:
        return found
    ends = everybody_at(found.everybody, alpha)
    keys = {**found.keys, "everybody": f"outcomes.{outcome.scale.id}.headline_of.everybody"}
    return replace(found, everybody=replace(found.everybody, low=ends.low, high=ends.high), keys=keys, wider=True)


def _ends(found: Measured, outcome: OutcomeFigures, alpha: float, *, chapter: str | None) -> Interval | None:
    """The limits of what the headline is about: a difference or a change, in one chapter or across them."""
    compared = outcome.compared
    if compared is not None:
        alone = None if chapter is None else compared.chapters.get(chapter)
        return difference_at(compared, alpha) if alone is None else contrasted_at(alone, alpha, fewest=found.fewest)
    if chapter is None:
        return headline_at(outcome.across, alpha)
    figures, between = outcome.chapters.get(chapter), outcome.between.get(chapter)
    between = between if isinstance(between, BetweenExperiments) else None
    if isinstance(figures, SampleFigures) and isinstance(figures.difference, Estimate):
        ends = paired_at(figures, alpha, between=between)
        return ends if ends is None or between is not None else one_way(ends, figures)
    if not isinstance(figures, SampleFigures) or not isinstance(figures.change, ChangeTest):
        return None
    ends = change_at(figures.change, alpha, between=between)
    return ends if between is None or ends is None else within_means(ends, figures, outcome.scale)


def places_of(found: Measured, chapters: Chapters) -> tuple[str, ...]:
    """The chapters that have results, in name order; where an outcome is compared in two, these."""
    behind = found.chapters if found.two_compared and found.chapters else chapters
    return tuple(name for name in behind.names if name not in behind.without)


def stands_in_two(found: Measured, places: Collection[str]) -> bool:
    """Whether an outcome is told of two chapters by themselves: of a difference, where it is compared."""
    return not found.apart and len(places) == len(("one", "other")) and bool(found.compared) is found.two_compared


def harmed_in_both(outcome: OutcomeFigures, found: Measured, looks: Looks, *, chapters: Chapters) -> bool:
    """Whether an outcome clearly moved the unwelcome way in both of two chapters, as this look lets it be said."""
    places = places_of(found, chapters)
    return stands_in_two(found, places) and all(_harmed(outcome, found, looks, place) for place in places)


def any_harmed_in_both(outcomes: Mapping[str, OutcomeFigures], measured: Mapping[str, Measured], looks: Looks) -> bool:
    """Whether the first outcome, or another primary one, did so where the first stands side by side."""
    first, *others = measured
    chapters = measured[first].chapters
    if chapters is None or not looks.claims or not stands_in_two(measured[first], places_of(measured[first], chapters)):
        return False
    mains = (first, *(name for name in others if outcomes[name].scale.primary))
    return any(harmed_in_both(outcomes[name], measured[name], looks, chapters=chapters) for name in mains)


def _harmed(outcome: OutcomeFigures, found: Measured, looks: Looks, chapter: str) -> bool:
    own = outcome_in_chapter(outcome, chapter=chapter, label=found.outcome)
    return at_look({"": own}, {"": outcome}, looks, chapter=chapter)[""].unwelcome
