"""The seating plan's pages: numbers of each group in, rounds of tables out; who comes late or leaves; the sheets."""

import random
import secrets
import uuid

from flask import Blueprint, abort, redirect, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.errors import Refused
from evaluation.fieldwork.presses import key_holder
from evaluation.fieldwork.seating.seating_door import SeatingDoor, door_of_account, door_of_key
from evaluation.fieldwork.seating.seating_shown import Typed, round_number, round_on, rounds_over, seating_page
from evaluation.fieldwork.seating.sheets_request import ask_for_sheets, sheets_of
from evaluation.fieldwork.seating.typed_groups import typed_arrivals, typed_groups, typed_people
from evaluation.models import Experiment, SeatingVersion
from evaluation.seating.make_plan import MOST_ROUNDS, change_plan, make_plan
from evaluation.seating.seating_plan import SeatingPlan, stored_plan
from evaluation.store.evening.seating_versions import (
    current_seating,
    keep_seating,
    last_seating,
    take_away_seating,
    take_back_seating,
)
from evaluation.store.evening.switch_wave import lock_experiment
from evaluation.store.log.done_by import last_save
from evaluation.web.access import action, public
from evaluation.web.app import services
from evaluation.web.current_user import anybody, me
from evaluation.web.scope import reading_experiment
from evaluation.web.staff_layout import clock
from evaluation.web.state_labels import who_did

pages = Blueprint("seating", __name__)


@pages.get("/experiments/<uuid:experiment>/seating")
@action("experiment.record")
def seating(experiment: uuid.UUID) -> str:
    """The plan, a round at a time, and what can be done with it."""
    return _shown(door_of_account(experiment))


@pages.post("/experiments/<uuid:experiment>/seating")
@action("experiment.record")
def make(experiment: uuid.UUID) -> Response | tuple[str, int]:
    """Make a plan from the numbers of each group; where there is one already, all of it anew."""
    return _made(door_of_account(experiment))


@pages.post("/experiments/<uuid:experiment>/seating/change")
@action("experiment.record")
def change(experiment: uuid.UUID) -> Response | tuple[str, int]:
    """People come late or leave before a round: that one and later ones are made anew, earlier ones stay."""
    return _changed_by(door_of_account(experiment))


@pages.post("/experiments/<uuid:experiment>/seating/take-back")
@action("experiment.record")
def take_back(experiment: uuid.UUID) -> Response | tuple[str, int]:
    """Take the last change back, so that the plan before it holds again."""
    return _taken_back(door_of_account(experiment))


@pages.post("/experiments/<uuid:experiment>/seating/take-away")
@action("experiment.record")
def take_away(experiment: uuid.UUID) -> Response | tuple[str, int]:
    """Let no plan hold, until that is taken back or another is made."""
    return _taken_away(door_of_account(experiment))


@key_holder.pages.get("/seating", endpoint="seating")
@public
def seating_with_key(key: str) -> str:
    """The plan, with an evening key."""
    return _shown(door_of_key(key))


@key_holder.pages.post("/seating")
@public
def make_with_key(key: str) -> Response | tuple[str, int]:
    """Make a plan, with an evening key."""
    return _made(door_of_key(key))


@key_holder.pages.post("/seating/change")
@public
def change_with_key(key: str) -> Response | tuple[str, int]:
    """Change the plan, with an evening key."""
    return _changed_by(door_of_key(key))


@key_holder.pages.post("/seating/take-back")
@public
def take_back_with_key(key: str) -> Response | tuple[str, int]:
    """Take the last change back, with an evening key."""
    return _taken_back(door_of_key(key))


@key_holder.pages.post("/seating/take-away")
@public
def take_away_with_key(key: str) -> Response | tuple[str, int]:
    """Let no plan hold, with an evening key."""
    return _taken_away(door_of_key(key))


@pages.post("/experiments/<uuid:experiment>/seating/print")
@action("cards.print")
def print_sheets(experiment: uuid.UUID) -> Response:
    """Ask for the sheets of the plan that holds; a worker makes them."""
    with reading_experiment(experiment) as (db, row):
        version = current_seating(db, row)
    if version is not None and not row.cancelled_at:
        ask_for_sheets(services(), row, version, by=me().name or me().email)
    return redirect(url_for("seating.seating", experiment=experiment) + "#print", 303)


@pages.get("/experiments/<uuid:experiment>/seating.pdf")
@action("cards.print")
def printed(experiment: uuid.UUID) -> Response:
    """The plan that holds, on paper: each round for the wall, and a slip to cut for each person."""
    with reading_experiment(experiment) as (db, row):
        version = current_seating(db, row)
        path = sheets_of(services(), db, version)[1] if version else None
    if path is None:
        abort(404)
    return send_file(path, as_attachment=True, download_name=f"{row.slug}-seating.pdf")


def _shown(door: SeatingDoor) -> str:
    with door.reading() as (db, _key, row):
        return seating_page(door, db, row)


def _made(door: SeatingDoor) -> Response | tuple[str, int]:
    typed = Typed(groups=_sent("groups"), rounds=_sent("rounds"))
    try:
        with door.changing() as (db, key, row):
            _locked(db, row)
            on = round_on(db, row)
            rounds = _round_count(typed.rounds, on=on, is_over=rounds_over(db, row))
            plan = make_plan(typed_groups(typed.groups), rounds=rounds, rng=_chance())
            kept = keep_seating(db, row, plan, first_round=on + 1, now=services().clock())
            size = {"people": len(plan.people), "groups": len(plan.groups)}
            door.note(db, key, row, "seating planned", **size, number=kept.number)
    except Refused as refusal:
        return _refused(door, Typed(groups=typed.groups, rounds=typed.rounds, faults=refusal.faults))
    people = len(plan.people)
    door.tell(_("The plan is made: %(people)s people, %(rounds)s rounds.", people=people, rounds=rounds))
    return redirect(door.address, 303)


def _changed_by(door: SeatingDoor) -> Response | tuple[str, int]:
    sent = {name: _sent(name) for name in ("arrivals", "leavers", "before")}
    try:
        with door.changing() as (db, key, row):
            plan, before = stored_plan(_there(_locked(db, row)).plan), round_number(sent["before"])
            _refuse_in_round(before, on=round_on(db, row), is_over=rounds_over(db, row))
            changed = _changed(plan, before=before, arrivals=sent["arrivals"], leavers=sent["leavers"])
            kept = keep_seating(db, row, changed, first_round=before, now=services().clock())
            come = len(changed.people) - len(plan.people)
            left = len(plan.present) + come - len(changed.present)
            about = {"before_round": before, "came": come, "left": left, "number": kept.number}
            door.note(db, key, row, "seating changed", **about)
    except Refused as refusal:
        return _refused(door, Typed(**sent, faults=refusal.faults))
    new = ", ".join(changed.labels[len(plan.people) :])
    said = _("Rounds from %(number)s on are made anew.", number=before)
    door.tell(said + (" " + _new_numbers(new, come) if new else ""))
    return redirect(f"{door.address}?round={before}", 303)


def _taken_back(door: SeatingDoor) -> Response | tuple[str, int]:
    try:
        with door.changing() as (db, key, row):
            _locked(db, row)
            door.note(db, key, row, "seating taken back", number=take_back_seating(db, row))
    except Refused as refusal:
        return _refused(door, Typed(faults=refusal.faults))
    door.tell(_("The last change is taken back."))
    return redirect(door.address, 303)


def _taken_away(door: SeatingDoor) -> Response | tuple[str, int]:
    try:
        with door.changing() as (db, key, row):
            _locked(db, row)
            number = take_away_seating(db, row, now=services().clock())
            door.note(db, key, row, "seating taken away", number=number)
    except Refused as refusal:
        return _refused(door, Typed(faults=refusal.faults))
    return redirect(door.address, 303)


def _chance() -> random.Random:
    return random.Random(secrets.randbits(64))  # noqa: S311 - who sits with whom is no secret


def _sent(name: str) -> str:
    return request.form.get(name, "")[:5000].strip()


def _locked(db: Session, row: Experiment) -> SeatingVersion | None:
    """The last version of the plan, with the experiment locked; refused where it is another than the page showed."""
    lock_experiment(db, row)
    if row.cancelled_at:
        raise Refused(_("%(title)s has been cancelled: nobody is to be seated.", title=row.title))
    if row.is_comparison:
        raise Refused(_("A comparison group has no seating plan: its people have no workshop."))
    version = last_seating(db, row)
    if request.form.get("shown", "0") != str(version.number if version else 0):
        raise Refused(_said_of_change(db, row))
    return version


def _said_of_change(db: Session, row: Experiment) -> str:
    """That the plan is another than the page showed, with who changed it and when where that is written down."""
    actions = ("seating planned", "seating changed", "seating taken back", "seating taken away")
    last = last_save(db, f"experiment {row.id}", names=(), actions=actions)
    if last is None:
        return str(_("The plan was changed meanwhile. It is shown here as it is now; nothing is lost."))
    time, who = clock(last.at, row.study.time_zone), who_did(last.by, anybody())
    changed = _("The plan was changed at %(time)s %(who)s, after this page was opened.", time=time, who=who)
    return " ".join([changed, _("It is shown here as it is now; nothing is lost.")])


def _there(version: SeatingVersion | None) -> SeatingVersion:
    if version is None or not version.plan:
        raise Refused(_("There is no plan: type the groups first."))
    return version


def _changed(plan: SeatingPlan, *, before: int, arrivals: str, leavers: str) -> SeatingPlan:
    come, gone = typed_arrivals(arrivals, plan.groups), typed_people(leavers, plan.labels)
    if not come and not gone:
        raise Refused(_("Say who comes or who leaves."))
    if left := [plan.labels[person] for person in gone if person not in plan.present]:
        raise Refused(_("%(people)s left before.", people=", ".join(left)))
    if not 1 <= before <= len(plan.rounds):
        raise Refused(_("Choose a round between 1 and %(last)s.", last=len(plan.rounds)))
    return change_plan(plan, before_round=before, arrivals=come, leavers=gone, rng=_chance())


def _new_numbers(new: str, come: int) -> str:
    said: str = ngettext("The new number is %(new)s.", "The new numbers are %(new)s.", come, new=new)
    return said


def _round_count(text: str, *, on: int, is_over: bool) -> int:
    rounds = round_number(text)
    if not 1 <= rounds <= MOST_ROUNDS:
        raise Refused(_("Give the number of rounds, between 1 and %(most)s.", most=MOST_ROUNDS))
    if rounds <= on:
        raise Refused(
            _("Round %(number)s had begun as After opened: give more rounds than that.", number=on)
            if is_over
            else _(
                "Round %(number)s is on, so the plan holds from the next one on: give more rounds than that, "
                "counted from the first.",
                number=on,
            )
        )
    return rounds


def _refuse_in_round(before: int, *, on: int, is_over: bool) -> None:
    """Refuse to change the seats of the round that is on, and of those that are over."""
    if 1 <= before <= on:
        raise Refused(
            _("Round %(number)s had begun as After opened: choose a later round.", number=on)
            if is_over
            else _("Round %(number)s is on, and people sit by this plan: choose a later round.", number=on)
        )


def _refused(door: SeatingDoor, typed: Typed) -> tuple[str, int]:
    with door.reading() as (db, _key, row):
        return seating_page(door, db, row, typed), 422
