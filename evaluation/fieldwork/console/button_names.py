"""What the buttons that the host script names are called on the page of whoever reads it in another language."""

from flask_babel import gettext as _

from evaluation.web.i18n import current_language

SCRIPT_LANGUAGE = "en"
"""The language whose script names each button in its own words alone; the others add the English."""


def button_names(language: str) -> dict[str, str]:
    """The names by button, for a script in a language; none where the page and the script name them alike."""
    if language != SCRIPT_LANGUAGE or current_language() == SCRIPT_LANGUAGE:
        return {}
    return {
        "open_before": _("Open Before"),
        "close_before": _("Close Before"),
        "open_after": _("Open After"),
        "close_after": _("Close After"),
    }
