"""A process that stores one answer after another, as fast as it can, and says how many are durable."""

import random
import uuid
from datetime import UTC, datetime

from evaluation.storage.database import open_database
from evaluation.store.responses.consents import Agreement, begin_without_card
from evaluation.store.responses.join_page import evening_at
from evaluation.store.responses.responses import record_response
from evaluation.store.responses.submission import Submission

NAMESPACE = uuid.UUID("5c1de6d2-21f0-4d4f-93a1-6d9f1c2a4b10")


def name_of(writer, number):
    """The id of a response: of which process, and its how-manieth."""
    return uuid.uuid5(NAMESPACE, f"{writer} {number}")


def answer_until(events, settings, words, writer, acknowledged):
    """Store answers in the order of their numbers; `acknowledged` is how many have been committed.

    The events say that it has stopped for good, and that it is going on now.
    """
    stopped, going = events
    database, rng = open_database(settings), random.Random(writer)
    with database.reading() as db:
        evening = evening_at(db, words)
    number = 0
    while not stopped.is_set():
        going.wait(0.1)
        if not going.is_set():
            continue
        now = datetime.now(UTC)
        agreement = Agreement(consent_version=1, language="en", early=False, now=now)
        name = name_of(writer, number)
        with database.transaction() as db:
            begin_without_card(
                db, evening, wave=evening.waves["pre"], response=name, method="page", rng=rng, agreement=agreement
            )
        sent = Submission(
            response=name, words=words, wave="pre", language="en", mode="phone", answers={"bt1": number % 7 + 1},
            texts={}, stopped=False, may_quote=frozenset(), sender=f"{writer} {number}"[:12], is_begun_here=True,
        )  # fmt: skip
        with database.transaction() as db:
            record_response(db, sent, now=now)
        number += 1
        acknowledged.value = number
    database.close()
