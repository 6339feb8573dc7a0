"""One part of the print pack alone: cards, poster, host script or paper forms, in a language, so many."""

import uuid

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug import Response
from wtforms import HiddenField, IntegerField, SelectField, validators

from evaluation.fieldwork.print_pack.pack_page import (
    MOST_CARDS,
    ask_for_print,
    enough,
    printed_alone,
    printed_alone_now,
)
from evaluation.fieldwork.print_pack.printed_names import PART_LABELS
from evaluation.models import Experiment
from evaluation.printing.markup import languages_of
from evaluation.questionnaire.localised_version import language_name
from evaluation.store.instruments.modules import refuse_damaged
from evaluation.store.paper.print_packs import NUMBERED, PrintedPart, PrintSize
from evaluation.store.paper.sheets import kinds_on_paper
from evaluation.web.access import action
from evaluation.web.labels import WAVE_LABELS
from evaluation.web.scope import reading_experiment

pages = Blueprint("print_part", __name__)
MOST_FORMS = 60
"""How many forms of each wave are printed at once."""
MOST_COPIES = 50
"""Of the poster, and of the host script."""
FEW_FORMS = 10


class PartForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """How many, in which language, and the identity by which the same press is known again."""

    number = IntegerField(validators=[validators.InputRequired()])
    hosts = IntegerField(validators=[validators.Optional()])
    language = SelectField(validate_choice=True)
    pack = HiddenField()

    def size_for(self, part: PrintedPart) -> PrintSize:
        """What is asked for; faults are noted where it cannot be."""
        number, hosts, most = self.number.data or 0, self.hosts.data or 0, most_of(part)
        if not 1 <= number <= most:
            self.number.errors = [_("Between 1 and %(most)s are printed at once. Print the rest after.", most=most)]
        if not 0 <= hosts <= number:
            self.hosts.errors = [_("The hosts' cards are among all the cards, so there cannot be more of them.")]
        if part is PrintedPart.CARDS:
            return PrintSize(part=part, count=number, hosts=hosts, language=self.language.data)
        return PrintSize(part=part, copies=number, language=self.language.data)


@pages.get("/experiments/<uuid:experiment>/pack/<part>")
@action("cards.print")
def choose(experiment: uuid.UUID, part: str) -> str:
    """How many of one part, and in which language."""
    with reading_experiment(experiment) as (db, row):
        wanted = _part(row, part)
        refuse_damaged(db, row)
        form = _form(row, wanted, empty=True)
        form.number.data, form.hosts.data, form.pack.data = _usual(row, wanted), row.hosts or 0, str(uuid.uuid4())
        return _page(db, row, wanted, form)


@pages.post("/experiments/<uuid:experiment>/pack/<part>")
@action("cards.print")
def make(experiment: uuid.UUID, part: str) -> str | Response:
    """Ask for it: a worker prints it, and the page of the pack shows it finish."""
    with reading_experiment(experiment) as (db, row):
        wanted = _part(row, part)
        form = _form(row, wanted)
        size = form.size_for(wanted) if form.validate_on_submit() else None
        is_closed = row.cancelled_at or wanted not in printed_alone_now(db, row)
        if not is_closed and (size is None or form.errors):
            return _page(db, row, wanted, form)
    if size and not is_closed:
        ask_for_print(row, size, same_press=form.pack.data)
    return redirect(url_for("pack.pack", experiment=experiment), 303)


def most_of(part: PrintedPart) -> int:
    """How many of a part are printed at once."""
    if part is PrintedPart.CARDS:
        return MOST_CARDS
    return MOST_FORMS if part in NUMBERED else MOST_COPIES


def _part(row: Experiment, named: str) -> PrintedPart:
    found = next((part for part in printed_alone(row) if part == named), None)
    return found or abort(404)


def _usual(row: Experiment, part: PrintedPart) -> int:
    if part is PrintedPart.CARDS:
        return enough(row)
    return FEW_FORMS if part in NUMBERED else 1


def _form(row: Experiment, part: PrintedPart, *, empty: bool = False) -> PartForm:
    form = PartForm(formdata=None) if empty else PartForm()
    offered = row.languages if part in NUMBERED else languages_of(row.languages)
    if len(offered) == 1:
        form.language.choices = [("", language_name(offered[0]))]
        return form
    whole = _("All of them, on each card") if part is PrintedPart.CARDS else _("All of them, one after another")
    form.language.choices = [("", whole), *((each, language_name(each)) for each in offered)]
    return form


def _page(db: Session, row: Experiment, part: PrintedPart, form: PartForm) -> str:
    return render_template(
        "fieldwork/print_pack/part.html",
        experiment=row,
        asked=kinds_on_paper(db, row),
        is_printable=part in printed_alone_now(db, row),
        waves=WAVE_LABELS,
        form=form,
        part=part.value,
        name=PART_LABELS[part],
        most=most_of(part),
    )
