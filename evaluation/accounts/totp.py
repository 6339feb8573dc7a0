"""Codes of an authenticator app: none counts twice, and none is looked at while the account has to wait."""

from flask import current_app
from flask_security import Totp, UserMixin
from passlib.totp import TotpMatch  # type: ignore[import-untyped]

from evaluation.accounts.identity import AccountHolder


class SingleUseTotp(Totp):
    """Time-based codes that remember the last one used."""

    def verify_totp(self, token: str, totp_secret: str, user: UserMixin, window: int = 0) -> bool:
        """Whether a code is right, new, and may be tried now."""
        if user.is_locked():
            return False
        return bool(super().verify_totp(token, totp_secret, user, window))

    def get_last_counter(self, user: UserMixin) -> int | None:
        """The last code used."""
        return user.totp_counter if isinstance(user, AccountHolder) else None

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        """Remember the code just used; the view that accepted it writes it."""
        assert isinstance(user, AccountHolder)
        user.totp_counter = tmatch.counter
        current_app.extensions["security"].datastore.put(user)
