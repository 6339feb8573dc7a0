"""Which entries of the audit log somebody sees: all of them, or those about what lies within their scope; by name."""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Text, cast, or_, select
from sqlalchemy.orm import Session

from evaluation.models import Account, AuditEntry, EveningKey, Experiment, Invitation
from evaluation.store.accounts.people import people_within, rows_within
from evaluation.store.accounts.role_scope import RoleScope, within
from evaluation.store.releases.listing import releases_within
from evaluation.store.scope.earlier_people import about_earlier_people, earlier_people
from evaluation.store.scope.within_scope import chapters_in_scope, studies_in_scope

IDENTITY = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
Names = dict[uuid.UUID, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries are looked for: by whom, what was done, in which days, with which words; all of them where empty.

    `before` is the number before which the page begins.
    """

    person: uuid.UUID | None = None
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""
    before: int | None = None


def entries_within(
    db: Session, scope: RoleScope, wanted: Wanted, *, names: Names, limit: int | None = None
) -> list[AuditEntry]:
    """The entries about experiments, chapters, studies, releases and people within a scope, newest first."""
    found = select(AuditEntry).where(*_conditions(wanted, names))
    if not scope.everywhere:
        found = found.where(_within(db, scope))
    return list(db.scalars(found.order_by(AuditEntry.number.desc()).limit(limit)))


def actions_within(db: Session, scope: RoleScope) -> list[str]:
    """What was ever done to what lies within a scope, each once, in the order of the alphabet."""
    found = select(AuditEntry.action).distinct().order_by(AuditEntry.action)
    if not scope.everywhere:
        found = found.where(_within(db, scope))
    return list(db.scalars(found))


def people_named(db: Session, scope: RoleScope) -> Names:
    """What the people within a scope are called."""
    return {account.id: account.name or account.email for account in people_within(db, scope)}


def names_within(db: Session, scope: RoleScope) -> Names:
    """What all within a scope is called that entries name by its id: people, evenings, keys, chapters, studies."""
    evenings = db.execute(select(Experiment.id, Experiment.title, Experiment.date).where(within(scope)))
    invited = db.execute(select(Invitation.id, Invitation.email).where(rows_within(scope, Invitation)))
    keys = select(EveningKey.id, EveningKey.name).join(Experiment, Experiment.id == EveningKey.experiment_id)
    keys = keys.where(within(scope))
    return {
        **earlier_people(db, scope),
        **people_named(db, scope),
        **{row.id: f"{row.title}, {row.date}" if row.date else row.title for row in evenings},
        **{row.id: row.email for row in invited},
        **{row.id: row.name for row in db.execute(keys) if row.name},
        **{chapter.id: chapter.name for chapter in chapters_in_scope(db, scope)},
        **{study.id: study.name for study in studies_in_scope(db, scope)},
    }


def with_names(written: str, names: Names) -> str:
    """What an entry says, with the name of whatever it names by its id; an id that has none is left out."""

    def named(found: re.Match[str]) -> str:
        return names.get(uuid.UUID(found[0]), "")

    return " ".join(IDENTITY.sub(named, written).split())


def _conditions(wanted: Wanted, names: Names) -> Iterator[ColumnElement[bool]]:
    if wanted.person:
        yield AuditEntry.account_id == wanted.person
    if wanted.action:
        yield AuditEntry.action == wanted.action
    if wanted.since:
        yield AuditEntry.at >= wanted.since
    if wanted.until:
        yield AuditEntry.at < wanted.until
    if wanted.before:
        yield AuditEntry.number < wanted.before
    yield from (_holds(word, names) for word in wanted.words.split())


def _holds(word: str, names: Names) -> ColumnElement[bool]:
    """The condition that an entry says a word, or names somebody or something whose name holds it."""
    like = f"%{word.replace('%', '').replace('_', '')}%"
    meant = [each for each, name in names.items() if word.casefold() in name.casefold()]
    columns = (AuditEntry.action, AuditEntry.actor, cast(AuditEntry.details, Text))
    subjects = AuditEntry.subject.in_(_subjects_named(meant))
    with_key = AuditEntry.details["key"].as_string().in_([str(each) for each in meant])
    return or_(*(column.ilike(like) for column in columns), AuditEntry.account_id.in_(meant), subjects, with_key)


def _subjects_named(meant: Iterable[uuid.UUID]) -> list[str]:
    kinds = (Experiment.__tablename__, "chapter", "study", Account.__tablename__, Invitation.__tablename__)
    return [f"{kind} {each}" for each in meant for kind in kinds]


def _within(db: Session, scope: RoleScope) -> ColumnElement[bool]:
    """The condition that an entry is about what lies within a scope, or about a role there that has ended."""
    earlier = about_earlier_people(db, scope, earlier_people(db, scope))
    return or_(AuditEntry.subject.in_(list(_subjects(db, scope))), earlier)


def _subjects(db: Session, scope: RoleScope) -> Iterator[str]:
    yield from (f"experiment {each}" for each in db.scalars(select(Experiment.id).where(within(scope))))
    yield from (f"chapter {each.id}" for each in chapters_in_scope(db, scope))
    yield from (f"study {each.id}" for each in studies_in_scope(db, scope))
    yield from (f"release {each.release.id}" for each in releases_within(db, scope))
    yield from (f"{Account.__tablename__} {each.id}" for each in people_within(db, scope))
    found = select(Invitation.id).where(rows_within(scope, Invitation))
    yield from (f"{Invitation.__tablename__} {each}" for each in db.scalars(found))
