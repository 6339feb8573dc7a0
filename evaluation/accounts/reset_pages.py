"""Resets of how somebody signs in: asked for by one administrator, confirmed by another, used by the person alone."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import hash_password
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.accounts.after_password import second_step
from evaluation.accounts.forms import PasswordForm
from evaluation.accounts.people_page import back, changing_person
from evaluation.models import Account, SignInReset
from evaluation.store.accounts.resets import (
    ask_for_reset,
    confirm_reset,
    names_of,
    open_reset,
    reset_within,
    resets_of,
    resets_within,
    stop_reset,
    use_reset,
    waiting_reset,
    why_not_confirmed,
)
from evaluation.store.studies.who_asks import names_that_ask
from evaluation.web.access import action, public, signed_in
from evaluation.web.app import services
from evaluation.web.audit_log import account_actor
from evaluation.web.current_user import me, my_scope
from evaluation.web.scope import changing, log_action, log_action_of, scope_of_page

pages = Blueprint("resets", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingReset:
    """A reset that waits for a second administrator."""

    id: uuid.UUID
    email: str
    asked_by: str
    asked_at: datetime
    why_not: str
    """Why I cannot confirm it; empty where I can."""


def resets_waiting(db: Session) -> list[WaitingReset]:
    """Resets of people within my scope that wait for a second administrator."""
    rows = resets_within(db, scope=my_scope("person.manage"), now=services().clock())
    return [_waiting(db, row) for row in rows]


@pages.post("/people/<uuid:person>/reset")
@action("person.manage")
def ask(person: uuid.UUID) -> Response:
    """Ask for a reset of how somebody signs in; it does nothing until a second administrator confirms it.

    One that waits already stands: who presses this in the place of confirming reads so.
    """
    said = _("The reset waits for a second administrator, who finds it on this page and hands its address on.")
    with changing_person(person) as (db, account):
        if waits := waiting_reset(db, account.id, now=services().clock()):
            said = _(
                "A reset of theirs waits already, asked for by %(asked)s, and stands as it is. Confirm it in the list, "
                "or stop it there and ask again.",
                asked=_waiting(db, waits).asked_by or _("whoever runs the server"),
            )
        else:
            ask_for_reset(db, account, by=me().id, now=services().clock())
            log_action(db, account, "reset asked for")
    flash(said)
    return back()


@pages.post("/people/resets/<uuid:reset>/confirm")
@action("person.manage")
def confirm(reset: uuid.UUID) -> str:
    """Confirm a reset that another administrator asked for, and show its address, once."""
    with changing(lambda db: reset_within(db, reset, scope=scope_of_page(), now=services().clock())) as (db, row):
        secret = confirm_reset(db, row, by=me().id, now=services().clock())
        account = db.get_one(Account, row.account_id)
        log_action(db, account, "reset confirmed")
    address = f"{services().settings.base_url}/staff/reset/{secret}"
    return render_template("accounts/reset_confirmed.html", address=address, email=account.email)


@pages.post("/people/resets/<uuid:reset>/stop")
@action("person.manage")
def stop(reset: uuid.UUID) -> Response:
    """Stop a reset that waits."""
    with changing(lambda db: reset_within(db, reset, scope=scope_of_page(), now=services().clock())) as (db, row):
        stop_reset(db, row, now=services().clock())
        log_action(db, db.get_one(Account, row.account_id), "reset stopped")
    return back()


@pages.post("/account/resets/stop")
@signed_in
def refuse() -> Response:
    """Stop every reset of my own sign-in: I still have what I sign in with."""
    with services().database.transaction() as db:
        for row in resets_of(db, me().id, now=services().clock()):
            stop_reset(db, row, now=services().clock())
            log_action(db, me(), "reset stopped by the person themself")
    flash(_("Stopped. You sign in as before."))
    return redirect(url_for("accounts.mine"), 303)


@pages.route("/reset/<secret>", methods=["GET", "POST"])
@public
def use(secret: str) -> str | Response:
    """Choose a new password, then set the second factor up anew."""
    form = PasswordForm()
    with services().database.reading() as db:
        account = open_reset(db, secret, now=services().clock())
        form.known = [account.email, account.name, *names_that_ask(db)] if account else []
    if account is None or not form.validate_on_submit():
        return render_template("accounts/reset.html", account=account, form=form)
    hashed = hash_password(form.password.data or "")
    with services().database.transaction() as db:
        mine = use_reset(db, secret, password_hash=hashed, now=services().clock())
        log_action_of(db, account_actor(mine), mine, "reset used")
    return second_step(mine.email, via="reset")


def _waiting(db: Session, row: SignInReset) -> WaitingReset:
    asked, _confirmed = names_of(db, row)
    return WaitingReset(
        id=row.id,
        email=db.get_one(Account, row.account_id).email,
        asked_by=asked,
        asked_at=row.asked_at,
        why_not=why_not_confirmed(db, row, by=me().id),
    )
