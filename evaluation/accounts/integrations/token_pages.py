"""API tokens in the browser: mine, made and ended; and for administrators those of the people within their scope,
with their webhooks.
"""

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.accounts.integrations.token_form import SCOPE_LABELS, TokenForm, token_form
from evaluation.domain.errors import Refused
from evaluation.models import ApiToken
from evaluation.store.accounts.api_tokens import end_token, make_token, tokens_of, tokens_within
from evaluation.store.accounts.people import RolePlace, place_in_words
from evaluation.store.log.audit_entries import is_noted
from evaluation.store.scope.webhooks import webhooks_within
from evaluation.web.access import action, signed_in
from evaluation.web.app import services
from evaluation.web.current_user import may, me, my_scope
from evaluation.web.presses.same_press import fresh_press, secret_of_press
from evaluation.web.scope import log_action

pages = Blueprint("tokens", __name__)


@pages.get("/account/tokens")
@signed_in
def mine() -> str:
    """My tokens; and the form of a new one, where my roles allow any."""
    with services().database.reading() as db:
        return _page(db, token_form(db) if may("token.make") else None)


@pages.post("/account/tokens")
@action("token.make", keeps_within_scope=True)
def make() -> str | tuple[str, int]:
    """Make a token and show it on this page alone."""
    with services().database.transaction() as db:
        form = token_form(db)
        if not form.validate():
            return _page(db, form), 422
        try:
            wanted = form.wanted()
            random = secret_of_press("API token", str(wanted), length=32)
            row, secret = make_token(db, me(), wanted, now=services().clock(), random=random)
        except Refused as refusal:
            form.name.errors = list(refusal.faults)
            return _page(db, form), 422
        if not is_noted(db, f"account {me().id}", "token made", token=str(row.id)):
            log_action(db, me(), "token made", token=str(row.id), scopes=row.scopes, until=str(row.expires_at.date()))
        return _page(db, None, secret=secret)


@pages.post("/account/tokens/<uuid:token>/end")
@signed_in
def end(token: uuid.UUID) -> Response:
    """End one of mine."""
    with services().database.transaction() as db:
        _end(db, token, among=tokens_of(db, me().id, now=services().clock()))
    flash(_("The token has ended. Programs that still use it are refused."))
    return redirect(url_for("tokens.mine"), 303)


@pages.get("/people/tokens")
@action("person.manage", keeps_within_scope=True)
def of_people() -> str:
    """The tokens and webhooks of everybody within my scope."""
    scope = my_scope("person.manage")
    with services().database.reading() as db:
        rows = [_listed(db, row) for row in tokens_within(db, scope, now=services().clock())]
        return render_template(
            "accounts/integrations/tokens_of_people.html",
            rows=rows,
            scopes=SCOPE_LABELS,
            webhooks=webhooks_within(db, scope),
        )


@pages.post("/people/tokens/<uuid:token>/end")
@action("person.manage", keeps_within_scope=True)
def end_of_person(token: uuid.UUID) -> Response:
    """End a token of somebody within my scope."""
    with services().database.transaction() as db:
        _end(db, token, among=tokens_within(db, my_scope("person.manage"), now=services().clock()))
    flash(_("The token has ended. Programs that still use it are refused."))
    return redirect(url_for("tokens.of_people"), 303)


def _end(db: Session, token: uuid.UUID, *, among: list[ApiToken]) -> None:
    row = next((each for each in among if each.id == token), None) or abort(404)
    end_token(db, row, now=services().clock())
    log_action(db, row.account, "token revoked", token=str(row.id))


def _page(db: Session, form: TokenForm | None, *, secret: str | None = None) -> str:
    rows = [_listed(db, row) for row in tokens_of(db, me().id, now=services().clock())]
    return render_template(
        "accounts/integrations/tokens.html",
        rows=rows,
        form=form,
        secret=secret,
        scopes=SCOPE_LABELS,
        same_press=fresh_press(),
    )


def _listed(db: Session, row: ApiToken) -> tuple[ApiToken, str]:
    return row, place_in_words(db, RolePlace(row.study_id, row.chapter_id))
