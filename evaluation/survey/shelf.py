"""Questionnaires made ready: parsed, drawn and compressed once, so that handing one out asks the database nothing."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

import instruments
from evaluation.questionnaire.page import PageBytes, page_bytes
from evaluation.questionnaire.rendering import Asked, questionnaire_html
from evaluation.questionnaire.words import in_language, version_of
from evaluation.store.evenings import Asking, Evening, evening_at, signed_among, version_body
from instruments import Version

FRESH_SECONDS = 60.0
"""How long a page is handed out before the database is asked whether it still is the right one."""
MOST_PAGES = 512

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Ready:
    """A questionnaire ready to hand out and to check answers against."""

    asked: Asked
    page: PageBytes
    wave: Asking
    until: float


@dataclass(slots=True)
class Shelf:
    """What one process keeps ready."""

    seconds: Callable[[], float] = time.monotonic
    _ready: dict[Key, Ready] = field(default_factory=dict)
    _pages: dict[tuple[object, ...], PageBytes] = field(default_factory=dict)
    _versions: dict[str, Version] = field(default_factory=dict)

    def at_hand(self, words: str, wave: str, language: str) -> Ready | None:
        """The questionnaire at an address if it is ready and fresh; this asks the database nothing."""
        ready = self._ready.get((words, wave, language))
        return ready if ready and self.seconds() < ready.until else None

    def fetch(self, db: Session, words: str, wave: str, language: str) -> Ready | None:
        """The questionnaire at an address, drawn anew only where something it says has changed."""
        evening = evening_at(db, words)
        asking = evening.waves.get(wave) if evening else None
        if evening is None or asking is None or language not in (offered := self.languages(db, evening, asking)):
            return None
        asked = Asked(
            version=in_language(self.version(db, asking.digest), language),
            wave=wave,
            language=language,
            place=evening.place,
            languages=offered,
            is_example=evening.is_example,
        )
        ready = Ready(asked, self._page(asked, asking.digest), asking, self.seconds() + FRESH_SECONDS)
        self._keep(self._ready, (words, wave, language), ready)
        return ready

    def version(self, db: Session, digest: str) -> Version:
        """A published version by digest."""
        if digest not in self._versions:
            self._keep(self._versions, digest, version_of(version_body(db, digest)))
        return self._versions[digest]

    def languages(self, db: Session, evening: Evening, asking: Asking) -> tuple[str, ...]:
        """The languages people can choose here: the version's own, and those whose translation has been signed."""
        version = self.version(db, asking.digest)
        beside = {words.language: words for words in instruments.translations(version.id, version.number)}
        wanted = [language for language in evening.languages if language in beside]
        digests = {language: instruments.translation_digest(beside[language]) for language in wanted}
        signed = signed_among(db, list(digests.values())) if digests else frozenset()
        live = {version.language, *(language for language in wanted if digests[language] in signed)}
        return tuple(language for language in evening.languages if language in live) or (version.language,)

    def _page(self, asked: Asked, digest: str) -> PageBytes:
        says = (digest, asked.wave, asked.language, asked.place, asked.languages, asked.is_example)
        if says not in self._pages:
            self._keep(self._pages, says, page_bytes(questionnaire_html(asked)))
        return self._pages[says]

    @staticmethod
    def _keep(kept: dict, key: object, value: object) -> None:  # type: ignore[type-arg]
        while len(kept) >= MOST_PAGES:
            kept.pop(next(iter(kept)))
        kept[key] = value
