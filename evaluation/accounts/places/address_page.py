"""The public address in the browser: what cards, posters and invitations name."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug import Response

from evaluation.accounts.first_setup.address_trial import address_shown, found_address, to_ask_of
from evaluation.accounts.places.place_forms import AddressForm
from evaluation.domain.errors import Refused
from evaluation.storage.settings import checked_address, write_address, written_address
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.scope import log_action

pages = Blueprint("address", __name__)
BEFORE = "address_before"
"""Where a session keeps the address that was in use before the one it set, to be put back."""


@pages.route("/address", methods=["GET", "POST"])
@action("address.change")
def public() -> str | Response:
    """The address in use, and another in its place, which every server of this home takes over by itself."""
    home, form = services().settings.home, AddressForm()
    written = written_address(home) or services().settings.base_url
    if not form.is_submitted():
        form.public.data = written
    elif offered := found_address() if "found" in request.form else _to_put_back():
        form.public.data, form.public.raw_data = offered, [offered]
    if not form.validate_on_submit():
        return _page(form)
    try:
        address = checked_address(form.public.data or "")
    except Refused as refusal:
        form.public.errors = list(refusal.faults)
        return _page(form)
    if asked := to_ask_of(address):
        form.public.data = address
        form.form_errors.append(asked)
        return _page(form)
    if address != written_address(home):
        with services().database.transaction() as db:
            log_action(db, "public address", "public address changed", address=address)
            write_address(home, address)
        session[BEFORE] = written
    flash(_("Kept. It holds in a moment."))
    return redirect(url_for("address.public"), 303)


def _to_put_back() -> str:
    """The address that was asked to be put back; empty where none was."""
    return str(session.get(BEFORE, "")) if "before" in request.form else ""


def _page(form: AddressForm) -> str:
    settings = services().settings
    written = written_address(settings.home)
    before = session.get(BEFORE, "")
    return render_template(
        "accounts/places/public_address.html",
        form=form,
        in_use=settings.base_url,
        written=written,
        before=before if before != (written or settings.base_url) else "",
        **address_shown(form.public.data or ""),
    )
