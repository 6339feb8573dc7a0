"""From a password just chosen to the second factor; and what is said at the first sign-in after a reset."""

from flask import current_app, flash, redirect, session, url_for
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.accounts.datastore import AccountDatastore
from evaluation.models import Account, SignInReset
from evaluation.store.accounts.resets import names_of, unannounced_resets
from evaluation.web.app import services


def second_step(email: str, *, via: str) -> Response:
    """On to the second factor of whoever chose a password just now."""
    person = AccountDatastore().find_user(email=email)
    plugins = current_app.extensions["security"].two_factor_plugins
    response: Response = plugins.tf_enter(person, remember_me=False, primary_authn_via=via, next_loc=None)
    return response


def went_on_already() -> Response | None:
    """On to the second factor of whoever chose a password in this browser a moment ago, and has pressed twice."""
    if current_user.is_authenticated:
        return redirect(url_for("accounts.mine"), 303)
    return redirect(url_for("security.two_factor_setup"), 303) if session.get("tf_user_id") else None


def announce_resets(account: Account) -> None:
    """Tell somebody who has signed in that their sign-in was reset since, and by whom."""
    with services().database.reading() as db:
        if not unannounced_resets(db, account.id):
            return
    with services().database.transaction() as db:
        for row in unannounced_resets(db, account.id):
            row.told_at = services().clock()
            flash(reset_in_words(db, row))


def reset_in_words(db: Session, row: SignInReset) -> str:
    """Who reset somebody's sign-in; whoever runs the server does both, and is named once."""
    if not any(names_of(db, row)):
        return str(
            _(
                "Your sign-in was reset by whoever runs the server. "
                "If you did not ask them for it, tell another administrator now."
            )
        )
    asked, confirmed = (name or _("whoever runs the server") for name in names_of(db, row))
    words: str = _(
        "Your sign-in was reset: asked for by %(asked)s, confirmed by %(confirmed)s. "
        "If you did not ask them for it, tell another administrator now.",
        asked=asked,
        confirmed=confirmed,
    )
    return words
