"""The page of people: inviting somebody, giving a role to somebody who has an account, taking an invitation back."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.accounts.forms import InviteForm
from evaluation.accounts.people_page import accounts_in_scope, back
from evaluation.accounts.reset_pages import resets_waiting
from evaluation.domain.errors import Refused
from evaluation.models import Role
from evaluation.store.accounts.invitations import Offer, Offered, offer, pending_invitations, withdraw_invitation
from evaluation.store.accounts.people import EVERYWHERE, GIVEN_BY_ALL, RolePlace, place_in_words, place_of
from evaluation.store.complaints.complaints import complaints_waiting
from evaluation.store.scope.within_scope import chapters_in_scope, studies_in_scope
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.choices import options
from evaluation.web.current_user import me, my_scope
from evaluation.web.labels import role_label
from evaluation.web.scope import changing, log_action, scope_of_page

pages = Blueprint("invitations", __name__)
ALL_OF_IT = "everywhere"


@pages.route("/people", methods=["GET", "POST"])
@action("person.manage", keeps_within_scope=True)
def people() -> str | Response:
    """Everybody within my scope, who was invited, and the form to invite one more or give one more role."""
    form = _form()
    done = _offered(form) if form.validate_on_submit() else Offered()
    if done.given:
        flash(_("%(email)s has an account, and has the role from now on.", email=done.given.email))
        return redirect(url_for("invitations.people"), 303)
    scope = my_scope("person.manage")
    with services().database.reading() as db:
        pending = [
            (row, place_in_words(db, place_of(row)))
            for row in pending_invitations(db, scope=scope, now=services().clock())
        ]
        rows, resets = accounts_in_scope(db), resets_waiting(db)
        complaints = complaints_waiting(db, my_scope("complaint.answer"))
    address = f"{services().settings.base_url}/staff/invitation/{done.secret}" if done.secret else None
    return render_template(
        "accounts/people.html",
        people=rows,
        pending=pending,
        resets=resets,
        complaints=complaints,
        form=form,
        address=address,
        asks=done.asks,
    )


@pages.post("/people/invitations/<uuid:invitation>/withdraw")
@action("person.manage")
def withdraw(invitation: uuid.UUID) -> Response:
    """Take an invitation back that nobody has used."""
    now = services().clock()
    with changing(lambda db: withdraw_invitation(db, invitation, scope=scope_of_page(), now=now)) as (db, row):
        log_action(db, row, "invitation withdrawn")
    flash(_("The invitation is withdrawn; its address leads nowhere now."))
    return back()


def _form() -> InviteForm:
    scope, form = my_scope("person.manage"), InviteForm()
    given = list(Role) if scope.everywhere else [role for role in Role if role in GIVEN_BY_ALL]
    form.roles.choices = options((role.value, role_label(role).capitalize()) for role in given)
    with services().database.reading() as db:
        form.where.choices = options(_places(db))
    return form


def _offered(form: InviteForm) -> Offered:
    roles = sorted(form.roles.data or [])
    meant = Offer(
        email=form.email.data or "",
        roles=roles,
        place=_place(form.where.data or ""),
        scope=my_scope("person.manage"),
        by=me().id,
        is_person_meant=bool(form.known.data),
    )
    try:
        with services().database.transaction() as db:
            done = offer(db, meant, now=services().clock())
            about = {"roles": roles, "where": form.where.data}
            if done.invitation:
                log_action(db, done.invitation, "person invited", **about)
            elif done.given:
                log_action(db, done.given, "role given", **about)
    except Refused as refusal:
        form.email.errors = list(refusal.faults)
        return Offered()
    return done


def _place(where: str) -> RolePlace:
    if where == ALL_OF_IT:
        return EVERYWHERE
    study, _sep, chapter = where.partition("/")
    return RolePlace(uuid.UUID(study), uuid.UUID(chapter) if chapter else None)


def _places(db: Session) -> list[tuple[str, str]]:
    """Where I may give a role: nothing is chosen beforehand."""
    scope = my_scope("person.manage")
    places = [("", _("Choose where"))]
    if scope.everywhere:
        places.append((ALL_OF_IT, _("Everywhere")))
    places += [(str(study.id), study.name) for study in studies_in_scope(db, scope)]
    chapters = chapters_in_scope(db, scope)
    return places + [(f"{each.study_id}/{each.id}", f"{each.study.name}: {each.name}") for each in chapters]
