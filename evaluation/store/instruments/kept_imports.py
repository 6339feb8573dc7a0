"""What came along from another tool's file and what could not, kept in the history of the draft to be read again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Draft, DraftChange, HistoryStep
from evaluation.store.instruments.draft_history import BEGUN_FROM, Recording
from instruments.interchange import Imported, NotCarried
from instruments.messages import PlainMessage

LONGEST_FILE_NAME = 200


@dataclass(frozen=True, slots=True)
class KeptImport:
    """What was taken in once: the file's name, how many items came along, and what could not or was not in it."""

    name: str
    items: int
    standard: tuple[str, ...]
    not_carried: tuple[NotCarried, ...]
    languages: tuple[str, ...] = ()
    """The other languages that words came along in."""


def keep_import(recording: Recording, found: Imported, *, name: str) -> None:
    """Keep what a file gave with the draft that was begun from it."""
    lost = [[_kept(one.where), _kept(one.what), _kept(one.why), one.question] for one in found.not_carried]
    standard = [_kept(sentence) for sentence in found.standard]
    had = {"items": found.items, "standard": standard, "not_carried": lost}
    had["languages"] = [words.language for words in found.translations]
    recording.note_file(name[:LONGEST_FILE_NAME], had)


def import_of(db: Session, draft: Draft) -> KeptImport | None:
    """What the file gave that a draft was begun from; None where it was begun in another way."""
    first = select(DraftChange).filter_by(draft_id=draft.id, number=1, step=HistoryStep.TYPED)
    change = db.scalars(first).one_or_none()
    for key, step in change.changes.items() if change else ():
        table, _slash, name = key.partition("/")
        if table == BEGUN_FROM:
            had: Mapping[str, Any] = step["after"]
            lost = tuple(NotCarried(*map(_said, one)) for one in had["not_carried"])
            standard, languages = tuple(map(_said, had["standard"])), tuple(had.get("languages", ()))
            return KeptImport(name, had["items"], standard, lost, languages)
    return None


def _kept(said: object) -> object:
    """A sentence as JSON holds it: of ours the text and its values, so that it can be said in any language."""
    if isinstance(said, PlainMessage):
        return {"text": said.text, "values": {name: _kept(value) for name, value in said.values.items()}}
    return said if isinstance(said, int) else str(said)


def _said(kept: Any) -> Any:  # noqa: ANN401 - a value as JSON has it
    if isinstance(kept, dict):
        return PlainMessage(kept["text"], **{name: _said(value) for name, value in kept["values"].items()})
    return kept
