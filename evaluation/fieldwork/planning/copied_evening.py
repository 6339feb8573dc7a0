"""What a copy of an evening asks: the newest version, as a new evening does, unless a language would be lost by it."""

from datetime import date, datetime, timedelta

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.models import Experiment, InstrumentVersion
from evaluation.questionnaire.localised_version import language_name
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.published_versions import live_translations
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.copy_experiment import version_asked


def week_later(earlier: Experiment, *, today: date) -> date:
    """The day that is proposed for a copy: a week after the earlier one, or its next day of the week from today on."""
    proposed = (earlier.date or today) + timedelta(days=7)
    return proposed if proposed >= today else today + timedelta(days=(proposed - today).days % 7)


def said_of_copied_place(place: str) -> str:
    """That the place went along, while it can still be put right."""
    said: str = _(
        "The place is copied too: “%(place)s”. Is it written right? Once somebody has answered it cannot be changed.",
        place=place,
    )
    return said


def version_to_ask(db: Session, earlier: Experiment, *, now: datetime) -> tuple[InstrumentVersion, str]:
    """The version that a copy asks, and what is said of it; nothing where there is no newer one."""
    old = version_asked(db, earlier)
    newest = version_in_use(db, old.instrument, now=now)
    if newest.number == old.number:
        return old, ""
    lost = [each for each in earlier.languages if each in _offered(db, old) and each not in _offered(db, newest)]
    if lost:
        names = format_list([language_name(each) for each in lost], locale=get_locale())
        kept: str = _(
            "It asks version %(old)s of the questionnaire, as the one it was copied from: the newest, version %(new)s, "
            "cannot be answered in %(languages)s yet.",
            old=old.number,
            new=newest.number,
            languages=names,
        )
        return old, kept
    said: str = _(
        "It asks version %(new)s of the questionnaire, the newest; the one it was copied from asked version %(old)s.",
        new=newest.number,
        old=old.number,
    )
    return newest, said


def _offered(db: Session, row: InstrumentVersion) -> set[str]:
    version = version_of_row(db, row)
    return {version.language, *live_translations(db, version)}
