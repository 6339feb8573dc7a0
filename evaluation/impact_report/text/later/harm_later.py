"""What page 1 says of months later: outcomes past where they began, or no longer to be told from there."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.pooling.contrasts import Contrast
from analysis.pooling.everybody import Everybody
from analysis.wording import later_phrases
from analysis.wording.groups.arms_later import own_said_later, said_later
from analysis.wording.measured import Sentence
from evaluation.impact_report.build.later.what_is_left import lasting_of
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.later.chapters_later import chapters_harmed
from evaluation.impact_report.text.later.lost_later import faded, other_side
from evaluation.impact_report.text.later.stating_later import (
    compared_sentence,
    headline_later,
    lasting_sentence,
    people_later,
    values_later,
)
from evaluation.impact_report.text.later.two_chapters_later import lost_in_chapters
from evaluation.impact_report.text.later.unwelcome_side import unwelcome_side


def later(report: ImpactReport) -> tuple[Sentence, ...]:
    """Outcomes that months later were past where they began, the unwelcome way, or no longer to be told from there.

    Beside a comparison group also those that were past it, or no longer to be told from it, of several groups that came
    each. Then those of which less than half was left on average; single chapters after the averages they are part of;
    and what the comparison group did where only those who came are told of.
    """
    return (
        *_harmed(report),
        *_few(report),
        *_behind(report),
        *_of_groups(report),
        *_gone(report),
        *_no_longer(report),
        *faded(report),
        *chapters_harmed(report),
        *lost_in_chapters(report),
        *other_side(report),
    )


def _of_groups(report: ImpactReport) -> Iterator[Sentence]:
    """Each of several groups that came: of the first outcome every one, of others what is harm or left little."""
    first = next(iter(report.measured))
    for name, found in report.measured.items():
        yield from said_later(found, every=name == first)
        yield from own_said_later(found, every=name == first)


def _harmed(report: ImpactReport) -> Iterator[Sentence]:
    for name, found in report.measured.items():
        figure = _figure(report, name) if found.harmed_later else None
        if figure is None:
            continue
        values = values_later(report, name, figure)
        forms = (later_phrases.HARMED, later_phrases.HARMED_ON_AVERAGE, later_phrases.HARMED_TOGETHER)
        said = _form(figure, forms) if "low" in values else later_phrases.HARMED_ALIKE
        values |= {part: unwelcome_side(value, found) for part, value in values.items() if isinstance(value, float)}
        people = people_later(figure)
        yield lasting_sentence(name, said, {**values, "outcome": found.outcome}, people=people, bounds=found.bounds)


def _few(report: ImpactReport) -> Iterator[Sentence]:
    """The same of too few people to say what had changed."""
    for name, found in report.measured.items():
        figure = _figure(report, name) if found.few_harmed_later else None
        if figure is None:
            continue
        values = values_later(report, name, figure)
        forms = (later_phrases.FEW_HARMED, later_phrases.FEW_HARMED, later_phrases.FEW_HARMED_TOGETHER)
        said = _form(figure, forms) if "low" in values else later_phrases.FEW_HARMED_ALIKE
        values |= {part: unwelcome_side(value, found) for part, value in values.items() if isinstance(value, float)}
        people = people_later(figure)
        yield lasting_sentence(name, said, {**values, "outcome": found.outcome}, people=people, bounds=found.bounds)


def _gone(report: ImpactReport) -> Iterator[Sentence]:
    for name, found in report.measured.items():
        figure = _figure(report, name) if found.gone_later and not found.compared else None
        if figure is not None:
            said = _form(figure, (later_phrases.GONE, later_phrases.GONE_ON_AVERAGE, later_phrases.GONE_TOGETHER))
            values = {**values_later(report, name, figure), "outcome": found.outcome}
            yield lasting_sentence(name, said, values, people=people_later(figure), bounds=found.bounds)


def _behind(report: ImpactReport) -> Iterator[Sentence]:
    forms = (later_phrases.BEHIND, later_phrases.BEHIND_ON_AVERAGE)
    for name, found in report.measured.items():
        figure = headline_later(report, name) if found.behind_later else None
        if figure is not None:
            change, low, high = (unwelcome_side(each, found) for each in (figure.change, figure.low, figure.high))
            kept = replace(figure, change=change, low=low, high=high)
            yield compared_sentence(report, name, kept, forms)


def _no_longer(report: ImpactReport) -> Iterator[Sentence]:
    forms = (later_phrases.NO_LONGER, later_phrases.NO_LONGER_ON_AVERAGE)
    for name, found in report.measured.items():
        figure = headline_later(report, name) if found.gone_later and found.compared else None
        if figure is not None:
            yield compared_sentence(report, name, figure, forms)


def _figure(report: ImpactReport, name: str) -> Contrast | Everybody | None:
    """The figure that tells it: rounded, it need not by itself."""
    lasting = lasting_of(report.outcomes[name])
    return lasting.everybody if lasting and report.measured[name].together_later else lasting


def _form(figure: Contrast | Everybody, forms: tuple[str, str, str]) -> str:
    of_people, on_average, together = forms
    if isinstance(figure, Everybody):
        return together
    return of_people if figure.k is None else on_average
