"""The quality of an experiment's answers: every look that is made at them, with counts and never an answer."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    row_flags,
    together,
)
from evaluation.models import Experiment, InstrumentVersion, Wave
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.paper.double_entry import keying_errors
from evaluation.store.reports.frames import sent_frame
from evaluation.store.responses.answered import answered, answering


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAndAsked:
    """Responses as sent in which anything was answered, at experiments that asked the same; and what was asked.

    `flagged` tells what each response shows (`quality.row_flags`).
    """

    frame: pd.DataFrame
    asked: AskedItems
    scales: tuple[Scale, ...]
    flagged: pd.DataFrame

    @property
    def checks(self) -> tuple[QualityCheck, ...]:
        """Every look at them."""
        return checks(self.frame, self.asked, scales=self.scales, flagged=self.flagged)


def quality_in(db: Session, experiments: Sequence[uuid.UUID], sent: Iterable[SentAndAsked]) -> tuple[QualityCheck, ...]:
    """Every check of these experiments together: of what their responses show, of each scale's ceiling, of keying."""
    return together([*(each.checks for each in sent), _keying(db, experiments)])


def sent_and_asked(db: Session, experiments: Sequence[uuid.UUID], frame: pd.DataFrame) -> list[SentAndAsked]:
    """The answered rows of a frame of these experiments as sent, those of experiments that asked the same together."""
    kept, found = frame[answering(db, frame)], list[SentAndAsked]()
    named = db.execute(select(Experiment.id, Experiment.slug).where(Experiment.id.in_(experiments)))
    slugs = {each: slug for each, slug in named}  # noqa: C416 - rows are tuples for this and not for dict()
    alike = defaultdict[tuple[tuple[str, uuid.UUID], ...], list[str]](list)
    asked = _asked_at(db, experiments)
    for each in experiments:
        alike[tuple(sorted(asked[each].items()))].append(slugs[each])
    for waves, titles in alike.items():
        versions = {kind: version_of_row(db, db.get_one(InstrumentVersion, row)) for kind, row in waves}
        rows, items = kept[kept["experiment"].isin(titles)], asked_items(versions)
        flagged = row_flags(rows, items)
        found.append(SentAndAsked(frame=rows, asked=items, scales=_scales(versions), flagged=flagged))
    return found


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
    """The version that each wave of an experiment asks."""
    rows = _asked_at(db, [experiment])[experiment]
    return {kind: version_of_row(db, db.get_one(InstrumentVersion, row)) for kind, row in rows.items()}


def _asked_at(db: Session, experiments: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, uuid.UUID]]:
    """The version that each wave of these experiments asks, by experiment."""
    found: dict[uuid.UUID, dict[str, uuid.UUID]] = {each: {} for each in experiments}
    asked = select(Wave.experiment_id, Wave.kind, Wave.instrument_version_id)
    for each, kind, version in db.execute(asked.where(Wave.experiment_id.in_(experiments))):
        found[each][kind] = version
    return found
