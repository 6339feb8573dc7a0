"""What the sign-in library reads and writes: short transactions of its own, none open while a page is drawn."""

import uuid
from typing import Any

from flask import g
from flask_security import UserDatastore, UserMixin, WebAuthnMixin
from sqlalchemy.orm import Session

from evaluation.accounts.identity import AccountHolder, Device
from evaluation.models import Account, Passkey
from evaluation.store.accounts.accounts import account_by, change_account
from evaluation.store.accounts.encrypted_factors import spend_recovery_code
from evaluation.store.accounts.passkeys import change_passkey, forget_passkey, passkey_with
from evaluation.web.app import services
from evaluation.web.audit_log import account_actor
from evaluation.web.scope import log_action_of

COLUMNS = {"fs_uniquifier": "session_key", "fs_webauthn_user_handle": "passkey_handle"}


class _NoRole:
    """The library asks for a class of roles; ours live in the policy table."""


class AccountDatastore(UserDatastore):
    """Accounts for the sign-in library."""

    def __init__(self) -> None:
        super().__init__(AccountHolder, _NoRole, Device)  # type: ignore[arg-type]

    def find_user(self, case_insensitive: bool = False, **by: Any) -> AccountHolder | None:  # noqa: ANN401, ARG002, FBT001, FBT002
        """The person with this e-mail address, session key, passkey handle or id."""
        ((name, value),) = by.items()
        if name == "email":
            value = str(value).strip().casefold()
        with services().database.reading() as db:
            account = account_by(db, **{COLUMNS.get(name, name): value})
        return AccountHolder(account) if account else None

    def find_role(self, role: str) -> None:
        """No role is the library's business."""

    def find_webauthn(self, credential_id: bytes) -> Device | None:
        """The passkey with this credential."""
        with services().database.reading() as db:
            row = passkey_with(db, credential_id)
        return Device(row) if row else None

    def create_webauthn(  # type: ignore[override]  # the library passes the rest by name
        self,
        user: UserMixin,
        credential_id: bytes,
        **about: Any,  # noqa: ANN401
    ) -> None:
        """Keep the public half of a new passkey."""
        assert isinstance(user, AccountHolder)
        now = services().clock()
        about["backed_up"] = about.pop("backup_state")
        about["transports"] = about["transports"] or []
        passkey = Passkey(
            account_id=user.account.id, credential_id=credential_id, created_at=now, last_used_at=now, **about
        )
        g.setdefault("new_passkeys", []).append(passkey)

    def mf_set_recovery_codes(self, user: UserMixin, rclist: list[str] | None) -> None:
        """Give somebody new recovery codes."""
        assert isinstance(user, AccountHolder)
        super().mf_set_recovery_codes(user, rclist)
        g.setdefault("fresh_codes", set()).add(user.account.id)

    def mf_delete_recovery_code(self, user: UserMixin, idx: int) -> bool:
        """Use a recovery code up; False where somebody was quicker."""
        assert isinstance(user, AccountHolder)
        codes = list(user.mf_recovery_codes)
        with services().database.transaction() as db:
            is_mine = idx < len(codes) and spend_recovery_code(db, user.account.id, kept_as=codes[idx])
        user.row.recovery_codes = [*codes[:idx], *codes[idx + 1 :]]
        return is_mine

    def delete(self, model: WebAuthnMixin) -> None:
        """Forget a passkey."""
        assert isinstance(model, Device)
        with services().database.transaction() as db:
            forget_passkey(db, model.row.id)
            _note(db, model.row.account_id, "passkey removed")

    def put(self, model: AccountHolder | Device) -> AccountHolder | Device:
        """Remember that this is to be written."""
        waiting = g.setdefault("to_write", [])
        if model not in waiting:
            waiting.append(model)
        return model

    def commit(self) -> None:
        """Write what changed, in one transaction, column by column."""
        waiting, fresh, codes = g.pop("to_write", []), g.pop("new_passkeys", []), g.pop("fresh_codes", set())
        if not waiting and not fresh:
            return
        with services().database.transaction() as db:
            db.add_all(fresh)
            noted = {(passkey.account_id, "passkey added") for passkey in fresh}
            noted |= {(account, "recovery codes made") for account in codes}
            for each in waiting:
                if each.changed:
                    change = change_account if isinstance(each, AccountHolder) else change_passkey
                    change(db, each.row.id, values={name: getattr(each.row, name) for name in each.changed})
                    if "totp_secret" in each.changed and each.row.totp_secret:
                        noted.add((each.row.id, "authenticator app set up"))
                    each.changed.clear()
            for account, what in sorted(noted):
                _note(db, account, what)


def _note(db: Session, account: uuid.UUID, what: str) -> None:
    """Write down what somebody changed of how they sign in."""
    row = db.get_one(Account, account, populate_existing=True)
    log_action_of(db, account_actor(row), row, what)
