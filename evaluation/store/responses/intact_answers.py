"""Whether stored answers are still what was sent: each response has the digest of what its sender answered."""

import itertools
import uuid
from collections.abc import Generator, Iterable, Iterator

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from evaluation.domain.answers_digest import answers_digest
from evaluation.models import Experiment, OpenAnswer, Response

AT_A_TIME = 500
MOST_NAMED = 5
MOST_TRIED = 256
CHANGED = (
    "{changed} of {total} responses are not as they were sent: somebody changed answers or words in the database, of "
    "{which}. Restore the database from a backup, and report nothing of these before."
)
INTACT = "{total} responses are as they were sent"


def altered_answers(db: Session) -> Generator[str, None, str]:
    """A sentence where responses differ from their digests; how many were looked at, where none does."""
    total, changed = 0, []
    for rows in _batches(db):
        words = _words_of(db, [row.id for row in rows])
        total += len(rows)
        changed += [f"{row.slug} ({row.id})" for row in rows if not _is_as_sent(row, words.get(row.id, ()))]
    if changed:
        more = f" and {len(changed) - MOST_NAMED} more" if len(changed) > MOST_NAMED else ""
        yield CHANGED.format(changed=len(changed), total=total, which=", ".join(changed[:MOST_NAMED]) + more)
    return INTACT.format(total=total)


def _batches(db: Session) -> Iterator[list[Row[uuid.UUID, dict[str, object], str, str]]]:
    """Every response, so many at a time in the order of their ids, that no more are held at once."""
    found = select(Response.id, Response.answers, Response.digest, Experiment.slug).join(Experiment)
    found = found.order_by(Response.id).limit(AT_A_TIME)
    rows = list(db.execute(found))
    while rows:
        yield rows
        rows = list(db.execute(found.where(Response.id > rows[-1].id)))


def _words_of(db: Session, responses: list[uuid.UUID]) -> dict[uuid.UUID, list[OpenAnswer]]:
    found: dict[uuid.UUID, list[OpenAnswer]] = {}
    for row in db.scalars(select(OpenAnswer).where(OpenAnswer.response_id.in_(responses))):
        found.setdefault(row.response_id, []).append(row)
    return found


def _is_as_sent(row: Row[uuid.UUID, dict[str, object], str, str], words: Iterable[OpenAnswer]) -> bool:
    """Whether the digest is that of these answers; consent to be quoted may have been taken back since."""
    texts = {each.item: each.text for each in words}
    kept = {each.item for each in words if each.may_quote}
    taken_back = sorted(texts.keys() - kept)
    sizes = range(len(taken_back) + 1)
    tried = itertools.chain.from_iterable(itertools.combinations(taken_back, size) for size in sizes)
    return any(
        answers_digest(row.answers, texts, may_quote=kept | set(more)) == row.digest
        for more in itertools.islice(tried, MOST_TRIED)
    )
