"""What is left out of the figures, and why."""

from collections.abc import Iterator, Mapping

from analysis.estimate.answered_once import AnsweredOnce, FileRows
from analysis.estimate.estimate import Suppressed
from analysis.wording import renderer_1_phrases
from analysis.wording.wording import Sentence
from evaluation.impact_report.build.printed_counts import comparison_once_printed, holds_back_once, once_printed
from evaluation.impact_report.build.repeat_attenders import repeat_attender_sentences
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.places import About
from evaluation.impact_report.text.held_back import FEWER_THAN, reasons_of_chapters
from evaluation.impact_report.text.withheld.outcomes_not_asked import outcomes_not_asked

ONCE = "Answered one time only, so that there is no change to work out: {pre_only:few} before, {post_only:few} after."
ONCE_HELD = "Answered one time only: how many people is held back, as it would tell of one or two."
ONCE_COMPARED = "Of the comparison group, answered one time only: {pre_only:few} before, {post_only:few} after."
ONCE_COMPARED_HELD = (
    "Of the comparison group, answered one time only: how many people is held back, as it would tell of one "
)
ONCE_COMPARED_HELD += "or two."
NOT_IN_FILE = "Not in the file, and so counted nowhere: people who answered one time only."
ALL_KEPT = (
    "Answers that came late, fast or all alike are kept; “The quality of the answers” shows the result without them."
)
UNANSWERED = "Sent with nothing answered, and so counted nowhere: {count:few}."
UNFINISHED = "An outcome of fewer than two thirds of its questions answered, or than the plan asks for, has no score."
STILL_OPEN = "Left out, as people were still answering there when this was made: {names:names}."
FOLLOW_UP_OPEN = "The follow-up was still open when this was made, and is told of later: {names:names}."
WAITING = "Waiting until enough people have joined them: {count:count}."
FEW_WAITING = "Where a few people wait at a workshop until enough have joined them, it is not told."
JOINED_BY = "People in the files were joined by {columns:names}."
ALIKE = "Codes that differ in signs or leading zeros alone, such as AB-12 and AB12, were taken as one. People who were "
ALIKE += "joined so: {count:few}."
TRIALS = "Rows that were sent to try the form, and so counted nowhere: {count:few}."
SUMMARIES = "Rows of averages or sums, and so counted nowhere: {count:few}."
AGAIN = "Rows that were sent again with one code, so that another row of it counts: {count:few}."
OTHER_TIMES = "Rows of another time than before and after, and so counted nowhere: {count:few}."
UNCODED = "Rows without a code, joined to nobody and so counted at one time only: {pre:few} before, {post:few} after."
SHARED = (
    "Rows of a code that several people share, joined to nobody and so counted at one time only: {pre:few} before, "
)
SHARED += "{post:few} after."
MOVED = "People who named another chapter the second time, and count in the first: {count:few}."
READ_OFF = "Between which numbers people could choose is not in the files, and was read off the answers: {names:names}."
SINGLE = "Left out of the average, as a single pair has no spread: {names:names}."


def exclusions(report: ImpactReport, language: Language) -> tuple[Sentence, ...]:
    """Every exclusion with its count and reason."""
    return (*_people(report, language), *_chapters(report))


def _people(report: ImpactReport, language: Language) -> Iterator[Sentence]:
    once = once_printed(report)
    if any(once.values()) and not report.estimand.once:
        yield Sentence(ONCE, once)
    if report.context.answered_once is AnsweredOnce.LEFT_OUT:
        yield Sentence(NOT_IN_FILE)
    if report.context.file_rows:
        yield from _once_in_files(report, once)
        yield from _of_files(report.context.file_rows)
    yield from repeat_attender_sentences(report.context)
    if report.context.unanswered:
        yield Sentence(UNANSWERED, {"count": report.context.unanswered})
    if report.context.still_open:
        yield Sentence(STILL_OPEN, {"names": list(report.context.still_open)})
    if report.context.follow_up_open:
        yield Sentence(FOLLOW_UP_OPEN, {"names": list(report.context.follow_up_open)})
    if report.context.elsewhere and report.context.elsewhere.joined_by:
        yield Sentence(JOINED_BY, {"columns": [f"“{name}”" for name in report.context.elsewhere.joined_by]})
    yield from outcomes_not_asked(report, language)
    yield Sentence(UNFINISHED if report.renderer >= 2 else renderer_1_phrases.UNFINISHED)
    if report.context.checks:
        yield Sentence(ALL_KEPT)
    yield from _waiting(report)


def _once_in_files(report: ImpactReport, once: Mapping[str, int]) -> Iterator[Sentence]:
    """Who answered one time only, where a count of that is held back or is of the comparison group."""
    if report.estimand.once:
        return
    if not once and holds_back_once(report.flow):
        yield Sentence(ONCE_HELD)
    compared = comparison_once_printed(report)
    if any(compared.values()):
        yield Sentence(ONCE_COMPARED, compared)
    elif not compared and holds_back_once(report.comparison_flow):
        yield Sentence(ONCE_COMPARED_HELD)


def _of_files(rows: FileRows) -> Iterator[Sentence]:
    """How people of files were joined, and which rows of them are counted nowhere or at one time alone."""
    if rows.columns:
        yield Sentence(JOINED_BY, {"columns": [f"“{name}”" for name in rows.columns]})
    counted = (
        (ALIKE, rows.alike),
        (TRIALS, rows.trials),
        (SUMMARIES, rows.summaries),
        (AGAIN, rows.again),
        (OTHER_TIMES, rows.other_times),
        (MOVED, rows.moved),
    )
    for said, count in counted:
        if count:
            yield Sentence(said, {"count": count})
    if any(rows.uncoded):
        yield Sentence(UNCODED, {"pre": rows.uncoded[0], "post": rows.uncoded[1]})
    if any(rows.shared):
        yield Sentence(SHARED, {"pre": rows.shared[0], "post": rows.shared[1]})
    if rows.read_off:
        yield Sentence(READ_OFF, {"names": list(rows.read_off)})


def _waiting(report: ImpactReport) -> Iterator[Sentence]:
    waiting = report.context.waiting
    if waiting and report.renderer < 2:
        yield Sentence(renderer_1_phrases.WAITING, {"count": waiting})
    elif waiting:
        yield Sentence(WAITING, {"count": About(waiting)})
    if report.context.released and report.renderer >= 2:
        yield Sentence(FEW_WAITING)


def _chapters(report: ImpactReport) -> Iterator[Sentence]:
    if not report.across:
        return
    outcome = report.first
    held_back = [name for name, found in outcome.chapters.items() if isinstance(found, Suppressed)]
    if report.renderer >= 2:
        yield from reasons_of_chapters(report)
    elif held_back:
        yield Sentence(FEWER_THAN, {"names": held_back, "below": report.plan.suppress_below})
    if outcome.across.left_out:
        yield Sentence(SINGLE, {"names": list(outcome.across.left_out)})
