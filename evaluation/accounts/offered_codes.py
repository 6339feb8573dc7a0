"""Recovery codes: offered to whoever has just set up their app, since phones get lost; each is used once."""

from flask import Flask, g, request, session, url_for
from flask_security import MfRecoveryCodesUtil, UserMixin, current_user
from werkzeug import Response

AT_SIGN_IN = "security.two_factor_token_validation"
LATER = "security.two_factor_setup_validate"
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


class SingleUseCodes(MfRecoveryCodesUtil):
    """Checking and using up is one step, so that of two browsers that give a code at once, one is refused."""

    def check_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Whether a code is right, may be tried now, and nobody has used it; it is used up."""
        is_right = not user.is_locked() and super().check_recovery_code(user, code)
        return bool(is_right and super().delete_recovery_code(user, code))

    def delete_recovery_code(self, user: UserMixin, code: str) -> bool:  # noqa: ARG002 - the library's
        """Nothing is left to do: it was used up as it was looked at."""
        return True
