"""What the seating plan's page shows: the plan that holds, what can be taken back of it, and what somebody typed."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.round_clock import Phase
from evaluation.fieldwork.projector.seats_shown import READABLE_WITH_PROMPT
from evaluation.fieldwork.seating.seating_door import SeatingDoor
from evaluation.fieldwork.seating.sheets_request import sheets_of
from evaluation.models import Experiment, Kind, SeatingVersion, State
from evaluation.seating.make_plan import MOST_ROUNDS
from evaluation.seating.seating_plan import SeatingPlan, letter_of, stored_plan
from evaluation.store.evening.seating_versions import current_seating, last_seating, seating_before
from evaluation.store.paper.print_packs import JOBS_UNDER_WAY, nobody_works
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.rounds import rounds_of
from evaluation.store.studies.waves import waves_of
from evaluation.web.app import services

USUAL_ROUNDS = 5
"""How many rounds are offered where nobody has said how many are planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody typed, to be given back, and what is wrong with it."""

    groups: str = ""
    rounds: str = ""
    arrivals: str = ""
    leavers: str = ""
    before: str = ""
    faults: Collection[str] = ()


def round_number(text: str) -> int:
    """The number of a round that was sent; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0


def seating_page(door: SeatingDoor, db: Session, row: Experiment, typed: Typed | None = None) -> str:
    """The page, with what was typed where that was refused."""
    if row.is_comparison:
        raise Refused(_("A comparison group has no seating plan: its people have no workshop."))
    last, version = last_seating(db, row), current_seating(db, row)
    plan = stored_plan(version.plan) if version else None
    on, first = round_on(db, row), version.first_round if version else 1
    number = round_number(request.args.get("round", typed.before if typed else ""))
    if plan is not None and not 1 <= number <= len(plan.rounds):
        number = first if first > on > 0 else max(on, 1)
        number = min(number, len(plan.rounds))
    job, made = sheets_of(services(), db, version) if version else (None, None)
    return render_template(
        "fieldwork/seating/seating.html",
        experiment=row,
        door=door,
        new=_new_since(db, version, plan),
        plan=plan,
        version=last.number if last else 0,
        last=last,
        before=seating_before(db, last) if last else None,
        round_on=on,
        rounds_over=rounds_over(db, row),
        can_go_on=_state(db, row) is State.AFTER_OPEN,
        first_round=first,
        number=number,
        letters=[letter_of(group) for group in range(len(plan.groups))] if plan else [],
        job=job,
        needs_paper=plan is not None and row.kind != Kind.ONLINE and plan.seated(number) > READABLE_WITH_PROMPT,
        under_way=job is not None and job.state in JOBS_UNDER_WAY,
        unattended=job is not None and nobody_works(db, job, now=services().clock()),
        made=made,
        typed=typed or Typed(),
        suggested=_suggested(row, plan),
    )


def _new_since(db: Session, version: SeatingVersion | None, plan: SeatingPlan | None) -> str:
    """The numbers of those who came with the last change."""
    before = seating_before(db, version) if version and version.first_round > 1 else None
    if plan is None or version is None or before is None or not before.plan:
        return ""
    earlier, kept = stored_plan(before.plan), version.first_round - 1
    is_change = plan.rounds[:kept] == earlier.rounds[:kept]
    return ", ".join(plan.labels[len(earlier.people) :]) if is_change else ""


def round_on(db: Session, row: Experiment) -> int:
    """The round that is on; 0 while none is."""
    rounds = rounds_of(db, row)
    return rounds.number if rounds.phase(services().clock()) in {Phase.RUNNING, Phase.PAUSED} else 0


def _state(db: Session, row: Experiment) -> State:
    """Where the evening stands."""
    return state_of(row, waves_of(db, row))


def rounds_over(db: Session, row: Experiment) -> bool:
    """Whether After has opened, so that nobody changes seats any more."""
    return _state(db, row) in {State.AFTER_OPEN, State.CLOSED, State.FROZEN}


def _suggested(row: Experiment, plan: SeatingPlan | None) -> Typed:
    """What the form is filled with: the groups of the plan, or hosts and guests of the record."""
    groups = dict(zip(plan.groups, plan.sizes, strict=True)) if plan else _recorded(row)
    rounds = len(plan.rounds) if plan else row.planned_rounds or USUAL_ROUNDS
    lines = [f"{name} {people}" for name, people in groups.items() if people]
    return Typed(groups="\n".join(lines), rounds=str(min(rounds, MOST_ROUNDS)))


def _recorded(row: Experiment) -> dict[str, int]:
    return {_("Hosts"): row.hosts, _("Guests"): row.guests} if row.hosts and row.guests else {}
