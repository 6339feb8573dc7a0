"""The print pack: poster, host script, shuffled cards and paper forms in one PDF, made in a process of its own."""

import io
import math
import multiprocessing
import secrets
import uuid
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime

from flask import Blueprint, Response, render_template, send_file
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import IntegerField, validators

from evaluation.access import action
from evaluation.app import parts
from evaluation.errors import Refused
from evaluation.fieldwork.paper_forms import paper_forms
from evaluation.fieldwork.print_facts import PrintFacts, Stack, print_facts
from evaluation.fieldwork.print_pack import Stacks, pack_pdf
from evaluation.fieldwork.reaching import changing, noted, reading
from evaluation.jobs.limits import Limits, impose
from evaluation.models import Experiment
from evaluation.store.cards import issue_cards

pages = Blueprint("pack", __name__)
MOST_CARDS = 500
SPARE = 1.1
"""A tenth more cards than people expected: some bring a friend, some lose a card."""
LIMITS = Limits(computing=120, memory=3 << 30, wall=180)
START = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


class PackForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """How many cards in which stack."""

    count = IntegerField(
        validators=[validators.InputRequired(), validators.NumberRange(1, MOST_CARDS, _l("Between 1 and 500 cards."))]
    )
    hosts = IntegerField(
        validators=[validators.Optional(), validators.NumberRange(0, MOST_CARDS, _l("Between 0 and 500 cards."))]
    )


@pages.route("/experiments/<uuid:experiment>/pack", methods=["GET", "POST"])
@action("cards.print")
def pack(experiment: uuid.UUID) -> str | Response:
    """How many cards, and then the file."""
    form = PackForm()
    with reading(experiment) as (_db, row):
        if not form.is_submitted():
            form.count.data, form.hosts.data = enough(row), row.hosts or 0
    if form.validate_on_submit() and (form.hosts.data or 0) > (form.count.data or 0):
        form.hosts.errors = [_("The hosts' cards are among all the cards, so there cannot be more of them.")]
    if not form.is_submitted() or form.errors:
        return render_template("fieldwork/pack.html", form=form, experiment=row)
    with changing(experiment) as (db, found):
        forms = paper_forms(db, found)
        stacks = new_stacks(db, found, count=form.count.data or 0, hosts=form.hosts.data or 0)
        facts = print_facts(found, base_url=parts().settings.base_url)
        noted(db, found, "cards made", cards=form.count.data, hosts=form.hosts.data or 0)
    return send_file(
        io.BytesIO(drawn_apart(stacks, facts, paper=forms, at=parts().clock())),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"{facts.slug}-print-pack.pdf",
    )


def enough(experiment: Experiment) -> int:
    """Cards for everybody expected and a tenth more; 40 where nobody has said how many come."""
    return min(MOST_CARDS, math.ceil((experiment.expected or 36) * SPARE))


def new_stacks(db: Session, experiment: Experiment, *, count: int, hosts: int) -> Stacks:
    """New cards in one stack, or in a stack each for hosts and guests."""
    wanted = {Stack.HOST: hosts, Stack.GUEST: count - hosts} if hosts else {Stack.EVERYBODY: count}
    roles = {Stack.HOST: "host", Stack.GUEST: "guest"}
    now, rng = parts().clock(), secrets.SystemRandom()
    return {
        stack: issue_cards(db, experiment, count=number, now=now, rng=rng, role=roles.get(stack))
        for stack, number in wanted.items()
        if number
    }


def drawn_apart(stacks: Stacks, facts: PrintFacts, *, paper: list[str], at: datetime) -> bytes:
    """The PDF, drawn in a process that may use so much time and memory and no more."""
    context = multiprocessing.get_context(START)
    try:
        with ProcessPoolExecutor(1, mp_context=context, initializer=impose, initargs=(LIMITS,)) as pool:
            return pool.submit(pack_pdf, stacks, facts, at=at, paper=paper).result(LIMITS.wall)
    except (BrokenProcessPool, TimeoutError):
        raise Refused(_("The pack needed too much time or memory. Ask for fewer cards at a time.")) from None
