"""How well the items of a scale hung together in our own answers, for whoever picks items from the bank."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.estimate.estimate import Estimate
from analysis.estimate.reliability import alpha, spearman_brown
from analysis.scoring.scoring import reversed_items, scales_from_key
from evaluation.models import Experiment, InstrumentVersion, Participant, Response, Study, Wave
from evaluation.store.instruments.comparability import versions_compared
from evaluation.store.instruments.declared_changes import declared_for
from evaluation.store.studies.persons import TAKES_PART
from evaluation.store.studies.studies import DEFAULT_PLAN
from instruments import Version, scoring_key
from instruments.comparison.families import BEFORE, Versions, name_of

ENOUGH = int(DEFAULT_PLAN["public_release_below"])
"""People who answered every item; of fewer nothing is told."""
NEWEST = 5000
"""The newest answers that are looked at, so that a page of the bank costs as much however many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The reliability of a scale in our own answers before, by which formula, and over how many people."""

    label: str
    method: str
    value: float
    n: int


def consistency_seen(db: Session, versions: Iterable[Version]) -> dict[tuple[str, str], Seen]:
    """By instrument and scale, over the versions that compare with the instrument's newest.

    From answers before, of waves that are closed and studies that are no example; a person counts once. Cronbach's
    alpha for three items and more, Spearman-Brown for two. A scale that fewer than `ENOUGH` people answered whole is
    left out.
    """
    known_versions = tuple(versions)
    known = versions_compared(known_versions, said=declared_for(db, {version.id for version in known_versions}))
    answers = _answers(db)
    newest = {version.id: version for version in known.versions}
    seen = {
        (version.id, key.id): _seen(answers[answers["asked"].isin(_family(known, version, key.id))], version, key.id)
        for version in newest.values()
        for key in version.scales
    }
    return {scale: found for scale, found in seen.items() if found is not None}


def _family(known: Versions, version: Version, scale: str) -> list[str]:
    """The versions, by name, whose answers to a scale compare with those to this one."""
    families = known.families(scale, waves=(BEFORE,))
    return [name_of(one) for one in next(family for family in families if version in family)]


def _answers(db: Session) -> pd.DataFrame:
    """The newest answers before: the version asked, by name, then a column an item."""
    rows = db.execute(
        select(Response.participant_id, InstrumentVersion.instrument, InstrumentVersion.number, Response.answers)
        .join(Wave, Wave.id == Response.wave_id)
        .join(Experiment, Experiment.id == Response.experiment_id)
        .join(Study, Study.id == Experiment.study_id)
        .join(InstrumentVersion, InstrumentVersion.id == Response.instrument_version_id)
        .join(Participant, Participant.id == Response.participant_id)
        .where(Wave.kind == BEFORE, Wave.closed_at.is_not(None))
        .where(Study.is_example.is_(False), TAKES_PART)
        .order_by(Response.submitted_at.desc(), Response.id)
        .limit(NEWEST)
    ).all()
    keys = pd.DataFrame([(row[0], f"{row[1]}/{row[2]}") for row in rows], columns=["participant", "asked"])
    numbers = [{item: value for item, value in row[3].items() if isinstance(value, int | float)} for row in rows]
    whole = pd.concat([keys, pd.DataFrame(numbers, index=keys.index, dtype=float)], axis="columns")
    return whole.drop_duplicates("participant")


def _seen(answers: pd.DataFrame, version: Version, scale: str) -> Seen | None:
    key = next(iter(scales_from_key(row for row in scoring_key(version) if row["id"] == scale)))
    items = reversed_items(answers.reindex(columns=list(key.items)), key).dropna()
    if len(items) < ENOUGH:
        return None
    found = spearman_brown(items) if len(key.items) == 2 else alpha(items)
    value = found.value if isinstance(found, Estimate) else found
    if not isinstance(value, float):
        return None
    method = "Spearman-Brown" if len(key.items) == 2 else "alpha"
    return Seen(label=key.label, method=method, value=round(value, 2), n=len(items))
