"""Notes for whoever translates a draft: one beside each of its texts, searched and saved as it is typed."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug import Response

from evaluation.authoring.draft_conflicts import Merged, who_changed
from evaluation.authoring.draft_scope import ChangingScope, DraftScope, looking_at, writer
from evaluation.authoring.translating.text_form import A_PAGE, TextForm, holds, save_texts
from evaluation.store.instruments.translations.translator_notes import keep_notes, note_faults, notes_in
from evaluation.web.access import action
from instruments import Problem, words_of

pages = Blueprint("translator_notes", __name__)
ADDRESS = "/drafts/<uuid:draft>/translator-notes"
NOTED = "noted"
"""What the page is narrowed down to: the texts with a note."""


@pages.get(ADDRESS)
@action("instrument.draft")
def shown(draft: uuid.UUID) -> str:
    """Every text with its note, a hundred to a page; `search` shows those that hold words, `only` those with a note."""
    search, only = request.args.get("search", "").strip()[:100], request.args.get("only", "")
    page = max(0, request.args.get("page", 0, type=int))
    with looking_at(draft) as scope:
        notes = notes_in(scope.draft, scope.version)
        wanted = [
            key
            for key, source in words_of(scope.version).items()
            if holds(search, key, source, notes.get(key, "")) and (only != NOTED or key in notes)
        ]
        more = len(wanted) > (page + 1) * A_PAGE
        return _page(scope, wanted[page * A_PAGE : (page + 1) * A_PAGE], count=len(wanted), more=more, page=page)


@pages.post(ADDRESS)
@action("instrument.draft")
def save(draft: uuid.UUID) -> Response | tuple[Response | str, int]:
    """Keep the notes that were changed."""
    return save_texts(draft, _TranslatorNotes())


class _TranslatorNotes(TextForm):
    """The notes for whoever translates a draft, into whichever language."""

    part = "translator-notes"

    def address(self, draft: uuid.UUID) -> str:
        return url_for(".shown", draft=draft, **_narrowed())

    def texts(self, scope: DraftScope) -> dict[str, str]:
        return {**dict.fromkeys(words_of(scope.version), ""), **notes_in(scope.draft, scope.version)}

    def faults(self, scope: DraftScope, sent: Mapping[str, str]) -> Sequence[Problem]:
        known = words_of(scope.version)
        return list(note_faults({key: note for key, note in sent.items() if key in known}))

    def keep(self, scope: ChangingScope, texts: Mapping[str, str]) -> None:
        keep_notes(scope.draft, scope.version, texts, writer=writer())

    def page(self, scope: DraftScope, keys: Sequence[str], *, found: Merged, faults: Sequence[str]) -> str:
        return _page(scope, keys, count=len(keys), found=found, faults=faults)


def _narrowed() -> dict[str, Any]:
    """What the page is narrowed down to, as its address says it."""
    return {name: request.args.get(name) or None for name in ("search", "only", "page")}


def _page(
    scope: DraftScope,
    keys: Sequence[str],
    *,
    count: int,
    found: Merged | None = None,
    faults: Sequence[str] = (),
    more: bool = False,
    page: int = 0,
) -> str:
    sources, notes = words_of(scope.version), notes_in(scope.draft, scope.version)
    return render_template(
        "authoring/translating/translator_notes.html",
        draft=scope.draft,
        version=scope.version,
        rows=[(key, sources[key], notes.get(key, "")) for key in keys],
        noted=len(notes),
        count=count,
        narrowed=_narrowed(),
        found=found,
        who=who_changed(scope, found, "translator_notes"),
        keeps=found is None,
        faults=faults,
        more=more,
        page=page,
    )
