"""Webhooks in the browser: mine, registered, started again and removed; each with what its receiver said last."""

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug import Response
from wtforms import SelectField, SelectMultipleField, StringField, validators, widgets

from evaluation.accounts.integrations.token_form import place_chosen, place_options
from evaluation.domain.errors import Refused
from evaluation.models import Webhook
from evaluation.storage.webhook_secrets import webhook_secret
from evaluation.store.accounts.people import RolePlace, place_in_words
from evaluation.store.scope.webhooks import (
    WantedWebhook,
    WebhookEvent,
    add_webhook,
    latest_delivery,
    remove_webhook,
    start_webhook,
    webhooks_of,
    webhooks_within,
)
from evaluation.web.access import action, signed_in
from evaluation.web.app import services
from evaluation.web.choices import options
from evaluation.web.current_user import may, me, my_scope
from evaluation.web.presses.same_press import fresh_press, identity_of_press
from evaluation.web.scope import log_action

pages = Blueprint("webhooks", __name__)
EVENT_LABELS = {
    WebhookEvent.WAVE_CLOSED: _l("A wave has closed"),
    WebhookEvent.RELEASE_PUBLISHED: _l("A release is out"),
}


class WebhookForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A new webhook."""

    address = StringField(validators=[validators.InputRequired(_l("Please give the address of the receiver."))])
    events = SelectMultipleField(
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        choices=options((event.value, label) for event, label in EVENT_LABELS.items()),
        validators=[validators.InputRequired(_l("Please tick what the receiver is told of."))],
    )
    where = SelectField()


@pages.get("/account/webhooks")
@signed_in
def mine() -> str:
    """My webhooks; and the form of a new one, where my roles allow any."""
    with services().database.reading() as db:
        return _page(db, _form(db) if may("token.make") else None)


@pages.post("/account/webhooks")
@action("token.make", keeps_within_scope=True)
def make() -> str | tuple[str, int]:
    """Register a webhook and show its secret on this page alone."""
    with services().database.transaction() as db:
        form = _form(db)
        if not form.validate():
            return _page(db, form), 422
        place = place_chosen(form.where.data or "")
        wanted = WantedWebhook(address=form.address.data or "", events=form.events.data or [], place=place)
        identity = identity_of_press(str(wanted))
        if any(row.id == identity for row in webhooks_of(db, me().id)):
            return _page(db, None, secret=webhook_secret(services().settings, identity))
        try:
            row = add_webhook(db, me(), wanted, now=services().clock(), identity=identity)
        except Refused as refusal:
            form.address.errors = list(refusal.faults)
            return _page(db, form), 422
        log_action(db, me(), "webhook added", webhook=str(row.id), events=row.events)
        return _page(db, None, secret=webhook_secret(services().settings, row.id))


@pages.post("/account/webhooks/<uuid:webhook>/remove")
@signed_in
def remove(webhook: uuid.UUID) -> Response:
    """Tell an address of mine nothing any more."""
    with services().database.transaction() as db:
        remove_webhook(db, _mine(db, webhook), now=services().clock())
        log_action(db, me(), "webhook removed", webhook=str(webhook))
    flash(_("The receiver is told of nothing any more."))
    return redirect(url_for("webhooks.mine"), 303)


@pages.post("/account/webhooks/<uuid:webhook>/start")
@signed_in
def start(webhook: uuid.UUID) -> Response:
    """Go on with one of mine that was stopped."""
    with services().database.transaction() as db:
        start_webhook(db, _mine(db, webhook), now=services().clock())
        log_action(db, me(), "webhook started again", webhook=str(webhook))
    flash(_("The receiver is told of what happens from now on."))
    return redirect(url_for("webhooks.mine"), 303)


@pages.post("/people/webhooks/<uuid:webhook>/remove")
@action("person.manage", keeps_within_scope=True)
def remove_of_person(webhook: uuid.UUID) -> Response:
    """Tell an address of somebody within my scope nothing any more."""
    with services().database.transaction() as db:
        found = {row.id: row for row in webhooks_within(db, my_scope("person.manage"))}
        row = found.get(webhook) or abort(404)
        remove_webhook(db, row, now=services().clock())
        log_action(db, row.account, "webhook removed", webhook=str(webhook))
    flash(_("The receiver is told of nothing any more."))
    return redirect(url_for("tokens.of_people"), 303)


def _mine(db: Session, webhook: uuid.UUID) -> Webhook:
    return next((each for each in webhooks_of(db, me().id) if each.id == webhook), None) or abort(404)


def _form(db: Session) -> WebhookForm:
    form = WebhookForm()
    form.where.choices = place_options(db)
    return form


def _page(db: Session, form: WebhookForm | None, *, secret: str | None = None) -> str:
    rows = [
        (row, place_in_words(db, RolePlace(row.study_id, row.chapter_id)), latest_delivery(db, row))
        for row in webhooks_of(db, me().id)
    ]
    return render_template(
        "accounts/integrations/webhooks.html",
        rows=rows,
        form=form,
        secret=secret,
        events=EVENT_LABELS,
        same_press=fresh_press(),
    )
