"""Whether people sign in by what the audit log says they set: a password written into the database is nobody's.

Each entry about a password or a passkey keeps keyed marks. Without the key nobody can make one, or put their own
password into another's row unnoticed. Keys of authenticator apps and recovery codes have none: they are encrypted anew
when their keys are rotated, and alone they sign nobody in.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Account, AuditEntry, Passkey

OF_PASSWORD, OF_PASSKEYS = "mark of the password", "mark of the passkeys"
"""Where the details of an entry keep them."""
CHANGED_BY = {
    "invitation accepted": (OF_PASSWORD, OF_PASSKEYS),
    "reset used": (OF_PASSWORD, OF_PASSKEYS),
    "password changed": (OF_PASSWORD,),
    "passkey added": (OF_PASSKEYS,),
    "passkey removed": (OF_PASSKEYS,),
}
"""What an account has anew after each action: a passkey that is added says nothing of the password that let it in."""
DISABLED, ENABLED = "person disabled", "person enabled"
UNLOGGED = (
    "{email} has a password or a passkey that no entry of the audit log set: somebody wrote it into the database. "
    "Disable the account with `weaving person disable`, reset its sign-in, and find out who can write there."
)
LET_IN = (
    "{email} was disabled, and no entry of the audit log enabled the account again: somebody wrote that into the "
    "database. Disable it with `weaving person disable`, and find out who can write there."
)


def credential_marks(db: Session, key: bytes, account: Account, action: str) -> dict[str, str]:
    """The marks, each 32 hexadecimal digits, of what an account has anew after an action; none for any other action."""
    return {name: _mark(db, key, account, name) for name in CHANGED_BY.get(action, ())}


def unlogged_credentials(db: Session, key_of: Callable[[int], bytes]) -> Iterator[str]:
    """Every account that signs in by what no entry set, or that no entry enabled again, a sentence each.

    `key_of` gives the key that an entry of the log was written with, by its number. What was set before there were
    marks is taken as it is.
    """
    latest = {name: _latest(db, _changing(name)) for name in _SIGNS_IN}
    states = _latest(db, [DISABLED, ENABLED])
    for account in db.scalars(select(Account).order_by(Account.email)):
        subject = f"{Account.__tablename__} {account.id}"
        entries = {name: found[subject] for name, found in latest.items() if subject in found}
        if any(not _is_as_set(db, key_of, account, name, entry) for name, entry in entries.items()):
            yield UNLOGGED.format(email=account.email)
        if account.active and subject in states and states[subject].action == DISABLED:
            yield LET_IN.format(email=account.email)


def has_logged_password(db: Session, key_of: Callable[[int], bytes], account: Account) -> bool:
    """Whether an account has the password that its last entry about one set, or none is known."""
    subject = f"{Account.__tablename__} {account.id}"
    entry = _latest(db, _changing(OF_PASSWORD), subject=subject).get(subject)
    return entry is None or _is_as_set(db, key_of, account, OF_PASSWORD, entry)


def _changing(name: str) -> list[str]:
    """The actions after which one of the marks is another."""
    return [action for action, marks in CHANGED_BY.items() if name in marks]


_SIGNS_IN: dict[str, Callable[[Account], bool]] = {
    OF_PASSWORD: lambda account: account.password is not None,
    OF_PASSKEYS: lambda account: bool(account.passkeys),
}


def _is_as_set(db: Session, key_of: Callable[[int], bytes], account: Account, name: str, entry: AuditEntry) -> bool:
    """Whether an account has what an entry says, or nothing: what was erased signs nobody in."""
    noted = entry.details.get(name)
    if noted is None or not _SIGNS_IN[name](account):
        return True
    return hmac.compare_digest(_mark(db, key_of(entry.number), account, name), str(noted))


def _mark(db: Session, key: bytes, account: Account, name: str) -> str:
    """A keyed hash of the account's address and of its password, or of its passkeys."""
    held: object = account.password
    if name == OF_PASSKEYS:
        found = select(Passkey.credential_id, Passkey.public_key).where(Passkey.account_id == account.id)
        held = sorted([row.credential_id.hex(), row.public_key.hex()] for row in db.execute(found))
    whole = json.dumps([name, account.id.hex, account.email, held])
    return hmac.new(key, whole.encode(), hashlib.sha256).hexdigest()[:32]


def _latest(db: Session, actions: Collection[str], *, subject: str | None = None) -> dict[str, AuditEntry]:
    """The latest entry of some actions, by what it is about; perhaps of one subject alone."""
    found = select(AuditEntry).where(AuditEntry.action.in_(actions)).order_by(AuditEntry.number)
    found = found.where(AuditEntry.subject == subject) if subject else found
    return {entry.subject: entry for entry in db.scalars(found)}
