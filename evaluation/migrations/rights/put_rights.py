"""Rights as they should be, put into a PostgreSQL database in the transaction that brings its schema up."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, text

from evaluation.migrations.rights import definer_functions
from evaluation.migrations.rights.table_rights import (
    EVERY_ROW,
    EVERY_VERB,
    FOR_PARTICIPANTS,
    GIVEN,
    VERSION_TABLE,
    ParticipantsRights,
    given_of,
)
from evaluation.storage.database_roles import DatabaseRole, held_role, new_name, refuse_taken


def names_of(connection: Connection) -> dict[DatabaseRole, str]:
    """What each role of this database is called, whether or not it is there yet."""
    database = str(connection.scalar(text("SELECT current_database()")))
    held = {role: held_role(connection, role) for role in DatabaseRole}
    return {role: there.name if there else new_name(database, role) for role, there in held.items()}


def missing_roles(connection: Connection) -> list[str]:
    """The names of the roles that this server lacks, or that the login is no member of."""
    login = "SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = :name"
    return [name for name in names_of(connection).values() if not connection.scalar(text(login), {"name": name})]


def put_rights(connection: Connection) -> bool:
    """Have each role able to do what the table of rights says, and nothing else; whether that could be done.

    It cannot where a role is missing and the login may make none: then nothing is changed.
    """
    if connection.dialect.name != "postgresql":
        return True
    names = names_of(connection)
    if not _make_roles(connection, names):
        return False
    _execute(connection, _statements(connection, names))
    return True


def take_rights(connection: Connection) -> None:
    """Take every policy, right and function away, so that tables can be changed or go; the roles stay, empty."""
    if connection.dialect.name == "postgresql" and held_role(connection, DatabaseRole.PARTICIPANTS) is not None:
        _execute(connection, _taking(connection, names_of(connection)))


def drop_roles(connection: Connection) -> None:
    """Drop the roles of a database that has no tables any more, but those that something else still needs."""
    for name in names_of(connection).values() if connection.dialect.name == "postgresql" else ():
        there = connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name})
        if there and _may_make_roles(connection):
            _execute(connection, [f"DO $do$ BEGIN DROP ROLE {_quoted(connection, name)}; {_UNLESS_NEEDED} END $do$"])


def creating_roles(connection: Connection) -> list[str]:
    """What a superuser has to run once where the login may make no roles."""
    login = str(connection.scalar(text("SELECT current_user")))
    missing = [_quoted(connection, name) for name in missing_roles(connection)]
    there = "SELECT FROM pg_roles WHERE rolname = {}"
    made = [
        f"DO $$ BEGIN IF NOT EXISTS ({there.format(_literal(name))}) THEN CREATE ROLE {name} NOLOGIN; END IF; END $$;"
        for name in missing
    ]
    return made + [f"GRANT {name} TO {_quoted(connection, login)};" for name in missing]


_OWN_TABLES = text(
    "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' "
    "AND pg_has_role(relowner, 'USAGE') ORDER BY 1"
)
"""Others' tables in the same database are theirs to give."""
_UNLESS_NEEDED = "EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN NULL;"


def _make_roles(connection: Connection, names: dict[DatabaseRole, str]) -> bool:
    missing = missing_roles(connection)
    if missing and not _may_make_roles(connection):
        return False
    for name in names.values():
        refuse_taken(connection, name)
    for name in missing:
        quoted = _quoted(connection, name)
        if not connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}):
            _execute(connection, [f"CREATE ROLE {quoted} NOLOGIN"])
        _execute(connection, [f"GRANT {quoted} TO CURRENT_USER"])
    return True


def _may_make_roles(connection: Connection) -> bool:
    asked = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    return bool(connection.scalar(text(asked)))


def _statements(connection: Connection, names: dict[DatabaseRole, str]) -> Iterator[str]:
    """Everything anew: what was given before is taken first, so that what stands is what is written here."""
    roles = {role: _quoted(connection, name) for role, name in names.items()}
    schema = _quoted(connection, str(connection.scalar(text("SELECT current_schema()"))))
    yield from _taking(connection, names)
    yield from definer_functions.creating(schema)
    yield f"GRANT USAGE ON SCHEMA {schema} TO {', '.join(roles.values())}"
    for name in definer_functions.FUNCTIONS:
        yield f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {name} TO {roles[DatabaseRole.PARTICIPANTS]}"
    for table in [*given_of(), VERSION_TABLE]:
        yield from _granting(table, roles)
    for table, rights in FOR_PARTICIPANTS.items():
        if rights.is_by_row:
            yield from _securing(table, rights, roles)
    yield from _defaults(schema, roles)


def _granting(table: str, roles: dict[DatabaseRole, str]) -> Iterator[str]:
    for role, may in GIVEN.items():
        grants = ("SELECT",) if table == VERSION_TABLE else may(table)
        if grants:
            yield f"GRANT {', '.join(grants)} ON {table} TO {roles[role]}"


def _securing(table: str, rights: ParticipantsRights, roles: dict[DatabaseRole, str]) -> Iterator[str]:
    """By row for the participants' role, and every row for the others; the owner of the tables is not asked."""
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    pages = roles[DatabaseRole.PARTICIPANTS]
    for role in (DatabaseRole.STAFF, DatabaseRole.WORKER):
        yield f"CREATE POLICY {role.policy} ON {table} TO {roles[role]} USING ({EVERY_ROW}) WITH CHECK ({EVERY_ROW})"
    changed = rights.changed or rights.rows
    policies = {
        DatabaseRole.PARTICIPANTS.policy: f"SELECT TO {pages} USING ({rights.rows})",
        "participants_add": f"INSERT TO {pages} WITH CHECK ({rights.added})",
        "participants_change": (f"UPDATE TO {pages} USING ({rights.rows}) WITH CHECK ({changed})"),
        "participants_delete": f"DELETE TO {pages} USING ({rights.rows})",
    }
    given = (True, rights.adds, bool(rights.changes), rights.deletes)
    for (name, policy), is_given in zip(policies.items(), given, strict=True):
        if is_given:
            yield f"CREATE POLICY {name} ON {table} FOR {policy}"


def _defaults(schema: str, roles: dict[DatabaseRole, str]) -> Iterator[str]:
    """A table made otherwise than by a migration is staff's to use; participants get nothing unasked."""
    new = f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema}"
    yield f"{new} GRANT {', '.join(EVERY_VERB)} ON TABLES TO {roles[DatabaseRole.STAFF]}"
    yield f"{new} GRANT SELECT ON TABLES TO {roles[DatabaseRole.WORKER]}"


def _taking(connection: Connection, names: dict[DatabaseRole, str]) -> Iterator[str]:
    quoted = ", ".join(_quoted(connection, name) for name in names.values())
    schema = _quoted(connection, str(connection.scalar(text("SELECT current_schema()"))))
    policies = text(
        "SELECT c.relname, p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid "
        "WHERE c.relnamespace = current_schema()::regnamespace "
        "AND split_part(p.polname, '_', 1) = ANY(:of) ORDER BY 1, 2"
    )
    found = connection.execute(policies, {"of": [role.value for role in DatabaseRole]}).all()
    yield from (f"DROP POLICY {policy} ON {table}" for table, policy in found)
    yield from (f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY" for table in sorted({row[0] for row in found}))
    yield from (f"REVOKE ALL ON {table} FROM {quoted}" for table in connection.scalars(_OWN_TABLES).all())
    yield f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON TABLES FROM {quoted}"
    yield f"REVOKE ALL ON SCHEMA {schema} FROM {quoted}"
    yield from definer_functions.dropping()


def _execute(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


def _literal(quoted: str) -> str:
    return "'" + quoted[1:-1].replace('""', '"').replace("'", "''") + "'"
