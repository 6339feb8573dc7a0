"""Recovery codes: offered to whoever has just set up their app, since phones get lost; each is used once.

Whoever signs in with one reads how many are left, and the logs tell it from a code of the app.
"""

from flask import Flask, flash, g, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import MfRecoveryCodesUtil, UserMixin, current_user
from werkzeug import Response

from evaluation.models import Account

AT_SIGN_IN = "security.two_factor_token_validation"
LATER = "security.two_factor_setup_validate"
IN_ITS_PLACE = "security.mf_recovery"
SIGNS_IN = "ready"
"""What the library calls the state of whoever has an app already."""


def offer_codes(app: Flask) -> None:
    """Lead from the end of setting up to the codes, where somebody has none."""
    app.before_request(_note)
    app.after_request(_lead_on)


def _note() -> None:
    first = request.endpoint == AT_SIGN_IN and session.get("tf_state", SIGNS_IN) != SIGNS_IN
    g.sets_up_app = first or request.endpoint == LATER


def _lead_on(response: Response) -> Response:
    if not g.get("sets_up_app") or response.status_code not in {302, 303} or not current_user.is_authenticated:
        return response
    account = current_user.account
    if account.second_factor and not account.recovery_codes:
        response.location = url_for("security.mf_recovery_codes")
    return response


def signed_in_with_code(account: Account) -> list[str] | None:
    """The way of signing in where this request does so with a recovery code, whose owner reads how many are left."""
    if request.endpoint != IN_ITS_PLACE:
        return None
    left = len(account.recovery_codes)
    flash(
        ngettext(
            "You signed in with a recovery code, which is used up: %(num)d is left. "
            "Make new ones under My account, at Recovery codes.",
            "You signed in with a recovery code, which is used up: %(num)d are left. "
            "Make new ones under My account, at Recovery codes.",
            left,
        )
        if left
        else _(
            "You signed in with your last recovery code: none is left. "
            "Make new ones now under My account, at Recovery codes."
        )
    )
    return ["recovery code"]


class SingleUseCodes(MfRecoveryCodesUtil):
    """Checking and using up is one step, so that of two browsers that give a code at once, one is refused."""

    def check_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Whether a code is right, however it was typed, may be tried now, and nobody has used it; it is used up."""
        meant = "" if user.is_locked() else _letters_and_figures(code)
        kept = self.get_recovery_codes(user) if meant else []
        as_kept = next((each for each in kept if _letters_and_figures(each) == meant), None)
        return as_kept is not None and bool(super().delete_recovery_code(user, as_kept))

    def delete_recovery_code(self, user: UserMixin, code: str) -> bool:  # noqa: ARG002 - the library's
        """Nothing is left to do: it was used up as it was looked at."""
        return True


def _letters_and_figures(typed: str) -> str:
    """What of a recovery code is compared: neither its dashes, nor spaces, nor capitals."""
    return "".join(each for each in typed.casefold() if each.isalnum())
