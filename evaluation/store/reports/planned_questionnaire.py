"""What a study's experiments ask, as its plan speaks of it: published versions, outcomes and questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

import instruments
from evaluation.models import Experiment, InstrumentVersion, Study, Wave
from evaluation.store.instruments.intact_texts import damage_among, intact_among


@dataclass(frozen=True, slots=True)
class PlannedOutcome:
    """An outcome as one or more versions declare it; these are named where another declares it otherwise."""

    scale: instruments.ScaleKey
    versions: tuple[instruments.Version, ...]
    named: tuple[str, ...]

    @property
    def called(self) -> str:
        """Its label, with the versions that are named."""
        asked = f" (as {' and '.join(self.named)} asks it)" if self.named else ""
        return self.scale.label + asked

    @property
    def questions(self) -> tuple[str, ...]:
        """Each question with its code, in each wording in which these versions ask it."""
        found = (
            f"{item}: {question_of(version.items_by_id[item])}"
            for item in self.scale.items
            for version in self.versions
            if item in version.items_by_id
        )
        return tuple(dict.fromkeys(found))


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
    def outcomes(self) -> tuple[PlannedOutcome, ...]:
        """Every outcome as each version declares it, primary ones first; once where versions declare it alike."""
        declared: dict[str, dict[instruments.ScaleKey, list[instruments.Version]]] = {}
        for version in self.versions:
            for scale in version.scales:
                declared.setdefault(scale.id, {}).setdefault(scale, []).append(version)
        found = [
            PlannedOutcome(scale, tuple(versions), tuple(map(_name_of, versions)) if len(ways) > 1 else ())
            for ways in declared.values()
            for scale, versions in ways.items()
        ]
        return tuple(sorted(found, key=lambda outcome: not outcome.scale.primary))

    def needed(self, scale: instruments.ScaleKey) -> int:
        """How many of an outcome's questions a score needs, both shares rounded to two decimals."""
        least, asked = round(scale.minimum_answered, 2), len(scale.items)
        return next(count for count in range(1, asked + 1) if round(count / asked, 2) >= least)


def _name_of(version: instruments.Version) -> str:
    return f"{version.id}/{version.number}"


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
