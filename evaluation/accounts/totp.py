"""Codes of an authenticator app: none counts twice, and none is looked at while the account has to wait."""

from flask import current_app, g
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from flask_security import Totp, UserMixin
from passlib.exc import TokenError, UsedTokenError  # type: ignore[import-untyped]
from passlib.totp import TotpMatch  # type: ignore[import-untyped]

from evaluation.accounts.identity import AccountHolder


class SingleUseTotp(Totp):
    """Time-based codes that remember the last one used."""

    def verify_totp(self, token: str, totp_secret: str, user: UserMixin, window: int = 0) -> bool:
        """Whether a code is right, new, and may be tried now."""
        if user.is_locked():
            return False
        try:
            match = self._totp.verify(token, totp_secret, window=window, last_counter=self.get_last_counter(user))
        except UsedTokenError:
            g.code_was_used = True
            return False
        except TokenError:
            return False
        self.set_last_counter(user, match)
        return True

    def get_last_counter(self, user: UserMixin) -> int | None:
        """The last code used."""
        return user.totp_counter if isinstance(user, AccountHolder) else None

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        """Remember the code just used; the view that accepted it writes it."""
        assert isinstance(user, AccountHolder)
        user.totp_counter = tmatch.counter
        current_app.extensions["security"].datastore.put(user)


def _why_not() -> str:
    if "code_was_used" in g:
        return str(_("This code was used already. Wait for the next one."))
    return str(_("Invalid code"))


WHY_NOT = LazyString(_why_not)
"""What somebody is told whose code was not taken."""
