"""The answers of those who are in a release, as a frame in which nothing tells the evenings of one group apart."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session

from analysis.sensitivity.attrition import Flow, flow
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Experiment
from evaluation.store.releases.eligibility import Chosen
from evaluation.store.releases.ledger import BOTH
from evaluation.store.reports.frames import named_people
from evaluation.store.reports.gather import Gathered
from evaluation.store.reports.module_counts import ModuleCounts, module_counts
from evaluation.store.reports.quotable_answers import Wrote, wrote_at

ANSWERS_CHANGED = Message("Answers came in or were withdrawn while this was made. Ask for it again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFrame:
    """What a release is made from.

    `outcomes` may be printed, by chapter name. `flow` counts people by chapter: those used as pairs, and those who
    answered once. `waiting` counts pairs that are not used yet at each experiment. Both are of those who came;
    `comparison_flow` is of comparison groups. Of the `changed` (chapter and experiment, as in the frame) other people
    are used than in an earlier release. `wrote` is what people of these experiments let be quoted. `before` are the
    sets of places of which earlier reports told, and `beyond` tells that one of them also told of people who are not
    in this. `held_by_lot` tells that people were held back by lot. Where nobody is told of, `lacking` are the outcomes
    that all wait for.
    `answered` counts who answered each wave of a whole study, told of or not; of a part of one it is empty.
    `modules` counts what those who came, and may be told of, answered to questions of modules.
    """

    frame: pd.DataFrame
    outcomes: Mapping[str, frozenset[str]]
    flow: Mapping[str, Mapping[str, int]]
    waiting: tuple[int, ...]
    workshops: int
    frozen_at: datetime
    changed: frozenset[tuple[str, str]] = frozenset()
    wrote: tuple[Wrote, ...] = ()
    before: tuple[frozenset[tuple[str, str]], ...] = ()
    beyond: bool = False
    held_by_lot: bool = False
    lacking: frozenset[str] = frozenset()
    comparison_flow: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    answered: Mapping[str, int] = field(default_factory=dict)
    modules: tuple[ModuleCounts, ...] = ()


def release_frame(db: Session, gathered: Gathered, chosen: Chosen, *, now: datetime) -> ReleaseFrame:
    """The answers of those who were chosen, out of what was gathered of the same experiments."""
    frame = _of_chosen(db, gathered, chosen)
    together = _together(gathered.experiments, chosen.decision.groups)
    return ReleaseFrame(
        frame=frame.assign(experiment=frame["experiment"].map(together)),
        outcomes=chosen.outcomes,
        flow=_flow(gathered, chosen, gathered.workshops),
        comparison_flow=_flow(gathered, chosen, [each for each in gathered.experiments if each.is_comparison]),
        waiting=tuple(chosen.decision.waiting[str(each.id)] for each in gathered.workshops),
        workshops=sum(str(each.id) in chosen.decision.page.used for each in gathered.workshops),
        frozen_at=now,
        changed=_changed(gathered, chosen, together),
        **_disclosed_before(gathered, chosen, together),
        wrote=wrote_at(db, [uuid.UUID(each) for each in chosen.decision.page.used]),
        held_by_lot=chosen.decision.held_by_lot,
        lacking=chosen.decision.lacking,
        answered=_answered(gathered),
        modules=tuple(module_counts(db, gathered.modules, people=_answering_modules(gathered, chosen))),
    )


def _answered(gathered: Gathered) -> dict[str, int]:
    if gathered.one_chapter or len(gathered.experiments) == 1:
        return {}
    there = gathered.frame["experiment"].astype(str).isin([each.slug for each in gathered.workshops])
    counted = flow(gathered.frame[there])
    return {"pre": counted.pre, "post": counted.post}


def _answering_modules(gathered: Gathered, chosen: Chosen) -> dict[str, Mapping[uuid.UUID, uuid.UUID]]:
    """Whose answers to each question of a module are counted: those who came, of groups that may be told of in it."""
    names = {chapter.id: chapter.name for chapter in gathered.chapters}
    by_chapter = {each.id: chosen.outcomes.get(names[each.chapter_id], frozenset()) for each in gathered.workshops}
    allowed = {place: chosen.decision.alone.get(str(place), outcomes) for place, outcomes in by_chapter.items()}
    return {
        each.outcome: {
            who: place for who, place in chosen.people.items() if each.outcome in allowed.get(place, frozenset())
        }
        for each in gathered.modules
    }


def _changed(gathered: Gathered, chosen: Chosen, together: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    names = {chapter.id: chapter.name for chapter in gathered.chapters}
    used, unchanged = set(chosen.decision.page.used), chosen.decision.unchanged
    return frozenset(
        (names[each.chapter_id], together[each.slug])
        for each in gathered.experiments
        if str(each.id) in used - unchanged and each.slug in together
    )


def _disclosed_before(gathered: Gathered, chosen: Chosen, together: Mapping[str, str]) -> dict[str, Any]:
    """Which of these places earlier reports told of together, and whether with others."""
    used, names = set(chosen.decision.page.used), {chapter.id: chapter.name for chapter in gathered.chapters}
    places = {
        str(each.id): (names[each.chapter_id], together[each.slug])
        for each in gathered.experiments
        if each.slug in together
    }
    inside = [of for of in chosen.before if of <= used]
    sets = tuple(frozenset(places[each] for each in of if each in places) for of in inside)
    return {"before": sets, "beyond": len(inside) < len(chosen.before)}


def _of_chosen(db: Session, gathered: Gathered, chosen: Chosen) -> pd.DataFrame:
    """The rows of these people at their experiments, of further waves those that were there in time."""
    names = named_people(db, [experiment.id for experiment in gathered.experiments])
    if len(names) != gathered.people:
        raise Refused(ANSWERS_CHANGED)
    slugs = {experiment.id: experiment.slug for experiment in gathered.experiments}
    frame = gathered.frame
    there = {(names[who], slugs[experiment]) for who, experiment in chosen.people.items()}
    cells = pd.Series(list(zip(frame["participant"], frame["experiment"].astype(str), strict=True)), index=frame.index)
    kept = cells.isin(there)
    for wave in set(frame["wave"]) - set(BOTH):
        in_time = {names[who] for who in chosen.further.get(wave, frozenset())}
        kept &= (frame["wave"] != wave) | frame["participant"].isin(in_time)
    return frame[kept].reset_index(drop=True)


def _together(experiments: Sequence[Experiment], groups: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """One name for the experiments of a group, by join address."""
    slugs = {str(experiment.id): experiment.slug for experiment in experiments}
    return {slugs[each]: "+".join(sorted(slugs[other] for other in group)) for group in groups for each in group}


def _flow(gathered: Gathered, chosen: Chosen, of: Sequence[Experiment]) -> dict[str, dict[str, int]]:
    names = {chapter.id: chapter.name for chapter in gathered.chapters}
    used = {uuid.UUID(each): count for each, count in chosen.decision.used.items() if count}
    held, counted = gathered.frame["experiment"].astype(str), dict[str, dict[str, int]]()
    for experiment in of:
        if experiment.id in used:
            chapter = counted.setdefault(names[experiment.chapter_id], {})
            answered = flow(gathered.frame[held == experiment.slug])
            for field, count in _of_one(answered, used[experiment.id]).items():
                chapter[field] = chapter.get(field, 0) + count
    return counted


def _of_one(answered: Flow, pairs: int) -> dict[str, int]:
    """Who took part in one experiment, as far as it is told; who waits or is held back is in none of it."""
    return {
        "pre": pairs + answered.pre_only,
        "post": pairs + answered.post_only,
        "pairs": pairs,
        "pre_only": answered.pre_only,
        "post_only": answered.post_only,
    }
