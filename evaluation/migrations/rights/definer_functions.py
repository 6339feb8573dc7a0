"""The few questions that the participants' role may ask of rows that it does not see, as functions of the database.

They run with the rights of the owner of the tables, so each gives as little as the pages need: whose rows a request
is about, the end of the audit log that the next entry is chained to, whether anybody has begun at an evening, and how
many have on one start page, and how many complaints came in lately.
"""

FUNCTIONS = (
    *("weaving_people()", "weaving_audit_end()", "weaving_has_begun(uuid)", "weaving_begun_on_page(uuid,uuid)"),
    "weaving_complaints_since(uuid,timestamp with time zone)",
)
COUNTING = ("count_response()", "count_change()")
"""Functions of triggers that keep the number of responses: nobody but they writes it."""

_AS_OWNER = "STABLE SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp"

PEOPLE = """CREATE OR REPLACE FUNCTION weaving_people() RETURNS uuid[] LANGUAGE plpgsql {as_owner} AS $$
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


def creating(schema: str) -> list[str]:
    """The statements that make the functions in a schema, whose name is quoted already."""
    as_owner = _AS_OWNER.format(schema=schema)
    definitions = (PEOPLE, AUDIT_END, HAS_BEGUN, BEGUN_ON_PAGE, COMPLAINTS_SINCE)
    made = [each.format(as_owner=as_owner) for each in definitions]
    counting = f"SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp"
    return made + [f"ALTER FUNCTION {name} {counting}" for name in COUNTING]


def dropping() -> list[str]:
    """The statements that take them away again."""
    gone = [f"DROP FUNCTION IF EXISTS {name}" for name in FUNCTIONS]
    return gone + [f"ALTER FUNCTION {name} SECURITY INVOKER RESET search_path" for name in COUNTING]
