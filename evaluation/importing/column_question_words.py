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
    "unread_column": (
        _("What is “%(column)s”?"),
        _("Most of its answers can be read, and %(words)s can not."),
        (
            (_("Nothing to compare"), _("It is left out")),
            (_("A question to compare"), _("It is left out until a map says which number each of its words is")),
        ),
    ),
    "unknown_words": (
        _("Are the words %(words)s answers that have an order?"),
        _("They are not known, and %(count)s questions have them: %(columns)s."),
        (
            (_("No, there is nothing to compare"), _("These questions are left out")),
            (_("Yes, they are answers"), _("They are left out until a map says which number each of these words is")),
        ),
    ),
    "reversed_item": (
        _("Is “%(column)s” put the other way round?"),
        _("Who answers high to the other questions of this scale answers low to it."),
        (
            (_("Yes, turn it round"), _("It is turned round in the average")),
            (_("No, as it stands"), _("It counts as it stands")),
        ),
    ),
    "marked_reversed": (
        _("Is “%(column)s” to be turned round?"),
        _("Its heading says that it is put the other way round."),
        (
            (_("Yes, turn its numbers round"), _("The lowest answer counts as the highest, before and after")),
            (_("No, its numbers are turned already, or are to stay"), _("It counts as it stands")),
        ),
    ),
    "runs_against": (
        _("“%(column)s” runs against the others of its outcome: is it put the other way round?"),
        _("Who answers high to the others mostly answers low to it."),
        (
            (_("No, as it is"), _("It counts as it stands")),
            (_("Yes, turn it round"), _("It is turned round in the average")),
        ),
    ),
}
