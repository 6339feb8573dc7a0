"""Another key in the place of one: prepared beside it, noted with what it needs, then put there.

The database knows of the new key before the file stands in its place. Where the program is cut short between the two,
`storage.keyring` puts it there at the next start.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import Fernet
from passlib.totp import AppWallet  # type: ignore[import-untyped]
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.storage.database import Database
from evaluation.storage.earlier_keys import EARLIER_COOKIES, OF_LOG
from evaluation.storage.key_purposes import purpose_of
from evaluation.storage.keys import fingerprint, is_taken_up, keep_copy, key, prepare_key
from evaluation.storage.settings import Settings
from evaluation.store.accounts.encrypted_factors import encrypt_apps_anew, encrypt_codes_anew, end_all_sessions
from evaluation.store.linking.memory_keys import taking_answers
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import latest_entries
from evaluation.store.log.key_marks import all_marks, change_mark

ROTATED = "key rotated"
"""What the audit log calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """A key that another takes the place of, and who wants it."""

    settings: Settings
    name: str
    old: bytes
    new: bytes
    now: datetime


def refuse_rotation(db: Session, name: str, *, now: datetime) -> None:
    """Raise Refused, with why, where another key may not take the place of this one now."""
    if name not in all_marks(db):
        raise Refused(f"There is no key {name!r}; `weaving key list` shows those there are.")
    if fixed := purpose_of(name).fixed:
        raise Refused(f"The key {name} cannot be rotated. {fixed}")
    if name in {"cookies", "cards"} and (titles := taking_answers(db, now=now)):
        raise Refused(
            f"People are answering at {', '.join(titles)}, and phones hold forms that this key signed: "
            "rotate it once every wave has closed and its time for late forms is over."
        )


def rotate_key(settings: Settings, database: Database, name: str, *, by: RecordedActor) -> str:
    """Put another key in the place of one, all or nothing; what that did, in a sentence.

    Every other process of the program has to be stopped, since each holds the keys that it began with.
    """
    with database.transaction() as db:
        refuse_rotation(db, name, now=by.now)
        old = key(settings, name)
        rotation = Rotation(settings=settings, name=name, old=old, new=prepare_key(settings, name), now=by.now)
        marks = {"from": fingerprint(name, rotation.old), "to": fingerprint(name, rotation.new)}
        by.note(db, ROTATED, f"key {name}", **marks)
        said = STEPS[name](db, rotation)
        change_mark(db, name, fingerprint=marks["to"], now=by.now)
    is_taken_up(settings, name, marks["to"])
    return said


def _cookies(db: Session, rotation: Rotation) -> str:
    keep_copy(rotation.settings, EARLIER_COOKIES, rotation.old)
    change_mark(db, EARLIER_COOKIES, fingerprint=fingerprint(EARLIER_COOKIES, rotation.old), now=rotation.now)
    return "Phones go on knowing who answered on them: the earlier key is accepted for 120 days."


def _cards(_db: Session, _rotation: Rotation) -> str:
    return "Cards stay good; whoever began a form goes on with the same one."


def _staff(db: Session, _rotation: Rotation) -> str:
    return f"Everybody signs in again: {end_all_sessions(db)} sessions ended, and no device is known."


def _audit(db: Session, rotation: Rotation) -> str:
    """The entry of the rotation is the last that the old key chains."""
    (last,) = latest_entries(db, limit=1)
    name = f"{OF_LOG}{last.number}"
    keep_copy(rotation.settings, name, rotation.old)
    change_mark(db, name, fingerprint=fingerprint(name, rotation.old), now=rotation.now)
    return f"The log goes on from entry {last.number}; the earlier key is kept, to verify what stands before."


def _totp(db: Session, rotation: Rotation) -> str:
    before, after = (AppWallet({"1": base64.b64encode(held).decode()}) for held in (rotation.old, rotation.new))

    def anew(written: str) -> str:
        kept = json.loads(written)
        plain, _ = before.decrypt_key(kept["enckey"])
        return json.dumps({**kept, "enckey": after.encrypt_key(plain)})

    return f"Authenticator apps go on working: {encrypt_apps_anew(db, anew)} were encrypted anew."


def _recovery(db: Session, rotation: Rotation) -> str:
    before, after = (Fernet(base64.urlsafe_b64encode(held)) for held in (rotation.old, rotation.new))
    count = encrypt_codes_anew(db, lambda code: after.encrypt(before.decrypt(code)).decode())
    return f"Recovery codes go on working: those of {count} people were encrypted anew."


def _webhooks(_db: Session, _rotation: Rotation) -> str:
    return "Webhooks sign with other secrets from now on: register each again, and give its receiver the new one."


STEPS: dict[str, Callable[[Session, Rotation], str]] = {
    "audit": _audit,
    "cards": _cards,
    "cookies": _cookies,
    "recovery": _recovery,
    "staff": _staff,
    "totp": _totp,
    "webhooks": _webhooks,
}
"""What has to be done with what a key was used for, by its name."""
