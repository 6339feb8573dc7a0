"""The staff's application: organisers, evaluators, researchers and administrators, all behind sign-in."""

from dataclasses import replace
from typing import Any

from flask import Flask, abort, current_app, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug import Response
from werkzeug.exceptions import HTTPException, SecurityError

from evaluation.accounts import audit_log_page, invitation_pages, my_account_pages, people_page, reset_pages, sign_in
from evaluation.accounts.complaints import complaint_pages
from evaluation.accounts.example import example_entrance
from evaluation.accounts.first_setup import setup_pages
from evaluation.accounts.integrations import token_pages, webhook_pages
from evaluation.accounts.passwords import password_page
from evaluation.accounts.places import address_page, chapter_pages, study_pages
from evaluation.accounts.session_cookie import StaffSessions
from evaluation.accounts.step_up.ask_again import ask_again
from evaluation.authoring.authoring_blueprint import authoring
from evaluation.authoring.way_back import way_back
from evaluation.domain.errors import Refused
from evaluation.evaluators import (
    open_answers_page,
    plan_pages,
    quality_page,
    release_pages,
    report_pages,
    who_asks_page,
)
from evaluation.evaluators.bring import bring_pages
from evaluation.export import export_pages
from evaluation.fieldwork.fieldwork_blueprints import BLUEPRINTS, EVENING, WITHOUT_ACCOUNT
from evaluation.fieldwork.presses.removed_evening import said_of_missing
from evaluation.operations.retention import retention_pages
from evaluation.storage.database_locked import DatabaseBusyError, is_busy
from evaluation.storage.database_roles import DatabaseRole
from evaluation.storage.keyring import hold_keys
from evaluation.store.instruments.intact_texts import NotAsPublished
from evaluation.web import language_choice, unsent_forms
from evaluation.web.access import (
    NAMING,
    PUBLIC,
    SIGNED_IN,
    ScopeNotAskedError,
    declaration_of,
    over_what,
    require_declared,
)
from evaluation.web.app import CANNOT_BE_KEPT, Services, bare_app, note_fault
from evaluation.web.current_user import anybody, may, may_somewhere
from evaluation.web.error_pages.busy_page import busy_page
from evaluation.web.error_pages.typed_fields import typed_fields
from evaluation.web.headers import ForeignPostError, guard_staff_app
from evaluation.web.i18n import install_translations
from evaluation.web.language_choice import asked_language
from evaluation.web.save_form import asked_by_script
from evaluation.web.scope import NoSuchExperimentError, log_noticed
from evaluation.web.staff_layout import add_staff_layout, landing_page
from instruments import Altered

AUDIENCES = (
    *BLUEPRINTS,
    my_account_pages.pages,
    password_page.pages,
    people_page.pages,
    invitation_pages.pages,
    audit_log_page.pages,
    reset_pages.pages,
    token_pages.pages,
    webhook_pages.pages,
    complaint_pages.pages,
    study_pages.pages,
    chapter_pages.pages,
    address_page.pages,
    example_entrance.pages,
    setup_pages.pages,
    retention_pages.pages,
    report_pages.pages,
    bring_pages.pages,
    release_pages.pages,
    plan_pages.pages,
    who_asks_page.pages,
    export_pages.pages,
    quality_page.pages,
    open_answers_page.pages,
    authoring(),
    unsent_forms.pages,
    language_choice.pages,
)
HOME = "home.home"


def staff_app(services: Services) -> Flask:
    """The application for staff, mounted under /staff."""
    hold_keys(services.settings, services.database, now=services.clock())
    services = replace(services, database=services.database.as_role(DatabaseRole.STAFF))
    https = services.settings.base_url.startswith("https:")
    app = bare_app(
        "staff",
        services,
        SESSION_COOKIE_NAME="__Host-staff" if https else "staff",
        SESSION_COOKIE_SECURE=https,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # a form proves by its token where it comes from; some browsers send no Referer
    )
    app.session_interface = StaffSessions()
    install_translations(app, "staff", "survey", asked=asked_language)
    guard_staff_app(app, services.settings)
    app.before_request(_without_zero_bytes)
    csrf = CSRFProtect(app)
    sign_in.enable_sign_in(app, services.settings, home=HOME)
    for blueprint in AUDIENCES:
        app.register_blueprint(blueprint)
    csrf.exempt(EVENING)
    csrf.exempt(language_choice.pages)
    add_staff_layout(app)
    app.before_request(unsent_forms.bind_forms)
    app.before_request(_admit)
    ask_again(app)
    app.after_request(_only_within_scope)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(NotAsPublished, _not_as_published)
    app.register_error_handler(DatabaseBusyError, lambda _busy: busy_page())
    app.register_error_handler(CSRFError, _carried)
    app.register_error_handler(Altered, _altered)
    for fault in CANNOT_BE_KEPT:
        app.register_error_handler(fault, _cannot_be_kept)
    app.register_error_handler(NoSuchExperimentError, said_of_missing)
    app.register_error_handler(HTTPException, _said_plainly)
    require_declared(app)
    return app


def _without_zero_bytes() -> None:
    if any("\0" in value for value in request.form.values()):
        abort(400)


def _admit() -> Response | tuple[str, int] | None:
    """Let through what is public; ask for sign-in; refuse what none of somebody's roles may do."""
    if request.endpoint is None:
        return None
    declared = declaration_of(current_app, request.endpoint)
    if declared == PUBLIC:
        return None
    if anybody() is None:
        address = request.script_root + request.full_path.rstrip("?")
        return redirect(url_for("security.login", next=address if request.method == "GET" else None), 303)
    if declared in {SIGNED_IN, None} or may(declared or ""):
        return None
    if may_somewhere(declared or ""):
        return _for_those_everywhere()
    return _to_their_first_page() if request.endpoint == HOME else abort(403)


def _to_their_first_page() -> Response:
    g.scope_asked = True  # nothing of anybody is on the way there
    return redirect(landing_page(), 303)


def _for_those_everywhere() -> tuple[str, int]:
    sentence = _(
        "This belongs to all chapters, so it takes a role that reaches everywhere. "
        "Yours reaches a chapter or a study: ask an administrator whose role reaches everywhere."
    )
    return render_template("components/refused.html", title=_("That did not work"), faults=[sentence]), 403


def _only_within_scope(response: Response) -> Response:
    """Keep back a page about chapters or people that never asked for its reader's scope."""
    declared = declaration_of(current_app, request.endpoint) if request.endpoint else None
    if over_what(declared) in NAMING and response.status_code < 400 and anybody() and not g.get("scope_asked"):
        raise ScopeNotAskedError(request.endpoint)
    return response


def _altered(altered: Altered) -> tuple[str, int]:
    return _refused(Refused(*altered.sentences))


def _not_as_published(changed: NotAsPublished) -> tuple[str, int]:
    """What somebody changed after it was published is used by nobody; that it was noticed is written down."""
    log_noticed(changed.faults)
    return _refused(changed, is_damaged=True)


def _refused(refusal: Refused, *, is_damaged: bool = False) -> tuple[str, int]:
    back = {"typed": typed_fields(), **_way_back(is_damaged=is_damaged)}
    return render_template(
        "components/refused.html", title=_("That cannot be done"), faults=refusal.faults, **back
    ), 422


def _carried(error: CSRFError) -> Response | tuple[str | Response, int]:
    """A form whose session has ended is carried over the sign-in; any other without its token is refused.

    A script is told, and asks for signing in over its page.
    """
    g.scope_asked = True  # what was sent is given back to whoever sent it, and to nobody else
    if asked_by_script():
        return jsonify(signed_out=anybody() is None), 401
    return unsent_forms.carry() or _said_plainly(error)


def _cannot_be_kept(fault: Exception) -> tuple[str, int]:
    note_fault(fault)
    return _refused(Refused(_("Something that was sent is too long or holds what no text holds. Nothing was changed.")))


def _said_plainly(error: HTTPException) -> Response | tuple[str, int]:
    """An error as a page that says what to do next."""
    if error.response is not None or (error.code or 500) < 400 or isinstance(error, SecurityError):
        return error.get_response()
    if is_busy(error):
        return busy_page()
    sentence = {
        400: _("The page was too old or came from elsewhere. Go back, load it again and send it again."),
        403: _("Your role does not allow this. Ask your administrator if it should."),
        404: _("There is no such page, or it belongs to a chapter that is not yours."),
        405: _("This address takes what a form sends and shows nothing by itself. Go on from the page of the form."),
        413: _("That file is larger than 2 MB. Go back and choose a smaller one."),
    }.get(
        error.code or 500,
        _(
            "Something did not work here. Nothing was changed. Go back and try again; if it happens again, tell "
            "whoever runs the server, with the time."
        ),
    )
    back = {"typed": typed_fields(), **_way_back(ended=error.code == 404)}
    says_itself = request.blueprint in WITHOUT_ACCOUNT
    if isinstance(error, ForeignPostError) or (says_itself and error.code in {403, 404}):
        sentence = error.description or sentence
    gone = error.code == 404 and not says_itself
    title = _("There is no such page") if gone else _("That did not work")
    return render_template("components/refused.html", title=title, faults=[sentence], **back), error.code or 500


def _way_back(*, ended: bool = False, is_damaged: bool = False) -> dict[str, Any]:
    """Where a page that says no leads: to the draft it is of; a volunteer to the evening's page, never to sign in."""
    if back := way_back(is_damaged=is_damaged):
        return back
    folder, _slash, rest = request.path.removeprefix("/").partition("/")
    experiment = (request.view_args or {}).get("experiment")
    if experiment and not ended and may("experiment.see"):
        return {"back": url_for("home.one", experiment=experiment), "back_to": _("Back to the evening")}
    if folder != "evening":
        return {"back": url_for(HOME), "back_to": _("To the start")}
    if ended and request.endpoint:
        return {}
    return {"back": url_for("evening.evening", key=rest.partition("/")[0]), "back_to": _("Back to the evening")}
