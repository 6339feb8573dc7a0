"""My account: how I sign in and where I am signed in; and the way in for somebody invited."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import ngettext
from flask_security import hash_password
from werkzeug import Response

from evaluation.accounts.after_password import reset_in_words, second_step, went_on_already
from evaluation.accounts.forms import InvitationForm
from evaluation.accounts.session_cookie import token_digest
from evaluation.store.accounts.api_tokens import tokens_of
from evaluation.store.accounts.invitations import accept_invitation, open_invitation
from evaluation.store.accounts.resets import last_reset, resets_of
from evaluation.store.accounts.sessions import forget_other_sessions, forget_session, sessions_of
from evaluation.store.studies.who_asks import names_that_ask
from evaluation.web.access import public, signed_in
from evaluation.web.app import services
from evaluation.web.audit_log import account_actor
from evaluation.web.current_user import me, my_roles
from evaluation.web.scope import log_action, log_action_of

pages = Blueprint("accounts", __name__)


@pages.route("/invitation/<secret>", methods=["GET", "POST"])
@public
def invitation(secret: str) -> str | Response:
    """Accept an invitation: give a name, choose a password, go on to the second factor."""
    form = InvitationForm()
    with services().database.reading() as db:
        found = open_invitation(db, secret, now=services().clock())
        form.known = [found.email, *names_that_ask(db)] if found else []
    if found is None and request.method == "POST":
        return redirect(request.url, 303)
    if found is None and (further := went_on_already()):
        return further
    if found is None or not form.validate_on_submit():
        return render_template(
            "accounts/invitation.html", invitation=found, form=form, roles=found.roles if found else []
        )
    hashed = hash_password(form.password.data or "")
    with services().database.transaction() as db:
        account = accept_invitation(db, secret, name=form.name.data or "", password_hash=hashed, now=services().clock())
        log_action_of(db, account_actor(account), account, "invitation accepted")
    return second_step(account.email, via="invitation")


@pages.get("/account")
@signed_in
def mine() -> str:
    """My account."""
    with services().database.reading() as db:
        sessions = sessions_of(db, me(), now=services().clock())
        asked = resets_of(db, me().id, now=services().clock())
        done = last_reset(db, me().id)
        tokens = tokens_of(db, me().id, now=services().clock())
        ending = reset_in_words(db, done) if done else ""
    return render_template(
        "accounts/mine.html",
        sessions=sessions,
        current_digest=token_digest(getattr(session, "token", None) or ""),
        roles=[str(role) for role in my_roles()],
        asked=asked,
        done=done,
        ending=ending,
        tokens=tokens,
    )


@pages.post("/account/sessions/<digest>/end")
@signed_in
def end_session(digest: str) -> Response:
    """End one of my sessions."""
    with services().database.transaction() as db:
        if digest not in {kept.digest for kept in sessions_of(db, me(), now=services().clock())}:
            abort(404)
        forget_session(db, digest)
        log_action(db, me(), "session ended")
    if digest == token_digest(getattr(session, "token", None) or ""):
        session.clear()
    return redirect(url_for("accounts.mine"), 303)


@pages.post("/account/sessions/others/end")
@signed_in
def end_others() -> Response:
    """End every session of mine but this one."""
    current = token_digest(getattr(session, "token", None) or "")
    with services().database.transaction() as db:
        ended = forget_other_sessions(db, me(), but=current)
        log_action(db, me(), "other sessions ended", sessions=ended)
    flash(ngettext("%(num)d other sign-in was ended.", "%(num)d other sign-ins were ended.", ended))
    return redirect(url_for("accounts.mine"), 303)
