"""The paper forms of an evening: each wave of it, in each language that is live, in two sizes of print."""

from sqlalchemy.orm import Session

from evaluation.models import Experiment
from evaluation.questionnaire.paper import Sheet, paper_form
from evaluation.questionnaire.rendering import Asked
from evaluation.questionnaire.words import in_language
from evaluation.store.copying import version_asked
from evaluation.store.evenings import evening_at
from evaluation.store.intact import version_of_row
from evaluation.store.memory import asked_after
from evaluation.store.publishing import live_translations


def paper_forms(db: Session, experiment: Experiment) -> list[str]:
    """One form of Before and one of After in each of the evening's languages, to be copied as often as needed.

    Each is there twice: in ordinary and in large print.
    """
    evening = evening_at(db, experiment.slug)
    assert evening is not None, "an experiment has waves"
    version = version_of_row(version_asked(db, experiment))
    live = live_translations(db, version)
    languages = [code for code in experiment.languages if code == version.language or code in live]
    return [
        paper_form(
            Asked(
                version=in_language(version, language, words=live.get(language)),
                wave=wave,
                language=language,
                place=evening.place,
            ),
            Sheet(title=experiment.title, day=experiment.date, large=large, memory=asked_after(evening.options, wave)),
        )
        for large in (False, True)
        for language in languages
        for wave in ("pre", "post")
        if version.wave(wave)
    ]
