"""The participants' application: it takes answers and shows receipts, and knows nothing of staff or statistics."""

from dataclasses import replace

from flask import Flask, request
from flask_babel import gettext as _
from werkzeug import Response
from werkzeug.exceptions import BadRequest, HTTPException

from evaluation.storage.database_locked import DatabaseBusyError, is_busy
from evaluation.storage.database_roles import DatabaseRole
from evaluation.storage.keyring import hold_keys
from evaluation.store.instruments.intact_texts import NotAsPublished
from evaluation.survey import (
    begun_by_another,
    front,
    join,
    memory_page,
    questionnaire,
    returning_participant,
)
from evaluation.survey.delivery import phone_trial_page, static_files
from evaluation.survey.delivery.asset_addresses import address_of, read_assets
from evaluation.survey.delivery.page_cache import PageCache
from evaluation.survey.delivery.prerendered import blank
from evaluation.survey.locked_page import busy_answer, is_lost_otherwise, sent_once_more
from evaluation.survey.notices import (
    in_language,
    keeping_language,
    notice,
    page_language,
    staying_on_kiosk,
    why_page_is_in_another_language,
)
from evaluation.survey.rights import accessibility, complaint_form, privacy, security_contact, withdraw
from evaluation.survey.sent import receipt, reminder
from evaluation.survey.signing_key import hold_earlier_key
from evaluation.survey.starts.flood_limits import FloodLimits
from evaluation.survey.starts.new_start import PutOffError
from evaluation.survey.starts.wrong_codes import write_attempts_down
from evaluation.survey.whose_form import handing_on, unsent_by_card
from evaluation.survey.whose_form.brought_identities import brought_identities
from evaluation.web.access import require_declared
from evaluation.web.app import CANNOT_BE_KEPT, Services, bare_app, note_fault
from evaluation.web.hosts.participants_host import pin_participants_host
from evaluation.web.i18n import install_translations, use_language
from evaluation.web.participant_headers import guard_participants_app
from instruments import Altered

PATIENCE = 3.0
"""Seconds that a phone waits for a locked database; after them it is told to try again, and its thread is free."""


def participants_app(services: Services) -> Flask:
    """The application for participants, at the top of the address."""
    hold_keys(services.settings, services.database, now=services.clock())
    narrowed = services.database.as_role(DatabaseRole.PARTICIPANTS, brought=brought_identities)
    hurried = replace(services, database=narrowed.with_patience(PATIENCE))
    app = bare_app("participants", hurried)
    hold_earlier_key(app.extensions, services)
    install_translations(app, "survey", asked=page_language)
    app.extensions["weaving_page_cache"] = PageCache()
    app.extensions["weaving_flood_limits"] = FloodLimits()
    app.extensions["weaving_assets"] = assets = read_assets()
    addresses = {name: address_of(name, page) for name, page in assets.items()}
    app.jinja_env.globals["asset"] = addresses.__getitem__
    app.jinja_env.globals["blank"] = blank
    app.jinja_env.globals.update(in_language=in_language, keeping_language=keeping_language)
    app.jinja_env.globals["why_page_is_in_another_language"] = why_page_is_in_another_language
    app.jinja_env.filters["staying_on_kiosk"] = staying_on_kiosk
    pin_participants_host(app, services.settings)
    guard_participants_app(app)
    answering = (join, returning_participant, handing_on, begun_by_another, unsent_by_card, questionnaire, memory_page)
    rights = (withdraw, complaint_form, privacy, accessibility, security_contact)
    for part in (front, phone_trial_page, *rights, static_files, *answering, receipt, reminder):
        app.register_blueprint(part.pages)
    write_attempts_down(app)
    app.register_error_handler(HTTPException, _said_plainly)
    app.register_error_handler(DatabaseBusyError, lambda _busy: busy_answer())
    app.register_error_handler(PutOffError, lambda _put_off: busy_answer())
    for changed in (NotAsPublished, Altered):
        app.register_error_handler(changed, _not_as_published)
    for fault in CANNOT_BE_KEPT:
        app.register_error_handler(fault, _cannot_be_kept)
    require_declared(app)
    return app


def _not_as_published(_fault: Exception) -> Response:
    """Questions that somebody changed after they were published are asked of nobody; who runs the evening is told."""
    use_language(page_language())
    sentences = [
        _("The questions here are not the ones that were published, so nobody is asked them and nothing is stored."),
        _("Please tell the host. What was sent before is kept."),
    ]
    return notice(_("The questions cannot be shown"), sentences, status=503, actions=[(_("Try again"), request.path)])


def _cannot_be_kept(fault: Exception) -> Response:
    note_fault(fault)
    return _said_plainly(BadRequest())


def _said_plainly(error: HTTPException) -> Response:
    """An error as a page that says what to do next, in as few words as possible."""
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    if is_busy(error):
        return busy_answer()
    if (error.code or 500) >= 500 and is_lost_otherwise():
        return sent_once_more(error.code or 500)
    use_language(page_language())
    sentence = {
        403: _("This was sent from another site, so nothing was stored. Open the page again and send it from there."),
        404: _("Look at the two words on the poster and type them again, or scan the code on your card."),
        405: _("This address takes what a page sends and shows nothing by itself. Go on from the page of the meeting."),
        421: _("This page has another address. Scan the code on the poster, or ask the host for the address."),
        413: _("That is more than a questionnaire can hold. Shorten what you wrote and send it again."),
    }.get(error.code or 500, _("Something did not work here. Nothing is lost: go back and send it again."))
    return notice(
        _("There is no such page") if error.code == 404 else _("That did not work"),
        [sentence],
        status=error.code or 500,
        actions=_onward(error),
    )


def _onward(error: HTTPException) -> list[tuple[str, str]]:
    """What to press: the meeting's own address, which knows where somebody was, or the page for its two words."""
    words = (request.view_args or {}).get("words")
    return [(_("Back to the start"), f"/{words}")] if words and error.code != 404 else [(_("Type the two words"), "/")]
