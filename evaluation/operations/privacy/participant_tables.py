"""The register's part about participants: whatever is kept of somebody who answers or complains."""

from typing import Final

from evaluation.operations.privacy.register_terms import Category, ColumnGroup, Retention

END, TOMB = Retention.STUDY_END, Retention.TOMBSTONE


def _join(columns: str, retention: Retention = END) -> ColumnGroup:
    purpose = "joins what one person sent, and to which meeting it belongs"
    return ColumnGroup(columns=columns, category=Category.PSEUDONYM, purpose=purpose, retention=retention)


def _how(columns: str, retention: Retention = END) -> ColumnGroup:
    purpose = "says how and when it was answered, for the quality of the figures"
    return ColumnGroup(columns=columns, category=Category.CIRCUMSTANCES, purpose=purpose, retention=retention)


def _answers(columns: str) -> ColumnGroup:
    purpose = "shows, for groups, whether such meetings bring people closer"
    return ColumnGroup(columns=columns, category=Category.ANSWERS, purpose=purpose, retention=END)


def _words(columns: str, retention: Retention = END) -> ColumnGroup:
    purpose = "lets people say in their own words what the meeting was to them"
    return ColumnGroup(columns=columns, category=Category.OWN_WORDS, purpose=purpose, retention=retention)


def _check(columns: str) -> ColumnGroup:
    purpose = "shows whether answers were changed, and lets only their sender change them"
    return ColumnGroup(columns=columns, category=Category.PSEUDONYM, purpose=purpose, retention=END)


def _staff(columns: str) -> ColumnGroup:
    purpose = "says which member of staff decided or typed it"
    return ColumnGroup(columns=columns, category=Category.ACTIONS, purpose=purpose, retention=END)


def _agreed(columns: str) -> ColumnGroup:
    purpose = "proves what somebody agreed to"
    return ColumnGroup(columns=columns, category=Category.AGREEMENT, purpose=purpose, retention=TOMB)


def _complaint(columns: str, category: Category, retention: Retention = Retention.COMPLAINT) -> ColumnGroup:
    purpose = "lets people complain, and shows that they were answered in time"
    return ColumnGroup(columns=columns, category=category, purpose=purpose, retention=retention)


PARTICIPANT_TABLES: Final = {
    "participant": (
        _join("id experiment_id role", TOMB),
        _how("created_at started_at withdrawn_at", TOMB),
    ),
    "set_aside": (_join("participant_id experiment_id"), _how("reason noticed_at admitted_at")),
    "card": (_join("id experiment_id participant_id token", TOMB), _how("issued_at", TOMB)),
    "card_return": (_join("id card_id experiment_id participant_id"), _how("came_at")),
    "consent": (
        _join("id participant_id wave_id", TOMB),
        _agreed("words language parental_consent given_at"),
        _how("method early", TOMB),
    ),
    "response": (
        _join("id experiment_id wave_id participant_id instrument_version_id"),
        _answers("answers"),
        _how("language translation mode started_at submitted_at late stopped revision"),
        _check("digest receipt sender"),
    ),
    "response_revision": (
        _join("id response_id"),
        _answers("answers"),
        _how("revision received_at conflict"),
        _check("digest"),
    ),
    "open_answer": (
        _join("id response_id item"),
        _words("text theme stance"),
        _agreed("may_quote"),
        _staff("released_at released_by disclosed_at"),
    ),
    "memory_answer": (
        _join("id response_id"),
        ColumnGroup(
            columns="carer_letter birth_day older_siblings town_letter phone_digits",
            category=Category.PSEUDONYM,
            purpose="finds a lost code again: each a hash under a key outside the database, destroyed at the end",
            retention=END,
        ),
    ),
    "link": (
        _join("id experiment_id earlier_id later_id joined method distance"),
        _staff("made_at made_by made_by_account undone_at undone_by undone_by_account"),
    ),
    "sheet": (_join("id batch_id number response_id"), _staff("settled_at")),
    "sheet_pass": (
        _join("id sheet_id number memory"),
        _answers("fields"),
        _words("texts"),
        _staff("keyed_at keyed_by keyed_by_account"),
    ),
    "complaint": (
        _complaint("id study_id digest language", Category.PSEUDONYM),
        _complaint("text answer", Category.OWN_WORDS),
        _complaint("received_at acknowledged_at answered_at closed_at", Category.CIRCUMSTANCES),
    ),
    "complaint_contact": (
        _complaint("complaint_id", Category.PSEUDONYM, Retention.CLOSED),
        _complaint("contact", Category.CONTACT, Retention.CLOSED),
    ),
}
