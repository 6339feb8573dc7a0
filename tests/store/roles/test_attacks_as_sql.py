"""Whoever has the login of participants' pages, and types SQL, learns and changes nothing of anybody."""

import json

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from evaluation.storage.database_roles import DatabaseRole
from tests.store.roles.conftest import SECRET

PERSONAL = (
    *("participant", "card", "card_return", "consent", "response", "response_revision", "open_answer"),
    *("memory_answer", "link"),
)
REFUSED = (
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "COPY (SELECT 1) TO '/tmp/roles.copied'",
    "CREATE TEMP TABLE passwords (line text); COPY passwords FROM '/etc/passwd'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_read_binary_file('/etc/passwd')",
    "SELECT pg_ls_dir('.')",
    "SELECT rolpassword FROM pg_authid",
    "SELECT passwd FROM pg_shadow",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_export(1, '/tmp/roles.exported')",
    "SET ROLE {owner}",
    "SET ROLE {staff}",
    "SET ROLE {worker}",
    "SET SESSION AUTHORIZATION {owner}",
    "GRANT {staff} TO CURRENT_USER",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "CREATE ROLE another SUPERUSER",
    "ALTER TABLE response DISABLE ROW LEVEL SECURITY",
    "DROP POLICY participants_read ON response",
    "CREATE POLICY everything ON response USING (true)",
    "ALTER TABLE response OWNER TO CURRENT_USER",
    "SET row_security = off; SELECT * FROM response",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE VIEW public.mine AS SELECT 1",
    "CREATE TABLE public.mine (a int)",
    "CREATE SCHEMA mine",
    "CREATE EXTENSION dblink",
    "CREATE EXTENSION plpython3u",
    "CREATE TRIGGER mine BEFORE INSERT ON response FOR EACH ROW EXECUTE FUNCTION count_response()",
    "CREATE RULE mine AS ON SELECT TO response DO INSTEAD SELECT 1",
    "ALTER FUNCTION weaving_people() SECURITY INVOKER",
    "CREATE EVENT TRIGGER mine ON ddl_command_end EXECUTE FUNCTION count_response()",
    "CREATE SUBSCRIPTION mine CONNECTION 'dbname=x' PUBLICATION mine",
    "ALTER SYSTEM SET log_statement = 'all'",
    "SELECT pg_reload_conf()",
    "SELECT email, password FROM account",
    "SELECT * FROM staff_session",
    "SELECT * FROM invitation",
    "SELECT actor, subject FROM audit_entry",
    "SELECT aggregates FROM release",
    "SELECT * FROM draft",
    "SELECT answers FROM response_revision",
    "SELECT carer_letter FROM memory_answer",
    "SELECT * FROM report_page",
    "TRUNCATE response CASCADE",
    "TRUNCATE audit_entry",
    "UPDATE audit_entry SET actor = 'x'",
    "DELETE FROM audit_entry",
    "UPDATE experiment SET title = 'Another'",
    "UPDATE wave SET closed_at = now()",
    "UPDATE instrument_version SET body = 'x'",
    "INSERT INTO audit_entry VALUES (99, now(), NULL, 'An administrator', 'a', 'b', '{{}}', 'c', 'd')",
    "INSERT INTO key_mark VALUES ('cookies', 'x', now())",
)


@pytest.mark.parametrize("statement", REFUSED)
def test_what_is_not_theirs_to_do_is_refused(attacked, attacker, statement):
    owner, named = attacked.logins.database.reader.url.username, attacked.logins.names
    names = {"owner": owner, "staff": named[DatabaseRole.STAFF], "worker": named[DatabaseRole.WORKER]}
    with pytest.raises((InsufficientPrivilege, psycopg.errors.FeatureNotSupported)):
        attacker.execute(statement.format(**{name: f'"{quoted}"' for name, quoted in names.items()}))


@pytest.mark.parametrize("table", PERSONAL)
def test_no_row_of_anybody_is_seen(attacker, table):
    assert attacker.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


@pytest.mark.parametrize("table", sorted(set(PERSONAL) - {"card_return", "consent", "link"}))
def test_no_row_of_anybody_is_deleted(attacker, table):
    with attacker.transaction(force_rollback=True):
        assert attacker.execute(f"DELETE FROM {table}").rowcount == 0


@pytest.mark.parametrize("change", ["response SET answers = '{}'", "participant SET withdrawn_at = now()"])
def test_no_row_of_anybody_is_changed(attacker, change):
    assert attacker.execute(f"UPDATE {change}").rowcount == 0


def test_the_owner_sees_what_they_do_not(attacked):
    with attacked.logins.database.reader.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM open_answer").scalar_one() == len(attacked.people)


def test_copying_a_table_out_gives_nothing(attacker):
    with attacker.cursor().copy("COPY open_answer TO STDOUT") as copied:
        assert list(copied) == []


def told_by(attacker, statements):
    """All that PostgreSQL says while some statements run: rows, notices and faults."""
    told = []
    attacker.add_notice_handler(lambda notice: told.append(notice.message_primary))
    for statement in statements:
        try:
            cursor = attacker.execute(statement)
            told += map(str, cursor.fetchall() if cursor.description else [])
        except psycopg.Error as fault:
            told.append(str(fault))
    return "\n".join(map(str, told))


LEAK = (
    "CREATE FUNCTION pg_temp.leak(said text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS "
    "$$ BEGIN RAISE NOTICE 'leaked %', said; RETURN true; END $$"
)
LEAKING = {
    "a cheap function": [LEAK, "SELECT 1 FROM open_answer WHERE pg_temp.leak(text)"],
    "a cheap function in a view": [
        LEAK,
        "CREATE TEMP VIEW seen AS SELECT * FROM open_answer",
        "SELECT 1 FROM seen WHERE pg_temp.leak(text)",
    ],
    "a cheap function that deletes": [LEAK, "DELETE FROM open_answer WHERE pg_temp.leak(text)"],
    "a cheap function that changes": [LEAK, "UPDATE open_answer SET may_quote = true WHERE pg_temp.leak(text)"],
    "an operator": [
        LEAK,
        "CREATE FUNCTION pg_temp.op(a text, b text) RETURNS boolean LANGUAGE sql AS 'SELECT pg_temp.leak(a)'",
        "CREATE OPERATOR pg_temp.<<< (leftarg = text, rightarg = text, function = pg_temp.op)",
        "SELECT 1 FROM open_answer WHERE text OPERATOR(pg_temp.<<<) 'x'",
    ],
    "a fault": ["SELECT text::int FROM open_answer", "SELECT 1 / (length(text) - length(text)) FROM open_answer"],
    "statistics": ["SELECT tablename, most_common_vals FROM pg_stats WHERE tablename IN ('open_answer', 'response')"],
    "a plan": ["EXPLAIN (ANALYZE, VERBOSE) SELECT text FROM open_answer"],
    "what others ask": ["SELECT query FROM pg_stat_activity"],
    "XML of a table": ["SELECT table_to_xml('open_answer', true, false, '')"],
    "XML of the database": ["SELECT database_to_xml(true, false, '')"],
    "a cursor": ["BEGIN", "DECLARE c CURSOR FOR SELECT text FROM open_answer", "FETCH ALL FROM c", "ROLLBACK"],
    "large objects": ["SELECT encode(data, 'escape') FROM pg_largeobject"],
    "a copied table": ["CREATE TEMP TABLE mine AS SELECT * FROM open_answer", "TABLE mine"],
    "a join": ["SELECT o.text FROM wave w LEFT JOIN response r ON r.wave_id = w.id LEFT JOIN open_answer o ON true"],
    "everybody's identity, guessed": [
        "SELECT set_config('weaving.brought', string_agg(gen_random_uuid()::text, ','), false) FROM pg_class",
        "SELECT text FROM open_answer",
    ],
}


@pytest.mark.parametrize("way", LEAKING)
def test_nobodys_words_come_out(attacked, attacker, way):
    with attacked.logins.database.writer.begin() as connection:
        connection.exec_driver_sql("ANALYZE open_answer")
    assert SECRET not in told_by(attacker, LEAKING[way])


def test_words_come_out_where_the_policy_is_gone(postgresql, people, logins):
    """The control: the same ways find them where nothing keeps them."""
    with postgresql.writer.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE open_answer DISABLE ROW LEVEL SECURITY")
    found, address = set(), logins.address(DatabaseRole.PARTICIPANTS)
    for way, statements in LEAKING.items():
        if "delete" not in way:
            with psycopg.connect(address, autocommit=True) as connection:
                found |= {way} if SECRET in told_by(connection, statements) else set()
    ways = ["a cheap function", "a cheap function in a view", "a cheap function that changes", "an operator", "a fault"]
    assert found >= {*ways, "a cursor", "a copied table"}


def test_with_the_identity_of_a_form_its_own_rows_are_seen_and_no_others(attacked, attacker):
    mine, other = attacked.people
    with attacker.transaction():
        attacker.execute("SELECT set_config('weaving.brought', %s, true)", [str(mine.response)])
        seen = [row[0] for row in attacker.execute("SELECT id FROM response UNION SELECT response_id FROM open_answer")]
    assert seen == [mine.response] != [other.response]


def test_with_the_code_of_a_card_its_own_rows_are_seen_and_no_others(attacked, attacker):
    with attacker.transaction():
        attacker.execute("SELECT set_config('weaving.brought', %s, true)", [attacked.people[1].token])
        assert list(attacker.execute("SELECT id FROM response")) == [(attacked.people[1].response,)]


def test_the_next_transaction_knows_nothing_of_who_came_before(attacked, attacker):
    with attacker.transaction():
        attacker.execute("SELECT set_config('weaving.brought', %s, true)", [str(attacked.people[0].response)])
        attacker.execute("SELECT weaving_people()")
    assert attacker.execute("SELECT weaving_people(), count(*) FROM response").fetchone() == ([], 0)


def test_a_table_put_in_front_of_the_real_one_is_not_believed(attacked, attacker):
    mine, other = attacked.people
    with attacker.transaction():
        attacker.execute("CREATE TEMP TABLE consent (id uuid, participant_id uuid)")
        attacker.execute("INSERT INTO pg_temp.consent VALUES (%s, %s)", [mine.response, other.participant])
        attacker.execute("SELECT set_config('weaving.brought', %s, true)", [str(mine.response)])
        assert other.participant not in attacker.execute("SELECT weaving_people()").fetchone()[0]


def test_an_answer_is_not_written_over_even_where_its_identity_is_known(attacked, attacker):
    written = "SET answers = '{}' FROM (SELECT 1) x WHERE id = %s"
    assert attacker.execute(f"UPDATE response {written}", [attacked.people[0].response]).rowcount == 0


def test_an_answer_is_not_added_to_a_form_that_is_anothers(attacked, attacker):
    columns = "id, response_id, item, text, may_quote"
    added = f"INSERT INTO open_answer ({columns}) VALUES (gen_random_uuid(), %s, 'a', 'b', true)"
    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        attacker.execute(added, [attacked.people[0].response])


def test_a_form_of_ones_own_is_stored_and_read_back(attacked, attacker):
    mine = attacked.people[0]
    with attacker.transaction(force_rollback=True):
        attacker.execute("SELECT set_config('weaving.brought', %s, true)", [str(mine.response)])
        attacker.execute("UPDATE response SET answers = %s WHERE id = %s", [json.dumps({"bt1": 2}), mine.response])
        assert attacker.execute("SELECT answers FROM response").fetchall() == [({"bt1": 2},)]
