"""The quality of an experiment's answers: every look that is made at them, with counts and never an answer."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

import instruments
from analysis.scoring.scoring import Scale, scales_from_key
from analysis.sensitivity.quality import (
    AskedItems,
    Flag,
    QualityCheck,
    checks,
    checks_of_people,
    paper_errors,
)
from evaluation.models import Experiment, InstrumentVersion, Wave
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.paper.double_entry import keying_errors
from evaluation.store.reports.frames import sent_frame
from evaluation.store.responses.answered import answered
from instruments.asking.comparison_group import for_comparison_group


def flaggable_frame(db: Session, experiment: uuid.UUID) -> tuple[pd.DataFrame, AskedItems]:
    """Responses as sent in which anything was answered, and what was asked: what `quality.row_flags` takes."""
    return answered(db, sent_frame(db, [experiment])), asked_items(_versions(db, experiment))


def looks_at(
    db: Session, experiment: uuid.UUID, frame: pd.DataFrame, *, flags: Collection[Flag]
) -> Iterator[QualityCheck]:
    """These looks at some of an experiment's responses as sent."""
    versions = _versions(db, experiment)
    found = checks(answered(db, frame), asked_items(versions), scales=_scales(versions))
    yield from (check for check in found if check.flag in flags)
    if Flag.PAPER in flags:
        yield from _keying(db, [experiment])


def _keying(db: Session, experiments: Sequence[uuid.UUID]) -> list[QualityCheck]:
    errors = keying_errors(db, experiments)
    return [paper_errors(errors.wrong, errors.fields)] if errors.sheets else []


def looks_at_people(db: Session, experiment: uuid.UUID, frame: pd.DataFrame) -> tuple[QualityCheck, ...]:
    """What is found in the answers of some of an experiment's responses as sent, in how many people."""
    versions = _versions(db, experiment)
    return checks_of_people(answered(db, frame), asked_items(versions), scales=_scales(versions))


def asked_items(versions: Mapping[str, instruments.Version]) -> AskedItems:
    """The items whose answers are numbers, by wave, and those of one response format together.

    `versions` is what each wave asks.
    """
    items, blocks = defaultdict[str, list[str]](list), defaultdict[str, dict[str, None]](dict)
    for wave, version in versions.items():
        for item in version.questions(wave):
            if version.format_of(item).limits:
                items[wave].append(item.id)
                blocks[item.format][item.id] = None
    return AskedItems(
        items={wave: tuple(found) for wave, found in items.items()},
        blocks=tuple(tuple(found) for found in blocks.values()),
    )


def _scales(versions: Mapping[str, instruments.Version]) -> tuple[Scale, ...]:
    scales = {str(row["id"]): row for version in versions.values() for row in instruments.scoring_key(version)}
    return tuple(scales_from_key(scales.values()))


def _versions(db: Session, experiment: uuid.UUID) -> dict[str, instruments.Version]:
    """The version that each wave of an experiment asks; of a comparison group, what it is asked of it."""
    asked = db.execute(select(Wave.kind, Wave.instrument_version_id).where(Wave.experiment_id == experiment))
    found = {kind: version_of_row(db, db.get_one(InstrumentVersion, row)) for kind, row in asked}
    if not db.get_one(Experiment, experiment).is_comparison:
        return found
    return {kind: for_comparison_group(version) for kind, version in found.items()}
