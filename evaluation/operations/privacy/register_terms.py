"""The words of the register: of what kind a column is, for what it is kept, and how long."""

import enum
from dataclasses import dataclass


class Category(enum.Enum):
    """Of what kind what a column holds is."""

    PSEUDONYM = "pseudonyms and identifiers"
    ANSWERS = "answers, which may tell of belief, origin or health (Article 9)"
    OWN_WORDS = "own words, which may name people"
    AGREEMENT = "what was agreed to"
    CIRCUMSTANCES = "times, languages and devices"
    STAFF = "names and addresses of staff"
    SECRETS = "what signs staff in"
    ACTIONS = "what staff did"
    CONTACT = "how to reach whoever complained"
    CONTENT = "questionnaires, plans and evenings; nobody's data"
    FIGURES = "figures about groups"
    TECHNICAL = "what keeps the program going; nobody's data"


class Retention(enum.Enum):
    """How long it is kept."""

    STUDY_END = "until the last day that the study tells, or until whoever it is of takes it back"
    TOMBSTONE = "until the last day; once taken back only that and when, so that a late copy is turned away"
    ACCOUNT = "while the person has an account"
    SHORT = "hours or days: it ends by itself"
    CLOSED = "until the complaint is closed"
    COMPLAINT = "while it may be asked how the complaint was handled"
    STUDY = "as long as the study is there"
    FOR_GOOD = "for good: it proves what was done or published"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnGroup:
    """Columns of a table that are of one kind, kept for one purpose and as long."""

    columns: str
    category: Category
    purpose: str
    retention: Retention


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the register says of one column."""

    table: str
    column: str
    category: Category
    purpose: str
    retention: Retention


def entries_of(tables: dict[str, tuple[ColumnGroup, ...]]) -> list[Entry]:
    """The groups of tables, a column each."""
    return [
        Entry(table=table, column=column, category=group.category, purpose=group.purpose, retention=group.retention)
        for table, groups in tables.items()
        for group in groups
        for column in group.columns.split()
    ]
