"""Notes from cognitive interviews, kept with the item they are about: added by a researcher, and never changed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import ItemNote
from instruments import Item, Version

LONGEST_NOTE = 4000
MOST_PEOPLE = 1000


def add_note(db: Session, version: Version, item: Item, *, people: int, text: str, by: str, now: datetime) -> ItemNote:
    """Keep what people made of an item in a version's words; refused where it says nothing, or of nobody."""
    said, faults = text.strip(), []
    if not said:
        faults.append(Message("Write what people made of the question."))
    if len(said) > LONGEST_NOTE:
        faults.append(Message("A note has at most %(most)s characters.", most=LONGEST_NOTE))
    if not 1 <= people <= MOST_PEOPLE:
        faults.append(Message("Say how many people it is from: a whole number from 1 to %(most)s.", most=MOST_PEOPLE))
    if faults:
        raise Refused(*faults)
    about = {"instrument": version.id, "number": version.number, "item": item.id}
    note = ItemNote(**about, people=people, text=said, by=by, at=now)
    db.add(note)
    db.flush()
    return note


def notes_of(db: Session, instrument: str) -> list[ItemNote]:
    """Every note on an instrument's items, in the order in which they were added."""
    return list(db.scalars(select(ItemNote).filter_by(instrument=instrument).order_by(ItemNote.at, ItemNote.id)))


def of_this_wording(notes: Iterable[ItemNote], item: Item, *, versions: Iterable[Version]) -> list[ItemNote]:
    """The notes on an item that were made of the words it has here, in whichever version."""
    same = {
        each.number
        for each in versions
        if (other := each.items_by_id.get(item.id)) and (other.ask, other.text) == (item.ask, item.text)
    }
    return [note for note in notes if note.item == item.id and note.number in same]
