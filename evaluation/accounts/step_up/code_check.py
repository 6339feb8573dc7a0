"""A code given again: of the authenticator app or a recovery code, each good once, and guesses slowed as at sign-in."""

from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_security import current_user

from evaluation.accounts import failed_sign_ins
from evaluation.web.app import services
from evaluation.web.current_user import me
from evaluation.web.scope import log_action

LENGTH_OF_CODE = 6
LONGEST = 100


def fault_of_code(typed: str) -> str:
    """Why a code is not taken; empty where it was, which uses it up."""
    person, code = current_user, "".join(typed.split())
    if person.is_locked():
        return str(_("Too many wrong codes: wait a few minutes, or use your passkey."))
    security = current_app.extensions["security"]
    if not (_is_of_app(security, person, code) or _is_recovery_code(security, person, typed.strip())):
        failed_sign_ins.note(person.account, what="step-up", by=person.account)
        return str(_("That is no code that works now. A code of the app works once: wait for the next one."))
    security.datastore.commit()
    failed_sign_ins.forget_wrong_codes(person.account)
    return ""


def _is_of_app(security: Any, person: Any, code: str) -> bool:  # noqa: ANN401 - the library's
    if not (person.tf_totp_secret and len(code) == LENGTH_OF_CODE and code.isdecimal() and code.isascii()):
        return False
    window = current_app.config["SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY"]
    found: bool = security.totp_factory.verify_totp(
        token=code, totp_secret=person.tf_totp_secret, user=person, window=window
    )
    return found


def _is_recovery_code(security: Any, person: Any, code: str) -> bool:  # noqa: ANN401 - the library's
    codes = security.mf_recovery_codes_util
    if not code or len(code) > LONGEST or not codes.check_recovery_code(person, code):
        return False
    used: bool = codes.delete_recovery_code(person, code)
    return used


def log_proof(via: str) -> None:
    """Write down that somebody proved once more who they are."""
    with services().database.transaction() as db:
        log_action(db, me(), "proved once more", via=via)
