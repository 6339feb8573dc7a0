"""What a study's experiments ask, as its plan speaks of it: published versions, outcomes and questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

import instruments
from evaluation.models import Experiment, InstrumentVersion, Study, Wave
from evaluation.store.instruments.intact_texts import damage_among, intact_among


@dataclass(frozen=True, slots=True)
class PlannedQuestionnaire:
    """The questionnaires of a study, and how many of its experiments are workshops and comparison groups."""

    versions: tuple[instruments.Version, ...]
    digests: tuple[str, ...]
    workshops: int
    comparisons: int
    damaged: tuple[str, ...] = ()
    """A sentence for each questionnaire that is not as it was published, and so is not among the versions."""

    @property
    def scales(self) -> tuple[instruments.ScaleKey, ...]:
        """Every outcome once, as the newest version declares it, primary ones first."""
        found = {scale.id: scale for version in self.versions for scale in version.scales}
        return tuple(sorted(found.values(), key=lambda scale: not scale.primary))

    def needed(self, scale: instruments.ScaleKey) -> int:
        """How many of an outcome's questions a score needs, both shares rounded to two decimals."""
        least, asked = round(scale.minimum_answered, 2), len(scale.items)
        return next(count for count in range(1, asked + 1) if round(count / asked, 2) >= least)

    def item_text(self, item: str) -> str:
        """A question in the words of the newest version."""
        for version in reversed(self.versions):
            if found := version.items_by_id.get(item):
                return question_of(found)
        return item


def question_of(item: instruments.Item) -> str:
    """A question's lead-in and text, as it reads in every place."""
    return " ".join(part for part in (item.ask, item.text) if part).replace("{place}", "[place]")


def planned_questionnaire(db: Session, study: Study) -> PlannedQuestionnaire:
    """What the waves of a study's experiments ask."""
    asked = select(Wave.instrument_version_id).join(Experiment, Experiment.id == Wave.experiment_id)
    of_study = asked.where(Experiment.study_id == study.id)
    rows = select(InstrumentVersion).where(InstrumentVersion.id.in_(of_study))
    versions = db.scalars(rows.order_by(InstrumentVersion.instrument, InstrumentVersion.number)).all()
    experiments = db.scalars(select(Experiment).filter_by(study_id=study.id)).all()
    intact, damaged = list(intact_among(db, versions)), damage_among(db, versions)
    comparisons = sum(experiment.is_comparison for experiment in experiments)
    return PlannedQuestionnaire(
        versions=tuple(intact),
        digests=_named(versions),
        workshops=len(experiments) - comparisons,
        comparisons=comparisons,
        damaged=tuple(damaged),
    )


def _named(versions: Sequence[InstrumentVersion]) -> tuple[str, ...]:
    return tuple(f"{row.instrument}/{row.number} (SHA-256 {row.digest})" for row in versions)
