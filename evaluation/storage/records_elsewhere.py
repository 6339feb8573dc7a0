"""A home whose records are in PostgreSQL, by a mark in it: losing the setting that says so starts no other home there.

The mark comes and goes with a restore onto the one engine or the other.
"""

from pathlib import Path

from sqlalchemy import make_url

from evaluation.domain.errors import Refused
from evaluation.storage.settings import Settings

MARK_FILE = "records-in-postgresql"
ELSEWHERE = (
    "The records of {home} are in PostgreSQL ({where}), and WEAVING_DATABASE_URL does not say so: set it as it was. To "
    "bring them back into SQLite, make a backup with it set, and restore that without it."
)


def mark_records(folder: Path, settings: Settings) -> None:
    """Write into a folder, which becomes a home, where its records are; of PostgreSQL alone, without the password."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "postgresql":
        host = url.host or url.query.get("host") or "this machine"
        (folder / MARK_FILE).write_text(f"{url.database} at {host}\n", encoding="utf-8")


def refuse_elsewhere(settings: Settings) -> None:
    """Refuse a SQLite file where a restore has put the records of the home into PostgreSQL."""
    path = settings.home / MARK_FILE
    if settings.database_url.startswith("sqlite") and path.exists():
        where = path.read_text(encoding="utf-8").strip()
        raise Refused(ELSEWHERE.format(home=settings.home, where=where))
