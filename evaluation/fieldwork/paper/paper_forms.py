"""The paper forms of an evening: each wave of it, in each language that is live, in two sizes of print."""

from sqlalchemy.orm import Session

from evaluation.models import Experiment
from evaluation.questionnaire.paper_questionnaire import FormDetails, paper_form
from evaluation.questionnaire.questionnaire_html import AskedVersion
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.modules import asked_in, live_in
from evaluation.store.linking.memory_questions import asked_after
from evaluation.store.responses.join_page import evening_at
from evaluation.store.studies.copy_experiment import version_asked


def paper_forms(db: Session, experiment: Experiment) -> list[str]:
    """One form of Before and one of After in each of the evening's languages, to be copied as often as needed.

    Each is there twice: in ordinary and in large print.
    """
    evening = evening_at(db, experiment.slug)
    assert evening is not None, "an experiment has waves"
    version, waves = version_of_row(db, version_asked(db, experiment)), evening.waves
    asked = [wave for wave in ("pre", "post") if wave in waves and version.wave(wave)]
    live = {wave: live_in(db, version, waves[wave].modules) for wave in asked}
    return [
        paper_form(
            AskedVersion(
                version=asked_in(db, version, waves[wave].modules, wave=wave, language=language),
                wave=wave,
                language=language,
                place=evening.place,
            ),
            FormDetails(
                title=experiment.title, day=experiment.date, large=large, memory=asked_after(evening.options, wave)
            ),
        )
        for large in (False, True)
        for language in experiment.languages
        for wave in asked
        if language in live[wave]
    ]
