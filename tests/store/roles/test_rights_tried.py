"""Every role tries every verb on every table, as SQL, and may do what the table of rights says and nothing else."""

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from evaluation.migrations import rights
from evaluation.migrations.rights import expected
from evaluation.models import Base
from evaluation.storage.database_roles import DatabaseRole

TABLES = sorted(Base.metadata.tables)
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
CELLS = len(TABLES) * len(VERBS) * len(DatabaseRole)


def tried(role, table, verb):
    """A statement of a kind that changes nothing, with the columns that the role should have."""
    columns = [column for given, column in expected(role, table) if given == verb and column]
    first = columns[0] if columns else next(iter(Base.metadata.tables[table].columns)).name
    return {
        "SELECT": f'SELECT count(*) FROM "{table}"',
        "INSERT": f'INSERT INTO "{table}" DEFAULT VALUES',
        "UPDATE": f'UPDATE "{table}" SET "{first}" = NULL',
        "DELETE": f'DELETE FROM "{table}"',
        "TRUNCATE": f'TRUNCATE "{table}" CASCADE',
    }[verb]


def may(connection, statement):
    """Whether PostgreSQL lets a statement begin; that a trigger, a condition or a policy refuses a row comes later."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except InsufficientPrivilege as fault:
        return "row-level security" in str(fault)
    except psycopg.Error:
        return True
    return True


@pytest.mark.parametrize("role", DatabaseRole)
def test_every_role_may_do_with_every_table_what_is_said_and_nothing_else(attacked, role):
    with attacked.logins.signed_in(role) as connection:
        found = {(table, verb): may(connection, tried(role, table, verb)) for table in TABLES for verb in VERBS}
    said = {(table, verb): any(given == verb for given, _ in expected(role, table)) for table, verb in found}
    assert {cell: there for cell, there in found.items() if there != said[cell]} == {}
    assert len(found) * len(DatabaseRole) == CELLS


def test_each_table_has_been_decided_on():
    undecided = set(TABLES) - set(rights.FOR_PARTICIPANTS) - set(rights.NOT_FOR_PARTICIPANTS)
    assert undecided == set(), (
        "Say in FOR_PARTICIPANTS or NOT_FOR_PARTICIPANTS of evaluation/migrations/rights.py what "
        "participants' pages may do with a new table, and in FOR_STAFF and FOR_WORKER where that is not everything."
    )


def test_a_decision_names_a_table():
    named = {
        *rights.FOR_PARTICIPANTS,
        *rights.NOT_FOR_PARTICIPANTS,
        *rights.FOR_STAFF,
        *rights.FOR_WORKER,
    }
    assert named - set(TABLES) == set()


def test_the_participants_role_adds_to_few_tables():
    added = {table for table in TABLES if "INSERT" in {verb for verb, _ in expected(DatabaseRole.PARTICIPANTS, table)}}
    own = {"participant", "card", "card_return", "consent", "response", "response_revision", "open_answer"}
    kept = {
        "audit_entry",
        "key_mark",
        "complaint",
        "complaint_contact",
        "set_aside",
        "attempt_count",
        "pending_erasure",
    }
    assert added == own | kept | {"memory_answer", "link"}


def test_nobody_but_the_owner_changes_or_removes_what_is_permanent():
    given = {
        (role, table, verb)
        for role in rights.GIVEN
        for table in set(rights.PERMANENT) - {"analysis_plan"}
        for verb, column in expected(role, table)
        if verb in {"UPDATE", "DELETE"} and (table, column) != ("release", "title")
    }
    assert given == set()
