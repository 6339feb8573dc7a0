"""Whether a PostgreSQL database gives its roles what the table of rights says, and how participants' pages act."""

import re
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping

from sqlalchemy import Connection, text

from evaluation.migrations.rights import definer_functions
from evaluation.migrations.rights.table_rights import FOR_PARTICIPANTS, GIVEN, VERSION_TABLE, given_of
from evaluation.storage.database_roles import DatabaseRole, held_role

NONE = (
    "PostgreSQL knows no roles for the parts of this program, so participants' pages may do whatever their login may. "
    "Have a superuser run what `weaving migrate --roles` prints, then run `weaving migrate`."
)
UNLIKE = "What the role {role} may do with {tables} is not what this program gives it: run `weaving migrate`."
OPEN = "Everybody who can sign in to PostgreSQL may use {tables}: take that away, then run `weaving migrate`."
BY_ROW = "PostgreSQL no longer keeps apart whose rows are whose in {tables}: run `weaving migrate`."
FUNCTION = "The function {name} is missing from the database or was changed: run `weaving migrate`."
APART = "The login {login} of this process cannot act as {role}, so what it serves may do more: make it a member."
SUPERUSER = "It connects as a superuser, for whom nothing is forbidden: give it a login of its own."
BY_SET_ROLE = "participants' pages act as {role}, which their login {login} can leave again"
BY_LOGIN = "the login {login} is of participants' pages alone"

_ACL = text(
    "SELECT c.relname, '' AS of_column, a.grantee::regrole::text AS whose, a.privilege_type AS verb "
    "FROM pg_class c CROSS JOIN aclexplode(c.relacl) a "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' UNION ALL "
    "SELECT c.relname, t.attname, a.grantee::regrole::text, a.privilege_type FROM pg_class c "
    "JOIN pg_attribute t ON t.attrelid = c.oid CROSS JOIN aclexplode(t.attacl) a "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'"
)
_QUOTED_NAME = text("SELECT quote_ident(:name)")
_POLICIES = text(
    "SELECT c.relname, p.polname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relrowsecurity"
)
_DEFINERS = text(
    "SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND pronamespace = current_schema()::regnamespace"
)
Grant = tuple[str, str]
"""A verb, and the column it is of; none where it is of the whole table."""


def wrong_rights(connection: Connection) -> Generator[str, None, str]:
    """Everything that is not as it should be, a sentence each; then how participants' pages act, in words."""
    if connection.dialect.name != "postgresql":
        return "SQLite has no roles"
    held = {role: held_role(connection, role) for role in DatabaseRole}
    names = {role: there.name for role, there in held.items() if there}
    if len(names) < len(DatabaseRole):
        yield NONE
        return ""
    yield from _unlike(connection, names)
    yield from _unguarded(connection)
    login, is_superuser = connection.execute(
        text("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
    ).one()
    participants = held[DatabaseRole.PARTICIPANTS]
    assert participants is not None, "looked at above"
    if not participants.may_be_it and not any(there and there.may_be_it for there in held.values()):
        yield APART.format(login=login, role=participants.name)
    is_narrow = not connection.scalar(text("SELECT has_table_privilege('account', 'INSERT')"))
    said = (BY_LOGIN if is_narrow else BY_SET_ROLE).format(login=login, role=participants.name)
    return f"{said}. {SUPERUSER}" if is_superuser else said


def expected(role: DatabaseRole, table: str) -> set[Grant]:
    """What a role is given of a table."""
    return {grant for each in GIVEN[role](table) for grant in _grants_in(each)}


def _grants_in(grant: str) -> Iterator[Grant]:
    verb, _, columns = grant.partition(" (")
    names = re.findall(r"\w+", columns)
    yield from ((verb, name) for name in names) if names else ((verb, ""),)


def _unlike(connection: Connection, names: Mapping[DatabaseRole, str]) -> Iterator[str]:
    there: dict[str, dict[str, set[Grant]]] = defaultdict(lambda: defaultdict(set))
    for row in connection.execute(_ACL):
        there[row.whose][row.relname].add((row.verb, row.of_column))
    tables = given_of()
    for role, name in names.items():
        found = there[str(connection.scalar(_QUOTED_NAME, {"name": name}))]
        if unlike := [table for table in tables if found[table] != expected(role, table)]:
            yield UNLIKE.format(role=name, tables=", ".join(unlike))
    if to_all := sorted(there["-"].keys() & {*tables, VERSION_TABLE}):
        yield OPEN.format(tables=", ".join(to_all))


def _unguarded(connection: Connection) -> Iterator[str]:
    found = {(row.relname, row.polname) for row in connection.execute(_POLICIES)}
    by_row = sorted(table for table, rights in FOR_PARTICIPANTS.items() if rights.is_by_row)
    if open_ones := [table for table in by_row if (table, DatabaseRole.PARTICIPANTS.policy) not in found]:
        yield BY_ROW.format(tables=", ".join(open_ones))
    there = set(connection.scalars(_DEFINERS))
    for name in (*definer_functions.FUNCTIONS, *definer_functions.COUNTING):
        if name not in there:
            yield FUNCTION.format(name=name)
