"""Languages that were chosen for an evening and will be offered to nobody, and why."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.domain.messages import Message
from evaluation.models import Experiment, InstrumentVersion, Wave
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.published_versions import live_translations


def unoffered_languages(db: Session, experiment: Experiment) -> Iterator[str]:
    """A sentence for each language of an experiment that nobody will be offered."""
    waves = select(Wave.instrument_version_id).filter_by(experiment_id=experiment.id)
    asked = db.scalars(select(InstrumentVersion).where(InstrumentVersion.id.in_(waves)))
    for version in [version_of_row(db, row) for row in asked]:
        offered = {version.language, *live_translations(db, version)}
        for language in experiment.languages:
            if language not in offered:
                name = f"{version.id}/{version.number}"
                yield f"{experiment.slug}: {language} will be offered to nobody: {_why(language, name)}."


def refuse_unoffered(db: Session, asked: Iterable[InstrumentVersion], *, languages: Sequence[str]) -> None:
    """Refuse languages in none of which these versions can be asked: people would be asked in another."""
    for row in asked:
        version = version_of_row(db, row)
        if languages and not {version.language, *live_translations(db, version)} & set(languages):
            name = f"{version.id}/{version.number}"
            raise Refused(
                Message(
                    "Nobody could be asked in these languages alone. Choose %(language)s as well.",
                    language=version.language,
                ),
                *(Message("In %(language)s: %(why)s.", language=each, why=_why(each, name)) for each in languages),
            )


def all_unoffered_languages(db: Session) -> str:
    """What to say of all evenings to come or under way; empty where each language is offered."""
    to_come = Experiment.frozen_at.is_(None), Experiment.cancelled_at.is_(None)
    open_still = select(Experiment).where(*to_come).order_by(Experiment.slug)
    return " ".join(said for each in db.scalars(open_still) for said in unoffered_languages(db, each))


def _why(language: str, version: str) -> Message:
    if language in INTERFACE_LANGUAGES:
        return Message("the translation of %(version)s is not signed", version=version)
    return Message("the pages around the questions have no checked words in it")
