"""From figures to what a report says of them: each outcome as the rules see it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from analysis.disclosure.shares import shares_tell_of_few
from analysis.estimate.change import ChangeTest
from analysis.estimate.estimate import Estimate, Interval, NotEstimable, Suppressed
from analysis.estimate.reliability import OPPOSED
from analysis.estimate.sample import SampleFigures
from analysis.pooling.averages import Headline
from analysis.pooling.between_groups import NO_SPREAD
from analysis.pooling.chapters_over_workshops import further_apart_than_workshops
from analysis.pooling.differences import Contrasted, Differences
from analysis.pooling.everybody import Everybody
from analysis.scoring.scoring import Scale
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording.phrases import Way
from analysis.wording.ranges import range_of_change, within_means, within_scale
from analysis.wording.rounding import sign_of
from analysis.wording.wording import Chapters, Measured, Sentence
from evaluation.impact_report.build.comparison_group import compared_across, comparison_in_chapter
from evaluation.impact_report.build.histograms import FEWEST_IN_COLUMNS
from evaluation.impact_report.build.later.what_is_left import as_later
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.same_questions import NOT_ASKED, OTHERWISE
from evaluation.impact_report.build.sides.began_apart import borne_out_both_ways

SMALL = (1, 2)
"""Counts of people that are never printed."""


def measured_of(
    outcomes: Mapping[str, OutcomeFigures],
    labels: Mapping[str, str],
    *,
    chapter: str | None,
    names: tuple[str, ...] = (),
    opposed: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, Measured]:
    """Every outcome as the rules see it: of one `chapter`, or across all of them, which are called `names`.

    `opposed` names, by outcome, questions that moved the other way than their average.
    """
    found = {}
    for name, outcome in outcomes.items():
        made = (
            measured_across(outcome, label=labels[name], names=names)
            if chapter is None
            else outcome_in_chapter(outcome, chapter=chapter, label=labels[name])
        )
        apart = falls_apart(outcome.participants)
        against = (opposed or {}).get(name, ()) if apart else ()
        differ = outcome.pooled is not None and outcome.pooled.clearly_differ
        if differ and not outcome.compared:
            differ = further_apart_than_workshops(outcome.across.chapters, outcome.between)
        made = replace(made, apart=apart, opposed=against, differ=differ)
        found[name] = as_later(made, outcome, chapter=chapter)
    return found


def outcome_in_chapter(outcome: OutcomeFigures, *, chapter: str, label: str) -> Measured:
    """One chapter's outcome, its interval from its experiments where it held several."""
    found = outcome.chapters.get(chapter)
    place = f"outcomes.{outcome.scale.id}.chapters.{chapter}"
    if found is None or isinstance(found, Suppressed):
        return _scale_of(outcome, label, n=0)
    between = outcome.between.get(chapter)
    own, scale = range_of_change(found, outcome.scale), outcome.scale
    interval = own if between is None or isinstance(between, NotEstimable) else within_means(between, found, scale)
    where = "change" if interval is own else "change_between_experiments"
    ends = (None, None) if isinstance(interval, NotEstimable | Suppressed) else (interval.low, interval.high)
    keys = {"change": f"{place}.mean_change"} | _keys_of_range(outcome, f"{place}.{where}", own=interval is own)
    made = _measured(outcome, label, found, change=found.mean_change, ends=ends, keys=_keys(place, found) | keys)
    enough = found.n_pairs >= TOO_FEW_TO_SAY_BELOW
    hidden = enough and not made.unwelcome and moved_unwelcome(own, made.worse)
    made = replace(made, harmed=(chapter,) if hidden else ())
    return made if outcome.compared is None else comparison_in_chapter(made, outcome, outcome.compared, chapter=chapter)


def measured_across(outcome: OutcomeFigures, *, label: str, names: tuple[str, ...] = ()) -> Measured:
    """The outcome's average over chapters; people are counted, never averaged flat.

    The chapters and the people are those of this outcome's average.
    """
    found, headline = outcome.participants, outcome.across.headline
    place = f"outcomes.{outcome.scale.id}"
    second = outcome.everybody if outcome.compared is None else outcome.together
    second = second if isinstance(second, Everybody) else None
    second = second and within_scale(second, outcome.scale, compared=outcome.compared is not None)
    where = "across.everybody" if outcome.compared is None else "difference.everybody"
    if isinstance(found, Suppressed):
        without = chapters_with_results((), names, small_of(outcome))
        keys = {"everybody": f"{place}.{where}"}
        return replace(_scale_of(outcome, label, n=0), chapters=without, everybody=second, keys=keys)
    keys = {name: f"{place}.across.headline.{part}" for name, part in _HEADLINE.items()}
    keys |= {"k": f"{place}.across.k", "everybody": f"{place}.{where}"}
    keys |= {"prediction": f"{place}.across.prediction_measured"}
    made = _measured(
        outcome,
        label,
        found,
        change=found.mean_change if isinstance(headline, NotEstimable) else headline.estimate,
        ends=(None, None) if isinstance(headline, NotEstimable) else _ends(headline, outcome),
        keys=_keys(f"{place}.participants", found) | keys,
    )
    made = replace(made, harmed=harmed_chapters(outcome, made.worse))
    if outcome.compared is not None:
        made = compared_across(made, outcome, outcome.compared, names=names)
        made = replace(made, harmed=borne_out_both_ways(made, outcome.compared))
        made = replace(made, own_harmed=own_harmed_chapters(outcome, outcome.compared, made))
        return replace(made, everybody=None if made.arms and not (second and second.small) else second)
    made = replace(
        made, chapters=chapters_with_results(outcome.across.chapters, names, small_of(outcome)), everybody=second
    )
    signs = [sign_of(one.estimate) for one in outcome.across.chapters.values()]
    made = replace(made, ways=(sum(sign > 0 for sign in signs), sum(sign < 0 for sign in signs)))
    return replace(made, n=_people_of(outcome), up=None, down=None) if outcome.across.left_out else made


def _people_of(outcome: OutcomeFigures) -> int:
    """People of the chapters that are in the average."""
    chapters = (outcome.chapters[name] for name in outcome.across.chapters)
    return sum(found.n_pairs for found in chapters if isinstance(found, SampleFigures))


def chapters_with_results(results: Collection[str], names: tuple[str, ...], small: Collection[str] = ()) -> Chapters:
    """Those of the named chapters that have results, and those that have none; `small` have too few people."""
    without = tuple(name for name in names if name not in results)
    return Chapters(
        k=len(results), names=names, without=without, small=tuple(name for name in without if name in small)
    )


def small_of(outcome: OutcomeFigures) -> tuple[str, ...]:
    """The chapters in which too few answered both times to be shown alone."""
    held_back = {name: found for name, found in outcome.chapters.items() if isinstance(found, Suppressed)}
    return tuple(name for name, found in held_back.items() if found not in (OTHERWISE, NOT_ASKED))


def asked_otherwise(outcome: OutcomeFigures) -> tuple[str, ...]:
    """The chapters in which too few of the same questions were asked before and after."""
    return tuple(name for name, found in outcome.chapters.items() if found == OTHERWISE)


def chapters_not_asked(outcome: OutcomeFigures) -> tuple[str, ...]:
    """The chapters that were not asked it, or too few of its questions for a score."""
    return tuple(name for name, found in outcome.chapters.items() if found == NOT_ASKED)


def harmed_chapters(outcome: OutcomeFigures, worse: Way) -> tuple[str, ...]:
    """Chapters that by their people alone clearly moved the unwelcome way; where it is compared, beside the others."""
    if outcome.compared is not None:
        chapters = outcome.compared.chapters
        return tuple(name for name, one in chapters.items() if moved_unwelcome(one, worse) or _all_fell(one, worse))
    shown = {name: found for name, found in outcome.chapters.items() if isinstance(found, SampleFigures)}
    return tuple(name for name, found in shown.items() if moved_alone(found, outcome.scale, worse))


def own_harmed_chapters(outcome: OutcomeFigures, compared: Differences, made: Measured) -> tuple[str, ...]:
    """Chapters that are compared and whose people who came moved the unwelcome way, while their difference did not.

    Of groups of one side each, those that came and did.
    """
    names = compared.chapters if compared.pooled else [name for name, one in compared.groups.items() if one.came]
    shown = {name: outcome.of_place(name) for name in names if name not in made.harmed}
    figures = {name: found for name, found in shown.items() if isinstance(found, SampleFigures)}
    worse = made.worse
    return tuple(name for name, each in figures.items() if moved_alone(each, outcome.scale, worse))


def moved_alone(found: SampleFigures, scale: Scale, worse: Way) -> bool:
    """Whether a group of people clearly moved the unwelcome way, by the range that is printed of it."""
    return moved_unwelcome(range_of_change(found, scale), worse) or fell(found, worse)


def fell(found: SampleFigures, worse: Way) -> bool:
    """Whether everybody of a group moved the unwelcome way by one amount, so that there is no range."""
    alike = isinstance(found.sd_change, NotEstimable) and found.n_pairs > 1
    return alike and not isinstance(found.mean_change, NotEstimable) and sign_of(found.mean_change) == worse


def _all_fell(one: Contrasted, worse: Way) -> bool:
    """The same of a difference: everybody of each side changed alike, those who came the unwelcome way beside them."""
    return one.low == NO_SPREAD and sign_of(one.estimate) == worse


def moved_unwelcome(
    found: ChangeTest | Interval | Contrasted | Headline | NotEstimable | Suppressed, worse: Way
) -> bool:
    """Whether a range lies past nil on the unwelcome side."""
    if isinstance(found, NotEstimable | Suppressed):
        return False
    end = found.high if worse is Way.FALL else found.low
    return not isinstance(end, NotEstimable) and sign_of(end) == worse


def _ends(headline: Headline, outcome: OutcomeFigures) -> tuple[float, float]:
    kept = within_scale(headline, outcome.scale)
    return kept.low, kept.high


def _keys_of_range(outcome: OutcomeFigures, where: str, *, own: bool) -> dict[str, str]:
    """Where the ends of a range are: of a yes/no question alone, what is told of the headline."""
    at = f"outcomes.{outcome.scale.id}.headline_of" if own and outcome.scale.is_yes_or_no else where
    return {"low": f"{at}.low", "high": f"{at}.high"}


_HEADLINE = {"change": "estimate", "low": "low", "high": "high"}


def falls_apart(found: SampleFigures | Suppressed) -> bool:
    """Whether a scale's questions do not go together: alpha or Spearman-Brown is negative at one of the waves."""
    if isinstance(found, Suppressed):
        return False
    alphas = (found.alpha_pre, found.alpha_post)
    known: list[object] = [each.value for each in alphas if isinstance(each, Estimate)]
    known += [found.spearman_brown_pre, found.spearman_brown_post]
    return any(value == OPPOSED or (isinstance(value, float) and value < 0) for value in known)


def direction_counts(outcome: OutcomeFigures) -> tuple[int, int, int] | None:
    """Up, about the same, down, of those who came; None where not printable."""
    if outcome.compared is not None:
        return None if outcome.beyond is None or set(outcome.beyond) & set(SMALL) else outcome.beyond
    return None if isinstance(outcome.participants, Suppressed) else printable_counts(outcome.participants)


def printable_counts(found: SampleFigures) -> tuple[int, int, int] | None:
    """Up, about the same, down: beyond the margin where there is one; None where one of them is 1 or 2 people."""
    beyond = (found.n_up_margin, found.n_within_margin, found.n_down_margin)
    exact = (found.n_up, found.n_same, found.n_down)
    counted = exact if any(isinstance(count, NotEstimable) for count in beyond) else beyond
    counts = tuple(count for count in counted if isinstance(count, int))
    return (counts[0], counts[1], counts[2]) if len(counts) == 3 and not set(counts) & set(SMALL) else None


def is_undrawn(outcome: OutcomeFigures) -> bool:
    """Whether enough people are counted to be drawn, and nobody is: an earlier report told of some of them."""
    found = outcome.participants
    if isinstance(found, Suppressed) or outcome.compared or outcome.moves:
        return False
    return found.n_pairs >= FEWEST_IN_COLUMNS and printable_counts(found) is not None


def counts_in_words(counts: tuple[int, int, int], found: Measured) -> Sentence:
    """Up, about the same and down, always together."""
    message = "{up:count} up, {same:count} within {margin:point}, {down:count} down."
    if found.margin is None or found.yes_or_no:
        message = "{up:count} up, {same:count} the same, {down:count} down."
    up, same, down = counts
    return Sentence(message, {"up": up, "same": same, "down": down, "margin": found.margin})


def _scale_of(outcome: OutcomeFigures, label: str, *, n: int) -> Measured:
    return Measured(outcome=label, n=n, **_in_points(outcome.scale))


def _in_points(scale: Scale) -> dict[str, Any]:
    """What an outcome has of its scale."""
    given = {name: getattr(scale, name) for name in ("minimum", "maximum", "margin", "direction")}
    return {**given, "yes_or_no": scale.counts_yes}


def _measured(
    outcome: OutcomeFigures,
    label: str,
    found: SampleFigures,
    *,
    change: float | NotEstimable,
    ends: tuple[float | None, float | None],
    keys: dict[str, str],
) -> Measured:
    scale = outcome.scale
    counts = printable_counts(found) if outcome.compared is None else direction_counts(outcome)
    return Measured(
        outcome=label,
        n=found.n_pairs,
        pre=None if shares_tell_of_few(found, scale) else _known(found.mean_pre),
        post=None if shares_tell_of_few(found, scale) else _known(found.mean_post),
        change=_known(change),
        low=ends[0],
        high=ends[1],
        up=counts[0] if counts else None,
        down=counts[2] if counts else None,
        keys=keys,
        alike=outcome.compared is None and isinstance(found.sd_change, NotEstimable),
        **_in_points(scale),
    )


def _keys(place: str, found: SampleFigures) -> dict[str, str]:
    moved = "" if isinstance(found.n_up_margin, NotEstimable) else "_margin"
    names = {"n": "n_pairs", "pre": "mean_pre", "post": "mean_post", "up": f"n_up{moved}", "down": f"n_down{moved}"}
    return {name: f"{place}.{figure}" for name, figure in names.items()}


def _known(value: float | NotEstimable) -> float | None:
    return None if isinstance(value, NotEstimable) else value
