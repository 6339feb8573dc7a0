"""What somebody sent after their session had ended: kept until they sign in again, shown, and sent if they say so.

A form is carried where it came from one of our own pages and its token proves whose it was: the token is signed and
names the session and the account it was made for, neither in the clear. What was sent is sealed, kept for half an hour
in the session that signs in, shown to that account alone, and changes nothing until it is sent again by a press with a
token of the new session. Forms of signing in are never carried, nor any that holds a password: that is typed again.
A code that proves once more who is there is kept with no form, and its own page leads on after signing in.
"""

import base64
import hmac
import json
import zlib
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug import Response

from evaluation.web.access import PUBLIC, declaration_of, signed_in
from evaluation.web.app import services
from evaluation.web.current_user import anybody, me
from evaluation.web.unsent_form_labels import shown_fields, what_it_was

pages = Blueprint("carrying", __name__)
TOKEN, CARRIED = "csrf_token", "carried"
KEPT_FOR = timedelta(minutes=30)
OLDEST_PAGE = timedelta(days=7)
"""A form may have stood open for so long."""
SIGNING_IN = "security"
"""The blueprint of signing in."""
STEP_UP_CODE = "step_up_code"
"""The field of a code that proves once more who is there, beside those that were sent."""
PROVING = "step_up.prove"
"""The page on which that code stands alone."""


def bind_forms() -> None:
    """Make the forms of this session tell, under our key, whose they are; forget what was carried and is sent now."""
    account, token = anybody(), getattr(session, "token", None)
    if request.method == "POST" and request.form.get(CARRIED) and CARRIED in session:
        session.pop(CARRIED)
    if account is None or token is None:
        return
    place = _keyed(f"session {token}")
    if session.get(TOKEN) != (mark := f"{place}.{_keyed(f'{place} {account.id}')}"):
        session[TOKEN] = mark


def carry() -> Response | None:
    """Keep what was sent and ask for sign-in; None where it is not to be carried."""
    if request.method != "POST" or request.endpoint is None or not _from_here():
        return None
    if request.blueprint == SIGNING_IN and anybody() is None:
        return _sign_in_afresh()
    mark = _mark()
    if mark is None or request.blueprint == SIGNING_IN or declaration_of(current_app, request.endpoint) == PUBLIC:
        return None
    if again := _kept_nowhere():
        return again
    session[CARRIED] = {"mark": mark, "at": services().clock().isoformat(), "sealed": _sealed(_sent())}
    if anybody():
        return redirect(url_for("carrying.carried"), 303)
    flash(_("You had been signed out. Sign in again: what you sent is kept, and is shown to you then."))
    return redirect(url_for("security.login", next=url_for("carrying.carried")), 303)


@pages.get("/carried")
@signed_in
def carried() -> str | tuple[str, int]:
    """What was sent and did not arrive, with a button that sends it."""
    kept = _mine()
    if kept is None:
        session.pop(CARRIED, None)
        return render_template("accounts/carried.html", kept=None, fields=[], what=""), 404
    return render_template("accounts/carried.html", kept=kept, fields=shown_fields(kept), what=what_it_was(kept))


@pages.post("/carried/drop")
@signed_in
def drop() -> Response:
    """Throw it away."""
    kept = _mine()
    session.pop(CARRIED, None)
    flash(_("It was thrown away."))
    return redirect((kept and kept["stood_at"]) or url_for("accounts.mine"), 303)


def _sign_in_afresh() -> Response | None:
    """A sign-in page that stood open for too long is opened anew; None where no cookie comes back at all."""
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return None
    flash(_("The page had been open for too long. Please sign in once more."))
    wanted = request.form.get("next") or request.args.get("next")
    return redirect(url_for("security.login", next=wanted or None), 303)


def _kept_nowhere() -> Response | None:
    """Where a form leads that holds a password, or nothing but a code; None where what was sent may be kept."""
    if request.endpoint == PROVING:
        return _proved_by_signing_in()
    return _typed_again() if holds_password() else None


def _typed_again() -> Response:
    """Back to the page of a form with passwords, of which nothing is kept, once its sender is signed in."""
    page = request.script_root + request.path
    flash(_("A password is never kept, so nothing was changed: type it again."))
    return redirect(page if anybody() else url_for("security.login", next=page), 303)


def _proved_by_signing_in() -> Response:
    """Back to the page that asked for a code, of which nothing is kept: whoever has just signed in goes on from it."""
    page = request.script_root + request.full_path.rstrip("?")
    if anybody():
        return redirect(page, 303)
    flash(_("You had been signed out. Sign in again, and you go on from there."))
    return redirect(url_for("security.login", next=page), 303)


def _from_here() -> bool:
    """Whether a page of ours sent it, as a page and not by a script, by all that the browser says."""
    headers, own_origin = request.headers, request.host_url.rstrip("/")
    if headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    if headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return False
    return headers.get("Origin", own_origin) == own_origin


def _mark() -> str | None:
    """The session and the account that a form's token names; None where it is no token of ours or names no account."""
    try:
        mark = _signer().loads(request.form.get(TOKEN, ""), max_age=int(OLDEST_PAGE.total_seconds()))
    except BadData:
        return None
    return mark if isinstance(mark, str) and "." in mark else None


def _mine() -> dict[str, Any] | None:
    """What is carried, if it is mine and not too old."""
    kept = session.get(CARRIED)
    if not kept or services().clock() - datetime.fromisoformat(kept["at"]) > KEPT_FOR:
        return None
    place, _dot, whose = kept["mark"].partition(".")
    if not hmac.compare_digest(whose, _keyed(f"{place} {me().id}")):
        return None
    try:
        opened: dict[str, Any] = json.loads(zlib.decompress(_seal().decrypt(kept["sealed"].encode())))
    except InvalidToken:
        return None
    return opened


def _sent() -> dict[str, Any]:
    """What was sent, to where, and on which page the form stood."""
    fields = [[name, value] for name, values in request.form.lists() for value in values if _is_carried(name)]
    asked = urlsplit(request.referrer or "")
    on_this_site = asked.netloc == request.host and asked.path.startswith(f"{request.script_root}/")
    return {
        "to": request.script_root + request.full_path.rstrip("?"),
        "endpoint": request.endpoint,
        "arguments": {name: str(value) for name, value in (request.view_args or {}).items()},
        "stood_at": asked.path if on_this_site else "",
        "fields": fields,
        "files": sorted(name for name, file in request.files.items() if file.filename),
    }


def _is_carried(name: str) -> bool:
    return name not in {TOKEN, CARRIED, STEP_UP_CODE}


def holds_password() -> bool:
    """Whether what is sent now has a password among it, which no page gives back."""
    return any("password" in name.casefold() for name in request.form)


def _sealed(sent: dict[str, Any]) -> str:
    return _seal().encrypt(zlib.compress(json.dumps(sent).encode())).decode()


def _seal() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hmac.digest(_key(), b"carried forms", "sha256")))


def _keyed(text: str) -> str:
    return hmac.digest(_key(), f"form {text}".encode(), "sha256").hex()[:32]


def _key() -> bytes:
    return bytes.fromhex(str(current_app.secret_key))


def _signer() -> URLSafeTimedSerializer:
    """The signer of form tokens, as the form library makes it."""
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="wtf-csrf-token")
