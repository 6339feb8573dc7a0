"""What page 1 says of months later: outcomes past where they began, or no longer to be told from there."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.estimate.estimate import NotEstimable
from analysis.estimate.sample import SampleFigures
from analysis.pooling.contrasts import Contrast
from analysis.pooling.everybody import Everybody
from analysis.wording import later_phrases
from analysis.wording.measured import Sentence
from evaluation.impact_report.build.later.what_is_left import DifferenceLater, both_sides, difference_of, lasting_of
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.later.chapters_later import chapters_harmed
from evaluation.impact_report.text.later.people_shown import people_shown
from evaluation.impact_report.text.later.unwelcome_side import unwelcome_side


def later(report: ImpactReport) -> tuple[Sentence, ...]:
    """Outcomes that months later were past where they began, the unwelcome way, or no longer to be told from there.

    Beside a comparison group also those that were past it, or no longer to be told from it; and single chapters.
    """
    return (*_harmed(report), *_behind(report), *chapters_harmed(report), *_gone(report), *_no_longer(report))


def _harmed(report: ImpactReport) -> Iterator[Sentence]:
    for name, found in report.measured.items():
        figure = _figure(report, name) if found.harmed_later else None
        if figure is None:
            continue
        values = _values(report, name, figure)
        forms = (later_phrases.HARMED, later_phrases.HARMED_ON_AVERAGE, later_phrases.HARMED_TOGETHER)
        said = _form(figure, forms) if "low" in values else later_phrases.HARMED_ALIKE
        values |= {part: unwelcome_side(value, found) for part, value in values.items() if isinstance(value, float)}
        people = _people(figure)
        yield _sentence(name, said, {**values, "outcome": found.outcome}, people=people, bounds=found.bounds)


def _gone(report: ImpactReport) -> Iterator[Sentence]:
    for name, found in report.measured.items():
        figure = _figure(report, name) if found.gone_later and not found.compared else None
        if figure is not None:
            said = _form(figure, (later_phrases.GONE, later_phrases.GONE_ON_AVERAGE, later_phrases.GONE_TOGETHER))
            values = {**_values(report, name, figure), "outcome": found.outcome}
            yield _sentence(name, said, values, people=_people(figure))


def _behind(report: ImpactReport) -> Iterator[Sentence]:
    forms = (later_phrases.BEHIND, later_phrases.BEHIND_ON_AVERAGE)
    for name, found in report.measured.items():
        figure = _difference(report, name) if found.behind_later else None
        if figure is not None:
            change, low, high = (unwelcome_side(each, found) for each in (figure.change, figure.low, figure.high))
            kept = replace(figure, change=change, low=low, high=high)
            yield _compared(report, name, kept, forms, bounds=found.bounds)


def _no_longer(report: ImpactReport) -> Iterator[Sentence]:
    forms = (later_phrases.NO_LONGER, later_phrases.NO_LONGER_ON_AVERAGE)
    for name, found in report.measured.items():
        figure = _difference(report, name) if found.gone_later and found.compared else None
        if figure is not None:
            yield _compared(report, name, figure, forms)


def _difference(report: ImpactReport, name: str) -> DifferenceLater | None:
    return difference_of(report.outcomes[name], chapter=None if report.across else report.chapters.names[0])


def _compared(
    report: ImpactReport,
    name: str,
    figure: DifferenceLater,
    forms: tuple[str, str],
    *,
    bounds: tuple[float, ...] = (),
) -> Sentence:
    values = {"outcome": report.measured[name].outcome, **vars(figure), "n": figure.people}
    came, others = both_sides(report.outcomes[name])
    values["n"] = people_shown(report, figure.people, came)
    values["others"] = people_shown(report, figure.others, others)
    keys = (f"outcomes.{name}.waves.follow_up.difference.{figure.place}",)
    said, fewer = forms[figure.k is not None], min(figure.people, figure.others)
    return Sentence(said, values, keys, people=fewer, bounds=bounds)


def _figure(report: ImpactReport, name: str) -> Contrast | Everybody | None:
    """The figure that tells it: rounded, it need not by itself."""
    lasting = lasting_of(report.outcomes[name])
    return lasting.everybody if lasting and report.measured[name].together_later else lasting


def _values(report: ImpactReport, name: str, figure: Contrast | Everybody) -> dict[str, object]:
    """The values of a figure, without a range where it has none."""
    found = _of_figure(figure)
    pairs = report.outcomes[name].participants
    of = pairs.n_pairs if isinstance(pairs, SampleFigures) else 0
    return {**found, "n": people_shown(report, _people(figure), of)}


def _of_figure(figure: Contrast | Everybody) -> dict[str, object]:
    if isinstance(figure, Everybody):
        ends = {"low": figure.low, "high": figure.high}
        return {"n": figure.pairs, "k": figure.chapters, "change": figure.estimate, **ends}
    given = {"n": figure.n, "k": figure.k, "change": figure.mean, "low": figure.low, "high": figure.high}
    return {part: value for part, value in given.items() if not isinstance(value, NotEstimable)}


def _form(figure: Contrast | Everybody, forms: tuple[str, str, str]) -> str:
    of_people, on_average, together = forms
    if isinstance(figure, Everybody):
        return together
    return of_people if figure.k is None else on_average


def _people(figure: Contrast | Everybody) -> int:
    return figure.pairs if isinstance(figure, Everybody) else figure.n


def _sentence(
    name: str, said: str, values: dict[str, object], *, people: int, bounds: tuple[float, ...] = ()
) -> Sentence:
    return Sentence(said, values, (f"outcomes.{name}.waves.follow_up.lasting",), people=people, bounds=bounds)
