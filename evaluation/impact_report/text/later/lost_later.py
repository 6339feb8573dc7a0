"""What page 1 says of a change of which less was left months later, and of a comparison group beside those who came."""

from collections.abc import Iterator, Mapping

from analysis.wording import later_phrases
from analysis.wording.measured import Measured, Sentence
from analysis.wording.phrases import Way
from evaluation.impact_report.build.later.in_two_chapters import differences_of_two
from evaluation.impact_report.build.later.what_is_left import chapters_of, lasting_of
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.later.chapters_later import harmed_later, is_compared
from evaluation.impact_report.text.later.stating_later import (
    compared_sentence,
    headline_later,
    lasting_sentence,
    values_later,
)
from evaluation.impact_report.text.later.two_chapters_later import sides_in_chapters

ENDS = ("change", "low", "high")
SIDES = {
    False: (later_phrases.SIDES, later_phrases.SIDES_ON_AVERAGE),
    True: (later_phrases.SIDES_ADJUSTED, later_phrases.SIDES_ADJUSTED_ON_AVERAGE),
}
OF_DIFFERENCE = (later_phrases.FADED_DIFFERENCE, later_phrases.FADED_DIFFERENCE_ON_AVERAGE)


def faded(report: ImpactReport) -> Iterator[Sentence]:
    """Outcomes of whose change for the better less than half was left, or of those who came alone nothing clear."""
    for name, found in report.measured.items():
        if not found.faded_later:
            continue
        figure = headline_later(report, name) if found.compared else None
        if figure is None:
            yield from _of_those_who_came(report, name, found)
        elif found.change is not None:
            extra = _as_left(found, found.change, vars(figure))
            yield compared_sentence(report, name, figure, OF_DIFFERENCE, extra=extra)


def _of_those_who_came(report: ImpactReport, name: str, found: Measured) -> Iterator[Sentence]:
    lasting, first = lasting_of(report.outcomes[name]), found.compared.own if found.compared else found.change
    if lasting is None or first is None:
        return
    values = values_later(report, name, lasting)
    if "low" not in values:
        return
    said = later_phrases.FADED if lasting.k is None else later_phrases.FADED_ON_AVERAGE
    values |= {"outcome": found.outcome, **_as_left(found, first, values)}
    yield lasting_sentence(name, said[Way(-found.worse)], values, people=lasting.n, bounds=found.bounds)


def _as_left(found: Measured, first: float, figures: Mapping[str, object]) -> dict[str, object]:
    """What there was and what was left of it, both counted the welcome way."""
    way = -found.worse
    change, *ends = (each * way for part in ENDS if isinstance(each := figures[part], float))
    return {"first": first * way, "change": change, "low": min(ends), "high": max(ends)}


def other_side(report: ImpactReport) -> Iterator[Sentence]:
    """What the comparison group did months later, or that nothing can be said of it, where those who came are told of.

    Nothing where their difference is told already.
    """
    for name, found in report.measured.items():
        if found.arms:
            yield from _of_groups(report, name, found)
            continue
        if found.two_compared and report.across:
            yield from sides_in_chapters(report, name)
            yield from _others_of_two(report, name, found)
        elif found.compared and _tells_of_those_who_came(report, name, found):
            yield from _of_other_side(report, name, found)


def _of_other_side(report: ImpactReport, name: str, found: Measured) -> Iterator[Sentence]:
    figure, outcome = headline_later(report, name), report.outcomes[name]
    if figure is None:
        said = later_phrases.OTHERS_NOT_ASKED if outcome.compared_later is None else later_phrases.OTHERS_TOO_FEW
        yield Sentence(said, {"outcome": found.outcome})
    elif found.harmed_later and not found.behind_later and outcome.compared_later is not None:
        yield compared_sentence(report, name, figure, SIDES[outcome.compared_later.adjusted])


def _others_of_two(report: ImpactReport, name: str, found: Measured) -> Iterator[Sentence]:
    """That nothing can be said of a difference in either of two chapters of which it is told what people changed by."""
    outcome = report.outcomes[name]
    alone = any(not is_compared(report, name, chapter) for chapter in harmed_later(report, name))
    if differences_of_two(outcome, found) or not (found.faded_later or alone):
        return
    said = later_phrases.OTHERS_NOT_ASKED if outcome.compared_later is None else later_phrases.OTHERS_TOO_FEW
    yield Sentence(said, {"outcome": found.outcome})


def _of_groups(report: ImpactReport, name: str, found: Measured) -> Iterator[Sentence]:
    """That nothing can be said of any of several groups that came, where they were asked again: of the first outcome,
    and where those who came are told of.
    """
    outcome = report.outcomes[name]
    first = name == next(iter(report.measured))
    if found.arms_later or lasting_of(outcome) is None or not (first or found.harmed_later):
        return
    none = outcome.compared_later is None
    said = later_phrases.OTHERS_NOT_ASKED if none else later_phrases.OTHERS_OR_GROUP_TOO_FEW
    yield Sentence(said, {"outcome": found.outcome})


def _tells_of_those_who_came(report: ImpactReport, name: str, found: Measured) -> bool:
    later = report.outcomes[name].compared_later
    compared = later.chapters if later else {}
    alone = set(found.harmed_chapters_later) & set(chapters_of(report.outcomes[name])) - set(compared)
    return found.harmed_later or bool(alone) or (found.faded_later and headline_later(report, name) is None)
