"""The register: of each column of each table its kind, its purpose and how long it is kept.

A column that has no entry fails a test, and so does an entry that has no column: what the papers say is what is kept.
"""

from collections.abc import Iterable

from evaluation.models import Base
from evaluation.operations.privacy.participant_tables import PARTICIPANT_TABLES
from evaluation.operations.privacy.register_terms import Entry, entries_of
from evaluation.operations.privacy.staff_tables import STAFF_TABLES
from evaluation.operations.privacy.study_tables import STUDY_TABLES

PARTICIPANTS = entries_of(PARTICIPANT_TABLES)
STAFF = entries_of(STAFF_TABLES)
STUDIES = entries_of(STUDY_TABLES)
REGISTER = (*PARTICIPANTS, *STAFF, *STUDIES)


def kept_columns() -> set[tuple[str, str]]:
    """Every column that the program keeps, with its table."""
    return {(table.name, column.name) for table in Base.metadata.sorted_tables for column in table.columns}


def registered(entries: Iterable[Entry] = REGISTER) -> list[tuple[str, str]]:
    """Every column that the register has an entry for."""
    return [(entry.table, entry.column) for entry in entries]
