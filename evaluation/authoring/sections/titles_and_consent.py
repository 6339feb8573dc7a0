"""What stands around the questions: titles, languages, and what people agree to."""

from flask_babel import gettext as _

from evaluation.authoring.sections.entries import EntryKind, FormEntry, Values, built, number_in, parse_names
from evaluation.domain.messages import Message
from instruments import ConsentText, InvalidInstrument, Problem, Version
from instruments.translation import KINDS_OF_CONSENT

NAME = "instrument"
"""The one row of this table."""


def names(version: Version) -> tuple[tuple[str, str], ...]:  # noqa: ARG001 - every table's names take the version
    """The one row there is."""
    return ((NAME, _("Title, languages, consent")),)


def entries(version: Version) -> tuple[FormEntry, ...]:  # noqa: ARG001 - every table's entries take the version
    """What the form asks for."""
    return (
        FormEntry("title", _("Title")),
        FormEntry("description", _("Description"), EntryKind.AREA),
        FormEntry("status_note", _("Status"), EntryKind.LINE, _("Such as: not yet validated.")),
        FormEntry(
            "languages", _("Languages"), EntryKind.LINE, _("The language it is written in first, then those offered.")
        ),
        FormEntry("consent_title", _("Consent: heading")),
        FormEntry("consent_statements", _("Consent: statements"), EntryKind.AREA, _("One a line.")),
        FormEntry(
            "consent_online",
            _("Consent: statements at a meeting online"),
            EntryKind.AREA,
            _("May be empty: those above are told there too."),
        ),
        FormEntry(
            "consent_parent",
            _("Consent: statements for under 16s whose parent or carer agreed"),
            EntryKind.AREA,
            _("May be empty: those told to everybody else are told to them too."),
        ),
        FormEntry("consent_agree", _("Consent: words on the button")),
        FormEntry("consent_version", _("Consent: number"), EntryKind.LINE, _("Grows whenever the words change.")),
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
        "consent_online": "\n".join(version.consent.online),
        "consent_parent": "\n".join(version.consent.parent),
        "consent_agree": version.consent.agree,
        "consent_version": str(version.consent.version),
    }


def put(version: Version, name: str, sent: Values) -> Version:  # noqa: ARG001 - every table's put takes a name
    """The version with these words around its questions."""
    raw = {
        "version": number_in(sent.get("consent_version", ""), key="consent_version"),
        "title": sent.get("consent_title", ""),
        **{kind: _lines(sent.get(f"consent_{kind}", "")) for kind in KINDS_OF_CONSENT},
        "agree": sent.get("consent_agree", ""),
    }
    languages = parse_names(sent.get("languages", ""))
    if not languages or languages[0] != version.language:
        sentence = Message(
            "'%(language)s' is the language it is written in and stays first.", language=version.language
        )
        raise InvalidInstrument([Problem("languages", sentence)])
    own = {name: getattr(version, name) for name in Version.model_fields}
    changed = {key: sent.get(key, "") for key in ("title", "description", "status_note")}
    return built(Version, {**own, **changed, "languages": languages, "consent": built(ConsentText, raw)})


def _lines(text: str) -> tuple[str, ...]:
    """The statements of a text, one a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
