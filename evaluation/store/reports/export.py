"""What an export holds of a study: every answer that stands, apart from who gave it; and words that were released."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from evaluation.models import Chapter, Experiment, InstrumentVersion, OpenAnswer, Participant, Response, Study, Wave
from evaluation.store.instruments.published_versions import version_of
from evaluation.store.instruments.translations.translation_numbers import FIRST, number_of
from evaluation.store.reports.frames import without_arm_where_all_came
from evaluation.store.reports.module_counts import module_items
from evaluation.store.responses.disclosed_words import HELD_BACK
from evaluation.store.studies.persons import TAKES_PART, WHO, of_people
from instruments import ResponseFormat
from instruments.several_choice import indicators, is_several

AROUND = (
    *("participant", "chapter", "experiment", "arm", "role", "wave", "instrument", "version"),
    *("language", "translation", "mode", "submitted_at", "late", "stopped"),
)


@dataclass(frozen=True, slots=True)
class ReleasedWords:
    """Free text that a person has released: the question, the wave and the words. Whose they are is not told."""

    item: str
    wave: str
    words: str


def answers_to_export(db: Session, experiments: Iterable[uuid.UUID]) -> pd.DataFrame:
    """The answers of these experiments, a row a person, experiment and wave: `AROUND`, then a column an item.

    `arm` is among them where one of these experiments is a comparison group, and `translation`, a number, where any of
    these answers were given in a corrected one.

    An item's value is a number, a code, "declined", or missing where it was skipped; of one with several answers to
    choose there is a column for each, with 1 where it was chosen and 0 where others were. `participant` is the
    database's own id, to be replaced before a row leaves the house. Of two responses of one person at one wave the
    first counts; who withdrew is absent. What modules asked is absent too: it is told as counts alone.
    """
    within = list(experiments)
    rows, left_out = _rows(db, within), module_items(db, within)
    around = _with_translation(pd.DataFrame([row[:-1] for row in rows], columns=list(AROUND)))
    several = _several_asked(db, {(row.instrument, row.number) for row in rows})
    given = [_apart(_without(row.answers, left_out), several[row.instrument, row.number]) for row in rows]
    answers = pd.DataFrame(given, index=around.index, dtype=object)
    whole = without_arm_where_all_came(pd.concat([around, answers], axis="columns"))
    return whole.drop_duplicates(["participant", "experiment", "wave"], ignore_index=True)


def _with_translation(around: pd.DataFrame) -> pd.DataFrame:
    """With the number of the translation that each was asked in, where any was corrected, and without it elsewhere."""
    names = [f"{name}/{number}" for name, number in zip(around["instrument"], around["version"], strict=True)]
    numbers = [number_of(kept, name) for kept, name in zip(around["translation"], names, strict=True)]
    if all(number == FIRST for number in numbers):
        return around.drop(columns="translation")
    return around.assign(translation=[str(number) for number in numbers])


def versions_answered(db: Session, study: Study) -> set[tuple[str, int]]:
    """Every version of a questionnaire that anybody of a study answered: its name and number."""
    found = db.execute(
        select(InstrumentVersion.instrument, InstrumentVersion.number)
        .join(Response, Response.instrument_version_id == InstrumentVersion.id)
        .join(Experiment, Experiment.id == Response.experiment_id)
        .where(Experiment.study_id == study.id)
        .distinct()
    )
    return {(name, number) for name, number in found}


def _without(answers: dict[str, Any], items: frozenset[str]) -> dict[str, Any]:
    return {item: value for item, value in answers.items() if item not in items} if items else dict(answers)


def _several_asked(db: Session, versions: set[tuple[str, int]]) -> dict[tuple[str, int], dict[str, ResponseFormat]]:
    """Of each version the items to which several answers can be chosen, each with its format."""
    found = {}
    for name, number in versions:
        version = version_of(db, name, number)
        formats = {item.id: version.format_of(item) for item in version.items}
        found[name, number] = {item: shown for item, shown in formats.items() if is_several(shown)}
    return found


def _apart(answers: dict[str, Any], several: Mapping[str, ResponseFormat]) -> dict[str, Any]:
    """The answers with a column for each of several that can be chosen in the place of what was."""
    columns: dict[str, Any] = {item: value for item, value in answers.items() if item not in several}
    for item in several.keys() & answers.keys():
        columns |= indicators(item, several[item], answers[item])
    return columns


def released_words(db: Session, experiments: Iterable[uuid.UUID]) -> list[ReleasedWords]:
    """Free text of these experiments that was released, in alphabetical order, so that its order tells nothing.

    Nothing of an experiment that a few people have left since its words were shown.
    """
    rows = db.execute(
        select(OpenAnswer.item, Wave.kind, OpenAnswer.text)
        .join(Response, Response.id == OpenAnswer.response_id)
        .join(Wave, Wave.id == Response.wave_id)
        .join(Participant, Participant.id == Response.participant_id)
        .where(
            Response.experiment_id.in_(list(experiments)),
            TAKES_PART,
            OpenAnswer.released_at.is_not(None),
            ~HELD_BACK,
        )
    )
    return sorted((ReleasedWords(*row) for row in rows), key=lambda each: (each.item, each.words, each.wave))


def _rows(db: Session, experiments: list[uuid.UUID]) -> Sequence[Row[*tuple[Any, ...]]]:
    asked = (
        select(
            WHO,
            *(Chapter.name, Experiment.slug, Experiment.role.label("arm"), Participant.role, Wave.kind),
            *(InstrumentVersion.instrument, InstrumentVersion.number),
            *(
                Response.language,
                Response.translation,
                Response.mode,
                Response.submitted_at,
                Response.late,
                Response.stopped,
            ),
            Response.answers,
        )
        .join(Wave, Wave.id == Response.wave_id)
        .join(Experiment, Experiment.id == Response.experiment_id)
        .join(Chapter, Chapter.id == Experiment.chapter_id)
        .join(InstrumentVersion, InstrumentVersion.id == Response.instrument_version_id)
    )
    rows: Sequence[Row[*tuple[Any, ...]]] = db.execute(of_people(asked, experiments)).all()
    return rows
