"""A published version, shown whole: what it asks, how it is scored, what people agree to, what changed, its files."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, render_template, send_file
from markupsafe import Markup
from sqlalchemy.orm import Session

from evaluation.authoring.versions.instrument_files import INSTRUMENT_FORMATS, Exported, exported, not_in_file, po_of
from evaluation.domain.errors import Refused
from evaluation.store.instruments.comparability import published_comparison
from evaluation.store.instruments.ended_drafts import drafts_of
from evaluation.store.instruments.modules import title_in
from evaluation.store.instruments.published_versions import (
    damaged_translations,
    intact_translations,
    publication_of,
    published_at,
    signed_digests,
    translations_of,
    version_of,
)
from evaluation.store.instruments.translations.back_translations import back_translations_with
from evaluation.store.instruments.translations.translation_numbers import number_in_use
from evaluation.store.instruments.translations.translator_notes import notes_with
from evaluation.store.instruments.version_list import damage_of_translations
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.i18n import current_language
from instruments import Version, digest, not_carried_over, signed_digest, translation_digest
from instruments.comparison import Comparison

pages = Blueprint("versions", __name__)
STYLE = Path(__file__).parents[2] / "static" / "print" / "codebook.css"


@pages.get("/<instrument>/<int:number>")
@action("instrument.see")
def shown(instrument: str, number: int) -> str:
    """A published version: its words, its scoring key, what people agree to, what changed in it and why, its files."""
    with services().database.reading() as db:
        found = version_of(db, instrument, number)
        translations, damaged = intact_translations(db, found), damaged_translations(db, found)
        signed = signed_digests(db, found, translations, published=True)
        title = title_in(db, found, current_language())
        why = publication_of(db, instrument, number)
        of_translations = damage_of_translations(db, found)
        comparison, damage = _since_the_one_before(db, found)
        citation = cited(found, published_at(db, found))
        drafts = drafts_of(db, instrument, number)
        numbers = {one.language: number_in_use(db, found, language=one.language) for one in translations}
    states = {one.language: translation_digest(one) in signed for one in translations}
    return render_template(
        "authoring/versions/version.html",
        version=found,
        title=title,
        states=states,
        numbers=numbers,
        shown={one.language: signed_digest(found, one) for one in translations},
        not_carried={one.language: tuple(not_carried_over(found, one)) for one in translations},
        why=why,
        comparison=comparison,
        damage=damage,
        of_translations=of_translations,
        damaged=damaged,
        citation=citation,
        drafts=drafts,
        formats=INSTRUMENT_FORMATS,
        lost={wanted: not_in_file(found, wanted, translations=translations) for wanted in INSTRUMENT_FORMATS},
    )


@pages.get("/<instrument>/<int:number>/files/<any(toml,json,xlsform,redcap,ddi):wanted>")
@action("instrument.see")
def file(instrument: str, number: int, wanted: str) -> Response:
    """A published version as a file."""
    with services().database.reading() as db:
        found = version_of(db, instrument, number)
        translations = translations_of(db, found)
    return attached(exported(found, wanted, translations=translations))


@pages.get("/<instrument>/<int:number>/files/po/<language>")
@action("instrument.see")
def po_file(instrument: str, number: int, language: str) -> Response:
    """A published version's words in one language, for translators."""
    with services().database.reading() as db:
        found = version_of(db, instrument, number)
        translations, notes = translations_of(db, found), notes_with(db, found)
        back = back_translations_with(db, found, language=language)
        return attached(po_of(found, language, translations=translations, notes=notes, back=back))


@pages.get("/<instrument>/<int:number>/files/codebook")
@action("instrument.see")
def codebook(instrument: str, number: int) -> Response:
    """A published version as a PDF to print: every question with its answers, the scoring key, the consent."""
    from evaluation.printing.pdf_ua import pdf_of  # noqa: PLC0415 - it loads WeasyPrint, which few pages need

    with services().database.reading() as db:
        found = version_of(db, instrument, number)
        at = published_at(db, found)
    page = render_template(
        "authoring/versions/codebook.html",
        version=found,
        citation=cited(found, at),
        style=Markup(STYLE.read_text(encoding="utf-8")),  # noqa: S704 - the packaged style sheet, not anybody's input
        language=current_language(),
    )
    return attached(Exported(f"{found.id}-{found.number}-codebook.pdf", pdf_of(page, at=at), "application/pdf"))


def cited(version: Version, at: datetime | None) -> str:
    """How the version is cited: by what makes it one that nobody can mistake for another."""
    year = f" {at.year}." if at else ""
    return f"{version.title} ({version.id}, version {version.number}) [Questionnaire].{year} SHA-256: {digest(version)}"


def attached(made: Exported) -> Response:
    """A file to keep."""
    return send_file(BytesIO(made.content), made.content_type, as_attachment=True, download_name=made.name)


def _since_the_one_before(db: Session, version: Version) -> tuple[Comparison | None, str]:
    """What changed in a version; or why that cannot be told, where another of its instrument is damaged."""
    if version.number == 1:
        return None, ""
    try:
        return published_comparison(db, version_of(db, version.id, version.number - 1), version), ""
    except Refused as damaged:
        return None, str(damaged)
