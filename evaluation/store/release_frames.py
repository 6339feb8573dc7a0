"""The answers of those who are in a release, as a frame in which nothing tells the evenings of one group apart."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Experiment, Participant, Response
from evaluation.store.release_choice import Chosen
from evaluation.store.reporting import Gathered
from evaluation.store.waves import Counts, counts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFrame:
    """What a release is made from.

    `outcomes` may be printed, by chapter name. `flow` counts people by chapter: those used as pairs, and those who
    answered once. `waiting` counts pairs that are not used yet. Of the `changed` (chapter and experiment, as in the
    frame) other people are used than in an earlier release.
    """

    frame: pd.DataFrame
    outcomes: Mapping[str, frozenset[str]]
    flow: Mapping[str, Mapping[str, int]]
    waiting: int
    workshops: int
    frozen_at: datetime
    changed: frozenset[tuple[str, str]] = frozenset()


def release_frame(db: Session, gathered: Gathered, chosen: Chosen, *, now: datetime) -> ReleaseFrame:
    """The answers of those who were chosen, out of what was gathered of the same experiments."""
    names = _names_in_frame(db, [experiment.id for experiment in gathered.experiments], chosen.participants)
    frame = gathered.frame[gathered.frame["participant"].isin(names)].reset_index(drop=True)
    together = _together(gathered.experiments, chosen.decision.groups)
    return ReleaseFrame(
        frame=frame.assign(experiment=frame["experiment"].map(together)),
        outcomes=chosen.outcomes,
        flow=_flow(db, gathered, chosen),
        waiting=sum(chosen.decision.waiting.values()),
        workshops=len(chosen.decision.page.used),
        frozen_at=now,
        changed=_changed(gathered, chosen, together),
    )


def _changed(gathered: Gathered, chosen: Chosen, together: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    names = {chapter.id: chapter.name for chapter in gathered.chapters}
    used, unchanged = set(chosen.decision.page.used), chosen.decision.unchanged
    return frozenset(
        (names[each.chapter_id], together[each.slug])
        for each in gathered.experiments
        if str(each.id) in used - unchanged and each.slug in together
    )


def _names_in_frame(
    db: Session, experiments: Sequence[uuid.UUID], participants: frozenset[uuid.UUID]
) -> frozenset[str]:
    """What a frame calls these people: it names everybody in the order in which they first answered."""
    order = db.scalars(
        select(Response.participant_id)
        .join(Participant, Participant.id == Response.participant_id)
        .where(Response.experiment_id.in_(experiments), Participant.withdrawn_at.is_(None))
        .order_by(Response.submitted_at, Response.id)
    )
    everybody = enumerate(dict.fromkeys(order), start=1)
    return frozenset(f"p{place:04d}" for place, participant in everybody if participant in participants)


def _together(experiments: Sequence[Experiment], groups: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """One name for the experiments of a group, by join address."""
    slugs = {str(experiment.id): experiment.slug for experiment in experiments}
    return {slugs[each]: "+".join(sorted(slugs[other] for other in group)) for group in groups for each in group}


def _flow(db: Session, gathered: Gathered, chosen: Chosen) -> dict[str, dict[str, int]]:
    names = {chapter.id: chapter.name for chapter in gathered.chapters}
    used = {uuid.UUID(each): count for each, count in chosen.decision.used.items() if count}
    answered = counts_of(db, list(used))
    flow: dict[str, dict[str, int]] = {}
    for experiment in gathered.experiments:
        if experiment.id in used:
            chapter = flow.setdefault(names[experiment.chapter_id], {})
            for field, count in _of_one(answered[experiment.id], used[experiment.id]).items():
                chapter[field] = chapter.get(field, 0) + count
    return flow


def _of_one(answered: Counts, pairs: int) -> dict[str, int]:
    """Who took part in one experiment, as far as it is told; who waits or is held back is in none of it."""
    pre_only, post_only = answered.pre - answered.linked, answered.post - answered.linked
    return {
        "pre": pairs + pre_only,
        "post": pairs + post_only,
        "pairs": pairs,
        "pre_only": pre_only,
        "post_only": post_only,
    }
