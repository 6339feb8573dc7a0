"""Questionnaires made ready: parsed, drawn and compressed once, so that handing one out asks the database nothing."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy.orm import Session

from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.questionnaire.form import Checks, checks_of
from evaluation.questionnaire.page import PageBytes, page_bytes
from evaluation.questionnaire.questionnaire_html import AskedVersion, is_on_shared_device, questionnaire_html
from evaluation.store.instruments.modules import asked_in, live_in
from evaluation.store.instruments.translations.translation_numbers import corrected_in_use
from evaluation.store.linking.memory_questions import asked_after
from evaluation.store.responses.join_page import Asking, JoinPage, evening_at, version_by_digest
from evaluation.survey.delivery.evening_day import day_that_passed
from evaluation.survey.delivery.prerendered import Prerendered, prerendered_of
from instruments import Version

FRESH_SECONDS = 60.0
"""How long a page is handed out before the database is asked whether it still is the right one."""
MOST_PAGES = 512

Key = tuple[str, str, str, bool]
Questions = tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A questionnaire ready to hand out and to check answers against."""

    asked: AskedVersion
    page: PageBytes
    checks: Checks
    until: float
    remembers: bool = False
    """Whether memory questions come after it."""
    has_closed: bool = False
    """Whether its wave had closed when it was made ready."""


@dataclass(slots=True)
class PageCache:
    """What one process keeps ready."""

    seconds: Callable[[], float] = time.monotonic
    _ready: dict[Key, Ready] = field(default_factory=dict)
    _pages: dict[tuple[object, ...], PageBytes] = field(default_factory=dict)
    _versions: dict[tuple[Questions, str, str], Version] = field(default_factory=dict)
    _prerendered: dict[tuple[object, ...], Prerendered] = field(default_factory=dict)
    _corrections: dict[tuple[Questions, str], tuple[float, str]] = field(default_factory=dict)
    _signed: dict[tuple[Questions, tuple[str, ...]], tuple[float, tuple[str, ...]]] = field(default_factory=dict)

    def prerendered(self, says: tuple[object, ...], draw: Callable[[], str]) -> Prerendered:
        """A page with blanks, drawn where none that says the same is kept."""
        if says not in self._prerendered:
            self._keep(self._prerendered, says, prerendered_of(draw()))
        return self._prerendered[says]

    def at_hand(self, words: str, wave: str, language: str) -> Ready | None:
        """The questionnaire at an address if it is ready and fresh; this asks the database nothing."""
        ready = self._ready.get((words, wave, language, is_on_shared_device()))
        return ready if ready and self.seconds() < ready.until else None

    def fetch(self, db: Session, words: str, wave: str, language: str) -> Ready | None:
        """The questionnaire at an address, drawn anew only where something it says has changed."""
        evening = evening_at(db, words)
        asking = evening.waves.get(wave) if evening else None
        if evening is None or asking is None or language not in (offered := self.languages(db, evening, asking)):
            return None
        asked = AskedVersion(
            version=self.version(db, asking, language),
            wave=wave,
            language=language,
            place=evening.place,
            languages=offered,
            translation=self._corrected(db, asking, language),
            is_example=evening.is_example,
            day=day_that_passed(db, evening, asking),
        )
        ready = Ready(
            asked,
            self._page(asked, asking),
            checks_of(asked.version, wave),
            self.seconds() + FRESH_SECONDS,
            remembers=asked_after(evening.options, wave),
            has_closed=asking.closed_at is not None,
        )
        self._keep(self._ready, (words, wave, language, is_on_shared_device()), ready)
        return ready

    def version(self, db: Session, asking: Asking, language: str = "") -> Version:
        """What a wave asks, its modules included, in its own language or another; in its own where that is not live."""
        key = (_questions(asking), language, self._corrected(db, asking, language) if language else "")
        if key not in self._versions:
            own = version_by_digest(db, asking.digest)
            chosen = language or own.language
            whole = asked_in(
                db, own, asking.modules, wave=asking.kind, language=chosen, is_comparison=asking.is_comparison
            )
            if chosen != own.language and chosen not in live_in(db, own, asking.modules):
                return whole
            self._keep(self._versions, key, whole)
        return self._versions[key]

    def languages(self, db: Session, evening: JoinPage, asking: Asking) -> tuple[str, ...]:
        """The languages people can choose here: the version's own, and those whose translation has been signed."""
        wanted = (_questions(asking), evening.languages)
        until, live = self._signed.get(wanted, (0.0, ()))
        if self.seconds() >= until:
            live = live_languages(db, asking, evening.languages)
            self._keep(self._signed, wanted, (self.seconds() + FRESH_SECONDS, live))
        return live

    def languages_of_evening(self, db: Session, evening: JoinPage) -> tuple[str, ...]:
        """The languages in which any of an evening's questionnaires can be answered, of those that pages speak."""
        asked = [language for asking in evening.waves.values() for language in self.languages(db, evening, asking)]
        return tuple(language for language in dict.fromkeys(asked) if language in INTERFACE_LANGUAGES) or ("en",)

    def _corrected(self, db: Session, asking: Asking, language: str) -> str:
        """Which of a wave's words in a language are a corrected translation, as it was a moment ago."""
        about = (_questions(asking), language)
        until, found = self._corrections.get(about, (0.0, ""))
        if self.seconds() >= until:
            found = corrected_in_use(db, version_by_digest(db, asking.digest), asking.modules, language=language)
            self._keep(self._corrections, about, (self.seconds() + FRESH_SECONDS, found))
        return found

    def _page(self, asked: AskedVersion, asking: Asking) -> PageBytes:
        about = (asked.place, asked.languages, asked.is_example, asked.day, is_on_shared_device())
        says = (_questions(asking), asked.wave, asked.language, asked.translation, *about)
        if says not in self._pages:
            self._keep(self._pages, says, page_bytes(questionnaire_html(asked)))
        return self._pages[says]

    @staticmethod
    def _keep(kept: dict, key: object, value: object) -> None:  # type: ignore[type-arg]
        while len(kept) >= MOST_PAGES:
            kept.pop(next(iter(kept)))
        kept[key] = value


def page_cache_here() -> PageCache:
    """The questionnaires that this process keeps ready."""
    kept: PageCache = current_app.extensions["weaving_page_cache"]
    return kept


def live_languages(db: Session, asking: Asking, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the wanted languages that people may be asked in: the version's own, and signed translations."""
    version = version_by_digest(db, asking.digest)
    live = live_in(db, version, asking.modules) if set(wanted) - {version.language} else {version.language}
    return tuple(language for language in wanted if language in live) or (version.language,)


def _questions(asking: Asking) -> Questions:
    """What tells the questionnaire of a wave from every other; without modules it is the same at every wave."""
    return (asking.digest, asking.is_comparison, *((asking.kind, *asking.modules) if asking.modules else ()))
