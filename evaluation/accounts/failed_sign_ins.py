"""Wrong passwords and codes: counted by account, never by address, since one hall is one address."""

from datetime import timedelta

from evaluation.models import Account
from evaluation.store.accounts.accounts import note_failure, note_success
from evaluation.web.app import services
from evaluation.web.audit_log import account_actor
from evaluation.web.scope import log_action_of

FREE_FAILURES = 5
"""Wrong passwords or codes in a row before an account has to wait."""
LONGEST_WAIT = timedelta(minutes=15)


def wait_after(failures: int) -> timedelta:
    """How long an account waits after so many in a row: from the fifth on, twice as long each time."""
    over = failures - FREE_FAILURES
    return min(LONGEST_WAIT, timedelta(minutes=2 ** min(over, 10))) if over >= 0 else timedelta(0)


def must_wait(account: Account) -> bool:
    """Whether the account has to wait before the next try."""
    return account.locked_until is not None and account.locked_until > services().clock()


def note(account: Account, *, what: str) -> None:
    """Count a wrong try and write it down."""
    with services().database.transaction() as db:
        note_failure(db, account.id, now=services().clock(), wait=wait_after)
        log_action_of(db, account_actor(None), account, "sign-in failed", what=what)


def forget(account: Account, *, via: list[str] | None) -> None:
    """Somebody has signed in: their failures are forgotten and the sign-in is written down."""
    with services().database.transaction() as db:
        note_success(db, account.id)
        log_action_of(db, account_actor(account), account, "signed in", via=via or ["second factor"])
