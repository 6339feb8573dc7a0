"""What is said before a pack is made whose languages are not those that people can be asked in."""

from sqlalchemy.orm import Session

from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.models import Experiment
from evaluation.questionnaire.localised_version import language_name
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.modules import live_in
from evaluation.store.studies.copy_experiment import version_asked
from evaluation.store.studies.waves import waves_of


def language_warnings(db: Session, experiment: Experiment) -> list[str]:
    """A sentence for each of an evening's languages in which nobody can be asked: what is printed, and what to do."""
    version = version_of_row(db, version_asked(db, experiment))
    wanted = [language for language in experiment.languages if language != version.language]
    modules = {module for wave in waves_of(db, experiment).values() for module in wave.modules}
    live = live_in(db, version, sorted(modules)) if wanted else frozenset()
    return [_sentence(language, own=version.language) for language in wanted if language not in live]


def _sentence(language: str, *, own: str) -> str:
    name, asked = language_name(language), language_name(own)
    if language not in INTERFACE_LANGUAGES:
        return (
            f"Nothing is printed in {name}: the poster, the cards and the phone's own pages have no checked words in "
            f"it. Whoever reads {name} is asked in {asked}."
        )
    return (
        f"The poster, the host script and the cards will be in {name} too, but nobody can be asked in {name}: these "
        f"questions have no signed translation into it. There will be no paper form in {name}, and phones ask in "
        f"{asked}. Have the translation signed first, or take {name} off the evening's languages."
    )
