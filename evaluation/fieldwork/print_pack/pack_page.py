"""The print pack: poster, host script, shuffled cards and paper forms in one PDF, which a worker makes."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug import Response
from wtforms import HiddenField, IntegerField, validators

from evaluation.domain.errors import Refused
from evaluation.fieldwork.print_pack.pack_languages import language_warnings
from evaluation.fieldwork.print_pack.pack_request import PACK_FILE, ask_to_print
from evaluation.fieldwork.print_pack.printed_facts import pack_out_of_date
from evaluation.fieldwork.print_pack.printed_names import PART_LABELS, printed_name
from evaluation.jobs import artefacts
from evaluation.jobs.queue import open_queue
from evaluation.models import Experiment, Job, JobState
from evaluation.store.instruments.modules import refuse_damaged
from evaluation.store.paper.print_packs import (
    JOBS_UNDER_WAY,
    NUMBERED,
    UNFINISHED,
    PrintedPart,
    PrintSize,
    WantedPack,
    nobody_works,
    pack_jobs,
    size_of,
)
from evaluation.store.paper.sheets import kinds_on_paper
from evaluation.store.paper.take_back_cards import take_back_cards
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import me
from evaluation.web.scope import changing_experiment, log_action, reading_experiment

pages = Blueprint("pack", __name__)
MOST_CARDS = 1200
USUAL = 36
"""Who comes where nobody has said how many."""


class PackForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """How many cards in which stack, and the identity by which the same press is known again."""

    count = IntegerField(
        validators=[validators.InputRequired(), validators.NumberRange(1, MOST_CARDS, _l("Between 1 and 1200 cards."))]
    )
    hosts = IntegerField(
        validators=[validators.Optional(), validators.NumberRange(0, MOST_CARDS, _l("Between 0 and 1200 cards."))]
    )
    pack = HiddenField()


@dataclass(frozen=True, slots=True, kw_only=True)
class Packs:
    """An experiment's packs as its page shows them."""

    under_way: list[Job]
    unattended: bool
    """Whether they wait because no worker runs."""
    failed: list[Job]
    made: list[Job]


@pages.get("/experiments/<uuid:experiment>/pack")
@action("cards.print")
def pack(experiment: uuid.UUID) -> str:
    """What is being printed, what was, and how many cards to print."""
    form = PackForm(formdata=None)
    with reading_experiment(experiment) as (db, row):
        form.count.data, form.hosts.data, form.pack.data = enough(row), row.hosts or 0, str(uuid.uuid4())
        return _page(db, row, form)


@pages.post("/experiments/<uuid:experiment>/pack")
@action("cards.print")
def make(experiment: uuid.UUID) -> str | Response:
    """Ask for a pack: its cards are issued now and once, and printed by a worker."""
    form = PackForm()
    if form.validate_on_submit() and (form.hosts.data or 0) > (form.count.data or 0):
        form.hosts.errors = [_("The hosts' cards are among all the cards, so there cannot be more of them.")]
    with reading_experiment(experiment) as (db, row):
        if row.frozen_at or row.cancelled_at:
            return redirect(url_for("pack.pack", experiment=experiment), 303)
        if form.errors:
            return _page(db, row, form)
    ask_for_print(row, PrintSize(count=form.count.data or 0, hosts=form.hosts.data or 0), same_press=form.pack.data)
    return redirect(url_for("pack.pack", experiment=experiment), 303)


@pages.get("/experiments/<uuid:experiment>/pack/<uuid:job>.pdf")
@action("cards.print")
def download(experiment: uuid.UUID, job: uuid.UUID) -> Response:
    """A pack that is made; who took it is written down."""
    with changing_experiment(experiment) as (db, row):
        found = next((each for each in pack_jobs(db, row.id) if each.id == job and _is_made(each)), None)
        if found is None:
            abort(404)
        log_action(db, row, "print pack downloaded", job=str(job))
        path = artefacts.folder_of(services().settings, found.content_hash) / PACK_FILE
        part = "print-pack" if (size := size_of(found.arguments)).part is PrintedPart.WHOLE else str(size.part)
        return send_file(path, as_attachment=True, download_name=f"{row.slug}-{part.replace('_', '-')}.pdf")


@pages.post("/experiments/<uuid:experiment>/pack/<uuid:job>/take-back")
@action("cards.print")
def take_back(experiment: uuid.UUID, job: uuid.UUID) -> Response | tuple[str, int]:
    """Take back the cards of a pack in a wrong number, as long as nobody has used any."""
    try:
        with changing_experiment(experiment) as (db, row):
            found = next((each for each in pack_jobs(db, row.id) if each.id == job), None) or abort(404)
            content = found.content_hash
            cards = take_back_cards(db, row, found)
            log_action(db, row, "cards taken back", cards=cards, job=str(job))
    except Refused as refusal:
        form = PackForm(formdata=None)
        form.pack.data = str(uuid.uuid4())
        with reading_experiment(experiment) as (db, row):
            form.count.data, form.hosts.data = enough(row), row.hosts or 0
            return _page(db, row, form, faults=refusal.faults), 422
    artefacts.remove_artefact(services().settings, content)
    flash(ngettext("%(num)d card was taken back. Shred it.", "%(num)d cards were taken back. Shred them.", cards))
    return redirect(url_for("pack.pack", experiment=experiment), 303)


def printed_alone(experiment: Experiment) -> dict[PrintedPart, str]:
    """What can be printed alone, by name; no script for a comparison group."""
    whole, script = PrintedPart.WHOLE, PrintedPart.SCRIPT
    left_out = {whole, script} if experiment.is_comparison else {whole}
    return {part: str(label) for part, label in PART_LABELS.items() if part not in left_out}


def printed_alone_now(db: Session, experiment: Experiment) -> dict[PrintedPart, str]:
    """What is printed alone now; once data are frozen the forms of a follow-up that is asked, and nothing else."""
    alone = printed_alone(experiment)
    if not experiment.frozen_at:
        return alone
    return {part: label for part, label in alone.items() if part in NUMBERED and kinds_on_paper(db, experiment)}


def enough(experiment: Experiment) -> int:
    """Cards for everybody expected and a tenth more; 40 where nobody has said how many come."""
    return min(MOST_CARDS, with_spare(experiment.expected or USUAL))


def with_spare(people: int) -> int:
    """A tenth more cards than people, rounded up: some bring a friend, some lose a card."""
    return people + -(-people // 10)


def ask_for_print(row: Experiment, size: PrintSize, *, same_press: str | None) -> None:
    """Ask for something to be printed, and write down who did; the same press again asks for nothing more."""
    with reading_experiment(row.id) as (db, found):
        refuse_damaged(db, found)
    queue, wanted = open_queue(services().settings), WantedPack(size=size, pack=_identity(same_press))
    try:
        job, fresh = ask_to_print(services(), queue, experiment=row.id, wanted=wanted, by=me().name or me().email)
    finally:
        queue.close()
    if not fresh:
        return
    with changing_experiment(row.id) as (db, found):
        if size.count:
            log_action(db, found, "cards made", cards=size.count, hosts=size.hosts, job=str(job.id))
        else:
            about = {"part": size.part, "copies": size.copies, "language": size.language}
            log_action(db, found, "part of the pack printed", **about, job=str(job.id))


def _page(db: Session, row: Experiment, form: PackForm, *, faults: Collection[str] = ()) -> str:
    jobs = pack_jobs(db, row.id)
    under_way = [job for job in jobs if job.state in JOBS_UNDER_WAY]
    packs = Packs(
        under_way=under_way,
        unattended=bool(under_way) and nobody_works(db, under_way[-1], now=services().clock()),
        failed=[job for job in jobs if job.state in UNFINISHED],
        made=[job for job in jobs if _is_made(job)],
    )
    return render_template(
        "fieldwork/print_pack/pack.html",
        form=form,
        faults=faults,
        experiment=row,
        packs=packs,
        outdated=[*pack_out_of_date(db, row)],
        unready=language_warnings(db, row),
        printed_name=printed_name,
        alone=printed_alone_now(db, row),
    )


def _is_made(job: Job) -> bool:
    folder = artefacts.folder_of(services().settings, job.content_hash)
    return job.state == JobState.DONE.value and (folder / PACK_FILE).exists()


def _identity(written: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(written or "")
    except ValueError:
        return None
