"""The lines of the list before publishing, marked for translators: the list itself knows no language."""

from flask_babel import lazy_gettext as _l

CHECKLIST_TITLES = (
    _l("Every item has an id and a construct"),
    _l("Every item is asked in a wave, and every wave asks one"),
    _l("No item asks who somebody is"),
    _l("Scoring and reversal are valid"),
    _l("Every wave asks whole outcomes"),
    _l("Every outcome has a margin"),
    _l("Every wave takes under 3 minutes"),
    _l("Sources and licences are cited"),
    _l("The consent says what people agree to"),
    _l("Every blank in the words is filled in"),
    _l("Translations are complete and signed"),
    _l("The pages speak every language"),
    _l("Every change has a reason"),
    _l("What compares against the rule is confirmed"),
)
"""As `instruments.checklist` says them."""
