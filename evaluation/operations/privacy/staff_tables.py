"""The register's part about staff: who may sign in, with what, and what they did."""

from typing import Final

from evaluation.operations.privacy.register_terms import Category, ColumnGroup, Retention

ACCOUNT, SHORT, GOOD = Retention.ACCOUNT, Retention.SHORT, Retention.FOR_GOOD


def _who(columns: str, retention: Retention = ACCOUNT) -> ColumnGroup:
    purpose = "says who works with the program, and how to reach them"
    return ColumnGroup(columns=columns, category=Category.STAFF, purpose=purpose, retention=retention)


def _signs(columns: str, retention: Retention = ACCOUNT) -> ColumnGroup:
    purpose = "lets them, and nobody else, sign in"
    return ColumnGroup(columns=columns, category=Category.SECRETS, purpose=purpose, retention=retention)


def _may(columns: str, retention: Retention = ACCOUNT) -> ColumnGroup:
    purpose = "says what they may do and where"
    return ColumnGroup(columns=columns, category=Category.ACTIONS, purpose=purpose, retention=retention)


def _did(columns: str, retention: Retention = GOOD) -> ColumnGroup:
    purpose = "proves who did what"
    return ColumnGroup(columns=columns, category=Category.ACTIONS, purpose=purpose, retention=retention)


def _when(columns: str, retention: Retention = ACCOUNT) -> ColumnGroup:
    purpose = "ends what is old, and shows people where they are signed in"
    return ColumnGroup(columns=columns, category=Category.CIRCUMSTANCES, purpose=purpose, retention=retention)


STAFF_TABLES: Final = {
    "account": (
        _who("id email name language"),
        _signs(
            "password session_key passkey_handle second_factor totp_secret totp_counter recovery_codes failures "
            "locked_until calendar_digest"
        ),
        _when("active created_at disabled_at"),
    ),
    "role_grant": (_may("id account_id role study_id chapter_id granted_at given_by"),),
    "passkey": (
        _signs(
            "id account_id name credential_id public_key sign_count transports extensions usage device_type backed_up"
        ),
        _when("created_at last_used_at"),
    ),
    "staff_session": (
        _signs("digest account_id contents", SHORT),
        _when("device created_at seen_at", SHORT),
    ),
    "invitation": (
        _who("id email", SHORT),
        _signs("digest", SHORT),
        _may("roles study_id chapter_id invited_by", SHORT),
        _when("created_at expires_at used_at", SHORT),
    ),
    "sign_in_reset": (
        _signs("id account_id digest"),
        _did("asked_by asked_at confirmed_by confirmed_at", ACCOUNT),
        _when("expires_at ended_at used told_at"),
    ),
    "evening_key": (
        _signs("id experiment_id digest name", SHORT),
        _did("made_at made_by made_by_account", SHORT),
        _when("expires_at revoked_at", SHORT),
    ),
    "api_token": (
        _signs("id account_id name digest"),
        _may("scopes study_id chapter_id"),
        _when("made_at expires_at last_used_on revoked_at"),
    ),
    "webhook": (_may("id account_id address events study_id chapter_id"), _when("made_at stopped_at removed_at")),
    "webhook_delivery": (_when("id webhook_id event subject happened_at tries next_at delivered_at outcome"),),
    "audit_entry": (_did("number at account_id actor action subject details previous mac"),),
}
