"""What is asked about rows of one code, and its two readings, by its kind; the form is that of `question_words`."""

from collections.abc import Mapping

from evaluation.importing.column_question_words import Wording


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


SHARED_ASKS = _("Are rows with one code at one time of one person, sent again, or of several people?")
TWICE = _("Codes that stand more than once at one time: %(count)s.")
LATER = (_("Of one person: the later row counts"), _("%(pairs)s people answered both times"))
SEVERAL = (_("Of several people"), _("Their rows count, and are joined to nobody"))

ROW_WORDINGS: Mapping[str, Wording] = {
    "shared_codes": (SHARED_ASKS, TWICE, (LATER, SEVERAL)),
    "shared_codes_unlike": (
        SHARED_ASKS,
        _("Codes that stand more than once at one time: %(count)s. Rows of one of them differ in “%(unlike)s”."),
        (LATER, SEVERAL),
    ),
    "shared_codes_untimed": (
        SHARED_ASKS,
        TWICE,
        (
            (
                _("Of one person: the row lower in the file counts, as no column says when rows were sent"),
                _("%(pairs)s people answered both times"),
            ),
            SEVERAL,
        ),
    ),
    "said_twice": (
        _("Do rows that say “%(word)s” a second time belong to “%(other)s”?"),
        _("Rows of people who have another “%(word)s”, sent when the others answered “%(other)s”: %(count)s."),
        (
            (_("Yes, they belong to “%(other)s”"), _("They count there")),
            (_("No, they are “%(word)s”, sent again"), _("Of two rows the later one counts")),
        ),
    ),
}
