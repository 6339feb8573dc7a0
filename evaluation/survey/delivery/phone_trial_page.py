"""The page that a phone opens to try the address: it asks nothing and keeps nothing."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from evaluation.survey.notices import notice, page_language
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.hosts.participants_host import opened_address
from evaluation.web.i18n import use_language

pages = Blueprint("phone_trial", __name__)


@pages.get("/hello")
@public
def hello() -> Response:
    """That it works, for whoever holds the phone; the page of setting up says the same."""
    use_language(page_language())
    address = opened_address(services().settings.base_url, host=request.host)
    services().trial.note(request.user_agent.string, address=address, now=services().clock())
    return notice(_("It works"), [_("This phone can open the questionnaire. Nothing was asked and nothing is kept.")])
