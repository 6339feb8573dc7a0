"""People: who has an account, inviting somebody, letting somebody go; and the audit log."""

import uuid

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.access import action
from evaluation.accounts.forms import InviteForm
from evaluation.app import parts
from evaluation.audit import KEY_NAME, write_down
from evaluation.choices import options
from evaluation.errors import Refused
from evaluation.keys import key
from evaluation.models import Account, Chapter, Study
from evaluation.signed_in import me, myself
from evaluation.store.accounts import all_accounts, disable_account
from evaluation.store.audit import latest_entries, verify_log
from evaluation.store.chapters import chapters_of
from evaluation.store.invitations import invite
from evaluation.store.studies import all_studies

pages = Blueprint("people", __name__)


@pages.route("/people", methods=["GET", "POST"])
@action("person.manage")
def people() -> str:
    """Everybody with an account, and the form to invite one more."""
    here, form, address = parts(), InviteForm(), None
    with here.database.reading() as db:
        form.where.choices = options(_places(db))
    if form.validate_on_submit():
        address = _invited(form)
    with here.database.reading() as db:
        rows = [_row(db, account) for account in all_accounts(db)]
    return render_template(
        "accounts/people.html", people=rows, form=form, address=address, invited=form.email.data if address else ""
    )


@pages.post("/people/<uuid:person>/disable")
@action("person.manage")
def disable(person: uuid.UUID) -> Response:
    """Let nobody sign in as this person again."""
    here = parts()
    with here.database.transaction() as db:
        account = db.get(Account, person)
        if account is None or account.id == me().id:
            abort(404)
        disable_account(db, account, now=here.clock())
        write_down(db, here.settings, actor=myself(), action="person disabled", subject=account, now=here.clock())
    return redirect(url_for("people.people"), 303)


@pages.get("/audit")
@action("audit.see")
def log() -> str:
    """The newest entries and whether the whole log holds."""
    here = parts()
    with here.database.reading() as db:
        verdict = verify_log(db, key(here.settings, KEY_NAME))
        entries = latest_entries(db, limit=200)
        names = {account.id: account.name or account.email for account in all_accounts(db)}
    return render_template("accounts/log.html", verdict=verdict, entries=entries, names=names)


def _invited(form: InviteForm) -> str | None:
    here = parts()
    study, _sep, chapter = (form.where.data or "").partition("/")
    roles = sorted(form.roles.data or [])
    try:
        with here.database.transaction() as db:
            secret = invite(
                db,
                form.email.data or "",
                roles=roles,
                study=db.get(Study, uuid.UUID(study)) if study else None,
                chapter=db.get(Chapter, uuid.UUID(chapter)) if chapter else None,
                by=me().id,
                now=here.clock(),
            )
            about = {"roles": roles, "where": form.where.data}
            write_down(
                db,
                here.settings,
                actor=myself(),
                action="person invited",
                subject="invitation",
                now=here.clock(),
                details=about,
            )
    except Refused as refusal:
        form.email.errors = list(refusal.faults)
        return None
    return f"{here.settings.base_url}/staff/invitation/{secret}"


def _places(db: Session) -> list[tuple[str, str]]:
    places = [("", _("Everywhere"))]
    for study in all_studies(db):
        places.append((str(study.id), study.name))
        places += [(f"{study.id}/{chapter.id}", f"{study.name}: {chapter.name}") for chapter in chapters_of(db, study)]
    return places


def _row(db: Session, account: Account) -> dict[str, object]:
    roles = [_reach_in_words(db, grant.role, grant.study_id, grant.chapter_id) for grant in account.grants]
    return {
        "id": account.id,
        "name": account.name,
        "email": account.email,
        "active": account.active,
        "roles": roles,
    }


def _reach_in_words(db: Session, role: str, study: uuid.UUID | None, chapter: uuid.UUID | None) -> str:
    if chapter:
        return f"{role} ({db.get_one(Chapter, chapter).name})"
    if study:
        return f"{role} ({db.get_one(Study, study).name})"
    return role
