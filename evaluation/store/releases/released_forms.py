"""The answers behind figures of items and scales: forms of people of whom a release has told, and no others."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.disclosure.groups import EVERYBODY, Chain, LedgerStep, State, people_counted
from analysis.psychometrics.admitted_forms import FORM_KEYS, GROUP, LANGUAGE, VERSION, WAVE, Thresholds
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.models import Experiment, Happening, InstrumentVersion, Release, ReleaseEvent, Response, Study, Wave
from evaluation.store.instruments.published_versions import version_of
from evaluation.store.releases.ledger import BOTH, ReleasableOutcome, Usable, as_people, usable_people
from evaluation.store.releases.ledger_entries import entries_to_read
from evaluation.store.releases.ledger_json import state_from_json
from evaluation.store.studies.persons import WHO, of_people
from evaluation.store.studies.studies import DEFAULT_PLAN, current_plan
from instruments import Version

EXPERIMENT = "form.experiment"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedForms:
    """Forms as a frame (`analysis.psychometrics`), from how many evenings, and of how few people nothing is told."""

    frame: pd.DataFrame
    evenings: int
    thresholds: Thresholds


def released_forms(db: Session, versions: Iterable[Version], *, key: bytes) -> ReleasedForms:
    """Forms before and after of people whose evening a release that is out has told of; examples are left out.

    `versions` are all of one instrument. People are those of the newest such release, by the groups of the ledger. A
    group of which somebody has left since stands out until a release tells of it anew, so that two looks differ by
    whole groups. `key` makes the lots of the ledger.
    """
    known = tuple(versions)
    rows: list[dict[str, Any]] = []
    evenings, plans = set[str](), [DEFAULT_PLAN]
    for study, released in _studies_released(db):
        groups = _groups_disclosed(db, study, released)
        found = list(_forms(db, groups, known, key=key))
        if found:
            plan = current_plan(db, study)
            plans += [plan.body] if plan else []
            evenings |= {str(form.pop(EXPERIMENT)) for form in found}
            rows += found
    return ReleasedForms(
        frame=pd.DataFrame(rows, columns=None if rows else list(FORM_KEYS)),
        evenings=len(evenings),
        thresholds=Thresholds(
            group=max(int(plan["suppress_below"]) for plan in plans),
            figure=max(int(plan["public_release_below"]) for plan in plans),
        ),
    )


def _studies_released(db: Session) -> Iterator[tuple[Study, State]]:
    """Each study with a release that is out, and who of which evenings was told of, as the newest of these has it."""
    out = (
        select(Study, Release.page)
        .join(Release, Release.study_id == Study.id)
        .join(ReleaseEvent, ReleaseEvent.release_id == Release.id)
        .where(ReleaseEvent.kind == Happening.RELEASED.value, Study.is_example.is_(False))
        .order_by(Study.created_at, Study.id, Release.number)
    )
    used: dict[uuid.UUID, tuple[Study, dict[str, Any]]] = {}
    for study, page in db.execute(out):
        used.setdefault(study.id, (study, {}))[1].update(state_from_json(page["used"]))
    workshops = select(Experiment.id).where(Experiment.role == ExperimentRole.WORKSHOP)
    met = {str(each) for each in db.scalars(workshops)}
    for study, state in used.values():
        yield study, {each: bound for each, bound in state.items() if each in met}


def _groups_disclosed(db: Session, study: Study, released: State) -> list[tuple[str, State, int]]:
    """The groups that releases told of: a name, who of which evenings, and of how many people they told."""
    chains: dict[tuple[str, str], list[LedgerStep]] = {}
    for entry in entries_to_read(db, study):
        for step in entry.page.parcels:
            chains.setdefault((step.chapter, step.group), []).append(step)
    groups = []
    for (chapter, name), steps in chains.items():
        disclosed = [place for place, step in enumerate(steps) if _agrees(step.state, released)]
        if disclosed:
            chain = tuple(steps[: disclosed[-1] + 1])
            groups.append((f"{chapter} {name}", chain[-1].state, _people_disclosed(chain)))
    return groups


def _agrees(state: State, released: State) -> bool:
    return all(released.get(each) == bound for each, bound in state.items())


def _people_disclosed(chain: Chain) -> int:
    """How many people a chain's last step was told of, as the last step with counts of everybody has them."""
    return next(sum(step.entered[EVERYBODY]) for step in reversed(chain) if EVERYBODY in step.entered)


def _forms(
    db: Session, groups: Sequence[tuple[str, State, int]], versions: Sequence[Version], *, key: bytes
) -> Iterator[dict[str, Any]]:
    """The forms of groups whose people are those they were told of: nobody has left, nobody was joined otherwise."""
    experiments = [uuid.UUID(each) for _, state, _ in groups for each in state]
    usable = usable_people(db, experiments, outcomes=_asked_both_times(db, experiments), key=key)
    people, group_of = as_people(usable), dict[tuple[uuid.UUID, uuid.UUID], str]()
    for name, state, disclosed in groups:
        if people_counted(state, people) == disclosed:
            group_of |= dict.fromkeys(_in_group(usable, state), name)
    yield from _sent(db, experiments, group_of, {version.number: version for version in versions})


def _in_group(usable: Iterable[Usable], state: State) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    for each in usable:
        bound = state.get(str(each.experiment))
        if bound is not None and bound.covers(each.person):
            yield each.who, each.experiment


def _asked_both_times(db: Session, experiments: Sequence[uuid.UUID]) -> tuple[ReleasableOutcome, ...]:
    """What makes a form one that counts: an answer to an item of a scale that these evenings asked both times.

    Where reports compare less, a group may have more people here than it was told of, and stands out.
    """
    asked = (
        select(InstrumentVersion.instrument, InstrumentVersion.number)
        .join(Wave, Wave.instrument_version_id == InstrumentVersion.id)
        .where(Wave.experiment_id.in_(experiments), Wave.kind.in_(BOTH))
        .distinct()
    )
    versions = [version_of(db, row.instrument, row.number) for row in db.execute(asked)]
    items = {item for version in versions for scale in version.scales for item in scale.items}
    return (ReleasableOutcome(id=EVERYBODY, items=tuple(sorted(items))),)


def _sent(
    db: Session,
    experiments: Sequence[uuid.UUID],
    group_of: Mapping[tuple[uuid.UUID, uuid.UUID], str],
    versions: Mapping[int, Version],
) -> Iterator[dict[str, Any]]:
    """The first form of each of these people at each wave, where it was of one of these versions."""
    sent = (
        select(WHO, Response.experiment_id, Wave.kind, InstrumentVersion.number, Response.language, Response.answers)
        .join(Wave, Wave.id == Response.wave_id)
        .join(InstrumentVersion, InstrumentVersion.id == Response.instrument_version_id)
        .where(Wave.kind.in_(BOTH), InstrumentVersion.instrument.in_({each.id for each in versions.values()}))
    )
    seen = set[tuple[uuid.UUID, uuid.UUID, str]]()
    for who, experiment, wave, number, language, answers in db.execute(of_people(sent, experiments)):
        group = group_of.get((who, experiment))
        if group is None or number not in versions or (who, experiment, wave) in seen:
            continue
        seen.add((who, experiment, wave))
        keys = {GROUP: group, WAVE: wave, VERSION: number, LANGUAGE: language, EXPERIMENT: experiment}
        yield {**_single(answers), **keys}


def _single(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that are one number or one code, by item."""
    return {item: value for item, value in answers.items() if isinstance(value, int | float | str)}
