"""People with an account: who they are, what they may do, where they are signed in, and what was done."""

import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from evaluation.models.base import Base, Identified, Named
from evaluation.models.experiment import one_of


class Role(enum.StrEnum):
    """What somebody is to the work; what each may do stands in the policy table."""

    ORGANISER = "organiser"
    EVALUATOR = "evaluator"
    RESEARCHER = "researcher"
    ADMINISTRATOR = "administrator"


class Account(Named, Identified, Base):
    """Somebody who can sign in. Participants and volunteers with an evening key have none."""

    __tablename__ = "account"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    password: Mapped[str | None] = mapped_column(String(255))
    language: Mapped[str | None] = mapped_column(String(35))
    """What they chose to read staff pages in; None follows their browser."""
    active: Mapped[bool] = mapped_column(default=True)
    session_key: Mapped[str] = mapped_column(String(64), unique=True)
    """What sessions know the account by; a new one signs it out everywhere."""
    passkey_handle: Mapped[str] = mapped_column(String(64), unique=True)
    second_factor: Mapped[str | None] = mapped_column(String(20))
    totp_secret: Mapped[str | None] = mapped_column(Text)
    totp_counter: Mapped[int | None]
    """The last code used, so that none can be used twice."""
    recovery_codes: Mapped[list[str]] = mapped_column(default=list)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    calendar_digest: Mapped[str | None] = mapped_column(String(64), unique=True, index=True)
    """SHA-256 of the secret in the address of their calendar feed; None where they have none."""

    grants: Mapped[list["RoleGrant"]] = relationship(order_by="RoleGrant.granted_at")
    passkeys: Mapped[list["Passkey"]] = relationship(order_by="Passkey.created_at", cascade="all, delete-orphan")


class RoleGrant(Identified, Base):
    """A role of an account: everywhere, in one study, or in one chapter and those within it."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint(one_of("role", tuple(role.value for role in Role)), name="role_known"),
        CheckConstraint("chapter_id IS NULL OR study_id IS NOT NULL", name="chapter_in_study"),
    )

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    study_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("study.id"))
    chapter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("chapter.id"))
    granted_at: Mapped[datetime]
    given_by: Mapped[uuid.UUID | None]
    """The account that gave it; None where whoever runs the server did."""


class Passkey(Identified, Base):
    """A key in somebody's device; the server holds the public half."""

    __tablename__ = "passkey"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(64))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    transports: Mapped[list[str]] = mapped_column(default=list)
    extensions: Mapped[str | None] = mapped_column(Text)
    usage: Mapped[str] = mapped_column(String(64))
    device_type: Mapped[str] = mapped_column(String(64))
    backed_up: Mapped[bool]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]


class StaffSession(Base):
    """Where somebody is signed in: the cookie holds a random token, this row its hash and everything else."""

    __tablename__ = "staff_session"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    contents: Mapped[dict[str, Any]]
    device: Mapped[str] = mapped_column(String(80), default="")
    """A browser and a system in words, such as Firefox on Android, for the person's own list of sessions."""
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class Invitation(Identified, Base):
    """A single-use way to an account, known by the hash of its address."""

    __tablename__ = "invitation"

    email: Mapped[str] = mapped_column(String(254), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    roles: Mapped[list[str]]
    study_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("study.id"))
    chapter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("chapter.id"))
    invited_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AuditEntry(Base):
    """One thing done, chained to the one before by HMAC. Triggers refuse UPDATE and DELETE.

    Accounts are named by id alone and without a reference, so that the chain outlives a person's erasure.
    """

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    account_id: Mapped[uuid.UUID | None]
    actor: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(120))
    details: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))
