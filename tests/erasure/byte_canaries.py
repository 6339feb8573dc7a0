"""A home in which somebody has answered in every way, in bytes that nobody else has, and a search for these bytes."""

import secrets
import zipfile
from io import BytesIO

from sqlalchemy import select

from evaluation.models import Consent, MemoryAnswer, Response, SheetPass
from evaluation.store.linking.memory_questions import OPTION, keep_memory
from evaluation.store.responses.responses import record_response
from evaluation.web.app import Services
from tests.linking.conftest import ANN, BEA
from tests.paper.conftest import Desk

OTHERS = 40
"""People who answer too, before and after: pages of the database are split and filled as on a real evening."""


def canary() -> str:
    return f"canary{secrets.token_hex(12)}"


class Evening(Desk):
    """An evening whose Before somebody answers twice, on a phone, and whose After is keyed from their paper forms."""

    def __init__(self, settings, database, clock):
        super().__init__(settings, database, clock)
        self.services = Services(settings, database, clock)
        with database.transaction() as db:
            self.experiment(db).options = {OPTION: True}
        self.card, *self.other_cards = self.cards(1 + OTHERS)
        self.words_written = [canary() for _ in range(6)]
        self.crowd(self.other_cards[: OTHERS // 2])
        self.on_the_phone(self.card, self.words_written[:3], memory=ANN)
        self.crowd(self.other_cards[OTHERS // 2 :])
        self.close("pre")
        self.open("post")
        self.on_paper(self.words_written[3:5], pile=self.pile(3, "post"))
        self.not_settled(self.words_written[5], pile=self.pile(20, "pre"))

    def crowd(self, cards):
        for card in cards:
            self.on_the_phone(card, [f"others {canary()}" * 3] * 3, memory=BEA)

    def on_the_phone(self, card, texts, *, memory):
        """Words, changed words, and words beside a checkbox."""
        response, _person = self._begin("pre", card)
        for number, text in enumerate(texts[:2]):
            said = {"op1": text, "cg9-words": texts[2]}
            sent = self.submission(response, answers={"bt1": number + 1}, texts=said, may_quote=("op1",))
            with self.database.transaction() as db:
                record_response(db, sent, now=self.clock())
        with self.database.transaction() as db:
            keep_memory(db, response, given=memory, key=self.links_key(db))

    def on_paper(self, texts, *, pile):
        self.key(pile, code=self.card, texts={"op1": texts[0], "op2": texts[1]}, memory=ANN)

    def not_settled(self, text, *, pile):
        """Keyed the first time of two, on a form that makes no response yet."""
        self.key(pile, code=self.card, texts={"op1": text})

    def bytes_of_theirs(self):
        """What only this person's answers hold: words, hashes of memory elements, marks of what they sent."""
        with self.database.reading() as db:
            people = select(Consent.participant_id).where(Consent.id == self.first_response(db))
            sent = list(db.scalars(select(Response).where(Response.participant_id.in_(people))))
            hashes = list(
                db.scalars(select(MemoryAnswer).where(MemoryAnswer.response_id.in_([each.id for each in sent])))
            )
            keyed = [each.memory for each in db.scalars(select(SheetPass))]
        marks = {mark for each in sent for mark in (each.digest, each.receipt)}
        memory = {getattr(each, name) for each in hashes for name in ANN} | {
            mark for each in keyed for mark in each.values()
        }
        return [word.encode() for word in (*self.words_written, *marks, *memory) if word]

    def first_response(self, db):
        from evaluation.models import Card

        person = db.scalars(select(Card.participant_id).where(Card.token == self.card)).one()
        return db.scalars(select(Consent.id).where(Consent.participant_id == person).limit(1)).one()


def found_in(folder, wanted) -> dict[str, int]:
    """In which files below a folder how many of these bytes are, also within zips."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            held = whole(path.read_bytes())
            if count := sum(each in held for each in wanted):
                found[path.relative_to(folder).as_posix()] = count
    return found


def whole(content: bytes) -> bytes:
    """The bytes of a file and, of a zip, of all that is in it."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return content
    with zipfile.ZipFile(BytesIO(content)) as held:
        return content + b"".join(whole(held.read(name)) for name in held.namelist())
