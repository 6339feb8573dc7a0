"""What a report tells of the quality of its answers, and of what people wrote freely, gathered in one reading."""

import hashlib
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.sensitivity.quality import Flag, QualityCheck, without_flagged
from evaluation.models import OpenAnswer, Participant, Response, Wave
from evaluation.store.linking.methods import LinkCount, link_counts
from evaluation.store.reports.frames import SENDING, sent_frame
from evaluation.store.reports.quality import SentAndAsked, quality_in, sent_and_asked
from instruments import DECLINED

OF_A_RESPONSE = tuple(flag for flag in Flag if flag not in (Flag.CEILING, Flag.PAPER))
"""What can be found of one response; the others speak of a scale and of keying."""
TWICE = ["participant", "experiment", "wave"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """Words of somebody who agreed to be quoted, once a person has released them, and how they were sorted."""

    item: str
    text: str
    theme: str = ""
    stance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityChecks:
    """Every look at the answers of some experiments, and the answers once more as two stricter readings take them.

    `unflagged` leaves out responses in which something was found, `exact` the joins that a person had to judge.
    `declined` counts people who would rather not say, by item, before and after. `wrote` is in an order by lot,
    which follows from the words, so that it says nothing of who came when and is the same every time.
    """

    checks: tuple[QualityCheck, ...]
    links: tuple[LinkCount, ...]
    declined: Mapping[str, tuple[int, int]]
    wrote: tuple[Wrote, ...]
    unflagged: pd.DataFrame
    exact: pd.DataFrame

    @property
    def judged(self) -> int:
        """People whose two forms were joined by somebody's judgement."""
        return sum(each.people for each in self.links if not each.exact)


def check_quality(db: Session, experiments: Sequence[uuid.UUID]) -> QualityChecks:
    """Look at the answers of these experiments in every way a report tells of."""
    frame = sent_frame(db, experiments)
    sent = sent_and_asked(db, experiments, frame)
    return QualityChecks(
        checks=quality_in(db, experiments, sent),
        links=tuple(link_counts(db, experiments)),
        declined=_declined(db, experiments),
        wrote=wrote_at(db, experiments),
        unflagged=_once(_unflagged(frame, sent)),
        exact=_once(sent_frame(db, experiments, exact_only=True)),
    )


def _unflagged(frame: pd.DataFrame, sent: Sequence[SentAndAsked]) -> pd.DataFrame:
    """Every response in which nothing was found, and which is the person's first at that wave, answered or not."""
    kept = [without_flagged(each.frame, each.flagged, flags=OF_A_RESPONSE).index for each in sent]
    unflagged = frame.index.isin([place for index in kept for place in index])
    return frame[unflagged & ~frame.duplicated(TWICE)]


def _once(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame as reports take it: one response of a person at a wave, without how it was sent."""
    return frame.drop(columns=list(SENDING)).drop_duplicates(TWICE, ignore_index=True)


def _declined(db: Session, experiments: Sequence[uuid.UUID]) -> dict[str, tuple[int, int]]:
    found: dict[str, list[int]] = {}
    rows = db.execute(
        select(Wave.kind, Response.answers)
        .join(Wave, Wave.id == Response.wave_id)
        .join(Participant, Participant.id == Response.participant_id)
        .where(Response.experiment_id.in_(experiments), Participant.withdrawn_at.is_(None))
        .where(Wave.kind.in_(("pre", "post")))
    )
    for kind, answers in rows:
        for item in (item for item, answer in answers.items() if answer == DECLINED):
            found.setdefault(item, [0, 0])[kind == "post"] += 1
    return {item: (before, after) for item, (before, after) in sorted(found.items())}


def wrote_at(db: Session, experiments: Collection[uuid.UUID]) -> tuple[Wrote, ...]:
    """What people of these experiments wrote, agreed to have quoted and somebody has released, in an order by lot."""
    rows = db.execute(
        select(OpenAnswer.item, OpenAnswer.text, OpenAnswer.theme, OpenAnswer.stance)
        .join(Response, Response.id == OpenAnswer.response_id)
        .join(Participant, Participant.id == Response.participant_id)
        .where(Response.experiment_id.in_(experiments), Participant.withdrawn_at.is_(None))
        .where(OpenAnswer.released_at.is_not(None), OpenAnswer.may_quote)
    )
    found = [Wrote(item=item, text=text, theme=theme, stance=stance) for item, text, theme, stance in rows]
    return tuple(sorted(found, key=_lot))


def _lot(wrote: Wrote) -> tuple[str, str]:
    return hashlib.sha256(wrote.text.encode()).hexdigest(), repr(wrote)
