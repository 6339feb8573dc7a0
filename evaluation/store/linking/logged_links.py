"""Whether the decisions about who is one person are those that the audit log tells of: none is ever removed."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import AuditEntry, Experiment, Link

DECIDED = ("two joined", "two kept apart")
GONE = "The link {link}, told of in the audit log, is gone: somebody deleted it. Restore the database from a backup."
UNLOGGED = (
    "The link {link} at {slug} has no entry in the audit log: somebody wrote it into the database. Restore the "
    "database from a backup, or undo it with `weaving link undo`."
)


def unlogged_links(db: Session) -> Iterator[str]:
    """Every decision that is gone, and every one that nobody made, a sentence each."""
    subjects = select(AuditEntry.subject).where(AuditEntry.action.in_(DECIDED)).order_by(AuditEntry.number)
    decided = dict.fromkeys(subject.removeprefix("link ") for subject in db.scalars(subjects))
    there = select(Link.id, Experiment.slug).join(Experiment, Experiment.id == Link.experiment_id)
    found = {str(link): slug for link, slug in db.execute(there.order_by(Experiment.slug, Link.id))}
    yield from (GONE.format(link=link) for link in decided if link not in found)
    yield from (UNLOGGED.format(link=link, slug=slug) for link, slug in found.items() if link not in decided)
