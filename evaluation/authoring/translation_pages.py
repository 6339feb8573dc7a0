"""Translations side by side: new, draft, checked, or to be looked at again; PO files."""

import uuid
from collections.abc import Collection, Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from evaluation.authoring.autosave import left_unsaved, saved_answer, unsaved_answer, waits_for_save
from evaluation.authoring.draft_conflicts import Merged, merged
from evaluation.authoring.draft_scope import (
    ChangingScope,
    DraftScope,
    changing_draft,
    looking_at,
    require_language,
    writer,
)
from evaluation.authoring.faults_in_words import faults_in_words
from evaluation.authoring.history.history_pages import step_in_history
from evaluation.authoring.next_page import leaves, next_page
from evaluation.authoring.removed_entry_pages import keep_restored
from evaluation.authoring.versions.instrument_files import po_of
from evaluation.authoring.versions.version_page import attached
from evaluation.domain.errors import Refused
from evaluation.questionnaire.localised_version import direction, language_name
from evaluation.store.instruments.draft_translations import (
    TranslationLine,
    TranslationState,
    keep_texts,
    lines_of,
    translation_in,
    translations_in,
    writers_of,
)
from evaluation.store.instruments.published_versions import signed_digests
from evaluation.web.access import action
from evaluation.web.i18n import in_own_language
from evaluation.web.save_form import asked_by_script
from instruments import (
    InvalidInstrument,
    blank_problems,
    missing,
    not_carried_over,
    signed_digest,
    translation_digest,
)
from instruments.interchange import from_po

pages = Blueprint("translating", __name__)
HERE = "/drafts/<uuid:draft>/translations/<language>"
A_PAGE = 100
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
        return render_template("authoring/languages.html", draft=scope.draft, version=scope.version, rows=rows)


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
    """Keep the texts that were changed; where somebody else changed one as well, both are shown and neither is lost."""
    require_language(language)
    sent, before = _sent("words."), _sent("before.")
    with changing_draft(draft) as scope:
        lines = {line.key: line for line in lines_of(scope.db, scope.draft, scope.version, language=language)}
        now = {key: lines[key].text for key in sent if key in lines}
        if waits_for_save(draft):
            _note_typed(scope, language, {key: text for key, text in sent.items() if text != now.get(key, "")})
            return left_unsaved(draft, stay=url_for(".shown", draft=draft, language=language))
        found = merged({**now, **before}, now, yours=sent)
        torn = {conflict.name for conflict in found.conflicts}
        sources = {key: line.source for key, line in lines.items()}
        faults = list(blank_problems(sources, sent, language=language))
        unkept = torn | {fault.key for fault in faults}
        texts = {key: text for key, text in sent.items() if key not in unkept and _changed(key, text, before, now)}
        keep_texts(scope.db, scope.draft, scope.version, language=language, texts=texts, writer=writer())
        keep_restored(scope)
        if asked_by_script():
            return _answer(scope, language, sent, faults=[fault.said for fault in faults], torn=torn)
        step_in_history(scope)
        if unkept:
            _note_typed(scope, language, {key: sent[key] for key in unkept})
            left = [lines[key] for key in sent if key in unkept]
            sentences = [fault.said for fault in faults]
            return _page(scope, language, left, found=found, faults=sentences), 409 if torn else 422
    if texts or not (leaves(draft) or {"taken", "history"} & request.form.keys()):
        flash(_("Saved."))
    only, page = request.args.get("only"), request.args.get("page")
    stay = url_for(".shown", draft=draft, language=language, only=only, page=page)
    return next_page(draft, saved=f"translations/{language}", stay=stay)


def _answer(
    scope: ChangingScope, language: str, sent: Mapping[str, str], *, faults: Sequence[str], torn: Collection[str]
) -> Response | tuple[Response, int]:
    """What the page's script is told: which texts are there now, and why others are not."""
    lines = lines_of(scope.db, scope.draft, scope.version, language=language)
    now = {line.key: line.text for line in lines if line.key in sent and line.key not in torn}
    before = {f"before.{key}": text for key, text in now.items()}
    unkept = {key: text for key, text in sent.items() if text != now.get(key, "") and (key in torn or faults)}
    if unkept:
        _note_typed(scope, language, unkept)
        return unsaved_answer([in_own_language(fault) for fault in faults], before=before), 409 if torn else 422
    theirs = {f"words.{key}": text for key, text in now.items() if text != sent[key]}
    return saved_answer(scope, before, theirs=theirs)


def _note_typed(scope: ChangingScope, language: str, texts: Mapping[str, str]) -> None:
    scope.recording.note_typed(f"translations/{language}", {key: text for key, text in texts.items() if text})


def _sent(prefix: str) -> dict[str, str]:
    """The texts of a form whose names begin so, line ends made even."""
    return {
        name.removeprefix(prefix): text.replace("\r\n", "\n").strip()
        for name, text in request.form.items()
        if name.startswith(prefix)
    }


def _changed(key: str, text: str, before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether somebody wrote a text, or said that the one that still stands there is right."""
    return text != before.get(key, "") or (f"seen.{key}" in request.form and now.get(key, "") == text)


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
        "authoring/translation.html",
        draft=scope.draft,
        version=scope.version,
        target=language,
        language_name=language_name(language),
        dir=direction(language),
        counts={state: sum(line.state == state for line in every) for state in TranslationState},
        lines=lines,
        found=found,
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
        return attached(po_of(scope.version, language, translations=translations))


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
