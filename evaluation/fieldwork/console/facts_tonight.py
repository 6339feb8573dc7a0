"""The facts of an evening as they are while it runs: by its clock, and with the cards that there are."""

from dataclasses import replace

from sqlalchemy.orm import Session

from evaluation.fieldwork.evening_state import EveningNow
from evaluation.fieldwork.print_pack.print_facts import PrintFacts, print_facts
from evaluation.models import State
from evaluation.store.linking.cards import has_printed_cards
from evaluation.store.studies.studies import local
from evaluation.web.app import services


def facts_tonight(db: Session, now: EveningNow) -> PrintFacts:
    """The printed facts, but After opens when the clock says so, and nobody is told of cards that were not printed.

    Until people arrive cards may still be printed, so that the words are those of the kind of meeting.
    """
    facts = print_facts(db, now.experiment, base_url=services().settings.base_url)
    opens, may_print = now.clock.opens_at, now.state is State.DRAFT and (not now.is_today or "arriving" in now.moments)
    return replace(
        facts,
        after_opens=local(opens, now.experiment.study).time() if opens else None,
        by_card=facts.by_card if may_print else has_printed_cards(db, now.experiment),
        may_leave_early=now.last_unit is None,
    )
