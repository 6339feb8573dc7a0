"""Codes of an authenticator app: none counts twice, and none is looked at while the account has to wait.

Whoever sets the app up has one key until a code of it has been given, however often the page is asked for.
"""

from flask import current_app, g, session
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from flask_security import Totp, UserMixin, current_user
from passlib.exc import TokenError, UsedTokenError  # type: ignore[import-untyped]
from passlib.totp import TotpMatch  # type: ignore[import-untyped]

from evaluation.accounts.datastore import AccountDatastore
from evaluation.accounts.identity import AccountHolder
from evaluation.store.accounts.encrypted_factors import spend_code
from evaluation.web.app import services

SETTING_UP = "setting_up_app"
"""Where a session keeps whose app is set up, and with which key, until a code of it has been given."""


class SingleUseTotp(Totp):
    """Time-based codes that remember the last one used."""

    def generate_totp_secret(self) -> str:
        """The key of whoever sets up an app: the same as before, where their session made one."""
        whose, key = session.get(SETTING_UP, ("", ""))
        if not whose or whose != _whose():
            key = super().generate_totp_secret()
            session[SETTING_UP] = [_whose(), key]
        return str(key)

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
        if not _is_spent(user, match.counter):
            g.code_was_used = True
            return False
        self.set_last_counter(user, match)
        session.pop(SETTING_UP, None)
        return True

    def get_last_counter(self, user: UserMixin) -> int | None:
        """The last code used."""
        return user.totp_counter if isinstance(user, AccountHolder) else None

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        """Remember the code just used; the view that accepted it writes it."""
        assert isinstance(user, AccountHolder)
        user.totp_counter = tmatch.counter
        current_app.extensions["security"].datastore.put(user)


def _is_spent(user: UserMixin, counter: int) -> bool:
    """Whether this was the one use of a code: of two browsers that give it at once, one is told that it was used."""
    assert isinstance(user, AccountHolder)
    with services().database.transaction() as db:
        return spend_code(db, user.account.id, counter=counter)


def _whose() -> str:
    """Who sets up an app: whoever is signed in, or has given their password just now."""
    return str(current_user.fs_uniquifier if current_user.is_authenticated else session.get("tf_user_id", ""))


def app_set_up() -> dict[str, dict[str, str]]:
    """What a page shows again of the app that is being set up, once its key has been shown; nothing else."""
    whose, key = session.get(SETTING_UP, ("", ""))
    security = current_app.extensions["security"]
    person = AccountDatastore().find_user(fs_uniquifier=whose) if whose and whose == _whose() else None
    if person is None or session.get("tf_state") != "validating_profile":
        return {"shown_again": {}}
    values = security.totp_factory.fetch_setup_values(key, person)
    token = security.tf_setup_serializer.dumps({"totp_secret": key, "method": "authenticator", "phone": None})
    return {"shown_again": {**{each: values[each] for each in ("issuer", "username", "key")}, "token": token}}


def _why_not() -> str:
    if waits := g.get("why_wait"):
        return str(waits)
    if "code_was_used" in g:
        return str(_("This code was used already. Wait for the next one."))
    if SETTING_UP in session:
        return str(
            _("This is no code of the key shown here. Open the app, choose this key, and type what it shows now.")
        )
    return str(
        _(
            "That code is not right now. Open the app and type the six figures that it shows; they change every half "
            "minute. If no code works, set your phone to find the time by itself."
        )
    )


WHY_NOT = LazyString(_why_not)
"""What somebody is told whose code was not taken."""
