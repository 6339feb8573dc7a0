"""Sign-in: password and authenticator app, or a passkey, by Flask-Security on our own tables and templates."""

import base64
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app, redirect, request, session, url_for
from flask_babel import lazy_gettext as _l
from flask_security import EmailValidateException, MailUtil, Security, current_user, user_authenticated
from flask_security.utils import validate_redirect_url
from werkzeug import Response
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from evaluation.accounts import failed_sign_ins
from evaluation.accounts.after_password import announce_resets
from evaluation.accounts.datastore import AccountDatastore
from evaluation.accounts.forms import (
    AppCodeForm,
    AppSetupForm,
    NewPasskeyForm,
    RecoveryCodeForm,
    RescueForm,
    WaitingLoginForm,
)
from evaluation.accounts.identity import AccountHolder
from evaluation.accounts.offered_codes import SingleUseCodes, offer_codes, signed_in_with_code
from evaluation.accounts.passkey_rules import UnlockedPasskeys
from evaluation.accounts.step_up.fresh_proof import note_proof
from evaluation.accounts.totp import WHY_NOT, SingleUseTotp, app_set_up
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.storage.keys import key
from evaluation.storage.settings import Settings
from evaluation.store.accounts.accounts import normal_email
from evaluation.web.access import PUBLIC, SIGNED_IN, declare
from evaluation.web.app import services
from evaluation.web.headers import FRAMED_BY_OURS

DECLARED = {
    "login": PUBLIC,
    "logout": PUBLIC,
    "verify": SIGNED_IN,
    "two_factor_setup": PUBLIC,
    "two_factor_setup_validate": SIGNED_IN,
    "two_factor_token_validation": PUBLIC,
    "two_factor_rescue": PUBLIC,
    "tf_select": PUBLIC,
    "mf_recovery": PUBLIC,
    "mf_recovery_codes": SIGNED_IN,
    "wan_register": SIGNED_IN,
    "wan_register_response": SIGNED_IN,
    "wan_signin": PUBLIC,
    "wan_signin_response": PUBLIC,
    "wan_delete": SIGNED_IN,
    "wan_verify": SIGNED_IN,
    "wan_verify_response": SIGNED_IN,
}
"""The library's pages; those before and during sign-in are public and check their own state."""

TEMPLATES = {
    "LOGIN_USER": "login",
    "VERIFY": "verify",
    "TWO_FACTOR_VERIFY_CODE": "code",
    "TWO_FACTOR_SETUP": "second_factor",
    "TWO_FACTOR_SELECT": "which_factor",
    "MULTI_FACTOR_RECOVERY": "recovery",
    "MULTI_FACTOR_RECOVERY_CODES": "recovery_codes",
    "WAN_REGISTER": "passkeys",
    "WAN_SIGNIN": "passkey_sign_in",
    "WAN_VERIFY": "passkey_verify",
}

LONGER_THAN_A_SESSION = timedelta(days=1)
"""The library never asks again by itself: `accounts.step_up` does, after ten minutes and for more than a password."""
STALE = Message("You signed in a while ago: say once more who you are.")
"""Flashed, and so kept as plain text until a page shows it in its reader's language."""

NO_RECOVERY_CODE = _l("That recovery code does not work. Each works once: type one that you have not used yet.")


class NoMail(MailUtil):
    """Addresses in the one form they are kept in; nothing is ever sent."""

    def normalize(self, email: str) -> str:
        """The address as it is kept."""
        try:
            return normal_email(email)
        except Refused as refusal:
            raise EmailValidateException(refusal.faults[0]) from refusal

    validate = normalize

    def send_mail(self, *_message: object, **_more: object) -> None:
        """This application sends no e-mail."""


class SignIn(Security):
    """Flask-Security without the HTML cleaner it wants for names: ours are checked by us and shown as text."""

    def _check_modules(self, module: str, config_name: str) -> object:
        return None if module == "nh3" else super()._check_modules(module, config_name)  # type: ignore[no-untyped-call]


def enable_sign_in(app: Flask, settings: Settings, *, home: str) -> Security:
    """Give an application sign-in; `home` is the endpoint people arrive at."""
    app.config.update(_configuration(settings, home=home))
    security = SignIn(
        app,
        AccountDatastore(),
        login_form=WaitingLoginForm,
        two_factor_setup_form=AppSetupForm,
        two_factor_verify_code_form=AppCodeForm,
        two_factor_rescue_form=RescueForm,
        mf_recovery_form=RecoveryCodeForm,
        wan_register_form=NewPasskeyForm,
        totp_cls=SingleUseTotp,
        mf_recovery_codes_util_cls=SingleUseCodes,
        mail_util_cls=NoMail,
        webauthn_util_cls=UnlockedPasskeys,
    )
    security.want_json(lambda _request: False)
    for name, declared in DECLARED.items():
        declare(app.view_functions[f"security.{name}"], declared)
    security.tf_setup_context_processor(app_set_up)
    security.tf_token_validation_context_processor(app_set_up)
    offer_codes(app)
    app.before_request(_leave_out_elsewhere)
    app.before_request(lambda: _go_on_signed_in(home))
    app.after_request(_may_stand_over_a_page)
    user_authenticated.connect(_signed_in, app, weak=False)
    return security


def _leave_out_elsewhere() -> Response | None:
    """An address elsewhere, or that no page has, is nowhere to lead to after signing in: that leads home then."""
    asked = request.args.get("next")
    if request.blueprint != "security" or not asked or (validate_redirect_url(asked) and _opens(asked)):
        return None
    return redirect(request.script_root + request.path, 307)


def _opens(address: str) -> bool:
    """Whether an address of this site can be opened: not where it takes alone what is sent there."""
    path = unquote(urlsplit(address).path).removeprefix(request.script_root)
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None
    try:
        adapter.match(path, method="GET")
    except MethodNotAllowed:
        return False
    except HTTPException:  # another part of this site's, or one that is nowhere: its page says so
        return True
    return True


def _go_on_signed_in(home: str) -> Response | None:
    """A code pressed again by who is signed in already leads on; the library would sign them out."""
    if request.endpoint != "security.two_factor_token_validation" or not current_user.is_authenticated:
        return None
    return None if session.get("tf_state") == "validating_profile" else redirect(url_for(home), 303)


def _may_stand_over_a_page(response: Response) -> Response:
    """Let our own pages show signing in within them, so that what is typed there stands behind it."""
    if request.blueprint == "security":
        response.headers["Content-Security-Policy"] = FRAMED_BY_OURS
    return response


def _signed_in(_app: Flask, *, user: AccountHolder, authn_via: list[str] | None = None, **_more: object) -> None:
    failed_sign_ins.forget(user.account, via=authn_via or signed_in_with_code(user.account))
    note_proof(services().clock())
    announce_resets(user.account)


def _messages() -> dict[str, object]:
    failed = _l(
        "Sign-in failed. Check the address, the password and the code; after five wrong tries an account waits."
    )
    errors = {
        "GENERIC_AUTHN_FAILED": failed,
        "REAUTHENTICATION_REQUIRED": STALE,
        "TWO_FACTOR_INVALID_TOKEN": WHY_NOT,
        "INVALID_RECOVERY_CODE": NO_RECOVERY_CODE,
    }
    successes = {
        "TWO_FACTOR_LOGIN_SUCCESSFUL": Message("You are signed in."),
        "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": Message("The authenticator app is set up."),
        "REAUTHENTICATION_SUCCESSFUL": Message("Thank you. Go on with what you were about to do."),
        "PASSWORD_CHANGE": Message("Your password is changed."),
        "WEBAUTHN_REGISTER_SUCCESSFUL": Message("The passkey is added."),
        "WEBAUTHN_CREDENTIAL_DELETED": Message("The passkey is removed."),
    }
    texts = {name: (text, "error") for name, text in errors.items()}
    texts |= {name: (text, "success") for name, text in successes.items()}
    return {f"SECURITY_MSG_{name}": text for name, text in texts.items()}


def _configuration(settings: Settings, *, home: str) -> dict[str, object]:
    named = {f"SECURITY_{name}_TEMPLATE": f"accounts/{file}.html" for name, file in TEMPLATES.items()}
    return (
        named
        | _messages()
        | _secrets(settings)
        | _factors()
        | {
            "SECURITY_STATIC_FOLDER": None,
            "SECURITY_RETURN_GENERIC_RESPONSES": True,
            "SECURITY_POST_LOGIN_VIEW": home,
            "SECURITY_POST_LOGOUT_VIEW": "security.login",
            "SECURITY_CACHE_CONTROL": None,
            "SECURITY_FRESHNESS": LONGER_THAN_A_SESSION,
            "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(0),
            "SECURITY_API_ENABLED_METHODS": ["session"],
            "SECURITY_CLI_USERS_NAME": None,
            "SECURITY_CLI_ROLES_NAME": None,
            "SECURITY_LOGOUT_METHODS": ["POST"],
            "SECURITY_LOGOUT_CSRF": True,
        }
    )


def _secrets(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": key(settings, "staff").hex(),
        "SECURITY_PASSWORD_SALT": key(settings, "password-salt").hex(),
        "SECURITY_TOTP_SECRETS": {"1": base64.b64encode(key(settings, "totp")).decode()},
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [base64.urlsafe_b64encode(key(settings, "recovery")).decode()],
    }


def _factors() -> dict[str, object]:
    """A password kept with argon2, then an authenticator app or a recovery code; or a passkey."""
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_TOTP_ISSUER": "Weaving",
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_REQUIRED": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "accounts.mine",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_WEBAUTHN": True,
        "SECURITY_DATETIME_FACTORY": now_utc,
        "SECURITY_WAN_RP_NAME": "Weaving",
        "SECURITY_WAN_ALLOW_USER_HINTS": False,
        "SECURITY_WAN_POST_REGISTER_VIEW": "accounts.mine",
    }
