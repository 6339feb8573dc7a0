"""Another password for oneself, by whoever knows the one there is; every other session of theirs ends."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user, hash_password
from sqlalchemy.orm import Session
from werkzeug import Response
from wtforms import Field, PasswordField, ValidationError

from evaluation.accounts import failed_sign_ins
from evaluation.accounts.forms import PasswordForm
from evaluation.accounts.session_cookie import token_digest
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.store.accounts.accounts import change_account
from evaluation.store.accounts.sessions import forget_other_sessions
from evaluation.store.studies.who_asks import names_that_ask
from evaluation.web.access import signed_in
from evaluation.web.app import services
from evaluation.web.audit_log import is_password_as_set
from evaluation.web.current_user import me
from evaluation.web.scope import log_action

pages = Blueprint("passwords", __name__)
SET_ELSEWHERE = Message(
    "The password of this account was not set by its owner: somebody wrote it into the database. Tell whoever runs "
    "the server; two administrators reset how you sign in."
)


class ChangePasswordForm(PasswordForm):
    """The password there is, and the new one."""

    current_password = PasswordField()

    def validate_current_password(self, field: Field) -> None:
        """It is right, and may be tried now; wrong ones are counted as at sign-in."""
        if current_user.is_locked():
            raise ValidationError(_("Too many wrong passwords: wait a few minutes."))
        if not me().password or not current_user.verify_and_update_password(field.data or ""):
            failed_sign_ins.note(me(), what="password", by=me())
            raise ValidationError(_("That is not your password now."))

    def validate_password(self, field: Field) -> None:
        """Another one than there is: who changes it may fear that somebody else knows it."""
        super().validate_password(field)
        if field.data == self.current_password.data:
            raise ValidationError(_("That is the password you have now: choose another one."))


@pages.route("/account/password", methods=["GET", "POST"])
@signed_in
def change() -> str | tuple[str, int] | Response:
    """Change my password."""
    form = ChangePasswordForm()
    with services().database.reading() as db:
        form.known = [me().email, me().name, *names_that_ask(db)]
    if not form.validate_on_submit():
        page = render_template("accounts/passwords/change.html", form=form)
        return (page, 422) if form.errors else page
    hashed = hash_password(form.password.data or "")
    try:
        with services().database.transaction() as db:
            ended = _changed(db, hashed)
    except Refused as refusal:
        form.current_password.errors = list(refusal.faults)
        return render_template("accounts/passwords/change.html", form=form), 422
    flash(_("Your password is changed."))
    if ended:
        flash(ngettext("%(num)d other sign-in was ended.", "%(num)d other sign-ins were ended.", ended))
    return redirect(url_for("accounts.mine"), 303)


def _changed(db: Session, hashed: str) -> int:
    """Write the new password; how many other sessions ended. Refused where the one there is was put in by somebody."""
    account = me()
    if not is_password_as_set(db, services().settings, account):
        raise Refused(SET_ELSEWHERE)
    change_account(db, account.id, values={"password": hashed})
    account.password = hashed
    ended = forget_other_sessions(db, account, but=token_digest(getattr(session, "token", None) or ""))
    log_action(db, account, "password changed", sessions=ended)
    return ended
