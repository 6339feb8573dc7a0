"""What people wrote freely that may be quoted."""

import hashlib
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import OpenAnswer, Participant, Response
from evaluation.store.responses.disclosed_words import HELD_BACK
from evaluation.store.studies.persons import TAKES_PART


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """Words of somebody who agreed to be quoted, once a person has released them, and how they were sorted."""

    item: str
    text: str
    theme: str = ""
    stance: str = ""


def wrote_at(db: Session, experiments: Collection[uuid.UUID]) -> tuple[Wrote, ...]:
    """What people of these experiments wrote, agreed to have quoted and somebody has released, in an order by lot.

    Nothing of an experiment that a few people have left since its words were shown.
    """
    rows = db.execute(
        select(OpenAnswer.item, OpenAnswer.text, OpenAnswer.theme, OpenAnswer.stance)
        .join(Response, Response.id == OpenAnswer.response_id)
        .join(Participant, Participant.id == Response.participant_id)
        .where(Response.experiment_id.in_(experiments), TAKES_PART)
        .where(OpenAnswer.released_at.is_not(None), OpenAnswer.may_quote, ~HELD_BACK)
    )
    found = [Wrote(item=item, text=text, theme=theme, stance=stance) for item, text, theme, stance in rows]
    return tuple(sorted(found, key=_lot))


def _lot(wrote: Wrote) -> tuple[str, str]:
    return hashlib.sha256(wrote.text.encode()).hexdigest(), repr(wrote)
