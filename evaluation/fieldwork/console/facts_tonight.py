"""The facts of an evening as they are while it runs: by its clock, and with the cards that there are."""

from dataclasses import replace

from sqlalchemy.orm import Session

from evaluation.fieldwork.evening_state import EveningNow
from evaluation.fieldwork.print_pack.print_facts import PrintFacts, print_facts
from evaluation.models import State
from evaluation.store.linking.cards import came_to, has_printed_cards
from evaluation.store.studies.studies import local
from evaluation.web.app import services


def facts_tonight(db: Session, now: EveningNow) -> PrintFacts:
    """The printed facts, but After opens when the clock says so, and people are told of cards as most of them came.

    Nobody is told of cards that were not printed, and spare ones that were printed meanwhile change nothing. Until
    people arrive cards may still be printed, so that the words are those of the kind of meeting.
    """
    facts = print_facts(db, now.experiment, base_url=services().settings.base_url)
    opens, may_print = now.clock.opens_at, now.state is State.DRAFT and (not now.is_today or "arriving" in now.moments)
    by_card = facts.by_card if may_print else _by_card(db, now)
    return replace(
        facts,
        after_opens=local(opens, now.experiment.study).time() if opens else None,
        opens_only_if=not now.progress.answered,
        by_card=by_card,
        both_ways=not may_print and _both_ways(db, now, by_card=by_card),
        may_leave_early=now.last_unit is None,
    )


def _by_card(db: Session, now: EveningNow) -> bool:
    """Whether most come by card; while Before is open, also where cards lay there as it opened."""
    if not has_printed_cards(db, now.experiment):
        return False
    before = now.waves["pre"]
    came = came_to(db, before)
    lay_there = now.state is State.BEFORE_OPEN and has_printed_cards(db, now.experiment, until=before.opened_at)
    return lay_there or came.with_card >= came.without


def _both_ways(db: Session, now: EveningNow, *, by_card: bool) -> bool:
    """Whether some came the other way than most."""
    came = came_to(db, now.waves["pre"])
    return bool(came.without if by_card else came.with_card)
