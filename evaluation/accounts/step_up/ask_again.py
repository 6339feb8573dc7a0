"""Asking once more who is there, where an action of the policy says so and the last proof is ten minutes old.

What was sent stays on the page that asks, and is done by the press that gives the code. For a passkey, which takes
pages of its own, it is carried as a form is whose session has ended.
"""

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_security import current_user
from flask_security.utils import validate_redirect_url
from werkzeug import Response as AnyResponse

from evaluation.accounts.step_up.code_check import fault_of_code, log_proof
from evaluation.accounts.step_up.fresh_proof import is_fresh, note_proof
from evaluation.web.access import asks_for_proof, declaration_of, signed_in
from evaluation.web.app import services
from evaluation.web.current_user import anybody, me
from evaluation.web.save_form import asked_by_script
from evaluation.web.unsent_forms import STEP_UP_CODE, carry, holds_password

pages = Blueprint("step_up", __name__)
OWN_FACTORS = frozenset(
    (
        *("security.wan_register", "security.wan_register_response", "security.wan_delete"),
        *("security.mf_recovery_codes", "security.two_factor_setup", "passwords.change"),
    )
)
"""The pages on which somebody changes what signs them in, or sees their recovery codes."""
WITH_PASSKEY = "security.wan_verify_response"
NOT_SHOWN = frozenset({"csrf_token", STEP_UP_CODE})


def ask_again(app: Flask) -> None:
    """Have an application ask once more before what is dangerous."""
    app.register_blueprint(pages)
    app.before_request(_before)
    app.after_request(_after)


@pages.route("/step-up", methods=["GET", "POST"])
@signed_in
def prove() -> tuple[str, int] | AnyResponse:
    """Prove who is there, and go on to a page; whoever has just done so goes on at once."""
    is_sent = request.method == "POST"
    said = _tried() if is_sent else ""
    if not said and (is_sent or is_fresh(services().clock())):
        return redirect(_next(), 303)
    return _page(action=url_for("step_up.prove", next=_next()), onward=_next(), fault=said), 422 if said else 200


def _before() -> AnyResponse | tuple[str | Response, int] | None:
    """Let through what asks for no proof, or brings it; otherwise ask, with all that was sent."""
    g.passkey_given = session.get("fs_paa")
    if anybody() is None or request.endpoint is None or not _is_asked() or is_fresh(services().clock()):
        return None
    g.scope_asked = True  # what was sent is given back to whoever sent it, and to nobody else
    address = request.script_root + request.full_path.rstrip("?")
    if request.method != "POST":
        return redirect(url_for("step_up.prove", next=address), 303)
    fault = _tried() if STEP_UP_CODE in request.form else ""
    if STEP_UP_CODE in request.form and not fault:
        g.scope_asked = False
        return None
    if asked_by_script():
        return jsonify(asks_again=True), 403
    again = carry()
    if holds_password():
        return again or redirect(address, 303)
    sent = [(name, value) for name, values in request.form.lists() for value in values if name not in NOT_SHOWN]
    return _page(action=address, onward=url_for("carrying.carried"), fault=fault, sent=sent), 422 if fault else 403


def _is_asked() -> bool:
    if request.endpoint in OWN_FACTORS:
        return bool(me().second_factor or me().passkeys)
    return request.method == "POST" and asks_for_proof(declaration_of(current_app, request.endpoint or ""))


def _tried() -> str:
    """Why the code that was given proves nothing; empty where it does."""
    is_invented = _is_invented()
    fault = "" if is_invented else fault_of_code(request.form.get(STEP_UP_CODE, "")[:200])
    if not fault:
        note_proof(services().clock())
        log_proof("example" if is_invented else "code")
    return fault


def _is_invented() -> bool:
    """Whether this is somebody of an example, who has no second factor and can prove nothing."""
    account = me()
    has_factor = account.totp_secret or account.recovery_codes or account.passkeys
    return services().links.is_invented(account.id) and not has_factor


def _after(response: Response) -> Response:
    """A passkey that was given again is a proof too."""
    given = request.endpoint == WITH_PASSKEY and session.get("fs_paa") != g.get("passkey_given")
    if given and current_user.is_authenticated:
        note_proof(services().clock())
        log_proof("passkey")
    return response


def _next() -> str:
    """Where to go on to: a page of ours, or one's account."""
    asked = request.values.get("next", "")
    return asked if asked and validate_redirect_url(asked) else url_for("accounts.mine")


def _page(*, action: str, onward: str, fault: str = "", sent: list[tuple[str, str]] | None = None) -> str:
    account = me()
    return render_template(
        "accounts/step_up/ask_again.html",
        address=action,
        sent=sent or [],
        fault=fault,
        field=STEP_UP_CODE,
        is_invented=_is_invented(),
        has_code=bool(account.totp_secret or account.recovery_codes),
        passkey=url_for("security.wan_verify", next=onward) if account.passkeys else "",
    )
