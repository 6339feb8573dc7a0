"""The keys of a home as a whole: made once, known by their fingerprints, and nothing starts where one is not right.

A key that is lost and silently made anew does harm that nobody sees: forged cookies pass, the audit log seems changed
throughout, people can no longer be joined, staff are locked out. So each is noted in the database when it is made.
"""

import uuid
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.storage.database import Database
from evaluation.storage.database_roles import is_narrow
from evaluation.storage.key_purposes import OF_LINKS, purpose_of
from evaluation.storage.keys import faults_of, fingerprint, is_taken_up, key, make_key, there_is
from evaluation.storage.settings import Settings
from evaluation.store.log.key_marks import (
    add_mark,
    all_marks,
    destroyed_keys,
    links_of,
    mark_of,
    needed_keys,
    remembers,
)

STANDING = ("audit", "cards", "cookies", "lots", "password-salt", "recovery", "staff", "totp", "webhooks")
"""The keys that every home has; besides these there is one for each experiment that asks memory questions."""
FOR_PARTICIPANTS = ("audit", "cards", "cookies")
"""Those of them that participants' pages use: a machine that serves these alone needs no other."""


def hold_keys(
    settings: Settings, database: Database, *, now: datetime, spared: Callable[[str], bool] = lambda _: False
) -> None:
    """See that every key is there and the one it was; make those of a new home, and note what they are known by.

    Raises Refused, with a sentence for each key that is missing, empty or strange. A login of participants' pages alone
    looks at what these use, and makes none. The names that are `spared` may be missing: for what mends that.
    """
    with database.reading() as db:
        faults, fresh = _looked_at(db, settings, spared)
    if faults:
        raise Refused(*faults)
    if fresh:
        with database.transaction() as db:
            for name in fresh:
                _noted(db, settings, name, now=now)


def key_faults(settings: Settings, database: Database) -> list[str]:
    """Why the keys cannot be used as they are, a sentence for each; none is made, and only those are looked at that
    `hold_keys` looks at for this login.
    """
    with database.reading() as db:
        return _looked_at(db, settings, lambda _: False)[0]


def links_key(db: Session, settings: Settings, experiment: uuid.UUID, *, now: datetime) -> bytes:
    """The key of an experiment's memory questions: made with its first answer, and from then on the same.

    Raises Refused where it is lost or strange, or was destroyed at the end of keeping: it is never made anew.
    """
    name = links_of(experiment)
    if gone := destroyed_keys(db).get(name):
        raise Refused(
            f"The key {name} was destroyed on {gone:%d %B %Y}: nobody is joined by memory questions any more."
        )
    mark = mark_of(db, name)
    if mark is None and not there_is(settings, name) and remembers(db, experiment):
        raise Refused(_lost(settings, name))
    held = _noted(db, settings, name, now=now) if mark is None else key(settings, name)
    if mark not in {None, fingerprint(name, held)}:
        raise Refused(_strange(settings, name))
    return held


def _looked_at(db: Session, settings: Settings, spared: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """Faults, and the names of keys that are not noted yet, as far as the login may know of them."""
    if is_narrow(db.connection()):
        return _of_participants(db, settings), []
    return _looked_through(db, settings, spared)


def _looked_through(db: Session, settings: Settings, spared: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """Faults; and the names of keys that are not noted yet."""
    marks, needed, gone = all_marks(db), needed_keys(db), destroyed_keys(db)
    faults, fresh = list[str](), list[str]()
    for name in sorted({*STANDING, *marks, *needed, *_links_there(settings)}):
        if name in gone:
            faults += [_back_again(settings, name, gone[name])] if there_is(settings, name) else []
        elif not there_is(settings, name):
            if name not in marks and name not in needed:
                fresh.append(name)
            elif not is_taken_up(settings, name, marks.get(name, "")) and not spared(name):
                faults.append(_lost(settings, name))
        elif wrong := faults_of(settings, name):
            faults += wrong
        elif name not in marks:
            fresh.append(name)
        elif marks[name] != fingerprint(name, key(settings, name)) and not is_taken_up(settings, name, marks[name]):
            faults.append(_strange(settings, name))
    return faults, fresh


def _of_participants(db: Session, settings: Settings) -> list[str]:
    """What is wrong with the keys that participants' pages use."""
    marks, gone, faults = all_marks(db), destroyed_keys(db), list[str]()
    for name in sorted({*FOR_PARTICIPANTS, *_links_there(settings)} - set(gone)):
        if wrong := faults_of(settings, name):
            faults += wrong if there_is(settings, name) else [_lost(settings, name)]
            continue
        mark = marks.get(name, held := fingerprint(name, key(settings, name)))
        if mark != held and not is_taken_up(settings, name, mark):
            faults.append(_strange(settings, name))
    return faults


def _noted(db: Session, settings: Settings, name: str, *, now: datetime) -> bytes:
    held = key(settings, name) if there_is(settings, name) else make_key(settings, name)
    add_mark(db, name, fingerprint=fingerprint(name, held), now=now)
    return held


def _links_there(settings: Settings) -> list[str]:
    return [path.name for path in settings.keys.glob("links-*")] if settings.keys.is_dir() else []


def _lost(settings: Settings, name: str) -> str:
    missing = f"The key {settings.keys / name} is missing: put it back from your backup of the keys."
    purpose = purpose_of(name)
    if purpose.replaceable:
        return f"{missing} Where there is no copy, `weaving key rotate {name} --lost` goes on: {purpose.if_lost}."
    if purpose is OF_LINKS:
        ends = "`weaving key destroy STUDY` ends these questions"
        return f"{missing} Where there is no copy, {purpose.if_lost}; once nobody answers, {ends}."
    return f"{missing} Only a copy helps: without it {purpose.if_lost}."


def _back_again(settings: Settings, name: str, gone: datetime) -> str:
    return (
        f"The key {settings.keys / name} was destroyed on {gone:%d %B %Y} and is there again, perhaps from a backup: "
        "delete the file, there and in the backup, as people were promised."
    )


def _strange(settings: Settings, name: str) -> str:
    return (
        f"The key {settings.keys / name} is another one than this database was used with: "
        "put the right one back from your backup of the keys."
    )
