"""Which chapters are held back of the first outcome, for which reason, and where their people count all the same."""

from collections.abc import Collection

from analysis.disclosure.disclosure import MaskedFlow
from analysis.estimate.estimate import Suppressed
from analysis.pooling.everybody import Everybody
from analysis.wording.measured import Sentence
from evaluation.impact_report.build.findings import asked_otherwise, chapters_not_asked, small_of
from evaluation.impact_report.build.printed_counts import flow_printed
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.withheld.not_counted import CHAPTERS_HELD, CHAPTERS_HELD_OF

FEW = "Held back, because too few people answered both times: {names:names}. They count in no total."
FEW_COUNTED = "Held back, because too few people answered both times: {names:names}. They count only in figures of all "
FEW_COUNTED += "people in one model."
FEW_SCORES = "Held back, because too few people have a score of {outcome:inside} both times: {names:names}. They count "
FEW_SCORES += "in no average."
FEW_SCORES_COUNTED = (
    "Held back, because too few people have a score of {outcome:inside} both times: {names:names}. They "
)
FEW_SCORES_COUNTED += "count in figures of all people in one model, and in no average."
OTHER_QUESTIONS = "Held back, because too few of the same questions were asked before and after: {names:names}. Their "
OTHER_QUESTIONS += "people count among those who answered, and in no average."

FEWER_THAN = "Held back, as fewer than {below:count} people answered both times: {names:names}."
FEWER_SCORES = (
    "Held back, as fewer than {below:count} people have a score of {outcome:inside} both times: {names:names}."
)
FEW_ASKED = "Held back, because too few people answered: {names:names}. They count in no total."
FEWER_ASKED = "Held back, as fewer than {below:count} people answered: {names:names}."
UNDRAWN = "Nobody is drawn here: beside an earlier report of some of these people a drawing could tell a few of them "
UNDRAWN += "apart."
ASKED_OTHERWISE = "Held back, as too few of the same questions were asked before and after: {names:names}."
NOT_ASKED_IN = "{outcome:begin} was not asked in {names:names}, or by too few of its questions for a score."


def chapters_held_back(report: ImpactReport) -> tuple[Sentence, ...]:
    """Each reason with its chapters, and where their people count."""
    if report.estimand.once:
        return _asked_at_one_wave(report, FEW_ASKED)
    second = report.first.together if report.estimand.compared else report.first.everybody
    counted = isinstance(second, Everybody) and second.small > 0
    few, scores = (FEW_COUNTED, FEW_SCORES_COUNTED) if counted else (FEW, FEW_SCORES)
    scores = CHAPTERS_HELD if report.context.released else scores
    first = next(iter(report.outcomes))
    return (*_by_reason(report, (few, scores, OTHER_QUESTIONS)), *_not_asked_in(report, first))


def reasons_of_chapters(report: ImpactReport) -> tuple[Sentence, ...]:
    """Each reason with its chapters and the threshold."""
    if report.estimand.once:
        return _asked_at_one_wave(report, FEWER_ASKED)
    scores = CHAPTERS_HELD_OF if report.context.released else FEWER_SCORES
    unasked = (said for name in report.outcomes for said in _not_asked_in(report, name))
    return (*_by_reason(report, (FEWER_THAN, scores, ASKED_OTHERWISE)), *unasked)


def _not_asked_in(report: ImpactReport, name: str) -> tuple[Sentence, ...]:
    """The chapters that were not asked an outcome."""
    names, outcome = chapters_not_asked(report.outcomes[name]), report.measured[name].outcome
    return (Sentence(NOT_ASKED_IN, {"outcome": outcome, "names": names}),) if names else ()


def _asked_at_one_wave(report: ImpactReport, said: str) -> tuple[Sentence, ...]:
    """Chapters of which too few answered, where one wave alone was asked; a release counts pairs, and has none yet."""
    shown, held = _answered_in(flow_printed(report)), flow_printed(report).chapters
    names = [] if report.context.released else [name for name in held if name not in shown]
    return (Sentence(said, {"names": names, "below": report.plan.suppress_below}),) if names else ()


def _by_reason(report: ImpactReport, messages: tuple[str, str, str]) -> tuple[Sentence, ...]:
    """Too few who answered, too few with a score, and other questions, as far as there are such chapters."""
    small, answered = small_of(report.first), _answered_in(flow_printed(report))
    few = [name for name in small if name not in answered]
    named = (few, [name for name in small if name in answered], list(asked_otherwise(report.first)))
    outcome = next(iter(report.measured.values())).outcome
    values = {"outcome": outcome, "below": report.plan.suppress_below}
    return tuple(
        Sentence(said, {**values, "names": names}) for said, names in zip(messages, named, strict=True) if names
    )


def _answered_in(flow: MaskedFlow) -> Collection[str]:
    """Chapters of which enough answered both times for their counts to be shown."""
    return {name for name, counts in flow.chapters.items() if not isinstance(counts, Suppressed)}
