"""The register's part about studies, questionnaires, reports and the program itself: hardly anybody's data."""

from typing import Final

from evaluation.operations.privacy.register_terms import Category, ColumnGroup, Retention

STUDY, GOOD, SHORT = Retention.STUDY, Retention.FOR_GOOD, Retention.SHORT


def _content(columns: str, retention: Retention = STUDY) -> ColumnGroup:
    purpose = "says what is asked, of whom, where and when"
    return ColumnGroup(columns=columns, category=Category.CONTENT, purpose=purpose, retention=retention)


def _by(columns: str, retention: Retention = STUDY) -> ColumnGroup:
    purpose = "says who wrote, signed or pressed it"
    return ColumnGroup(columns=columns, category=Category.ACTIONS, purpose=purpose, retention=retention)


def _figures(columns: str, retention: Retention = GOOD) -> ColumnGroup:
    purpose = "tells of groups what was found"
    return ColumnGroup(columns=columns, category=Category.FIGURES, purpose=purpose, retention=retention)


def _runs(columns: str, retention: Retention = STUDY) -> ColumnGroup:
    purpose = "keeps the program going"
    return ColumnGroup(columns=columns, category=Category.TECHNICAL, purpose=purpose, retention=retention)


STUDY_TABLES: Final = {
    "study": (_content("id slug name time_zone is_example parental_consent who_asks created_at"),),
    "chapter": (_content("id study_id parent_id slug name created_at"),),
    "analysis_plan": (
        _content("id study_id number body digest created_at locked_at reason", GOOD),
        _by("written_by", GOOD),
    ),
    "area_table": (_content("id study_id number rows source year licence created_at"), _by("written_by")),
    "experiment": (
        _content(
            "id study_id chapter_id slug title kind role promised_date date place starts_at ends_at planned_rounds "
            "actual_rounds minutes_a_round prompt_set languages options notes created_at cancelled_at archived_at"
        ),
        _figures("expected came hosts guests organisations", STUDY),
    ),
    "removed_experiment": (_content("id chapter_id title rows removed_at"),),
    "learning_unit": (_content("id experiment_id number title begins_at minutes"), _figures("came", STUDY)),
    "wave": (
        _content("id experiment_id instrument_version_id kind opened_at closed_at grace_minutes frozen_at modules"),
        _runs("words_disclosed_at left_since_disclosed"),
    ),
    "wave_press": (
        _content("id experiment_id number kind move round_number minutes closed_before at undone_at"),
        _by("actor account_id"),
    ),
    "seating_version": (_content("id experiment_id number first_round plan made_at"),),
    "sheet_batch": (_content("id wave_id sheets twice language made_at"),),
    "response_count": (_figures("wave_id part responses", STUDY),),
    "attempt_count": (_runs("id words kind hour count"),),
    "instrument_version": (_content("id instrument number digest body published_at", GOOD),),
    "publication": (
        _content("id instrument_version_id based_on reason reasons classes confirmed translator_notes", GOOD),
        _by("published_by", GOOD),
    ),
    "published_translation": (
        _content("id instrument_version_id language digest body back_translations published_at", GOOD),
        _by("writers", GOOD),
    ),
    "corrected_translation": (
        _content("id instrument_version_id language number digest body changes reason signed_at", GOOD),
        _by("proposed_by proposer signed_by", GOOD),
    ),
    "correction_proposal": (
        _content("id instrument number language texts reason proposed_at"),
        _by("proposed_by proposer"),
    ),
    "translation_signature": (_content("id digest signed_at", GOOD), _by("signed_by", GOOD)),
    "item_note": (_content("id instrument number item people text at", GOOD), _by("by", GOOD)),
    "draft": (
        _content(
            "id instrument based_on body reasons classes translator_notes taken_out ended_at published_as counter "
            "created_at updated_at"
        ),
        _by("updated_by"),
    ),
    "draft_change": (_content("id draft_id number step of changes made_at"), _by("writer made_by")),
    "draft_translation": (_content("id draft_id language entries back_translations counter"),),
    "release": (
        _content("id study_id number scope subject public title plan_number plan_digest instruments frozen_at", GOOD),
        _figures("aggregates aggregates_sha256 data_sha256 page", GOOD),
        _runs("code_version template_version seed", GOOD),
        _by("made_by", GOOD),
    ),
    "release_event": (_content("id release_id place kind chapter_id words at", GOOD), _by("by", GOOD)),
    "release_file": (_figures("id release_id name size sha256"),),
    "report_page": (_figures("id study_id place after asked title page made_at"),),
    "job": (
        _runs(
            "id kind arguments content_hash state step steps message stop_asked attempts losses lease_until "
            "heartbeat_at requested_at started_at finished_at artefact recalled_at"
        ),
        _by("started_by"),
    ),
    "pending_erasure": (_runs("id experiment_id deleted_at words files_gone_at"),),
    "key_mark": (_runs("name fingerprint noted_at destroyed_at"),),
}
