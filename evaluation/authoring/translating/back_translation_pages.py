"""Back-translation: somebody who did not write a translation says what it says, and does not see the source."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from werkzeug import Response

from evaluation.authoring.draft_conflicts import Merged, who_changed
from evaluation.authoring.draft_scope import ChangingScope, DraftScope, looking_at, require_language, writer
from evaluation.authoring.translating.text_form import A_PAGE, TextForm, save_texts
from evaluation.questionnaire.localised_version import direction, language_name
from evaluation.store.instruments.translations.back_translations import (
    BackTranslation,
    back_translations_in,
    faults_of,
    keep_back_translations,
    texts_to_read,
    written_by,
)
from evaluation.web.access import action
from instruments import Problem

pages = Blueprint("back_translating", __name__)
ADDRESS = "/drafts/<uuid:draft>/translations/<language>/back"
TO_DO = "open"
"""What the page is narrowed down to: the texts without a back-translation of the words that they have now."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text to read, with what was read in it; `is_own` where whoever looks wrote it."""

    key: str
    text: str
    back: BackTranslation | None
    is_own: bool

    @property
    def is_current(self) -> bool:
        """Whether what was read is of the words that it has now."""
        return self.back is not None and self.back.is_of(self.text)


@pages.get(ADDRESS)
@action("instrument.translate")
def shown(draft: uuid.UUID, language: str) -> str:
    """Every text of a language with what it says, a hundred to a page; `only` shows those that wait for it."""
    require_language(language)
    page = max(0, request.args.get("page", 0, type=int))
    with looking_at(draft) as scope:
        every = read_texts(scope, language)
        wanted = [one for one in every if request.args.get("only") != TO_DO or not (one.is_current or one.is_own)]
        more = len(wanted) > (page + 1) * A_PAGE
        return _page(scope, language, wanted[page * A_PAGE : (page + 1) * A_PAGE], more=more, page=page)


@pages.post(ADDRESS)
@action("instrument.translate")
def save(draft: uuid.UUID, language: str) -> Response | tuple[Response | str, int]:
    """Keep what was read, with the words that it was read in."""
    require_language(language)
    return save_texts(draft, _BackTranslation(language))


class _BackTranslation(TextForm):
    """What the texts of a language say."""

    def __init__(self, language: str) -> None:
        """The form of a language."""
        self.language, self.part = language, f"translations/{language}/back"

    def address(self, draft: uuid.UUID) -> str:
        only, page = request.args.get("only"), request.args.get("page")
        return url_for(".shown", draft=draft, language=self.language, only=only, page=page)

    def texts(self, scope: DraftScope) -> dict[str, str]:
        return {one.key: one.back.text if one.back else "" for one in read_texts(scope, self.language)}

    def faults(self, scope: DraftScope, sent: Mapping[str, str]) -> Sequence[Problem]:
        now, own = self.texts(scope), _own(scope, self.language)
        return list(faults_of({key: text for key, text in sent.items() if text != now.get(key, "")}, own=own))

    def keep(self, scope: ChangingScope, texts: Mapping[str, str]) -> None:
        own = _own(scope, self.language)
        now = texts_to_read(scope.db, scope.draft, scope.version, language=self.language)
        read = {key: (text, _as_shown(key, now[key])) for key, text in texts.items() if key in now and key not in own}
        keep_back_translations(scope.db, scope.draft, language=self.language, texts=read, writer=writer())

    def page(self, scope: DraftScope, keys: Sequence[str], *, found: Merged, faults: Sequence[str]) -> str:
        by_key = {one.key: one for one in read_texts(scope, self.language)}
        return _page(scope, self.language, [by_key[key] for key in keys], found=found, faults=faults)


def _as_shown(key: str, now: str) -> str:
    """The words that somebody read, who may have changed them meanwhile."""
    return request.form.get(f"of.{key}", now).replace("\r\n", "\n").strip()


def _own(scope: DraftScope, language: str) -> frozenset[str]:
    return written_by(scope.db, scope.draft, language=language, writer=writer().id)


def read_texts(scope: DraftScope, language: str) -> list[ReadText]:
    """The texts of a language, with what was read in them."""
    back, own = back_translations_in(scope.db, scope.draft, language=language), _own(scope, language)
    texts = texts_to_read(scope.db, scope.draft, scope.version, language=language)
    return [ReadText(key, text, back.get(key), key in own) for key, text in texts.items()]


def _page(
    scope: DraftScope,
    language: str,
    lines: Sequence[ReadText],
    *,
    found: Merged | None = None,
    faults: Sequence[str] = (),
    more: bool = False,
    page: int = 0,
) -> str:
    every = read_texts(scope, language)
    return render_template(
        "authoring/translating/back_translation.html",
        draft=scope.draft,
        version=scope.version,
        target=language,
        language_name=language_name(language),
        source_name=language_name(scope.version.language),
        dir=direction(language),
        lines=lines,
        every=every,
        only=request.args.get("only", ""),
        found=found,
        who=who_changed(scope, found, f"back_translations/{language}"),
        keeps=found is None,
        faults=faults,
        more=more,
        page=page,
    )
