"""The register: of each column of each table its kind, its purpose and how long it is kept.

A column that has no entry fails a test, and so does an entry that has no column: what the papers say is what is kept.
"""

from evaluation.operations.privacy.participant_tables import PARTICIPANT_TABLES
from evaluation.operations.privacy.register_terms import entries_of
from evaluation.operations.privacy.staff_tables import STAFF_TABLES
from evaluation.operations.privacy.study_tables import STUDY_TABLES

PARTICIPANTS = entries_of(PARTICIPANT_TABLES)
STAFF = entries_of(STAFF_TABLES)
STUDIES = entries_of(STUDY_TABLES)
