"""What is said of chance: how often it alone turns a change the other way, and whether chapters differ by more."""

from collections.abc import Mapping
from dataclasses import replace

from analysis.disclosure.disclosure import released_decimals
from analysis.disclosure.released import rounded
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.quantiles import t_quantile
from analysis.estimate.sample import SampleFigures
from analysis.pooling.across import BetweenExperiments
from analysis.sensitivity.chance import ByChance, falls_by_chance, yes_or_no_against
from analysis.wording import comparison_phrases, phrases, wording
from analysis.wording.phrases import Way
from analysis.wording.rounding import sign_of
from analysis.wording.wording import Measured, Sentence
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.chance_words import AtMost
from evaluation.impact_report.text import care_taken
from evaluation.impact_report.text.harm.named_outcome import named


def chance_on_page_1(report: ImpactReport) -> Sentence | None:
    """What page 1 says of chance, of a yes/no question in per cent; None where it says nothing."""
    said, found = _of_page_1(report), next(iter(report.measured.values()))
    if said is None:
        return None
    (whole,) = named(report, (replace(said, of_shares=True) if found.yes_or_no else said,))
    return whole


def _of_page_1(report: ImpactReport) -> Sentence | None:
    """The same as points of the scale. Before a planned look no change is taken for true."""
    if not report.looks.claims:
        averaged = report.across and not isinstance(report.first.across.headline, NotEstimable)
        return Sentence(phrases.CHANCE_NEITHER) if averaged and report.first.compared is None else None
    if report.across:
        return chance_across(report)
    found = next(iter(report.measured.values()))
    return None if wording.verdict(found)[0] in wording.SILENT else chance_in_group(report)


def chance_in_group(report: ImpactReport) -> Sentence | None:
    """How often chance alone would turn a change of the margin the other way in a group of this size."""
    found = next(iter(report.measured.values()))
    figures = report.first.participants
    if isinstance(figures, Suppressed) or found.margin is None or found.compared or found.apart:
        return None
    way = Way(sign_of(found.change or 0.0))
    if way is Way.NEITHER or not isinstance(figures.sd_change, float):
        return None
    spread = figures.sd_change + (_lost_by_rounding(figures) if report.renderer >= 2 else 0)
    of_people = spread / figures.n_pairs**0.5
    against = falls_by_chance(found.margin, {"here": max(of_people, _of_evenings(report))}).expected
    if found.yes_or_no and of_people >= _of_evenings(report) and isinstance(figures.mean_change, float):
        moved = (figures.n_pairs - 1) * spread**2 + figures.n_pairs * figures.mean_change**2
        against = yes_or_no_against(found.margin, moved=round(moved), people=figures.n_pairs)
    is_exact = spread == figures.sd_change
    return Sentence(
        phrases.CHANCE_HERE[way], {"margin": found.margin, "chance": against if is_exact else AtMost(against)}
    )


def _lost_by_rounding(figures: SampleFigures) -> float:
    """By how much the spread of changes may be larger than it is written: it is as fine as a release tells it, or not.

    A rounded spread taken as it stands would make a chance less than it is.
    """
    is_rounded = rounded(figures.sd_change, pairs=figures.n_pairs) == figures.sd_change
    return float(0.5 / 10 ** released_decimals(figures.n_pairs)) if is_rounded else 0.0


def _of_evenings(report: ImpactReport) -> float:
    """The standard error behind the range that a group's evenings give it; none where its people alone give it."""
    between = report.first.between.get(report.chapters.names[0])
    if report.renderer < 2 or not isinstance(between, BetweenExperiments):
        return 0.0
    return float((between.high - between.low) / 2 / t_quantile(0.975, between.df))


def chance_across(report: ImpactReport) -> Sentence | None:
    """How many chapters and workshops would by chance go the other way, and how many did; None without an average."""
    across, found = report.first.across, next(iter(report.measured.values()))
    if isinstance(across.headline, NotEstimable) or found.compared or found.apart:
        return None
    change = across.headline.estimate
    if report.renderer >= 2 and care_taken.clear_against(report, change=change):
        return None
    if round(change, 1) == 0:
        return Sentence(phrases.CHANCE_NEITHER)
    way = Way.RISE if change > 0 else Way.FALL
    chapters = {name: (found.estimate, found.variance**0.5) for name, found in across.chapters.items()}
    workshops = _workshops(report.first)
    values = {"size": change, "k": across.k, "chapters_seen": _against(chapters, way)}
    if not workshops:
        expected = _by_chance(change, chapters).expected
        return _of_average(phrases.CHANCE_CHAPTERS[way], {**values, "expected": expected}, found)
    values |= {"of": len(workshops), "seen": _against(workshops, way)}
    values |= {"expected": _by_chance(change, workshops).expected, "chance": _by_chance(change, chapters).at_least_one}
    return _of_average(phrases.CHANCE_WORKSHOPS[way], values, found)


def _of_average(message: str, values: Mapping[str, object], found: Measured) -> Sentence:
    """A message of the average, which is written as elsewhere on the page."""
    return Sentence(message, values, bounds=found.bounds, ranged=found.ranged)


Errors = Mapping[str, tuple[float, float]]
"""Mean change and its standard error, by chapter or workshop."""


def _workshops(outcome: OutcomeFigures) -> dict[str, tuple[float, float]]:
    """The workshops whose figures may be shown; none where the spread of some of them is held back."""
    shown = {name: found for name, found in outcome.experiments.items() if isinstance(found, SampleFigures)}
    if any(isinstance(found.sd_change, Suppressed) for found in shown.values()):
        return {}
    return {
        name: (found.mean_change, found.sd_change / found.n_pairs**0.5)
        for name, found in shown.items()
        if isinstance(found.mean_change, float) and isinstance(found.sd_change, float)
    }


def _against(found: Errors, way: Way) -> int:
    return sum(sign_of(change) * way < 0 for change, _ in found.values())


def _by_chance(change: float, found: Errors) -> ByChance:
    return falls_by_chance(abs(change), {name: error for name, (_, error) in found.items()})


def how_chapters_differ(outcome: OutcomeFigures, found: Measured) -> tuple[Sentence, ...]:
    """Whether chapters differ, in what the headline is about; of rounded figures what the unrounded ones tell.

    Nothing of a single chapter, nor where everybody changed by one amount; the first renderer did not look.
    """
    if found.arms:
        return ()
    if outcome.compared and outcome.compared.pooled is None:
        return (Sentence(comparison_phrases.GROUPS_CHANGE),)
    k = found.chapters.k if found.chapters else outcome.across.k
    if found.renderer >= 2 and (k < 2 or found.alike):
        return ()
    differ = found.claims and care_taken.chapters_clearly_differ(outcome, found)
    place = "difference.across" if outcome.compared else "across"
    figure = "brown_forsythe.p" if found.renderer >= 2 else "tau2.low"
    key = f"outcomes.{outcome.scale.id}.{place}.{figure}"
    return (wording.chapters_differ(found.outcome, differ=differ, key=key),)
