"""The page that a phone opens to try the address: it asks nothing and keeps nothing."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from evaluation.survey.notices import notice, page_language
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.i18n import use_language

pages = Blueprint("phone_trial", __name__)


@pages.get("/hello")
@public
def hello() -> Response:
    """That it works, for whoever holds the phone; the page of setting up says the same."""
    use_language(page_language())
    services().trial.note(request.user_agent.string, now=services().clock())
    return notice(_("It works"), [_("This phone can open the questionnaire. Nothing was asked and nothing is kept.")])
