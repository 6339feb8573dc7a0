"""Somebody changes a published text and its digest past the triggers, so that they agree with each other."""

from hashlib import sha256

from sqlalchemy import text

from evaluation.models import InstrumentVersion, PublishedTranslation


def tamper(database, table="instrument_version", old="can be trusted", new="are to be feared"):
    """Change a text and its digest so that they agree, and put the trigger back."""
    model = {"instrument_version": InstrumentVersion, "published_translation": PublishedTranslation}[table]
    with database.transaction() as db:
        postgresql = db.get_bind().dialect.name == "postgresql"
        trigger = f"{table}_no_update"
        made = None if postgresql else db.scalar(text("SELECT sql FROM sqlite_master WHERE name = :n"), {"n": trigger})
        db.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}" if postgresql else f"DROP TRIGGER {trigger}"))
        for row in db.query(model).all():
            if old in row.body:
                row.body = row.body.replace(old, new)
                row.digest = sha256(row.body.encode()).hexdigest()
        db.flush()
        db.execute(text(made or f"ALTER TABLE {table} ENABLE TRIGGER {trigger}"))
