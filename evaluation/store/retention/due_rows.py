"""Rows that have served: sessions, invitations, resets, marks of phones, files of jobs and who has left.

Each kind is a condition on one table, so that what a dry run counts is what a run ends.
"""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, inspect, or_, select, update
from sqlalchemy.orm import Session

from evaluation.models import (
    Account,
    ApiToken,
    AttemptCount,
    Base,
    Invitation,
    Job,
    JobState,
    Passkey,
    Response,
    SignInReset,
    StaffSession,
)
from evaluation.store.accounts.sessions import ended_sessions
from evaluation.store.paper.print_packs import PACK
from evaluation.store.reports.recalled_jobs import LISTED_FOR
from evaluation.store.reports.report_jobs import BROUGHT, EXPORT, REPORT

UNUSED_INVITATIONS = timedelta(days=30)
RESETS = timedelta(days=365)
PHONE_MARKS = timedelta(days=120)
"""As long as a phone remembers who answered on it (`evaluation.survey.cookie.SECONDS`)."""
SEATING, RETENTION = "seating", "retention"
FILES = {
    EXPORT: timedelta(days=90),
    REPORT: timedelta(days=365),
    BROUGHT: timedelta(days=365),
    PACK: timedelta(days=90),
    SEATING: timedelta(days=90),
    RETENTION: timedelta(days=30),
}
"""How long the files of each kind of job are kept; those of releases stay with their release."""
UNFINISHED_JOBS = timedelta(days=90)
FINISHED_JOBS = LISTED_FOR
ATTEMPTS_KEPT = timedelta(days=90)
DISABLED_ACCOUNTS = timedelta(days=730)
ERASED = "erased-%@invalid"
"""What the e-mail address of an erased account is like."""
_SERVED = (JobState.FAILED.value, JobState.STOPPED.value)


@dataclass(frozen=True, slots=True)
class DueRows:
    """Rows of one kind that are due: in which table, which, and what is done to some of them by their keys."""

    model: type[Base]
    condition: ColumnElement[bool]
    end: Callable[[Session, list[object]], object]

    def count(self, db: Session) -> int:
        """How many there are."""
        return db.scalar(select(func.count()).select_from(self.model).where(self.condition)) or 0

    def end_some(self, db: Session, *, most: int) -> int:
        """Do it to the first of them; to how many."""
        key = inspect(self.model).primary_key[0]
        ids = list(db.scalars(select(key).where(self.condition).order_by(key).limit(most).with_for_update()))
        if ids:
            self.end(db, ids)
        return len(ids)


def due_rows(now: datetime) -> dict[str, DueRows]:
    """What is due of each kind that needs nobody's decision, by its name in the rules."""
    unused = Invitation.expires_at < now - UNUSED_INVITATIONS
    has_account = select(Account.id).where(Account.email == Invitation.email).exists()
    over = or_(SignInReset.ended_at < now - RESETS, SignInReset.expires_at < now - RESETS)
    is_known = or_(SignInReset.used.is_(False), SignInReset.told_at.is_not(None))
    unfinished = and_(Job.state.in_(_SERVED), Job.finished_at < now - UNFINISHED_JOBS)
    without_files = and_(
        Job.kind.in_((EXPORT, REPORT, BROUGHT, RETENTION)),
        Job.state == JobState.DONE.value,
        Job.artefact.is_(None),
        Job.finished_at < now - FINISHED_JOBS,
        or_(Job.recalled_at.is_(None), Job.recalled_at < now - FINISHED_JOBS),
    )
    return {
        "sessions": _deleted(StaffSession, ended_sessions(now)),
        "invitations": _deleted(Invitation, and_(unused, ~has_account)),
        "resets": _deleted(SignInReset, and_(over, is_known)),
        "phone marks": DueRows(
            Response, and_(Response.sender != "", Response.submitted_at < now - PHONE_MARKS), _without_marks
        ),
        "attempts": _deleted(AttemptCount, AttemptCount.hour < now - ATTEMPTS_KEPT),
        "jobs": _deleted(Job, or_(unfinished, without_files)),
        "accounts": DueRows(Account, _left(now), _erase_accounts),
    }


def files_due(db: Session, *, now: datetime) -> list[Job]:
    """The jobs whose files are kept no longer."""
    aged = [and_(Job.kind == kind, Job.finished_at < now - period) for kind, period in FILES.items()]
    found = select(Job).where(Job.state == JobState.DONE.value, Job.artefact.is_not(None), or_(*aged))
    return list(db.scalars(found.order_by(Job.finished_at, Job.id)))


def artefacts_in_use(db: Session) -> set[str]:
    """The digests of all that a job makes or has made."""
    return set(db.scalars(select(Job.content_hash)))


def _deleted(model: type[Base], condition: ColumnElement[bool]) -> DueRows:
    key = inspect(model).primary_key[0]
    return DueRows(model, condition, lambda db, ids: db.execute(delete(model).where(key.in_(ids))))


def _without_marks(db: Session, ids: list[object]) -> None:
    db.execute(update(Response).where(Response.id.in_(ids)).values(sender=""))


def _left(now: datetime) -> ColumnElement[bool]:
    gone = and_(Account.active.is_(False), Account.disabled_at < now - DISABLED_ACCOUNTS)
    return and_(gone, ~Account.email.like(ERASED))


def _erase_accounts(db: Session, ids: list[object]) -> None:
    """Take out of accounts who they were: the row stays, since the log and its roles name it by id."""
    for part in (Passkey, ApiToken, StaffSession):
        db.execute(delete(part).where(part.account_id.in_(ids)))
    for each in ids:
        assert isinstance(each, uuid.UUID)
        row = db.get_one(Account, each)
        row.email, row.name = ERASED.replace("%", row.id.hex), ""
        row.password = row.second_factor = row.totp_secret = row.calendar_digest = row.language = None
        row.totp_counter, row.recovery_codes = None, []
        row.session_key, row.passkey_handle = secrets.token_hex(32), secrets.token_hex(32)
    db.flush()
