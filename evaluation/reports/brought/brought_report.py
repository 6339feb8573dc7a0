"""The report of brought answers: what `weaving analyse` makes of the same files with the same map."""

from sqlalchemy.orm import Session

from analysis.sensitivity.attrition import answered_once
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.impact_report.build.context import AnswersSource
from evaluation.impact_report.build.report import Context, ImpactReport, impact_report
from evaluation.impact_report.build.scales import ScoringSource, from_version
from evaluation.importing.applying import Applied, apply_map
from evaluation.importing.columns.item_texts import context_of
from evaluation.importing.file_titles import title_of_files
from evaluation.importing.joined_answers import is_joined
from evaluation.importing.rows.reported_rows import reported_rows
from evaluation.reports.brought.brought_answers import BroughtAnswers
from evaluation.reports.other_order import with_other_order
from evaluation.store.instruments.published_versions import version_of

MAP_FILE = "MAP.toml"
UNSETTLED = Message("A question about these answers is still open. Settle it, then make the report.")
NO_INSTRUMENT = Message("There is no published instrument of that name.")
NOTHING = Message("These files hold no answer to any of these questions, so there is nothing to report.")
NOBODY_TWICE = Message(
    "As these answers are read now nobody answered both times, so nothing can be said of change. Choose a column that "
    "tells who answered, or tick that the report is made without."
)


def applied_answers(brought: BroughtAnswers) -> Applied:
    """The answers in the form of an analysis; refused while a question is open, and where there are none."""
    found = brought.map
    if found.open_questions:
        raise Refused(UNSETTLED)
    applied = apply_map(found, brought.grids)
    if applied.frame.empty:
        raise Refused(NOTHING)
    return applied


def check_joined(applied: Applied) -> None:
    """Refuses answers of which none before is joined to one after, of those who came."""
    if not is_joined(applied):
        raise Refused(NOBODY_TWICE)


def source_named(db: Session, name: str) -> ScoringSource | None:
    """The scales of a published version, such as `common-ground/1`; None where the files are to tell."""
    if not name:
        return None
    instrument, _slash, number = name.partition("/")
    if not number.isdigit():
        raise Refused(NO_INSTRUMENT)
    return from_version(version_of(db, instrument, int(number)))


def report_of_brought(brought: BroughtAnswers, applied: Applied, *, source: ScoringSource | None) -> ImpactReport:
    """The report; it names the files that it was made from by their digests, and the map as what makes it again.

    `source` is the version whose questions these are, where somebody named it.
    """
    titled = ("--title", brought.title) if brought.title else ()
    files = AnswersSource(files=brought.files, options=("--map", MAP_FILE, *titled))
    once = answered_once(applied.frame, pairs_only=applied.plan.pairs_only)
    blank = sum(each.kind == "blank" for each in applied.left_out)
    context = Context(
        title=brought.title or title_of_files(each.name for each in brought.files),
        data_sha256=files.sha256,
        source=files,
        unanswered=blank,
        answered_once=once,
        file_rows=reported_rows(brought.map, applied, brought.grids, scaled=source is not None),
        **context_of(brought.map, brought.grids, source),
    )
    report = impact_report(applied.frame, applied.scales, applied.plan, context=context)
    return with_other_order(report, applied.frame, applied.scales, applied.plan)
