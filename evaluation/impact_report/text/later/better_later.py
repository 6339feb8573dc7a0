"""What page 1 says where months later people were clearly better off than they began: after a fall, or still."""

from collections.abc import Iterator

from analysis.pooling.everybody import Everybody
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording import later_phrases
from analysis.wording.measured import Measured, Sentence
from analysis.wording.phrases import Way
from analysis.wording.ranges import way_of_range
from evaluation.impact_report.build.later.further_waves import MONTHS_LATER
from evaluation.impact_report.build.later.what_is_left import (
    figure_later,
    is_for_the_better,
    lasting_of,
    people_of,
    way_later,
)
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.later.stating_later import (
    compared_sentence,
    headline_later,
    lasting_sentence,
    people_later,
    values_later,
)
from evaluation.impact_report.text.later.two_chapters_later import kept_in_chapters, recovered_in_chapters

RECOVERED = (later_phrases.RECOVERED, later_phrases.RECOVERED_ON_AVERAGE)
KEPT = (later_phrases.KEPT, later_phrases.KEPT_ON_AVERAGE)
AHEAD = (later_phrases.AHEAD, later_phrases.AHEAD_ON_AVERAGE)
NO_LONGER = (later_phrases.NO_LONGER, later_phrases.NO_LONGER_ON_AVERAGE)
STILL_APART = (later_phrases.STILL_APART, later_phrases.STILL_APART_ON_AVERAGE)
BACK = (later_phrases.GONE, later_phrases.GONE_ON_AVERAGE, later_phrases.GONE_TOGETHER)


def recovered(report: ImpactReport) -> tuple[Sentence, ...]:
    """Outcomes that had moved the unwelcome way and months later were past where they began, the welcome way.

    Or could no longer be told from there; of a difference, from the comparison group.
    """
    fell = [name for name, found in report.measured.items() if found.unwelcome or found.own_unwelcome]
    said = (each for name in fell for each in _no_longer_harmed(report, name))
    return (*said, *recovered_in_chapters(report))


def kept(report: ImpactReport) -> tuple[Sentence, ...]:
    """That what the first outcome had changed by, for the better, was still there: where enough people answered.

    Of two chapters side by side it is told of each.
    """
    name, found = next(iter(report.measured.items()))
    if not report.later.lasts or not is_for_the_better(found):
        return tuple(kept_in_chapters(report))
    return tuple(_still_apart(report, name) if found.compared else _better(report, name, KEPT))


def _no_longer_harmed(report: ImpactReport, name: str) -> Iterator[Sentence]:
    found = report.measured[name]
    if found.unwelcome and found.compared is not None:
        yield from _no_longer_behind(report, name)
    elif found.unwelcome:
        yield from _better(report, name, RECOVERED)
    if found.compared is None or found.own_unwelcome:
        yield from _back(report, name)


def _no_longer_behind(report: ImpactReport, name: str) -> Iterator[Sentence]:
    """A difference that was unwelcome and is welcome, or can no longer be told."""
    found, figure = report.measured[name], headline_later(report, name)
    if figure is None or found.behind_later or found.renderer < 2:
        return
    way = way_of_range(figure.low, figure.high)
    yield compared_sentence(report, name, figure, AHEAD if way == -found.worse else NO_LONGER)


def _still_apart(report: ImpactReport, name: str) -> Iterator[Sentence]:
    """A difference that was welcome and still is, by at least half of it."""
    found, figure = report.measured[name], headline_later(report, name)
    if figure is None or found.faded_later or found.renderer < 2:
        return
    if way_of_range(figure.low, figure.high) == -found.worse:
        yield compared_sentence(report, name, figure, STILL_APART)


def _back(report: ImpactReport, name: str) -> Iterator[Sentence]:
    """Those who came, who had moved the unwelcome way by themselves and can no longer be told from where they began."""
    found, lasting = report.measured[name], lasting_of(report.outcomes[name])
    if lasting is None or found.harmed_later or found.renderer < 2 or people_of(lasting) < TOO_FEW_TO_SAY_BELOW:
        return
    figure = figure_later(lasting, Way.NEITHER)
    values = {} if figure is None else values_later(report, name, figure)
    if figure is not None and "low" in values:
        said = BACK[2] if isinstance(figure, Everybody) else BACK[figure.k is not None]
        values["outcome"] = found.outcome
        yield lasting_sentence(name, said, values, people=people_later(figure), bounds=found.bounds)


def not_asked(report: ImpactReport) -> tuple[Sentence, ...]:
    """That the first outcome was not asked months later, while another was, so that nothing tells whether it lasts."""
    name, found = next(iter(report.measured.items()))
    asked = [each for each, outcome in report.outcomes.items() if lasting_of(outcome) is not None]
    if found.renderer < 2 or not asked or MONTHS_LATER in report.outcomes[name].waves or not is_for_the_better(found):
        return ()
    return (Sentence(later_phrases.FIRST_NOT_ASKED, {"outcome": found.outcome}),)


def _better(report: ImpactReport, name: str, forms: tuple[str, str]) -> Iterator[Sentence]:
    """Nothing beside a comparison group: those who came alone do not tell what lasts of a difference."""
    found, lasting = report.measured[name], lasting_of(report.outcomes[name])
    if lasting is None or found.renderer < 2 or _tells_less(found) or people_of(lasting) < TOO_FEW_TO_SAY_BELOW:
        return
    values = values_later(report, name, lasting)
    if way_later(lasting) == -found.worse and "low" in values:
        values["outcome"] = found.outcome
        said = forms[lasting.k is not None]
        yield lasting_sentence(name, said, values, people=people_later(lasting), bounds=found.bounds)


def _tells_less(found: Measured) -> bool:
    """Whether it is compared, or something else is told of it months later."""
    moved = found.harmed_later or found.gone_later or found.faded_later
    return moved or found.apart or found.compared is not None
