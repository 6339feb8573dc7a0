"""Bring answers from elsewhere: files are dropped, what was understood is corrected, and a report is asked for.

What is uploaded is read in memory, its keys hashed as it is read; between two pages it is held for an hour, for the
account that brought it alone. What these views need of statistics is loaded by the first of them that is used.
"""

import uuid
from collections.abc import Collection, Mapping

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response as AnyResponse
from werkzeug.exceptions import RequestEntityTooLarge

from evaluation.domain.errors import Refused
from evaluation.evaluators.bring import brought_reports_pages, stored_evening_pages
from evaluation.evaluators.bring.unfinished_answers import unfinished_answers
from evaluation.evaluators.requests import my_name
from evaluation.importing.file_titles import LONGEST_TITLE, title_of_files
from evaluation.jobs.queue import open_queue
from evaluation.storage.brought.held_answers import (
    HeldAnswers,
    change_held,
    forget_due,
    forget_held,
    held_answers,
    hold_answers,
    keep_held,
    kept_by,
)
from evaluation.store.from_file.removed_file_evening import evenings_from_files
from evaluation.store.instruments.version_list import listed_versions
from evaluation.store.reports.report_jobs import BROUGHT, report_jobs
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import me, my_scope
from evaluation.web.i18n import current_language
from evaluation.web.labels import WAVE_LABELS
from evaluation.web.scope import log_action

pages = Blueprint("bring", __name__)
pages.register_blueprint(brought_reports_pages.pages)
pages.register_blueprint(stored_evening_pages.pages)
BROUGHT_FORMATS = ("pdf", "html", "json", "csv", "xlsx", "docx")
"""Not the scripts: these read a file in the form of the command line, which brought files are not in."""
ONWARD = {"store": "bring.evenings.ask", "columns": "bring.columns", "map": "bring.map_file"}
"""Where presses lead that go on to another page."""
LISTED = 20
TEMPLATE_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pages.get("/bring")
@action("answers.bring", keeps_within_scope=True)
def begin() -> str:
    """Where files are dropped; what is kept, and the reports that were made of brought answers."""
    return _begin()


@pages.post("/bring")
@action("answers.bring", keeps_within_scope=True)
def read() -> AnyResponse | tuple[str, int]:
    """Read the files, hold what they say for an hour, and lead to what was understood."""
    from evaluation.evaluators.bring import brought_files  # noqa: PLC0415 - pandas is loaded where answers are read
    from evaluation.importing.grids import NamedFile  # noqa: PLC0415
    from evaluation.reports.brought.brought_answers import content_of_brought  # noqa: PLC0415

    sent = [each for name in ("files", "map") for each in request.files.getlist(name) if each.filename]
    files = [NamedFile(name=str(each.filename), content=each.read()) for each in sent]
    try:
        with services().database.reading() as db:
            instrument = request.form.get("instrument", "")
            brought = brought_files.brought_files(db, files, instrument=instrument, title=_title())
    except Refused as refusal:
        return _begin(refusal.faults), 422
    now = services().clock()
    held = hold_answers(services().settings, _account(), content_of_brought(brought), now=now)
    return redirect(url_for("bring.understood", brought=held.id), 303)


@pages.errorhandler(413)
def too_large(_error: RequestEntityTooLarge) -> tuple[str, int]:
    """The page with a sentence of its own; what was sent is not read, so that nothing of it can be shown again."""
    return _begin(
        [_("These files are larger than 2 MB together. Larger ones are read on the command line.")], sent={}
    ), 413


@pages.get("/bring/template.<any(csv, xlsx):form>")
@action("answers.bring", keeps_within_scope=True)
def template(form: str) -> Response:
    """A file to fill in."""
    from evaluation.importing import template as blank  # noqa: PLC0415

    _account()
    sent = Response(blank.template_csv() if form == "csv" else blank.template_xlsx(), content_type=TEMPLATE_TYPES[form])
    sent.headers.set("Content-Disposition", "attachment", filename=f"answers.{form}")
    return sent


@pages.get("/bring/<uuid:brought>")
@action("answers.bring", keeps_within_scope=True)
def understood(brought: uuid.UUID) -> str | tuple[str, int]:
    """What was understood: files, columns, questions, rows left out, and ten people."""
    held = _held(brought)
    return _understood(held) if held else _gone()


@pages.post("/bring/<uuid:brought>")
@action("answers.bring", keeps_within_scope=True)
def change(brought: uuid.UUID) -> AnyResponse | tuple[str, int]:
    """Settle questions, name the outcomes, swap Before and After, keep a row, or take the last change back.

    All that was ticked and typed goes with any press.
    """
    held = _held(brought)
    if held is None:
        return _gone()
    try:
        _with_what_was_sent(held)
    except Refused as refusal:
        return _understood(held, refusal.faults), 422
    pressed = request.form.get("do", "")
    anchor = "outcomes" if pressed == "outcomes" else None
    return redirect(url_for(ONWARD.get(pressed, "bring.understood"), brought=brought, _anchor=anchor), 303)


@pages.get("/bring/<uuid:brought>/columns")
@action("answers.bring", keeps_within_scope=True)
def columns(brought: uuid.UUID) -> str | tuple[str, int]:
    """Every column with what it is read as, to be changed."""
    held = _held(brought)
    return _columns(held) if held else _gone()


@pages.post("/bring/<uuid:brought>/columns")
@action("answers.bring", keeps_within_scope=True)
def read_columns(brought: uuid.UUID) -> AnyResponse | tuple[str, int]:
    """Read columns otherwise; what that leaves of the answers stands on the page before."""
    from evaluation.evaluators.bring.column_form import with_columns_sent  # noqa: PLC0415 - as above
    from evaluation.reports.brought.brought_answers import brought_of_content, content_of_brought  # noqa: PLC0415

    held = _held(brought)
    if held is None:
        return _gone()
    try:
        changed = with_columns_sent(brought_of_content(held.content), request.form)
    except Refused as refusal:
        return _columns(held, refusal.faults), 422
    change_held(services().settings, held, content_of_brought(changed))
    return redirect(url_for("bring.understood", brought=brought), 303)


@pages.get("/bring/<uuid:brought>/map.toml")
@action("answers.bring", keeps_within_scope=True)
def map_file(brought: uuid.UUID) -> Response | tuple[str, int]:
    """The map as it is now, to be given back with the next files of the same form."""
    from evaluation.importing.map_toml import to_toml  # noqa: PLC0415
    from evaluation.reports.brought.brought_answers import brought_of_content  # noqa: PLC0415

    held = _held(brought)
    if held is None:
        return _gone()
    sent = Response(to_toml(brought_of_content(held.content).map), content_type="text/plain; charset=utf-8")
    sent.headers.set("Content-Disposition", "attachment", filename="MAP.toml")
    return sent


@pages.post("/bring/<uuid:brought>/report")
@action("answers.bring", keeps_within_scope=True)
def make(brought: uuid.UUID) -> AnyResponse | tuple[str, int]:
    """Ask for the report of the answers as they are read now."""
    held = _held(brought)
    if held is None:
        return _gone()
    try:
        job = _asked_for(_with_what_was_sent(held))
    except Refused as refusal:
        return _understood(_held(brought) or held, refusal.faults), 422
    return redirect(url_for("bring.reports.one", job=job), 303)


@pages.post("/bring/<uuid:brought>/forget")
@action("answers.bring", keeps_within_scope=True)
def forget(brought: uuid.UUID) -> AnyResponse:
    """Forget the answers, and begin again."""
    forget_held(services().settings, _account(), brought)
    flash(_("The answers were forgotten."))
    return redirect(url_for("bring.begin"), 303)


def _held(brought: uuid.UUID) -> HeldAnswers | None:
    """What I brought, by its id, unless its hour is over."""
    forget_due(services().settings, now=services().clock())
    return held_answers(services().settings, _account(), brought, now=services().clock())


def _account() -> uuid.UUID:
    """Whose answers a page is about: mine alone, whatever the scope of my role."""
    my_scope("answers.bring")
    return me().id


def _gone() -> tuple[str, int]:
    return _begin(
        [_("These answers are no longer held: an hour is over, or a report was made. Bring them again.")]
    ), 404


def _with_what_was_sent(held: HeldAnswers) -> HeldAnswers:
    from evaluation.evaluators.bring import map_form  # noqa: PLC0415
    from evaluation.reports.brought.brought_answers import brought_of_content, content_of_brought  # noqa: PLC0415

    changed = map_form.with_what_was_sent(brought_of_content(held.content), request.form)
    return change_held(services().settings, held, content_of_brought(changed))


def _asked_for(held: HeldAnswers) -> uuid.UUID:
    """The job that makes the report; who asked is written down, and nothing of the files."""
    from evaluation.reports.brought.brought_answers import brought_of_content  # noqa: PLC0415
    from evaluation.reports.brought.brought_report import applied_answers, check_joined  # noqa: PLC0415
    from evaluation.reports.brought.brought_report_job import ask_for_brought_report  # noqa: PLC0415

    brought = brought_of_content(held.content)
    applied = applied_answers(brought)
    if "unjoined" not in request.form:
        check_joined(applied)
    kept = keep_held(services().settings, held, kept=brought.keep, now=services().clock())
    title = brought.title or title_of_files(each.name for each in brought.files)
    queue = open_queue(services().settings)
    try:
        job = ask_for_brought_report(services(), queue, held=kept, title=title, formats=BROUGHT_FORMATS, by=my_name())
    finally:
        queue.close()
    with services().database.transaction() as db:
        log_action(db, f"job {job.id}", "report of brought answers asked for", kept=kept.kept)
    return job.id


def _title() -> str:
    return request.form.get("title", "").strip()[:LONGEST_TITLE]


def _begin(faults: Collection[str] = (), *, sent: Mapping[str, str] | None = None) -> str:
    settings, account, now = services().settings, _account(), services().clock()
    forget_due(settings, now=now)
    with services().database.reading() as db:
        versions = [each for each in listed_versions(db, language=current_language()) if each.version is not None]
        made = report_jobs(db, subjects=[account], kinds=(BROUGHT,), limit=LISTED)
        evenings = evenings_from_files(db, my_scope("answers.store"))
    return render_template(
        "evaluators/bring/begin.html",
        faults=faults,
        sent=request.form if sent is None else sent,
        versions=versions,
        made=made,
        evenings=evenings,
        kept=kept_by(settings, account, now=now),
        unfinished=[*unfinished_answers(settings, account, now=now)],
        longest=LONGEST_TITLE,
    )


def _understood(held: HeldAnswers, faults: Collection[str] = ()) -> str:
    from evaluation.evaluators.bring import map_form, understood_page  # noqa: PLC0415 - as above
    from evaluation.reports.brought.brought_report import source_named  # noqa: PLC0415 - as above

    with services().database.reading() as db:
        source = source_named(db, str(held.content.get("instrument") or ""))
    typed = request.form
    sent = map_form.ticked_readings(request.form)
    page = understood_page.understood_page(held, faults=faults, sent=sent, typed=typed, source=source)
    keeps = map_form.KEEP in request.form if request.method == "POST" else page.brought.keep
    return render_template("evaluators/bring/understood.html", page=page, keeps=keeps, waves=WAVE_LABELS)


def _columns(held: HeldAnswers, faults: Collection[str] = ()) -> str:
    from evaluation.evaluators.bring.column_form import column_choices  # noqa: PLC0415 - as above
    from evaluation.reports.brought.brought_answers import brought_of_content  # noqa: PLC0415

    choices = column_choices(brought_of_content(held.content))
    return render_template("evaluators/bring/columns.html", held=held, choices=choices, faults=faults)
