"""Notes for whoever translates a text, such as what "organisation" means there.

They belong to the draft, and to the version that comes of it, and are no part of its text: none changes a digest, the
class of a change or a signature.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from evaluation.domain.messages import Message
from evaluation.models import Draft
from evaluation.store.instruments.drafts import Writer, touched
from evaluation.store.instruments.published_versions import publication_of
from instruments import Problem, Version, words_of
from instruments.terms import UNFIT

LONGEST_NOTE = 1000


def notes_in(draft: Draft, version: Version) -> dict[str, str]:
    """The notes on texts that a draft has now, by its key; one on a text taken out counts once it is back."""
    return _of_its_texts(draft.translator_notes, version)


def notes_with(db: Session, version: Version) -> dict[str, str]:
    """The notes that stand beside a published version; none beside one that came with the software."""
    publication = publication_of(db, version.id, version.number)
    return _of_its_texts(publication.translator_notes or {}, version) if publication else {}


def note_faults(notes: Mapping[str, str]) -> Iterator[Problem]:
    """Why a note cannot be kept, by the key of its text."""
    for key, note in notes.items():
        if len(note) > LONGEST_NOTE:
            yield Problem(key, Message("A note has at most %(most)s characters.", most=LONGEST_NOTE))
        elif unfit := UNFIT.search(note):
            character = f"U+{ord(unfit[0]):04X}"
            yield Problem(key, Message("the character %(character)s cannot be shown", character=character))


def keep_notes(draft: Draft, version: Version, notes: Mapping[str, str], *, writer: Writer) -> None:
    """Write notes under the keys of their texts; an empty one takes away what stood there."""
    known = words_of(version)
    written = {key: note for key, note in notes.items() if key in known}
    kept = {key: note for key, note in {**draft.translator_notes, **written}.items() if note}
    if kept != draft.translator_notes:
        draft.translator_notes = kept
        touched(draft, writer)


def _of_its_texts(notes: Mapping[str, str], version: Version) -> dict[str, str]:
    return {key: notes[key] for key in words_of(version) if key in notes}
