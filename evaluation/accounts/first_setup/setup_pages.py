"""The first start of an empty home in the browser: an administrator by an address that works once, then the rest."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import hash_password
from werkzeug import Response

from evaluation.accounts.after_password import second_step, went_on_already
from evaluation.accounts.first_setup.address_trial import (
    address_shown,
    found_address,
    is_fixed,
    likely_address,
    to_ask_of,
)
from evaluation.accounts.first_setup.setup_forms import AdministratorForm, SetupForm, usual_end
from evaluation.domain.errors import Refused
from evaluation.models import Account, Role
from evaluation.storage.settings import write_address, written_address
from evaluation.storage.setup_secret import is_setup_secret, use_setup_secret
from evaluation.store.accounts.accounts import add_account, grant_role, is_anybody_there
from evaluation.store.log.audit_entries import hold_log
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.studies import add_study, all_studies, allow_parental_consent
from evaluation.store.studies.who_asks import set_who_asks
from evaluation.web.access import action, public
from evaluation.web.app import services
from evaluation.web.audit_log import account_actor
from evaluation.web.scope import log_action, log_action_of

pages = Blueprint("setup", __name__)


@pages.route("/setup/<secret>", methods=["GET", "POST"])
@public
def begin(secret: str) -> str | Response | tuple[str, int]:
    """The first administrator, by whoever has the address that the server printed."""
    home, form = services().settings.home, AdministratorForm()
    with services().database.reading() as db:
        if is_anybody_there(db) or not is_setup_secret(home, secret):
            return _used_up()
    if not form.validate_on_submit():
        return render_template("accounts/first_setup/administrator.html", form=form)
    if not use_setup_secret(home, secret):
        return _used_up()
    return second_step(_first_administrator(form).email, via="setup")


def _used_up() -> Response | tuple[str, int]:
    if request.method == "POST":  # of two presses the second looks again, once the first has gone on
        return redirect(request.url, 303)
    if further := went_on_already():
        return further
    sentence = _("This address has been used, or a newer one was printed. Look at what the server said last.")
    onward = {"back": url_for("security.login"), "back_to": _("Sign in")}
    return render_template(
        "components/refused.html", title=_("There is no such page"), faults=[sentence], **onward
    ), 404


def _first_administrator(form: AdministratorForm) -> Account:
    hashed, now = hash_password(form.password.data or ""), services().clock()
    further = {Role.EVALUATOR: form.evaluates.data, Role.RESEARCHER: form.drafts.data}
    roles = [Role.ADMINISTRATOR, Role.ORGANISER, *(role for role, is_wanted in further.items() if is_wanted)]
    with services().database.transaction() as db:
        if is_anybody_there(db):
            abort(404)
        account = add_account(db, form.email.data or "", now=now)
        account.name, account.password = (form.name.data or "").strip(), hashed
        for role in roles:
            grant_role(db, account, role=role.value, study=None, chapter=None, now=now)
        log_action_of(db, account_actor(account), account, "first administrator", roles=sorted(roles))
    return account


@pages.route("/setup", methods=["GET", "POST"])
@action("address.change")
def study() -> str | Response:
    """The organisation, the study, its chapters and the public address, until there is a study."""
    if _is_set_up():
        return _set_up_already()
    form = SetupForm(today=services().clock().date())
    if not form.is_submitted():
        form.keep_until.data = usual_end(form.today)
        form.public.data = likely_address()
    elif _is_filled_in_further(form):
        return _page(form)
    if not form.validate_on_submit() or _asks_once_more(form):
        return _page(form)
    try:
        if not _set_up(form):
            return _set_up_already()
    except Refused as refusal:
        form.form_errors.extend(refusal.faults)
        return _page(form)
    flash(_("All is set up. Plan a first evening: it can be deleted again."))
    return redirect(url_for("beginning.new"), 303)


def _asks_once_more(form: SetupForm) -> bool:
    """Whether no phone comes here by the address and nobody has said yet that it is meant; the page asks then."""
    asked = to_ask_of(form.public.data or "")
    form.form_errors.extend([asked] if asked else [])
    return bool(asked)


def _is_set_up() -> bool:
    with services().database.reading() as db:
        return bool(all_studies(db))


def _set_up_already() -> Response:
    """Where the first of two presses has led, with a word of it; or, for whoever looks again, what there is."""
    if request.method != "POST":
        return redirect(url_for("places.listed"), 303)
    flash(_("Set-up was finished by an earlier press, and this one added nothing: Chapters shows what there is now."))
    return redirect(url_for("beginning.new"), 303)


def _is_filled_in_further(form: SetupForm) -> bool:
    """Whether a press changed the page alone: another address, a chapter more or less."""
    if "found" in request.form:
        form.public.data = found_address()
    if not {"found", "add", "remove"} & set(request.form):
        return False
    form.keep_chapters(without=request.form.get("remove", ""))
    return True


@pages.get("/setup/phone")
@action("address.change")
def phone() -> str:
    """Whether a phone has opened the page that it was to try at the address asked about."""
    tried = request.args.get("of", "")
    return render_template("accounts/first_setup/phone.html", tried=tried, latest=services().trial.at(tried))


def _set_up(form: SetupForm) -> bool:
    """Make what the form says, where nobody has finished meanwhile: of two who press at once, one does; whether so."""
    now, address = services().clock(), form.public.data or ""
    with services().database.transaction() as db:
        hold_log(db)
        if all_studies(db):
            return False
        row = add_study(db, form.study.data or "", now=now, time_zone=(form.time_zone.data or "").strip())
        allow_parental_consent(db, row, allow=form.youngest.data == "parent")
        set_who_asks(db, row, form.who_asks(), today=now.date())
        log_action(db, row, "study added", name=row.name)
        for name in form.chapter_names():
            log_action(db, add_chapter(db, row, name=name, now=now), "chapter added", name=name)
        home = services().settings.home
        if address != written_address(home) and not is_fixed():
            log_action(db, "public address", "public address changed", address=address)
            write_address(home, address)
    return True


def _page(form: SetupForm) -> str:
    if form.is_submitted():
        form.keep_chapters()
    shown = address_shown(form.public.data or "")
    return render_template("accounts/first_setup/setup.html", form=form, **shown)
