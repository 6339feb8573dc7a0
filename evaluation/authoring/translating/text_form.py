"""A form with a field for each text of a draft: saved as it is typed, by two people at once, with its history."""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence

from flask import flash, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from evaluation.authoring.autosave import left_unsaved, saved_answer, unsaved_answer, waits_for_save
from evaluation.authoring.draft_conflicts import Merged, merged
from evaluation.authoring.draft_scope import ChangingScope, DraftScope, changing_draft
from evaluation.authoring.history.history_pages import step_in_history
from evaluation.authoring.next_page import leaves, next_page
from evaluation.authoring.removed_entry_pages import keep_restored
from evaluation.web.i18n import in_own_language
from evaluation.web.save_form import asked_by_script
from instruments import Problem

A_PAGE = 100
"""How many texts stand on a page."""


class TextForm(ABC):
    """What is written beside the texts of a draft, under their keys: where, what is there now, and how it is kept."""

    part: str
    """What a browser and the history know the form by, such as translations/cy."""

    @abstractmethod
    def address(self, draft: uuid.UUID) -> str:
        """The page as it is looked at: what it is narrowed down to, and which hundred."""

    @abstractmethod
    def texts(self, scope: DraftScope) -> dict[str, str]:
        """What can be written now, by key, with what stands there."""

    @abstractmethod
    def faults(self, scope: DraftScope, sent: Mapping[str, str]) -> Sequence[Problem]:
        """Why some of what was sent cannot be kept."""

    @abstractmethod
    def keep(self, scope: ChangingScope, texts: Mapping[str, str]) -> None:
        """Keep what was changed."""

    @abstractmethod
    def page(self, scope: DraftScope, keys: Sequence[str], *, found: Merged, faults: Sequence[str]) -> str:
        """The page with those texts alone that could not be kept."""


def sent_texts(prefix: str) -> dict[str, str]:
    """The texts of a form whose names begin so, line ends made even."""
    return {
        name.removeprefix(prefix): text.replace("\r\n", "\n").strip()
        for name, text in request.form.items()
        if name.startswith(prefix)
    }


def holds(search: str, *texts: str) -> bool:
    """Whether any of some texts holds what is searched for."""
    return any(search.casefold() in text.casefold() for text in texts)


def save_texts(draft: uuid.UUID, form: TextForm) -> Response | tuple[Response | str, int]:
    """Keep the texts that were changed; where somebody else changed one as well, both are shown and neither is lost."""
    sent, before = sent_texts("words."), sent_texts("before.")
    with changing_draft(draft) as scope:
        texts = form.texts(scope)
        now = {key: texts[key] for key in sent if key in texts}
        if waits_for_save(draft):
            _note_typed(scope, form, {key: text for key, text in sent.items() if text != now.get(key, "")})
            return left_unsaved(draft, stay=form.address(draft))
        found = merged({**now, **before}, now, yours=sent)
        torn = {conflict.name for conflict in found.conflicts}
        faults = form.faults(scope, sent)
        unkept = torn | {fault.key for fault in faults}
        kept = {key: text for key, text in sent.items() if key not in unkept and _changed(key, text, before, now)}
        form.keep(scope, kept)
        keep_restored(scope)
        if asked_by_script():
            return _answer(scope, form, sent, faults=[fault.said for fault in faults], torn=torn)
        step_in_history(scope)
        if unkept:
            _note_typed(scope, form, {key: sent[key] for key in unkept})
            left = [key for key in sent if key in unkept and key in texts]
            sentences = [fault.said for fault in faults]
            if kept:
                flash(ngettext("%(num)s other text is saved.", "%(num)s other texts are saved.", len(kept)))
            return form.page(scope, left, found=found, faults=sentences), 409 if torn else 422
    if kept or not (leaves(draft) or {"taken", "history"} & request.form.keys()):
        flash(_("Saved."))
    return next_page(draft, saved=form.part, stay=form.address(draft))


def _answer(
    scope: ChangingScope, form: TextForm, sent: Mapping[str, str], *, faults: Sequence[str], torn: Collection[str]
) -> Response | tuple[Response, int]:
    """What the page's script is told: which texts are there now, and why others are not."""
    texts = form.texts(scope)
    now = {key: text for key, text in texts.items() if key in sent and key not in torn}
    before = {f"before.{key}": text for key, text in now.items()}
    unkept = {key: text for key, text in sent.items() if text != now.get(key, "") and (key in torn or faults)}
    if unkept:
        _note_typed(scope, form, unkept)
        return unsaved_answer([in_own_language(fault) for fault in faults], before=before), 409 if torn else 422
    theirs = {f"words.{key}": text for key, text in now.items() if text != sent[key]}
    return saved_answer(scope, before, theirs=theirs)


def _note_typed(scope: ChangingScope, form: TextForm, texts: Mapping[str, str]) -> None:
    scope.recording.note_typed(form.part, {key: text for key, text in texts.items() if text})


def _changed(key: str, text: str, before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether somebody wrote a text, or said that the one that still stands there is right."""
    return text != before.get(key, "") or (f"seen.{key}" in request.form and now.get(key, "") == text)
