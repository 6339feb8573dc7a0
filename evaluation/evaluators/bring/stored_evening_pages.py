"""Brought answers put into a study as a closed evening of its own, and such an evening taken out again."""

import secrets
import uuid
from collections.abc import Collection

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

import instruments
from evaluation.domain.errors import Refused
from evaluation.domain.languages import STAFF_LANGUAGES
from evaluation.jobs.erasure_sweep import erase_withdrawn
from evaluation.models import Chapter
from evaluation.storage.brought.held_answers import HeldAnswers, forget_due, forget_held, held_answers
from evaluation.store.from_file.removed_file_evening import take_out, why_not_taken_out
from evaluation.store.from_file.usual_version import usual_version
from evaluation.store.instruments.published_versions import version_of
from evaluation.store.instruments.version_list import listed_versions
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.scope.within_scope import chapters_in_scope
from evaluation.store.studies.waves import wave_counts
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import me, my_scope
from evaluation.web.i18n import current_language
from evaluation.web.labels import KIND_LABELS
from evaluation.web.scope import changing_experiment, reading_experiment, recorded_actor

pages = Blueprint("evenings", __name__)


@pages.get("/bring/<uuid:brought>/evening")
@action("answers.store", keeps_within_scope=True)
def ask(brought: uuid.UUID) -> Response | str:
    """Where the answers belong, and which question each column asks."""
    held = _held(brought)
    return _page(held) if held else redirect(url_for("bring.understood", brought=brought), 303)


@pages.post("/bring/<uuid:brought>/evening")
@action("answers.store", keeps_within_scope=True)
def store(brought: uuid.UUID) -> Response | tuple[str, int]:
    """Store them as an evening, all of them or none; then they are held no longer, unless that was asked for."""
    held = _held(brought)
    if held is None:
        return redirect(url_for("bring.understood", brought=brought), 303)
    try:
        experiment, said = _stored(held)
    except Refused as refusal:
        return _page(held, refusal.faults), 422
    flash(said)
    return redirect(url_for("home.one", experiment=experiment), 303)


@pages.get("/bring/evenings/<uuid:experiment>/take-out")
@action("answers.store")
def ask_to_take_out(experiment: uuid.UUID) -> str:
    """What is taken out with an evening from a file."""
    with reading_experiment(experiment) as (_db, row):
        return render_template("evaluators/bring/take_out.html", experiment=row, why_not=why_not_taken_out(row))


@pages.post("/bring/evenings/<uuid:experiment>/take-out")
@action("answers.store")
def take_out_one(experiment: uuid.UUID) -> Response:
    """Delete its answers, and the evening."""
    with changing_experiment(experiment) as (db, row):
        title = row.title
        take_out(db, row, by=recorded_actor())
    erase_withdrawn(services())
    flash(_("“%(title)s” was taken out, with its answers.", title=title))
    return redirect(url_for("bring.begin"), 303)


def _held(brought: uuid.UUID) -> HeldAnswers | None:
    """What I brought, by its id, unless its hour is over."""
    my_scope("answers.store")
    settings, now = services().settings, services().clock()
    forget_due(settings, now=now)
    return held_answers(settings, me().id, brought, now=now)


def _stored(held: HeldAnswers) -> tuple[uuid.UUID, str]:
    """The evening that was stored, and what to say of it."""
    from evaluation.evaluators.bring.evening_form import answers_sent, chapter_sent  # noqa: PLC0415 - pandas
    from evaluation.reports.brought.brought_answers import brought_of_content  # noqa: PLC0415 - as above
    from evaluation.store.from_file.evening_from_file import store_evening  # noqa: PLC0415 - as above
    from evaluation.store.from_file.lacking_questions import lacking_questions  # noqa: PLC0415 - as above

    brought, name = brought_of_content(held.content), request.form.get("instrument", "")
    with services().database.transaction() as db:
        chapter = db.get_one(Chapter, chapter_sent(_chapters(db), request.form))
        version = _version(db, name)
        answers = answers_sent(brought, version, request.form)
        if not request.form.get("lacking") and (lacks := lacking_questions(version, answers)):
            raise Refused(*lacks, _("Tick “Store it without the questions that are missing” to store it so."))
        row = version_in_use(db, version.id, version.number, now=services().clock())
        made = store_evening(db, chapter, row, answers, by=recorded_actor(), rng=secrets.SystemRandom())
        counts, experiment = wave_counts(db, [made.id])[made.id], made.id
    if not brought.keep:
        forget_held(services().settings, held.account, held.id)
    said: str = _(
        "Stored: %(before)s before and %(after)s after, %(linked)s of them both times.",
        before=counts.pre,
        after=counts.post,
        linked=counts.linked,
    )
    return experiment, said


def _chapters(db: Session) -> list[Chapter]:
    return chapters_in_scope(db, my_scope("answers.store"))


def _version(db: Session, name: str) -> instruments.Version:
    instrument, _slash, number = name.partition("/")
    if not number.isdecimal():
        raise Refused(_("Choose the questionnaire whose questions these are."))
    return version_of(db, instrument, int(number))


def _page(held: HeldAnswers, faults: Collection[str] = ()) -> str:
    from evaluation.evaluators.bring import evening_form  # noqa: PLC0415 - as above
    from evaluation.importing.applying import apply_map  # noqa: PLC0415
    from evaluation.reports.brought.brought_answers import brought_of_content  # noqa: PLC0415
    from evaluation.reports.brought.forms_from_files import workshops_of  # noqa: PLC0415

    brought, wrong = brought_of_content(held.content), list(faults)
    with services().database.reading() as db:
        versions = [each for each in listed_versions(db, language=current_language()) if each.version is not None]
        chapters = _chapters(db)
        usual = usual_version(db, chapters, among=[each.known.name for each in versions])
        places = [each.name for each in chapters]
        usual_first = sorted(versions, key=lambda each: each.known.name == usual)[::-1]
        among = [each.version for each in usual_first if each.version]
        asked = request.values.get("instrument") or brought.instrument
        named = asked or evening_form.likely_name(brought, among, places=places)
        try:
            version = _version(db, named)
        except Refused as refusal:
            wrong, named = [*wrong, *refusal.faults], versions[-1].known.name
            version = _version(db, named)
    try:
        workshops = workshops_of(apply_map(brought.map, brought.grids).frame)
    except Refused as refusal:
        workshops, wrong = (), [*wrong, *(each for each in refusal.faults if each not in wrong)]
    return render_template(
        "evaluators/bring/evening.html",
        held=held,
        brought=brought,
        faults=wrong,
        chapters=chapters,
        versions=versions,
        named=named,
        columns=evening_form.columns_of_answers(brought, version, places=places),
        questions=evening_form.questions_of(version),
        workshops=workshops,
        kinds=KIND_LABELS,
        languages=STAFF_LANGUAGES,
    )
