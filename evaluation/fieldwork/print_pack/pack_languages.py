"""What is said before a pack is made whose languages are not those that people can be asked in."""

from sqlalchemy.orm import Session

from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.domain.messages import Message
from evaluation.models import Experiment
from evaluation.questionnaire.localised_version import language_name
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.modules import live_in
from evaluation.store.studies.copy_experiment import version_asked
from evaluation.store.studies.waves import waves_of


def language_warnings(db: Session, experiment: Experiment) -> list[Message]:
    """A sentence for each of an evening's languages in which nobody can be asked: what is printed, and what to do."""
    version = version_of_row(db, version_asked(db, experiment))
    wanted = [language for language in experiment.languages if language != version.language]
    modules = {module for wave in waves_of(db, experiment).values() for module in wave.modules}
    live = live_in(db, version, sorted(modules)) if wanted else frozenset()
    return [_sentence(language, own=version.language) for language in wanted if language not in live]


def _sentence(language: str, *, own: str) -> Message:
    names = {"name": language_name(language), "asked": language_name(own)}
    if language not in INTERFACE_LANGUAGES:
        return Message(
            "Nothing is printed in %(name)s: the poster, the cards and the phone's own pages have no checked words in "
            "it. Whoever reads %(name)s is asked in %(asked)s.",
            **names,
        )
    return Message(
        "The poster, the host script and the cards will be in %(name)s too, but nobody can be asked in %(name)s: these "
        "questions have no signed translation into it. There will be no paper form in %(name)s, and phones ask in "
        "%(asked)s. Have the translation signed first, or take %(name)s off the evening's languages.",
        **names,
    )
