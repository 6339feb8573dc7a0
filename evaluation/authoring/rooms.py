"""Every page of the researchers, under /instruments."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from evaluation.authoring import bank, editor, overview, preview, publishing, taking_out, translating
from evaluation.i18n import SPOKEN
from evaluation.questionnaire.words import language_name
from evaluation.store.taken_out import taken_out
from instruments.comparison import Comparability, WordState

CLASSES = {
    Comparability.SAME: ("same", "=", _l("Same")),
    Comparability.WITH_CARE: ("care", "≈", _l("Comparable with care")),
    Comparability.NOT: ("apart", "≠", _l("Not comparable")),
}


def authoring() -> Blueprint:
    """The researchers' pages as one blueprint."""
    whole = Blueprint("authoring", __name__, url_prefix="/instruments")
    for room in (overview, editor, preview, bank, translating, publishing, taking_out):
        whole.register_blueprint(room.pages)
    whole.context_processor(
        lambda: {
            "CLASSES": CLASSES,
            "SPOKEN": SPOKEN,
            "WordState": WordState,
            "taken_out": taken_out,
            "language_called": language_name,
        }
    )
    return whole
