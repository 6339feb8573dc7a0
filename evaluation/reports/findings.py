"""From figures to what a report says of them: each outcome as the rules see it, and the conditions of the badge."""

import pandas as pd

from analysis.badge import Conditions
from analysis.estimate import Estimate, NotEstimable, Suppressed
from analysis.sample import SampleFigures
from analysis.wording import Chapters, Measured, Sentence
from evaluation.reports.context import Context
from evaluation.reports.outcomes import OutcomeFigures

SMALL = (1, 2)
"""Counts of people that are never printed."""


def measured_here(outcome: OutcomeFigures, *, chapter: str, label: str) -> Measured:
    """One chapter's outcome, its interval from its experiments where it held several."""
    found = outcome.chapters.get(chapter)
    place = f"outcomes.{outcome.scale.id}.chapters.{chapter}"
    if found is None or isinstance(found, Suppressed):
        return _scale_of(outcome, label, n=0)
    between = outcome.between.get(chapter)
    interval = found.change if between is None or isinstance(between, NotEstimable) else between
    where = "change" if interval is found.change else "change_between_experiments"
    ends = (None, None) if isinstance(interval, NotEstimable) else (interval.low, interval.high)
    keys = {"change": f"{place}.mean_change", "low": f"{place}.{where}.low", "high": f"{place}.{where}.high"}
    return _measured(outcome, label, found, change=found.mean_change, ends=ends, keys=_keys(place, found) | keys)


def measured_across(outcome: OutcomeFigures, *, label: str) -> Measured:
    """The outcome's average over chapters; people are counted, never averaged flat."""
    found, headline = outcome.participants, outcome.across.headline
    place = f"outcomes.{outcome.scale.id}"
    if isinstance(found, Suppressed):
        return _scale_of(outcome, label, n=0)
    keys = {name: f"{place}.across.headline.{part}" for name, part in _HEADLINE.items()}
    keys |= {"prediction": f"{place}.across.prediction", "k": f"{place}.across.k"}
    return _measured(
        outcome,
        label,
        found,
        change=found.mean_change if isinstance(headline, NotEstimable) else headline.estimate,
        ends=(None, None) if isinstance(headline, NotEstimable) else (headline.low, headline.high),
        keys=_keys(f"{place}.participants", found) | keys,
    )


_HEADLINE = {"change": "estimate", "low": "low", "high": "high"}


def printable_counts(found: SampleFigures) -> tuple[int, int, int] | None:
    """Up, about the same, down: beyond the margin where there is one; None where one of them is 1 or 2 people."""
    beyond = (found.n_up_margin, found.n_within_margin, found.n_down_margin)
    up, same, down = (found.n_up, found.n_same, found.n_down)
    if not any(isinstance(count, NotEstimable) for count in beyond):
        up, same, down = (int(count) for count in beyond if not isinstance(count, NotEstimable))
    return None if any(count in SMALL for count in (up, same, down)) else (up, same, down)


def counts_in_words(counts: tuple[int, int, int], found: Measured) -> Sentence:
    """Up, about the same and down, always together."""
    message = "{up:count} up, {same:count} within {margin:point}, {down:count} down."
    if found.margin is None:
        message = "{up:count} up, {same:count} the same, {down:count} down."
    up, same, down = counts
    return Sentence(message, {"up": up, "same": same, "down": down, "margin": found.margin})


def conditions(outcome: OutcomeFigures, attended: pd.DataFrame, *, context: Context, came: int | None) -> Conditions:
    """What the badge is built from, taken from the first primary outcome and everybody's waves."""
    waves = attended.groupby("participant")["wave"].agg(set)
    before, after = waves.map(lambda at: "pre" in at), waves.map(lambda at: "post" in at)
    started, both = int(before.sum()), int((before & after).sum())
    return Conditions(
        pairs=0 if isinstance(outcome.participants, Suppressed) else outcome.participants.n_pairs,
        answered=int((before | after).sum()),
        lost=1 - both / started if started else 0.0,
        came=came,
        compared=outcome.arms is not None and not isinstance(outcome.arms, NotEstimable | Suppressed),
        randomised=context.randomised,
        lasting=bool((attended["wave"] == "follow_up").any()),
        chapters=outcome.across.k,
        versions_differ=versions_differ(attended),
        reliability=_reliability(outcome.participants),
        at_ceiling=outcome.at_best,
    )


def average_of(k: int, names: tuple[str, ...], without: tuple[str, ...]) -> Chapters:
    """The chapters behind an average."""
    return Chapters(k=k, names=names, without=without)


def _scale_of(outcome: OutcomeFigures, label: str, *, n: int) -> Measured:
    scale = outcome.scale
    return Measured(
        outcome=label, minimum=scale.minimum, maximum=scale.maximum, margin=scale.margin, direction=scale.direction, n=n
    )


def _measured(
    outcome: OutcomeFigures,
    label: str,
    found: SampleFigures,
    *,
    change: float | NotEstimable,
    ends: tuple[float | None, float | None],
    keys: dict[str, str],
) -> Measured:
    scale, counts = outcome.scale, printable_counts(found)
    return Measured(
        outcome=label,
        minimum=scale.minimum,
        maximum=scale.maximum,
        margin=scale.margin,
        direction=scale.direction,
        n=found.n_pairs,
        pre=_known(found.mean_pre),
        post=_known(found.mean_post),
        change=_known(change),
        low=ends[0],
        high=ends[1],
        up=counts[0] if counts else None,
        down=counts[2] if counts else None,
        keys=keys,
    )


def _keys(place: str, found: SampleFigures) -> dict[str, str]:
    moved = "" if isinstance(found.n_up_margin, NotEstimable) else "_margin"
    names = {"n": "n_pairs", "pre": "mean_pre", "post": "mean_post", "up": f"n_up{moved}", "down": f"n_down{moved}"}
    return {name: f"{place}.{figure}" for name, figure in names.items()}


def _known(value: float | NotEstimable) -> float | None:
    return None if isinstance(value, NotEstimable) else value


def versions_differ(attended: pd.DataFrame) -> bool:
    """Whether anybody answered before and after with different versions of the questions."""
    if "version" not in attended.columns:
        return False
    asked = attended[attended["wave"].isin(["pre", "post"])]
    return len(asked[["participant", "version"]].drop_duplicates()) > len(asked["participant"].drop_duplicates())


def _reliability(found: SampleFigures | Suppressed) -> float | None:
    """Spearman-Brown for two items, alpha for more; None for one."""
    if isinstance(found, Suppressed):
        return None
    if isinstance(found.spearman_brown_pre, float):
        return found.spearman_brown_pre
    alpha = found.alpha_pre.value if isinstance(found.alpha_pre, Estimate) else None
    return alpha if isinstance(alpha, float) else None
