"""The linking queue: pairs that may be one person, decided by somebody who sees no answer, and undone as easily."""

import uuid
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.errors import Refused
from evaluation.models import ELEMENTS, Experiment
from evaluation.store.accounts.people import names_of_accounts
from evaluation.store.linking.links import (
    confirm_link,
    decisions_of,
    join_by_codes,
    link_automatically,
    reject_link,
    undo_decision,
)
from evaluation.store.linking.methods import link_counts
from evaluation.store.linking.reconciliation import accounts_of
from evaluation.store.linking.review_queue import ReviewQueue, Suggestion, suggest
from evaluation.store.paper.reopened_sheets import conflicting_sheets
from evaluation.web.access import action
from evaluation.web.disclosed_counts import is_counted
from evaluation.web.scope import changing_experiment, reading_experiment, recorded_actor

pages = Blueprint("linking", __name__)
ELEMENT_WORDS = {
    "carer_letter": _l("first letter of the carer's name"),
    "birth_day": _l("day of birth"),
    "older_siblings": _l("older brothers and sisters"),
    "town_letter": _l("first letter of the town of birth"),
    "phone_digits": _l("last two digits of the phone"),
}
METHOD_WORDS = {
    "card": _l("card"),
    "same_phone": _l("same phone, and they said so"),
    "page_code": _l("code from the page"),
    "memory_exact": _l("memory questions, all alike"),
    "memory_confirmed": _l("memory questions, confirmed by a person"),
    "person": _l("two codes of one person"),
    "file": _l("code in a file from elsewhere"),
}


Answer = Response | tuple[str, int]


class PairInWords(NamedTuple):
    """Which memory questions two answered alike, which otherwise, and which one of them left out; in words."""

    same: str
    other: str
    unknown: str


class PlaceInList(NamedTuple):
    """Who somebody is in the list of those who are not joined, and when they sent."""

    number: int
    at: datetime


@pages.get("/experiments/<uuid:experiment>/links")
@action("links.review")
def queue(experiment: uuid.UUID) -> str:
    """The queue, what was decided, and whether everything adds up."""
    return _page(experiment)


@pages.post("/experiments/<uuid:experiment>/links/<any(confirm, reject):move>")
@action("links.review")
def decide(experiment: uuid.UUID, move: str) -> Answer:
    """One decision about one suggested pair."""
    decided = confirm_link if move == "confirm" else reject_link
    return _done(
        experiment,
        lambda db, row: decided(db, row, before=_named("before"), after=_named("after"), by=recorded_actor()),
    )


@pages.post("/experiments/<uuid:experiment>/links/<uuid:link>/undo")
@action("links.review")
def take_back(experiment: uuid.UUID, link: uuid.UUID) -> Answer:
    """Undo a decision."""
    return _done(experiment, lambda db, row: undo_decision(db, row, link=link, by=recorded_actor()))


@pages.post("/experiments/<uuid:experiment>/links/run")
@action("links.review")
def run(experiment: uuid.UUID) -> Answer:
    """Join every pair that is exact and unique."""
    return _done(experiment, lambda db, row: link_automatically(db, row, by=recorded_actor()))


@pages.post("/experiments/<uuid:experiment>/links/codes")
@action("links.review")
def by_codes(experiment: uuid.UUID) -> Answer:
    """Join the holders of two codes, for somebody who says that both are theirs."""
    codes = request.form.get("one", ""), request.form.get("other", "")
    return _done(experiment, lambda db, row: join_by_codes(db, row, codes=codes, by=recorded_actor()))


def _done(experiment: uuid.UUID, do: Callable[[Session, Experiment], object]) -> Answer:
    """Do it and show the queue; where it is refused, the queue says why, with the codes that were typed."""
    try:
        with changing_experiment(experiment) as (db, row):
            do(db, row)
    except Refused as refusal:
        return _page(experiment, faults=refusal.faults), 422
    return redirect(url_for("linking.queue", experiment=experiment), 303)


def _page(experiment: uuid.UUID, *, faults: Collection[str] = ()) -> str:
    with reading_experiment(experiment) as (db, row):
        waiting, decided, counted = suggest(db, row), decisions_of(db, row), is_counted(db, row)
        conflicting = len(conflicting_sheets(db, row))
        account, counts = accounts_of(db, row.id), link_counts(db, [row.id])
        people = names_of_accounts(
            db, (each for one in decided for each in (one.made_by_account, one.undone_by_account))
        )
    return render_template(
        "fieldwork/linking/links.html",
        experiment=row,
        queue=waiting,
        decisions=decided if counted else [each for each in decided if each.made_by_account],
        is_counted=counted,
        sums=account,
        conflicting=conflicting,
        counts=counts,
        elements=ELEMENTS,
        in_words=_in_words,
        places=_places(waiting),
        people=people,
        methods=METHOD_WORDS,
        faults=faults,
        typed={name: request.form.get(name, "") for name in ("one", "other")},
    )


def _in_words(pair: Suggestion) -> PairInWords:
    other = [each for each in ELEMENTS if each not in pair.agreeing and each not in pair.unknown]
    return PairInWords(*(_listed(elements) for elements in (pair.agreeing, other, pair.unknown)))


def _listed(elements: Sequence[str]) -> str:
    words = [str(ELEMENT_WORDS[element]) for element in elements]
    return _("%(first)s and %(last)s", first=", ".join(words[:-1]), last=words[-1]) if words[1:] else "".join(words)


def _places(queue: ReviewQueue) -> dict[uuid.UUID, PlaceInList]:
    return {
        person.participant: PlaceInList(number, person.at)
        for side in (queue.before, queue.after)
        for number, person in enumerate(side, start=1)
    }


def _named(field: str) -> uuid.UUID:
    try:
        return uuid.UUID(request.form.get(field, ""))
    except ValueError:
        raise Refused(_("Choose a pair of the queue.")) from None
