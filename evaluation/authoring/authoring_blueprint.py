"""Every page of the researchers, under /instruments."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from evaluation.authoring import (
    adding,
    autosave,
    editor,
    item_bank,
    overview,
    question_list,
    removed_entry_pages,
)
from evaluation.authoring.history import history_pages
from evaluation.authoring.phone import preview
from evaluation.authoring.psychometrics import psychometric_pages
from evaluation.authoring.sections.rows import rows_in
from evaluation.authoring.translating import (
    back_translation_pages,
    correction_pages,
    signing_pages,
    translation_pages,
    translator_note_pages,
)
from evaluation.authoring.versions import publish_page, version_page
from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.questionnaire.localised_version import language_name
from evaluation.store.instruments.removed_entries import taken_out
from instruments.comparison import Comparability, WordState

CLASSES = {
    Comparability.SAME: ("same", "=", _l("Same")),
    Comparability.WITH_CARE: ("care", "≈", _l("Comparable with care")),
    Comparability.NOT: ("apart", "≠", _l("Not comparable")),
}
PAGES = (
    autosave,
    overview,
    editor,
    history_pages,
    preview,
    item_bank,
    adding,
    question_list,
    translation_pages,
    translator_note_pages,
    back_translation_pages,
    correction_pages,
    signing_pages,
    publish_page,
    version_page,
    removed_entry_pages,
    psychometric_pages,
)


def authoring() -> Blueprint:
    """The researchers' pages as one blueprint."""
    whole = Blueprint("authoring", __name__, url_prefix="/instruments")
    for module in PAGES:
        whole.register_blueprint(module.pages)
    whole.context_processor(
        lambda: {
            "CLASSES": CLASSES,
            "INTERFACE_LANGUAGES": INTERFACE_LANGUAGES,
            "WordState": WordState,
            "taken_out": taken_out,
            "undo_and_redo": history_pages.undo_and_redo,
            "language_called": language_name,
            "rows_in": rows_in,
        }
    )
    return whole
