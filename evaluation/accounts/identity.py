"""An account as the sign-in library sees it: its words on our columns, and a list of what changed."""

from typing import Any

from flask import request
from flask_security import UserMixin, WebAuthnMixin

from evaluation.accounts import failed_sign_ins
from evaluation.models import Account, Passkey

WITH_PASSKEY = frozenset(
    f"security.{page}" for page in ("wan_signin", "wan_signin_response", "wan_verify", "wan_verify_response")
)
"""Where somebody signs in with a passkey, or proves with one that it is still they."""


class StoredAttribute:
    """One of the library's attributes, kept in a column of another name; a change is remembered for writing."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, person: Any, owner: type) -> Any:  # noqa: ANN401 - any column
        return self if person is None else getattr(person.row, self.name)

    def __set__(self, person: Any, value: Any) -> None:  # noqa: ANN401 - any column
        setattr(person.row, self.name, value)
        person.changed.add(self.name)


class Device(WebAuthnMixin):
    """A passkey as the library sees it."""

    credential_id = StoredAttribute("credential_id")
    public_key = StoredAttribute("public_key")
    name = StoredAttribute("name")
    sign_count = StoredAttribute("sign_count")
    transports = StoredAttribute("transports")
    extensions = StoredAttribute("extensions")
    usage = StoredAttribute("usage")
    device_type = StoredAttribute("device_type")
    backup_state = StoredAttribute("backed_up")
    lastuse_datetime = StoredAttribute("last_used_at")

    def __init__(self, passkey: Passkey) -> None:
        self.row = passkey
        self.changed: set[str] = set()

    def get_user_mapping(self) -> dict[str, Any]:
        """How to find whose passkey this is."""
        return {"id": self.row.account_id}


class AccountHolder(UserMixin):
    """Somebody with an account."""

    id = StoredAttribute("id")
    email = StoredAttribute("email")
    password = StoredAttribute("password")
    active = StoredAttribute("active")
    fs_uniquifier = StoredAttribute("session_key")
    fs_webauthn_user_handle = StoredAttribute("passkey_handle")
    tf_primary_method = StoredAttribute("second_factor")
    tf_totp_secret = StoredAttribute("totp_secret")
    totp_counter = StoredAttribute("totp_counter")
    mf_recovery_codes = StoredAttribute("recovery_codes")
    tf_phone_number = None

    def __init__(self, account: Account) -> None:
        self.row = account
        self.roles = []  # roles live in our own policy table, not in the library's
        self.changed: set[str] = set()
        self.webauthn = [Device(passkey) for passkey in account.passkeys]

    @property
    def account(self) -> Account:
        """The account itself, detached from the database."""
        return self.row

    def is_locked(self, form_error: list[str] | None = None) -> bool:  # noqa: ARG002 - one sentence serves every failure
        """Whether too many wrong tries make this account wait; a passkey never waits, for nobody can guess one."""
        return request.endpoint not in WITH_PASSKEY and bool(failed_sign_ins.wait_left(self.row))

    def track_failed_authn(self, auth_type: str, tfa: bool = False) -> None:  # noqa: FBT001, FBT002 - the library's
        """Count a wrong password, code or passkey."""
        failed_sign_ins.note(self.row, what="second factor" if tfa else auth_type)
