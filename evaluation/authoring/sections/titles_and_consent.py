"""What stands around the questions: titles, languages, and what people agree to."""

from flask_babel import gettext as _

from evaluation.authoring.sections.entries import Entry, Kind, Values, built, number_in, words_of
from instruments import Consent, InvalidInstrument, Problem, Version

NAME = "instrument"
"""The one row of this table."""


def names(version: Version) -> tuple[tuple[str, str], ...]:  # noqa: ARG001 - every table's names take the version
    """The one row there is."""
    return ((NAME, _("Title, languages, consent")),)


def entries(version: Version) -> tuple[Entry, ...]:  # noqa: ARG001 - every table's entries take the version
    """What the form asks for."""
    return (
        Entry("title", _("Title")),
        Entry("description", _("Description"), Kind.AREA),
        Entry("status_note", _("Status"), Kind.LINE, _("Such as: not yet validated.")),
        Entry("languages", _("Languages"), Kind.LINE, _("The language it is written in first, then those offered.")),
        Entry("consent_title", _("Consent: heading")),
        Entry("consent_statements", _("Consent: statements"), Kind.AREA, _("One a line.")),
        Entry("consent_agree", _("Consent: words on the button")),
        Entry("consent_version", _("Consent: number"), Kind.LINE, _("Grows whenever the words change.")),
    )


def values(version: Version, name: str) -> Values:  # noqa: ARG001 - every table's values take a name
    """What there is now."""
    return {
        "title": version.title,
        "description": version.description,
        "status_note": version.status_note,
        "languages": " ".join(version.languages),
        "consent_title": version.consent.title,
        "consent_statements": "\n".join(version.consent.statements),
        "consent_agree": version.consent.agree,
        "consent_version": str(version.consent.version),
    }


def put(version: Version, name: str, sent: Values) -> Version:  # noqa: ARG001 - every table's put takes a name
    """The version with these words around its questions."""
    statements = tuple(line.strip() for line in sent.get("consent_statements", "").splitlines() if line.strip())
    raw = {
        "version": number_in(sent.get("consent_version", ""), key="consent_version"),
        "title": sent.get("consent_title", ""),
        "statements": statements,
        "agree": sent.get("consent_agree", ""),
    }
    languages = words_of(sent.get("languages", ""))
    if not languages or languages[0] != version.language:
        sentence = f"'{version.language}' is the language it is written in and stays first."
        raise InvalidInstrument([Problem("languages", sentence)])
    own = {name: getattr(version, name) for name in Version.model_fields}
    changed = {key: sent.get(key, "") for key in ("title", "description", "status_note")}
    return built(Version, {**own, **changed, "languages": languages, "consent": built(Consent, raw)})
