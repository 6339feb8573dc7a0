"""The table of rights: what each role may do with each table of a PostgreSQL database.

The participants' role sees the rows that a request brought the identity of, and of the others nothing: `weaving_people`
(see `definer_functions`) gives whose those are. What is the same for everybody who comes, such as questions and the
words of an evening, it reads whole. Staff add to what is permanent and change it never. The worker reads what reports
are made of and writes what its jobs make.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from evaluation.models import Base
from evaluation.storage.database_roles import DatabaseRole
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
