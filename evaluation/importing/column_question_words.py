"""What is asked about what columns hold, and its two readings, by its kind; the form is that of `question_words`."""

from collections.abc import Mapping

Wording = tuple[str, str, tuple[tuple[str, str], tuple[str, str]]]


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


COLUMN_WORDINGS: Mapping[str, Wording] = {
    "comparison_group": (
        _("Did everybody in “%(column)s” come?"),
        _("It holds %(words)s."),
        (
            (_("No, “%(word)s” is a comparison group"), _("Those who came are compared with it")),
            (_("Yes, all of them came"), _("All are read as one group")),
        ),
    ),
}
