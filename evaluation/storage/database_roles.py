"""The roles of a PostgreSQL database: what each part of the program may do there is less than what its login may.

Roles belong to a whole server and rights to one database, so each database has roles of its own, named after it. Which
they are is read from the rights themselves, so that a database that was copied or renamed keeps those it has.
"""

import enum
import hashlib
from typing import NamedTuple

from sqlalchemy import Connection, text

from evaluation.domain.errors import Refused

LONGEST_NAME = 63
MARKED_TABLE = "response"
"""The table whose policies tell which roles the rights of a database are of."""


class DatabaseRole(enum.StrEnum):
    """A part of the program that PostgreSQL knows by a role of its own."""

    PARTICIPANTS = "participants"
    STAFF = "staff"
    WORKER = "worker"

    @property
    def policy(self) -> str:
        """The name of the policy by which this role reads rows."""
        return f"{self.value}_read"


class HeldRole(NamedTuple):
    """A role as a login finds it."""

    name: str
    may_be_it: bool
    """Whether the login may act as this role."""


def new_name(database: str, role: DatabaseRole) -> str:
    """What a role of a database is called that has none yet."""
    whole = f"{database}_{role.value}"
    if len(whole.encode()) <= LONGEST_NAME:
        return whole
    return f"weaving_{hashlib.sha256(database.encode()).hexdigest()[:16]}_{role.value}"


_HELD = text(
    "SELECT r.rolname, pg_has_role(current_user, r.oid, "
    "CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) "
    "FROM pg_policy p JOIN pg_roles r ON r.oid = ANY(p.polroles) "
    "WHERE p.polrelid = to_regclass(:on_table) AND p.polname = :policy"
)


def held_role(connection: Connection, role: DatabaseRole) -> HeldRole | None:
    """The role by its name in this database; None where rights were never put there, or it is no PostgreSQL."""
    if connection.dialect.name != "postgresql":
        return None
    row = connection.execute(_HELD, {"on_table": MARKED_TABLE, "policy": role.policy}).first()
    return HeldRole(*row) if row else None


def is_narrow(connection: Connection) -> bool:
    """Whether a login is of the participants' pages alone, by itself: then it knows nothing of accounts."""
    if connection.dialect.name != "postgresql":
        return False
    asked = "SELECT to_regclass('account') IS NOT NULL AND NOT has_table_privilege('account', 'INSERT')"
    return bool(connection.scalar(text(asked)))


def refuse_taken(connection: Connection, name: str) -> None:
    """Refuse to take a role that somebody else made for something else: one that can sign in, or may do everything."""
    asked = text("SELECT rolcanlogin OR rolsuper FROM pg_roles WHERE rolname = :name")
    if connection.scalar(asked, {"name": name}):
        raise Refused(
            f"The role {name} is in use for something else in PostgreSQL: it can sign in, or is a superuser. "
            "Rename it, or give the database another name."
        )
