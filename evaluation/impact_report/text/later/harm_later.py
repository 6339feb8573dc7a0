"""What page 1 says of months later: outcomes past where they began, or no longer to be told from there."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.estimate.estimate import NotEstimable
from analysis.pooling.contrasts import Contrast
from analysis.pooling.everybody import Everybody
from analysis.wording import later_phrases
from analysis.wording.measured import Measured, Sentence
from evaluation.impact_report.build.later.what_is_left import DifferenceLater, difference_of, lasting_of
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.later.chapters_later import chapters_harmed
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
        values = _values(figure)
        forms = (later_phrases.HARMED, later_phrases.HARMED_ON_AVERAGE, later_phrases.HARMED_TOGETHER)
        said = _form(figure, forms) if "low" in values else later_phrases.HARMED_ALIKE
        values |= {part: unwelcome_side(value, found) for part, value in values.items() if isinstance(value, float)}
        yield _sentence(name, said, {**values, "outcome": found.outcome}, bounds=found.bounds)


def _gone(report: ImpactReport) -> Iterator[Sentence]:
    for name, found in report.measured.items():
        figure = _figure(report, name) if found.gone_later and not found.compared else None
        if figure is not None:
            said = _form(figure, (later_phrases.GONE, later_phrases.GONE_ON_AVERAGE, later_phrases.GONE_TOGETHER))
            yield _sentence(name, said, {**_values(figure), "outcome": found.outcome})


def _behind(report: ImpactReport) -> Iterator[Sentence]:
    forms = (later_phrases.BEHIND, later_phrases.BEHIND_ON_AVERAGE)
    for name, found in report.measured.items():
        figure = _difference(report, name) if found.behind_later else None
        if figure is not None:
            change, low, high = (unwelcome_side(each, found) for each in (figure.change, figure.low, figure.high))
            kept = replace(figure, change=change, low=low, high=high)
            yield _compared(name, found, kept, forms, bounds=found.bounds)


def _no_longer(report: ImpactReport) -> Iterator[Sentence]:
    forms = (later_phrases.NO_LONGER, later_phrases.NO_LONGER_ON_AVERAGE)
    for name, found in report.measured.items():
        figure = _difference(report, name) if found.gone_later and found.compared else None
        if figure is not None:
            yield _compared(name, found, figure, forms)


def _difference(report: ImpactReport, name: str) -> DifferenceLater | None:
    return difference_of(report.outcomes[name], chapter=None if report.across else report.chapters.names[0])


def _compared(
    name: str,
    found: Measured,
    figure: DifferenceLater,
    forms: tuple[str, str],
    *,
    bounds: tuple[float, ...] = (),
) -> Sentence:
    values = {"outcome": found.outcome, **vars(figure), "n": figure.people}
    keys = (f"outcomes.{name}.waves.follow_up.difference.{figure.place}",)
    said, fewer = forms[figure.k is not None], min(figure.people, figure.others)
    return Sentence(said, values, keys, people=fewer, bounds=bounds)


def _figure(report: ImpactReport, name: str) -> Contrast | Everybody | None:
    """The figure that tells it: rounded, it need not by itself."""
    lasting = lasting_of(report.outcomes[name])
    return lasting.everybody if lasting and report.measured[name].together_later else lasting


def _values(figure: Contrast | Everybody) -> dict[str, object]:
    """The values of a figure, without a range where it has none."""
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


def _sentence(name: str, said: str, values: dict[str, object], *, bounds: tuple[float, ...] = ()) -> Sentence:
    people = values["n"]
    assert isinstance(people, int), "people are counted"
    return Sentence(said, values, (f"outcomes.{name}.waves.follow_up.lasting",), people=people, bounds=bounds)
