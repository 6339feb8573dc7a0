"""The paper forms of an evening: each wave of it, in each language that is live, in two sizes of print."""

from sqlalchemy.orm import Session

from evaluation.models import Experiment
from evaluation.questionnaire.localised_version import version_in_language
from evaluation.questionnaire.paper_questionnaire import FormDetails, paper_form
from evaluation.questionnaire.questionnaire_html import AskedVersion
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.published_versions import live_translations
from evaluation.store.linking.memory_questions import asked_after
from evaluation.store.responses.join_page import evening_at
from evaluation.store.studies.copy_experiment import version_asked


def paper_forms(db: Session, experiment: Experiment) -> list[str]:
    """One form of Before and one of After in each of the evening's languages, to be copied as often as needed.

    Each is there twice: in ordinary and in large print.
    """
    evening = evening_at(db, experiment.slug)
    assert evening is not None, "an experiment has waves"
    version = version_of_row(db, version_asked(db, experiment))
    live = live_translations(db, version)
    languages = [code for code in experiment.languages if code == version.language or code in live]
    return [
        paper_form(
            AskedVersion(
                version=version_in_language(version, language, words=live.get(language)),
                wave=wave,
                language=language,
                place=evening.place,
            ),
            FormDetails(
                title=experiment.title, day=experiment.date, large=large, memory=asked_after(evening.options, wave)
            ),
        )
        for large in (False, True)
        for language in languages
        for wave in ("pre", "post")
        if version.wave(wave)
    ]
