"""Which language somebody reads the staff's pages in: the one they chose, or one that their browser asks for."""

import re
from datetime import timedelta

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug import Response

from evaluation.domain.languages import STAFF_LANGUAGES
from evaluation.store.accounts.accounts import change_account
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.current_user import anybody

pages = Blueprint("language", __name__)
COOKIE = "staff_language"
KEPT_FOR = timedelta(days=365)
OWN_ADDRESS = re.compile(r"/(?![/\\])[^\s\\]*")
"""An address on this site, and no other that a browser could take for one elsewhere."""


def asked_language() -> str:
    """What a request is answered in: what its account chose, before what was chosen on this device."""
    account = anybody()
    return account.language if account and account.language in STAFF_LANGUAGES else language_of_browser()


def language_of_browser() -> str:
    """What was chosen on this device, or else what its browser asks for; without asking who is signed in."""
    chosen = request.cookies.get(COOKIE)
    if chosen in STAFF_LANGUAGES:
        return chosen
    return request.accept_languages.best_match(list(STAFF_LANGUAGES)) or "en"


@pages.post("/language")
@public
def choose() -> Response:
    """Read on in another language, on this device and wherever the same account is signed in.

    It needs no token: pages without an account have none, and nothing that another site sends is taken.
    """
    chosen = request.form.get("language", "")
    if chosen not in STAFF_LANGUAGES:
        abort(400)
    if account := anybody():
        with services().database.transaction() as db:
            change_account(db, account.id, values={"language": chosen})
    wanted = request.form.get("back", "")
    answer = redirect(wanted if OWN_ADDRESS.fullmatch(wanted) else url_for("home.home"), 303)
    https = services().settings.base_url.startswith("https:")
    answer.set_cookie(
        COOKIE, chosen, max_age=KEPT_FOR, path=request.script_root or "/", secure=https, httponly=True, samesite="Lax"
    )
    return answer
