"""A key that is gone without a copy: another in its place where nothing is lost for good, when somebody says so.

It is never done by itself: a start refuses, and names the key, what is lost without it, and this way on.
"""

import base64
import json
import secrets
from collections.abc import Callable
from datetime import datetime

from passlib.totp import AppWallet  # type: ignore[import-untyped]
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.operations.keys.rotate_keys import ROTATED
from evaluation.storage.database import Database
from evaluation.storage.earlier_keys import EARLIER_COOKIES
from evaluation.storage.key_purposes import purpose_of
from evaluation.storage.keys import fingerprint, is_taken_up, path_of, prepare_key, there_is
from evaluation.storage.settings import Settings
from evaluation.store.accounts.encrypted_factors import encrypt_apps_anew, end_all_sessions, forget_codes
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.key_marks import all_marks, change_mark, destroyed_keys, mark_destroyed

APP_KEY_BYTES = 20


def refuse_replacement(db: Session, settings: Settings, name: str) -> None:
    """Raise Refused, with why, where no other key may take the place of one as lost."""
    if name not in all_marks(db) or name in destroyed_keys(db):
        raise Refused(f"There is no key {name!r} in use; `weaving key list` shows those there are.")
    purpose = purpose_of(name)
    if not purpose.replaceable:
        raise Refused(
            f"The key {name} cannot be made anew: without it {purpose.if_lost}. Only a copy helps: put it back from "
            "your backup of the keys."
        )
    if there_is(settings, name):
        raise Refused(
            f"The key {name} is not lost: {path_of(settings, name)} is there. Where it is not the right one, put the "
            "right one there, or move this file away first."
        )


def replace_lost_key(settings: Settings, database: Database, name: str, *, by: RecordedActor) -> str:
    """Put another key in the place of one that is gone, all or nothing; what that did, in a sentence."""
    with database.transaction() as db:
        refuse_replacement(db, settings, name)
        was = all_marks(db)[name]
        if name == EARLIER_COOKIES:
            by.note(db, ROTATED, f"key {name}", **{"from": was, "to": "", "lost": True})
            return _without_earlier_cookies(db, now=by.now)
        new = prepare_key(settings, name)
        mark = fingerprint(name, new)
        by.note(db, ROTATED, f"key {name}", **{"from": was, "to": mark, "lost": True})
        said = REPLACED_BY[name](db, new)
        change_mark(db, name, fingerprint=mark, now=by.now)
    is_taken_up(settings, name, mark)
    return said


def _without_earlier_cookies(db: Session, *, now: datetime) -> str:
    mark_destroyed(db, EARLIER_COOKIES, now=now)
    return (
        "Phones from before the rotation no longer know who answered on them; people use the code on their last page."
    )


def _cards(_db: Session, _new: bytes) -> str:
    return "Cards stay good; whoever begins a form twice may begin two."


def _cookies(_db: Session, _new: bytes) -> str:
    return "Phones no longer know who answered on them; people use the code on their last page."


def _password_salt(_db: Session, _new: bytes) -> str:
    return "No password fits any more: reset the sign-in of everybody without a passkey (`weaving person reset`)."


def _recovery(db: Session, _new: bytes) -> str:
    return f"No recovery code works any more (accounts: {forget_codes(db)}): people make new ones under My account."


def _staff(db: Session, _new: bytes) -> str:
    return f"Everybody signs in again: {end_all_sessions(db)} sessions ended, and no device is known."


def _totp(db: Session, new: bytes) -> str:
    """Each app's key is replaced by one that nobody has: a second factor is asked for as before."""
    wallet = AppWallet({"1": base64.b64encode(new).decode()})

    def unknown(written: str) -> str:
        return json.dumps({**json.loads(written), "enckey": wallet.encrypt_key(secrets.token_bytes(APP_KEY_BYTES))})

    return (
        f"No authenticator app works any more (accounts: {encrypt_apps_anew(db, unknown)}): people sign in with a "
        "passkey or a recovery code and set the app up anew; whoever has neither needs `weaving person reset`."
    )


def _webhooks(_db: Session, _new: bytes) -> str:
    return "Webhooks sign with other secrets from now on: register each again, and give its receiver the new one."


REPLACED_BY: dict[str, Callable[[Session, bytes], str]] = {
    "cards": _cards,
    "cookies": _cookies,
    "password-salt": _password_salt,
    "recovery": _recovery,
    "staff": _staff,
    "totp": _totp,
    "webhooks": _webhooks,
}
"""What has to be done as another key takes the place of a lost one, by its name."""
