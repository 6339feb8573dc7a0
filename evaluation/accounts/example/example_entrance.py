"""The page of a link that signs in to an example: it says as whom, and its one button does it, once."""

from flask import Blueprint, redirect, render_template, url_for
from flask_security import login_user
from flask_wtf import FlaskForm
from werkzeug import Response

from evaluation.accounts.identity import AccountHolder
from evaluation.models import Account, Role
from evaluation.store.accounts.accounts import account_by
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.audit_log import account_actor
from evaluation.web.scope import log_action_of
from evaluation.web.staff_layout import landing_page

pages = Blueprint("example", __name__)


@pages.route("/example/<secret>", methods=["GET", "POST"])
@public
def enter(secret: str) -> str | Response | tuple[str, int]:
    """As whom the link signs in; a look at it uses nothing up, the button does."""
    form, known = FlaskForm(), services()
    account = known.links.account_of(secret, now=known.clock())
    if account is None:
        return render_template("accounts/example/enter.html", account=None), 404
    with known.database.reading() as db:
        person = account_by(db, id=account)
    assert person is not None, "nobody takes the people of an example away"
    if not form.validate_on_submit() or known.links.use(secret, now=known.clock()) is None:
        return render_template("accounts/example/enter.html", account=person, form=form, roles=_roles(person))
    login_user(AccountHolder(person), authn_via=["example link"])
    with known.database.transaction() as db:
        log_action_of(db, account_actor(person), person, "signed in to an example")
    return redirect(_first_page(person), 303)


def _roles(person: Account) -> list[str]:
    return sorted(grant.role for grant in person.grants)


def _first_page(person: Account) -> str:
    """Where somebody sees at once what is theirs: an evaluator the reports, everybody else their first page."""
    return url_for("reports.overview") if _roles(person) == [Role.EVALUATOR] else landing_page()
