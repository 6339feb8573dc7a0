"""The paper forms of an evening: each wave of it, in each language that is live, in two sizes of print."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.models import Experiment
from evaluation.questionnaire.paper_questionnaire import FormDetails, paper_form
from evaluation.questionnaire.questionnaire_html import AskedVersion
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.modules import asked_in, live_in
from evaluation.store.linking.memory_questions import asked_after
from evaluation.store.paper.sheets import kinds_on_paper
from evaluation.store.responses.join_page import evening_at
from evaluation.store.studies.copy_experiment import version_asked


def paper_forms(db: Session, experiment: Experiment) -> list[str]:
    """One form of Before and one of After in each of the evening's languages, to be copied as often as needed.

    Each is there twice: in ordinary and in large print.
    """
    asked = _asked(db, experiment)
    return [_form(experiment, each, large=large) for large in (False, True) for each in asked]


def numbered_forms(
    db: Session, experiment: Experiment, numbers: Iterable[int], *, language: str, large: bool
) -> list[str]:
    """Forms of each wave, numbered, in one of the evening's languages or in each: those of one wave after another."""
    asked = [each for each in _asked(db, experiment) if not language or each.language == language]
    if not asked:
        raise Refused("These questions have no signed translation into that language: there is no paper form in it.")
    counted = list(numbers)
    return [_form(experiment, each, large=large, number=number) for each in asked for number in counted]


def _asked(db: Session, experiment: Experiment) -> list[AskedVersion]:
    """What each form asks, in each of the evening's languages that is live: Before and After, or a later wave alone."""
    evening = evening_at(db, experiment.slug)
    assert evening is not None, "an experiment has waves"
    version, waves = version_of_row(db, version_asked(db, experiment)), evening.waves
    asked = [wave for wave in kinds_on_paper(db, experiment) if wave in waves and version.wave(wave)]
    live = {wave: live_in(db, version, waves[wave].modules) for wave in asked}
    return [
        AskedVersion(
            version=asked_in(
                db,
                version,
                waves[wave].modules,
                wave=wave,
                language=language,
                is_comparison=experiment.is_comparison,
            ),
            wave=wave,
            language=language,
            place=evening.place,
        )
        for language in experiment.languages
        for wave in asked
        if language in live[wave]
    ]


def _form(experiment: Experiment, asked: AskedVersion, *, large: bool, number: int | None = None) -> str:
    memory = asked_after(experiment.options, asked.wave)
    details = FormDetails(title=experiment.title, day=experiment.date, large=large, number=number, memory=memory)
    return paper_form(asked, details)
