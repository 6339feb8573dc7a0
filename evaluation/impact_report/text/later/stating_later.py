"""A message of months later with its figures: of those who came, or of the difference from a comparison group."""

from collections.abc import Mapping

from analysis.estimate.estimate import NotEstimable
from analysis.estimate.sample import SampleFigures
from analysis.pooling.contrasts import Contrast, OfPeople
from analysis.pooling.everybody import Everybody
from analysis.wording.measured import Sentence
from analysis.wording.rounding import Ranged
from evaluation.impact_report.build.later.what_is_left import DifferenceLater, both_sides, difference_of
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.later.people_shown import people_shown


def headline_later(report: ImpactReport, name: str) -> DifferenceLater | None:
    """The difference months later that stands in the place of the headline."""
    return difference_of(report.outcomes[name], chapter=None if report.across else report.chapters.names[0])


def compared_sentence(
    report: ImpactReport,
    name: str,
    figure: DifferenceLater,
    forms: tuple[str, str],
    *,
    extra: Mapping[str, object] | None = None,
) -> Sentence:
    """A message of the difference months later: in one chapter, or on the average of several."""
    found = report.measured[name]
    values = {"outcome": found.outcome, **vars(figure), **(extra or {})}
    came, others = both_sides(report.outcomes[name])
    values["n"] = people_shown(report, name, people=figure.people, of=came)
    values["others"] = people_shown(report, name, people=figure.others, of=others, others=True)
    keys = (f"outcomes.{name}.waves.follow_up.difference.{figure.place}",)
    said, fewer = forms[figure.k is not None], min(figure.people, figure.others)
    return Sentence(said, values, keys, people=fewer, bounds=found.bounds, ranged=_ranged(values))


def values_later(report: ImpactReport, name: str, figure: Contrast | Everybody) -> dict[str, object]:
    """The values of a figure of those who came, without a range where it has none."""
    found = _of_figure(figure)
    pairs = report.outcomes[name].participants
    of = pairs.n_pairs if isinstance(pairs, SampleFigures) else 0
    return {**found, "n": people_shown(report, name, people=people_later(figure), of=of)}


def _of_figure(figure: Contrast | Everybody) -> dict[str, object]:
    if isinstance(figure, Everybody):
        ends = {"low": figure.low, "high": figure.high}
        return {"n": figure.pairs, "k": figure.chapters, "change": figure.estimate, **ends}
    given = {"n": figure.n, "k": figure.k, "change": figure.mean, "low": figure.low, "high": figure.high}
    return {part: value for part, value in given.items() if not isinstance(value, NotEstimable)}


def people_later(figure: Contrast | Everybody) -> int:
    """How many people a figure is of."""
    return figure.pairs if isinstance(figure, Everybody) else figure.n


def values_of_chapter(report: ImpactReport, name: str, chapter: str, later: OfPeople) -> dict[str, float]:
    """The values of the people of one chapter, whose range is known."""
    figures = {"change": later.mean, "low": later.low, "high": later.high}
    known = {part: value for part, value in figures.items() if not isinstance(value, NotEstimable)}
    came = report.outcomes[name].chapters.get(chapter)
    of = came.n_pairs if isinstance(came, SampleFigures) else 0
    return {**known, "n": people_shown(report, name, people=later.n, of=of)}


def lasting_sentence(
    name: str,
    said: str,
    values: dict[str, object],
    *,
    people: int,
    bounds: tuple[float, ...] = (),
    place: str = "lasting",
) -> Sentence:
    """A message of those who came, with the figures there are of them."""
    keys = (f"outcomes.{name}.waves.follow_up.{place}",)
    return Sentence(said, values, keys, people=people, bounds=bounds, ranged=_ranged(values))


def _ranged(values: Mapping[str, object]) -> Ranged:
    """The figures of a sentence that are written with as many decimals."""
    change, low, high = (values.get(part) for part in ("change", "low", "high"))
    return Ranged(change=_number(change), low=_number(low), high=_number(high))


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None
