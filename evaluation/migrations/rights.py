"""What PostgreSQL's roles may do: the table of rights, putting it into a database, and checking that it stands there.

The participants' role sees only the rows of people whose identity the request brought; the function `weaving_people`
finds them. It reads what is the same for everybody, such as questions, in full. Staff add to permanent tables and never
change them. The worker reads what reports are made of and writes what its jobs make.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from evaluation.models import Base
from evaluation.storage.database_roles import DatabaseRole, held_role, new_name, refuse_taken
from evaluation.store.log.safeguards import PERMANENT

SELECT, INSERT, UPDATE, DELETE = "SELECT", "INSERT", "UPDATE", "DELETE"
VERSION_TABLE = "alembic_version"
"""Which schema the database is at, which every role reads."""
EVERY_VERB = (SELECT, INSERT, UPDATE, DELETE)
ADDED_TO = (SELECT, INSERT)
PEOPLE = "ANY((SELECT weaving_people())::uuid[])"
OF_OWN_RESPONSE = "response_id IN (SELECT own.id FROM response own)"
OF_BROUGHT_CODE = (
    "digest = ANY(ARRAY(SELECT encode(sha256(convert_to('complaint ' || one, 'UTF8')), 'hex') "
    "FROM unnest(string_to_array(current_setting('weaving.brought', true), ',')) one))"
)
"""A complaint is read with the code that whoever complained was given (`store.complaints.complaints`)."""
EVERY_ROW = "true"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantsRights:
    """What the participants' role may do with one table."""

    reads: tuple[str, ...] | None = None
    """The columns that it reads; all where none are named."""
    adds: bool = False
    changes: tuple[str, ...] = ()
    """The columns that it may change."""
    deletes: bool = False
    rows: str = EVERY_ROW
    """The condition of the rows that it sees, changes and deletes."""
    added: str = EVERY_ROW
    """The condition of the rows that it may add."""
    changed: str = ""
    """The condition of a row once it was changed; as of those that it sees where it is not said."""

    @property
    def is_by_row(self) -> bool:
        """Whether it may not do the same with every row."""
        return {self.rows, self.added, self.changed} - {""} != {EVERY_ROW}


FOR_PARTICIPANTS: Mapping[str, ParticipantsRights] = {
    # of one person
    "participant": ParticipantsRights(
        adds=True, changes=("role", "started_at", "withdrawn_at"), deletes=True, rows=f"id = {PEOPLE}"
    ),
    "card": ParticipantsRights(adds=True, changes=("participant_id",), deletes=True, rows=f"participant_id = {PEOPLE}"),
    "card_return": ParticipantsRights(adds=True, rows=f"participant_id = {PEOPLE}"),
    "consent": ParticipantsRights(adds=True, changes=("participant_id", "method"), rows=f"participant_id = {PEOPLE}"),
    "response": ParticipantsRights(
        adds=True,
        changes=(
            *("language", "translation", "mode", "answers", "digest", "receipt", "revision", "submitted_at"),
            *("late", "stopped", "participant_id"),
        ),
        deletes=True,
        rows=f"participant_id = {PEOPLE}",
        added=f"participant_id = {PEOPLE}",
    ),
    "response_revision": ParticipantsRights(
        reads=("id", "response_id", "digest", "received_at", "conflict"),
        adds=True,
        deletes=True,
        rows=OF_OWN_RESPONSE,
        added=OF_OWN_RESPONSE,
    ),
    "open_answer": ParticipantsRights(
        adds=True,
        changes=("may_quote", "disclosed_at", "released_at", "released_by"),
        deletes=True,
        rows=OF_OWN_RESPONSE,
        added=OF_OWN_RESPONSE,
    ),
    "memory_answer": ParticipantsRights(
        reads=("id", "response_id"), adds=True, deletes=True, rows=OF_OWN_RESPONSE, added=OF_OWN_RESPONSE
    ),
    "set_aside": ParticipantsRights(adds=True, deletes=True, rows=f"participant_id = {PEOPLE}"),
    "link": ParticipantsRights(
        adds=True,
        changes=("undone_at", "undone_by", "undone_by_account"),
        rows=f"earlier_id = {PEOPLE} OR later_id = {PEOPLE}",
        added=f"earlier_id = {PEOPLE} AND later_id = {PEOPLE} AND made_by = 'participant' AND made_by_account IS NULL",
    ),
    # the same for everybody who comes
    "chapter": ParticipantsRights(reads=("id", "name")),
    "study": ParticipantsRights(),
    "analysis_plan": ParticipantsRights(),
    "experiment": ParticipantsRights(changes=("title",), changed="false"),  # it may lock an evening, and change none
    "wave": ParticipantsRights(changes=("left_since_disclosed",)),
    "wave_press": ParticipantsRights(),
    "learning_unit": ParticipantsRights(),
    "response_count": ParticipantsRights(),
    "instrument_version": ParticipantsRights(),
    "published_translation": ParticipantsRights(),
    "corrected_translation": ParticipantsRights(),
    "translation_signature": ParticipantsRights(),
    "release": ParticipantsRights(
        reads=("id", "study_id", "number", "scope", "public", "page", "instruments"), rows="public"
    ),
    "release_event": ParticipantsRights(
        reads=("id", "release_id", "kind", "words"),
        rows="kind = 'released' AND release_id IN (SELECT own.id FROM release own)",
    ),
    # about the program itself
    "complaint": ParticipantsRights(adds=True, rows=OF_BROUGHT_CODE),
    "complaint_contact": ParticipantsRights(reads=("complaint_id",), adds=True, rows="false"),
    "audit_entry": ParticipantsRights(
        reads=("number", "action", "details"),
        adds=True,
        rows="action IN ('instrument published', 'instrument.publish')",
        added="actor = 'participant' AND account_id IS NULL",
    ),
    "pending_erasure": ParticipantsRights(adds=True, rows="false"),
    "attempt_count": ParticipantsRights(adds=True, changes=("count",)),
    "key_mark": ParticipantsRights(adds=True, added="name LIKE 'links-%'"),
}

NOT_FOR_PARTICIPANTS = (
    *("account", "role_grant", "passkey", "staff_session", "invitation", "sign_in_reset", "evening_key"),
    *("draft", "draft_translation", "draft_change", "publication", "item_note", "correction_proposal"),
    *("release_file", "report_page", "job", "area_table", "removed_experiment", "seating_version"),
    *("sheet_batch", "sheet", "sheet_pass", "api_token", "webhook", "webhook_delivery"),
)
"""The tables of which the participants' role knows nothing; one that stands in neither list is theirs as little."""

FOR_STAFF: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(PERMANENT, ADDED_TO),
    "analysis_plan": EVERY_VERB,  # until it is fixed, which a trigger knows
    "release": (*ADDED_TO, "UPDATE (title)"),  # it locks a release, of which a trigger lets nothing be changed
}
"""What the staff's role may do where that is not everything."""

READ_BY_WORKER = (
    *("participant", "card", "card_return", "consent", "response", "response_count", "response_revision"),
    *("open_answer", "memory_answer", "link", "audit_entry", "key_mark", "chapter", "area_table", "wave_press"),
    *("set_aside", "attempt_count"),
    *("learning_unit", "seating_version", "sheet_batch", "sheet", "sheet_pass", "removed_experiment", "role_grant"),
    *("instrument_version", "item_note", "publication", "published_translation", "corrected_translation"),
    *("translation_signature", "correction_proposal", "draft", "draft_translation", "draft_change"),
)
_SIGNED_IN_WITH = ("passkey", "staff_session", "invitation", "sign_in_reset", "evening_key", "api_token")
FOR_WORKER: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(READ_BY_WORKER, (SELECT,)),
    **dict.fromkeys(_SIGNED_IN_WITH, ()),
    **dict.fromkeys(("complaint", "complaint_contact"), ()),
    "sheet_pass": (SELECT, DELETE),  # of whoever took their answers back
    "sheet": (SELECT, "UPDATE (settled_at)"),
    "account": ("SELECT (id, name, email, language, active, created_at, disabled_at)",),
    "webhook": (SELECT, "UPDATE (stopped_at)"),
    "webhook_delivery": (SELECT, "UPDATE (next_at, delivered_at, outcome)"),
    "study": (SELECT, "UPDATE (created_at)"),  # it locks a study, and an evening, while it tells of them
    "experiment": (SELECT, "UPDATE (created_at)"),
    "wave": (SELECT, "UPDATE (frozen_at)"),
    "analysis_plan": (SELECT, "UPDATE (locked_at)"),
    "release": (*ADDED_TO, "UPDATE (title)"),
    **dict.fromkeys(("release_event", "release_file", "report_page"), ADDED_TO),
}
"""What the worker's role may do where that is not what staff may: it reads what reports are made of, and writes jobs,
reports and releases. What people sign in with it does not see.
"""


def given_of() -> list[str]:
    """The tables of this program, of which rights are given: what else a database holds is not its to give."""
    return sorted(Base.metadata.tables)


def for_staff(table: str) -> tuple[str, ...]:
    """What the staff's role may do with a table, as GRANT names it."""
    return FOR_STAFF.get(table, EVERY_VERB)


def for_worker(table: str) -> tuple[str, ...]:
    """What the worker's role may do with a table, as GRANT names it."""
    return FOR_WORKER.get(table, for_staff(table))


def for_participants(table: str) -> tuple[str, ...]:
    """What the participants' role may do with a table, as GRANT names it; nothing where nobody has decided."""
    rights = FOR_PARTICIPANTS.get(table)
    if rights is None:
        return ()
    given = {
        _of_columns(SELECT, rights.reads or ()): True,
        INSERT: rights.adds,
        _of_columns(UPDATE, rights.changes): bool(rights.changes),
        DELETE: rights.deletes,
    }
    return tuple(grant for grant, is_given in given.items() if is_given)


GIVEN: Mapping[DatabaseRole, Callable[[str], tuple[str, ...]]] = {
    DatabaseRole.PARTICIPANTS: for_participants,
    DatabaseRole.STAFF: for_staff,
    DatabaseRole.WORKER: for_worker,
}
"""What each role may do with a table, as GRANT names it."""


def _of_columns(verb: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"{verb} ({names})" if names else verb


FUNCTIONS = (
    *("weaving_people()", "weaving_audit_end()", "weaving_has_begun(uuid)", "weaving_begun_on_page(uuid,uuid)"),
    "weaving_complaints_since(uuid,timestamp with time zone)",
)
COUNTING = ("count_response()", "count_change()")
"""Functions of triggers that keep the number of responses: nobody but they writes it."""

_AS_OWNER = "STABLE SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp"

PEOPLE_FUNCTION = """CREATE OR REPLACE FUNCTION weaving_people() RETURNS uuid[] LANGUAGE plpgsql {as_owner} AS $$
DECLARE
  brought text[] := string_to_array(nullif(current_setting('weaving.brought', true), ''), ',');
  before text := nullif(current_setting('weaving.people', true), '');
  ids uuid[]; codes text[]; people uuid[];
BEGIN
  IF brought IS NULL AND before IS NULL THEN RETURN '{{}}'; END IF;
  SELECT array_agg(one::uuid) FILTER (WHERE length(one) = 36), array_agg(one) FILTER (WHERE length(one) = 9)
    INTO ids, codes FROM unnest(brought) one;
  ids := coalesce(ids, '{{}}'); codes := coalesce(codes, '{{}}');
  people := ids || coalesce(before::uuid[], '{{}}')
    || ARRAY(SELECT participant_id FROM consent WHERE id = ANY(ids))
    || ARRAY(SELECT participant_id FROM response WHERE id = ANY(ids))
    || ARRAY(SELECT participant_id FROM card WHERE token = ANY(codes))
    || ARRAY(SELECT r.participant_id FROM card_return r JOIN card c ON c.id = r.card_id WHERE c.token = ANY(codes));
  FOR _round IN 1..2 LOOP
    people := people || ARRAY(SELECT unnest(ARRAY[l.earlier_id, l.later_id]) FROM link l
      WHERE l.joined AND l.undone_at IS NULL AND (l.earlier_id = ANY(people) OR l.later_id = ANY(people)));
  END LOOP;
  people := people || ARRAY(SELECT c.participant_id FROM card_return r JOIN card c ON c.id = r.card_id
    WHERE r.participant_id = ANY(people));
  people := ARRAY(SELECT DISTINCT unnest(people));
  PERFORM set_config('weaving.people', people::text, true);
  RETURN people;
END $$"""
"""Who the people are whose identity, form or code a request brought, or the same under another code.

Who was found once in a transaction stays so to its end, though the row that led there was changed in it.
"""

AUDIT_END = """CREATE OR REPLACE FUNCTION weaving_audit_end() RETURNS TABLE (number integer, mac varchar) LANGUAGE sql
{as_owner} AS $$ SELECT e.number, e.mac FROM audit_entry e ORDER BY e.number DESC LIMIT 1 $$"""

HAS_BEGUN = """CREATE OR REPLACE FUNCTION weaving_has_begun(at uuid) RETURNS boolean LANGUAGE sql {as_owner} AS $$
SELECT EXISTS (SELECT FROM consent c JOIN wave w ON w.id = c.wave_id WHERE w.experiment_id = at)
  OR EXISTS (SELECT FROM response r WHERE r.experiment_id = at)
  OR EXISTS (SELECT FROM sheet_batch b JOIN wave w ON w.id = b.wave_id WHERE w.experiment_id = at) $$"""

COMPLAINTS_SINCE = """CREATE OR REPLACE FUNCTION weaving_complaints_since(about uuid, since timestamp with time zone)
RETURNS bigint LANGUAGE sql {as_owner} AS $$
SELECT count(*) FROM complaint c WHERE c.received_at > since AND c.study_id IS NOT DISTINCT FROM about $$"""


BEGUN_ON_PAGE = """CREATE OR REPLACE FUNCTION weaving_begun_on_page(first uuid, last uuid) RETURNS bigint LANGUAGE sql
{as_owner} AS $$ SELECT count(*) FROM consent c WHERE c.id BETWEEN first AND last
  AND left(first::text, 24) = left(last::text, 24) $$"""


def _making_functions(schema: str) -> list[str]:
    """The statements that make the functions in a schema, whose name is quoted already."""
    as_owner = _AS_OWNER.format(schema=schema)
    definitions = (PEOPLE_FUNCTION, AUDIT_END, HAS_BEGUN, BEGUN_ON_PAGE, COMPLAINTS_SINCE)
    made = [each.format(as_owner=as_owner) for each in definitions]
    counting = f"SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp"
    return made + [f"ALTER FUNCTION {name} {counting}" for name in COUNTING]


def _dropping_functions() -> list[str]:
    """The statements that take them away again."""
    gone = [f"DROP FUNCTION IF EXISTS {name}" for name in FUNCTIONS]
    return gone + [f"ALTER FUNCTION {name} SECURITY INVOKER RESET search_path" for name in COUNTING]


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
    yield from _making_functions(schema)
    yield f"GRANT USAGE ON SCHEMA {schema} TO {', '.join(roles.values())}"
    for name in FUNCTIONS:
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
    yield from _dropping_functions()


def _execute(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


def _literal(quoted: str) -> str:
    return "'" + quoted[1:-1].replace('""', '"').replace("'", "''") + "'"


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
    for name in (*FUNCTIONS, *COUNTING):
        if name not in there:
            yield FUNCTION.format(name=name)
