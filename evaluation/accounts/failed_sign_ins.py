"""Wrong passwords and codes: counted by account, never by address, since one hall is one address."""

from evaluation.models import Account
from evaluation.store.accounts.accounts import note_failure, note_success
from evaluation.web.app import services
from evaluation.web.audit_log import account_actor
from evaluation.web.scope import log_action_of


def must_wait(account: Account) -> bool:
    """Whether the account has to wait before the next try."""
    return account.locked_until is not None and account.locked_until > services().clock()


def note(account: Account, *, what: str) -> None:
    """Count a wrong try and write it down."""
    with services().database.transaction() as db:
        note_failure(db, account.id, now=services().clock())
        log_action_of(db, account_actor(None), account, "sign-in failed", what=what)


def forget(account: Account, *, via: list[str] | None) -> None:
    """Somebody has signed in: their failures are forgotten and the sign-in is written down."""
    with services().database.transaction() as db:
        note_success(db, account.id)
        log_action_of(db, account_actor(account), account, "signed in", via=via or ["second factor"])
