"""The harms that the lede tells beside an average, as rows of the tables that list every finding."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from analysis.disclosure.shares import shares_tell_of_few
from analysis.estimate.estimate import NotEstimable
from analysis.estimate.sample import SampleFigures
from analysis.wording.measured import Measured
from analysis.wording.ranges import within_scale
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text import care_taken, everybody_sentences, harm_within, not_compared
from evaluation.impact_report.text.harm.among_outcomes import beyond_chance
from evaluation.impact_report.text.later.unwelcome_side import unwelcome_side

PEOPLE_ALONE = "counting people alone"
BY_THEMSELVES = "those who came by themselves"
SMALL_TOGETHER = "chapters too small to show alone"
LEFT_OUT = "chapters that are not compared"


@dataclass(frozen=True, kw_only=True)
class HarmRow:
    """An outcome that moved the unwelcome way in a `chapter`, or in all; `of_whom` says in words what is not whole.

    `workshop` tells that the place is one workshop.
    """

    measured: Measured
    chapter: str = ""
    of_whom: tuple[str, ...] = ()
    workshop: bool = False


def harm_rows(report: ImpactReport, name: str) -> Iterator[HarmRow]:
    """Those of an outcome from before to after, in the order of the lede: those that have figures.

    What holds of an outcome's average, that chance among several could bring it, need not hold of a row.
    """
    if report.renderer < 2:
        return
    outcome = report.outcomes[name]
    places = max(len(outcome.chapters), len(outcome.experiments))
    for row in _rows(report, name):
        sure = beyond_chance(report, row.measured, places=places)
        yield replace(row, measured=replace(row.measured, by_chance=False)) if sure else row


def _rows(report: ImpactReport, name: str) -> Iterator[HarmRow]:
    found = report.measured[name]
    if care_taken.fell_by_themselves(found):
        yield _row(_by_themselves(found, report.outcomes[name]), of_whom=(BY_THEMSELVES,))
    of_people = () if found.compared else (PEOPLE_ALONE,)
    yield from _of_chapters(report, name, care_taken.own_places(report, name), of_whom=(BY_THEMSELVES,))
    yield from _of_chapters(report, name, care_taken.harmed_places(report, name), of_whom=of_people)
    for workshop, place in harm_within.workshops_fallen(report, name).items():
        yield replace(_row(replace(place, chapters=None), chapter=workshop, of_whom=of_people), workshop=True)
    small = everybody_sentences.small_unwelcome(report, name)
    if small is not None:
        of_whom = (SMALL_TOGETHER, BY_THEMSELVES) if report.estimand.compared else (SMALL_TOGETHER,)
        yield _row(replace(small, chapters=None), of_whom=of_whom)
    for chapters, together in not_compared.fell_left_out(report, name):
        several = len(chapters) > 1
        of_whom = (LEFT_OUT, BY_THEMSELVES) if several else (BY_THEMSELVES,)
        yield _row(together, chapter="" if several else chapters[0], of_whom=of_whom)


def _of_chapters(
    report: ImpactReport, name: str, places: Mapping[str, Measured], *, of_whom: tuple[str, ...]
) -> Iterator[HarmRow]:
    for chapter, place in places.items():
        if place.change is not None:
            pre, post = _averages(report, name, chapter)
            yield _row(replace(place, pre=pre, post=post, chapters=None), chapter=chapter, of_whom=of_whom)


def _averages(report: ImpactReport, name: str, chapter: str) -> tuple[float | None, float | None]:
    """What the people of a chapter answered before and after; a release tells it in the table of chapters alone.

    Nor is it told where it would tell how one or two people answered a yes/no question.
    """
    outcome = report.outcomes[name]
    figures = outcome.chapters.get(chapter)
    if report.context.released or not isinstance(figures, SampleFigures):
        return None, None
    if shares_tell_of_few(figures, outcome.scale):
        return None, None
    pre, post = (each if isinstance(each, float) else None for each in (figures.mean_pre, figures.mean_post))
    return pre, post


def _by_themselves(found: Measured, outcome: OutcomeFigures) -> Measured:
    """All who came whom the range is of; where each group was of one side, of so many groups."""
    own, chapters = found.compared, found.chapters
    assert own is not None, "only beside a comparison group"
    chapters = replace(chapters, k=len(outcome.across.chapters)) if own.between and chapters else chapters
    alone = replace(found, compared=None, change=own.own, low=own.own_low, high=own.own_high, chapters=chapters)
    return _of_all(alone, outcome) if own.own_people > found.n else alone


def _of_all(found: Measured, outcome: OutcomeFigures) -> Measured:
    """The same where chapters are in no comparison: their people are in the range, and so in each figure beside it."""
    came, average = outcome.participants, outcome.across.headline
    if not isinstance(came, SampleFigures) or isinstance(average, NotEstimable):
        return found
    known = not shares_tell_of_few(came, outcome.scale)
    pre, post = (each if known and isinstance(each, float) else None for each in (came.mean_pre, came.mean_post))
    chapters = replace(found.chapters, k=len(outcome.across.chapters)) if found.chapters else None
    average = within_scale(average, outcome.scale)
    return replace(found, n=came.n_pairs, pre=pre, post=post, change=average.estimate, chapters=chapters)


def _row(found: Measured, *, chapter: str = "", of_whom: tuple[str, ...] = ()) -> HarmRow:
    """By its own figures alone, on the side on which they were told to be before they were rounded."""
    change, low, high = (
        None if each is None else unwelcome_side(each, found) for each in (found.change, found.low, found.high)
    )
    own = replace(found, change=change, low=low, high=high, alike=low is None, up=None, down=None, keys={}, ways=None)
    own = replace(own, everybody=None, decided=None, wider=False, described=False, harmed=(), own_harmed=(), arms=())
    return HarmRow(measured=own, chapter=chapter, of_whom=of_whom)
