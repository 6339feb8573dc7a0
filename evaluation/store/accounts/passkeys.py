"""Passkeys: the public halves of keys in people's devices."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from evaluation.models import Passkey


def passkey_with(db: Session, credential_id: bytes) -> Passkey | None:
    """The passkey of a credential."""
    return db.scalars(select(Passkey).filter_by(credential_id=credential_id)).one_or_none()


def change_passkey(db: Session, passkey: uuid.UUID, *, values: Mapping[str, Any]) -> None:
    """Write some columns."""
    db.execute(update(Passkey).where(Passkey.id == passkey).values(**values))


def forget_passkey(db: Session, passkey: uuid.UUID) -> None:
    """Remove one for good."""
    db.execute(delete(Passkey).where(Passkey.id == passkey))
