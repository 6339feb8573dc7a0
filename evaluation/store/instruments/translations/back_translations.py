"""What a translation says when somebody else puts it back into the language of its source, for whoever signs it.

It is kept with the translation and is none of its words: no signature changes with it. One that was made of words that
were changed since stays, and is told to be of an earlier wording.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.messages import Message
from evaluation.models import Draft, DraftTranslation
from evaluation.store.instruments.drafts import Writer, touched
from evaluation.store.instruments.published_versions import read_in_published
from evaluation.store.instruments.translations.draft_translations import translation_row
from instruments import Problem, Translation, Version, words_of
from instruments.terms import UNFIT

LONGEST = 10_000
"""Characters a text of a version may have, in whichever language."""
OWN_TEXT = Message("you wrote this text; somebody else has to say what it says.")


@dataclass(frozen=True, slots=True)
class BackTranslation:
    """What somebody read in a text: `of` is the text as they read it."""

    text: str
    of: str
    by: str
    at: datetime

    def is_of(self, text: str) -> bool:
        """Whether it was made of these words, and not of an earlier wording."""
        return self.of == text


BackTranslations = Mapping[str, BackTranslation]
"""Back-translations by the key of their text."""


def back_translations_in(db: Session, draft: Draft, *, language: str) -> dict[str, BackTranslation]:
    """Those of a draft in one language."""
    row = translation_row(db, draft, language)
    return _read(row.back_translations) if row else {}


def back_translations_with(db: Session, version: Version, *, language: str) -> dict[str, BackTranslation]:
    """Those that were published with a version's translation."""
    return _read(read_in_published(db, version.id, version.number).get(language, {}))


def kept_back_translations(db: Session, draft: Draft, version: Version) -> dict[str, dict[str, Any]]:
    """By language what is kept with the translations of a draft once it is published: of the texts that it has."""
    known = words_of(version)
    rows = db.scalars(select(DraftTranslation).where(DraftTranslation.draft_id == draft.id))
    return {
        row.language: {key: row.back_translations[key] for key in known if key in row.back_translations} for row in rows
    }


def texts_to_read(db: Session, draft: Draft, version: Version, *, language: str) -> dict[str, str]:
    """The texts of a language that there are, by key: what can be translated back."""
    row = translation_row(db, draft, language)
    entries = row.entries if row else {}
    return {key: entries[key]["text"] for key in words_of(version) if key in entries}


def written_by(db: Session, draft: Draft, *, language: str, writer: str) -> frozenset[str]:
    """The keys of the texts that somebody, known by id, wrote."""
    row = translation_row(db, draft, language)
    return frozenset(key for key, entry in row.entries.items() if entry["by"] == writer) if row else frozenset()


def faults_of(texts: Mapping[str, str], *, own: frozenset[str]) -> Iterator[Problem]:
    """Why a back-translation cannot be kept, by the key of its text; `own` are the keys of one's own texts."""
    for key, text in texts.items():
        if key in own:
            yield Problem(key, OWN_TEXT)
        elif unfit := UNFIT.search(text):
            character = f"U+{ord(unfit[0]):04X}"
            yield Problem(key, Message("the character %(character)s cannot be shown", character=character))
        elif len(text) > LONGEST:
            yield Problem(key, Message("A text has at most %(most)s characters.", most=LONGEST))


def keep_back_translations(
    db: Session, draft: Draft, *, language: str, texts: Mapping[str, tuple[str, str]], writer: Writer
) -> None:
    """Write what somebody read, each with the text as they read it; an empty one takes away what stood there."""
    row = translation_row(db, draft, language, to_change=True)
    if row is None or not texts:
        return
    made = {"by": writer.id, "name": writer.name, "at": writer.now.isoformat()}
    written = {key: {"text": text, "of": of, **made} for key, (text, of) in texts.items() if key in row.entries}
    kept = {key: entry for key, entry in {**row.back_translations, **written}.items() if entry["text"]}
    if kept != row.back_translations:
        row.back_translations = kept
        row.counter += 1
        touched(draft, writer)
        db.flush()


def in_files(back: BackTranslations, translation: Translation | None) -> dict[str, str]:
    """Back-translations as translators' files tell of them, by the key of their text."""
    said = translation.strings if translation else {}
    return {key: _in_file(one, is_current=one.is_of(said.get(key, ""))) for key, one in back.items()}


def _in_file(one: BackTranslation, *, is_current: bool) -> str:
    earlier = "" if is_current else ", of an earlier wording"
    return f"Back-translation ({one.by}, {one.at:%Y-%m-%d}{earlier}): {one.text}"


def _read(kept: Mapping[str, Any]) -> dict[str, BackTranslation]:
    return {
        key: BackTranslation(entry["text"], entry["of"], entry["name"], datetime.fromisoformat(entry["at"]))
        for key, entry in kept.items()
    }
