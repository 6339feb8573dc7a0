"""Translations side by side: new, draft, checked, or to be looked at again; PO files."""

import uuid
from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from evaluation.authoring.draft_conflicts import Merged, who_changed
from evaluation.authoring.draft_scope import (
    ChangingScope,
    DraftScope,
    changing_draft,
    looking_at,
    require_language,
    writer,
)
from evaluation.authoring.faults_in_words import faults_in_words
from evaluation.authoring.translating.back_translation_pages import read_texts
from evaluation.authoring.translating.text_form import A_PAGE, TextForm, save_texts
from evaluation.authoring.versions.instrument_files import po_of
from evaluation.authoring.versions.version_page import attached
from evaluation.domain.errors import Refused
from evaluation.questionnaire.localised_version import direction, language_name
from evaluation.store.instruments.published_versions import signed_digests
from evaluation.store.instruments.translations.back_translations import back_translations_in
from evaluation.store.instruments.translations.draft_translations import (
    TranslationLine,
    TranslationState,
    keep_texts,
    lines_of,
    translation_in,
    translations_in,
    writers_of,
)
from evaluation.store.instruments.translations.translator_notes import notes_in
from evaluation.web.access import action
from instruments import (
    InvalidInstrument,
    Problem,
    blank_problems,
    missing,
    not_carried_over,
    signed_digest,
    translation_digest,
    words_of,
)
from instruments.interchange import from_po

pages = Blueprint("translating", __name__)
HERE = "/drafts/<uuid:draft>/translations/<language>"
LARGEST_PO = 2_000_000


@pages.get("/drafts/<uuid:draft>/translations")
@action("instrument.translate")
def languages(draft: uuid.UUID) -> str:
    """The languages a draft is meant to be offered in, and how far each has come."""
    with looking_at(draft) as scope:
        begun = translations_in(scope.db, scope.draft, scope.version)
        signed = signed_digests(scope.db, scope.version, begun)
        by_language = {one.language: one for one in begun}
        rows = [
            (
                language,
                language_name(language),
                len(missing(scope.version, by_language[language])) if language in by_language else None,
                language in by_language and translation_digest(by_language[language]) in signed,
            )
            for language in dict.fromkeys([*scope.version.languages[1:], *by_language])
        ]
        return render_template(
            "authoring/translating/languages.html", draft=scope.draft, version=scope.version, rows=rows
        )


@pages.get(HERE)
@action("instrument.translate")
def shown(draft: uuid.UUID, language: str) -> str:
    """Every text beside its source, a hundred to a page; `only` shows those in one state."""
    require_language(language)
    only, page = request.args.get("only", ""), request.args.get("page", 0, type=int)
    with looking_at(draft) as scope:
        every = lines_of(scope.db, scope.draft, scope.version, language=language)
        wanted = [line for line in every if not only or line.state == only]
        more = len(wanted) > (page + 1) * A_PAGE
        return _page(scope, language, wanted[page * A_PAGE : (page + 1) * A_PAGE], more=more, page=page, only=only)


@pages.post(HERE)
@action("instrument.translate")
def save(draft: uuid.UUID, language: str) -> Response | tuple[Response | str, int]:
    """Keep the texts that were changed."""
    require_language(language)
    return save_texts(draft, _Translation(language))


class _Translation(TextForm):
    """The words of a draft in one language."""

    def __init__(self, language: str) -> None:
        """The form of a language."""
        self.language, self.part = language, f"translations/{language}"

    def address(self, draft: uuid.UUID) -> str:
        only, page = request.args.get("only"), request.args.get("page")
        return url_for(".shown", draft=draft, language=self.language, only=only, page=page)

    def texts(self, scope: DraftScope) -> dict[str, str]:
        return {line.key: line.text for line in self._lines(scope)}

    def faults(self, scope: DraftScope, sent: Mapping[str, str]) -> Sequence[Problem]:
        return list(blank_problems(words_of(scope.version), sent, language=self.language))

    def keep(self, scope: ChangingScope, texts: Mapping[str, str]) -> None:
        keep_texts(scope.db, scope.draft, scope.version, language=self.language, texts=texts, writer=writer())

    def page(self, scope: DraftScope, keys: Sequence[str], *, found: Merged, faults: Sequence[str]) -> str:
        by_key = {line.key: line for line in self._lines(scope)}
        return _page(scope, self.language, [by_key[key] for key in keys], found=found, faults=faults)

    def _lines(self, scope: DraftScope) -> list[TranslationLine]:
        return lines_of(scope.db, scope.draft, scope.version, language=self.language)


def _page(
    scope: DraftScope,
    language: str,
    lines: list[TranslationLine],
    *,
    found: Merged | None = None,
    faults: Sequence[str] = (),
    more: bool = False,
    page: int = 0,
    only: str = "",
) -> str:
    every = lines_of(scope.db, scope.draft, scope.version, language=language)
    translation = translation_in(scope.db, scope.draft, scope.version, language=language)
    return render_template(
        "authoring/translating/translation.html",
        draft=scope.draft,
        version=scope.version,
        target=language,
        language_name=language_name(language),
        dir=direction(language),
        counts={state: sum(line.state == state for line in every) for state in TranslationState},
        lines=lines,
        notes=notes_in(scope.draft, scope.version),
        back=back_translations_in(scope.db, scope.draft, language=language),
        read=read_texts(scope, language),
        found=found,
        who=who_changed(scope, found, f"translations/{language}"),
        keeps=found is None,
        faults=faults,
        more=more,
        page=page,
        only=only,
        signed=bool(signed_digests(scope.db, scope.version, [translation])),
        shown=signed_digest(scope.version, translation),
        mine=writer().id in writers_of(scope.db, scope.draft, language=language),
        complete=not missing(scope.version, translation),
        not_carried=tuple(not_carried_over(scope.version, translation)),
    )


@pages.get(HERE + "/po")
@action("instrument.translate")
def po_out(draft: uuid.UUID, language: str) -> Response:
    """The words for translators' tools."""
    require_language(language)
    with looking_at(draft) as scope:
        translations = translations_in(scope.db, scope.draft, scope.version)
        notes = notes_in(scope.draft, scope.version)
        back = back_translations_in(scope.db, scope.draft, language=language)
        return attached(po_of(scope.version, language, translations=translations, notes=notes, back=back))


@pages.post(HERE + "/po")
@action("instrument.translate")
def po_in(draft: uuid.UUID, language: str) -> Response | str:
    """Take in a translator's PO file, with a list of what could not be used."""
    require_language(language)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Refused(_("Choose a file first."))
    text = sent.read(LARGEST_PO + 1).decode("utf-8", errors="replace")
    with changing_draft(draft) as scope:
        try:
            found, lost = from_po(text, scope.version, language, name=sent.filename)
        except InvalidInstrument as invalid:
            raise Refused(*faults_in_words(invalid)) from None
        keep_texts(scope.db, scope.draft, scope.version, language=language, texts=found.strings, writer=writer())
    address = url_for(".shown", draft=draft, language=language)
    if lost:
        return render_template(
            "authoring/versions/not_carried.html", lost=lost, count=len(found.strings), address=address
        )
    flash(_("%(count)s texts were taken in.", count=len(found.strings)))
    return redirect(address, 303)
