"""The four people of the example, who sign in by a link that works once, and the evening that is open for a phone."""

import random
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.demonstration.invented_chapters import CHAPTERS
from evaluation.demonstration.simulated_study import INSTRUMENT
from evaluation.models import Account, Experiment, Kind, Role, Study
from evaluation.storage.settings import Settings
from evaluation.store.accounts.accounts import account_by, add_account, grant_role
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.chapters import chapters_of
from evaluation.store.studies.copy_experiment import first_of_name
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.studies import all_studies, local
from evaluation.store.studies.waves import open_wave
from evaluation.web.audit_log import COMMAND_LINE, write_down

TONIGHT = "Tonight at the Old Library (example)"


def example_people(db: Session, settings: Settings, *, now: datetime) -> Mapping[Role, Account]:
    """Somebody of each role, everywhere; they have no password, and so no other way in than a link."""
    people = {}
    for role in Role:
        email = f"{role.value}@example.org"
        if (account := account_by(db, email=email)) is None:
            account = add_account(db, email, now=now)
            account.name, about = f"Example {role.value}", {"roles": [role.value]}
            grant_role(db, account, role=role.value, study=None, chapter=None, now=now)
            write_down(db, settings, actor=COMMAND_LINE, action="role given", subject=account, now=now, details=about)
        people[role] = account
    return people


def evening_open_now(db: Session, *, now: datetime, rng: random.Random) -> Experiment:
    """The evening of today that is open, so that a phone can answer: made once a day."""
    study = next(each for each in all_studies(db) if each.is_example)
    chapter = next(each for each in chapters_of(db, study) if each.name == CHAPTERS[0].name)
    today = local(now, db.get_one(Study, study.id)).date()
    if there := first_of_name(db, chapter, title=TONIGHT, on=today):
        return there
    version = version_in_use(db, INSTRUMENT, now=now)
    evening = add_experiment(
        db,
        chapter,
        title=TONIGHT,
        kind=Kind.WEAVING_TRUST,
        version=version,
        now=now,
        rng=rng,
        date=today,
        place=CHAPTERS[0].place,
        expected=12,
    )
    open_wave(db, evening, kind="pre", now=now)
    return evening
