"""Every column of text, and whether somebody's words stand in it; what does not hold any says why."""

from sqlalchemy import JSON, String

from evaluation.models import Base

DIGEST = "the digest or the secret key of something, made by the program"
CHOICE = "one of a few words that the program chooses from, held to them by the database or by the form"
LANGUAGE = "the tag of a language that is offered"
IDENTITY = "the name under which the program keeps it, made from a number or checked letter by letter"
COUNTED = "numbers, truth and days"
AS_WRITTEN = "the text of a questionnaire: its words are tried as those of a version and of a draft"
DECIDED = {
    "account.email": "", "account.name": "", "account.password": DIGEST, "account.language": LANGUAGE,
    "account.session_key": DIGEST, "account.passkey_handle": DIGEST, "account.second_factor": CHOICE,
    "account.totp_secret": DIGEST, "account.recovery_codes": DIGEST, "account.calendar_digest": DIGEST,
    "analysis_plan.body": COUNTED, "analysis_plan.digest": DIGEST, "analysis_plan.reason": "",
    "analysis_plan.written_by": "", "api_token.name": "", "api_token.digest": DIGEST, "api_token.scopes": CHOICE,
    "area_table.rows": COUNTED, "area_table.source": "", "area_table.year": "",
    "webhook.address": "", "webhook.events": CHOICE, "webhook_delivery.event": CHOICE,
    "webhook_delivery.outcome": CHOICE,
    "area_table.licence": "", "area_table.written_by": "", "audit_entry.actor": "", "audit_entry.action": "",
    "audit_entry.subject": "", "audit_entry.details": "", "audit_entry.previous": DIGEST, "audit_entry.mac": DIGEST,
    "attempt_count.kind": CHOICE, "attempt_count.words": IDENTITY, "set_aside.reason": CHOICE,
    "card.token": IDENTITY, "chapter.slug": IDENTITY, "chapter.name": "",
    "complaint.digest": DIGEST, "complaint.text": "", "complaint.language": LANGUAGE,
    "complaint.answer": "", "complaint_contact.contact": "",
    "consent.language": LANGUAGE,
    "consent.method": CHOICE, "corrected_translation.language": LANGUAGE, "corrected_translation.digest": DIGEST,
    "corrected_translation.body": AS_WRITTEN, "corrected_translation.changes": "",
    "corrected_translation.reason": "", "corrected_translation.proposed_by": IDENTITY,
    "corrected_translation.proposer": "", "corrected_translation.signed_by": "",
    "correction_proposal.instrument": IDENTITY, "correction_proposal.language": LANGUAGE,
    "correction_proposal.texts": "", "correction_proposal.reason": "", "correction_proposal.proposed_by": IDENTITY,
    "correction_proposal.proposer": "", "draft.instrument": IDENTITY, "draft.body": "", "draft.reasons": "",
    "draft.classes": CHOICE, "draft.translator_notes": "", "draft.taken_out": "", "draft.updated_by": "",
    "draft_change.step": CHOICE, "draft_change.changes": "", "draft_change.writer": IDENTITY,
    "draft_change.made_by": "", "draft_translation.language": LANGUAGE, "draft_translation.entries": "",
    "draft_translation.back_translations": "", "evening_key.digest": DIGEST, "evening_key.name": "",
    "evening_key.made_by": "", "experiment.slug": IDENTITY, "experiment.title": "", "experiment.kind": CHOICE,
    "experiment.role": CHOICE, "experiment.place": "", "experiment.prompt_set": "", "experiment.languages": LANGUAGE,
    "experiment.options": "", "experiment.notes": "", "instrument_version.instrument": IDENTITY,
    "instrument_version.digest": DIGEST, "instrument_version.body": "", "invitation.email": "",
    "invitation.digest": DIGEST, "invitation.roles": CHOICE, "item_note.instrument": IDENTITY,
    "item_note.item": IDENTITY, "item_note.text": "", "item_note.by": "", "job.kind": CHOICE, "job.arguments": "",
    "job.content_hash": DIGEST, "job.state": CHOICE, "job.message": "", "job.started_by": "",
    "job.artefact": DIGEST, "key_mark.name": IDENTITY, "key_mark.fingerprint": DIGEST, "learning_unit.title": "",
    "link.method": CHOICE, "link.made_by": "", "link.undone_by": "",
    **{
        f"memory_answer.{name}": DIGEST
        for name in ("carer_letter", "birth_day", "older_siblings", "town_letter", "phone_digits")
    },
    "open_answer.item": IDENTITY, "open_answer.text": "", "open_answer.theme": "", "open_answer.stance": CHOICE,
    "open_answer.released_by": "", "participant.role": CHOICE, "passkey.name": "",
    "passkey.transports": CHOICE, "passkey.extensions": CHOICE, "passkey.usage": CHOICE,
    "passkey.device_type": CHOICE, "publication.reason": "", "publication.reasons": "", "publication.classes": CHOICE,
    "publication.confirmed": "", "publication.translator_notes": "", "publication.published_by": "",
    "published_translation.language": LANGUAGE, "published_translation.digest": DIGEST,
    "published_translation.body": "", "published_translation.writers": IDENTITY,
    "published_translation.back_translations": "", "release.scope": CHOICE, "release.title": "",
    "release.aggregates": COUNTED, "release.aggregates_sha256": DIGEST, "release.data_sha256": DIGEST,
    "release.plan_digest": DIGEST, "release.instruments": IDENTITY, "release.code_version": IDENTITY,
    "release.template_version": IDENTITY, "release.page": COUNTED, "release.made_by": "",
    "release_event.kind": CHOICE, "release_event.words": "", "release_event.by": "", "release_file.name": IDENTITY,
    "release_file.sha256": DIGEST, "removed_experiment.title": "", "removed_experiment.rows": "",
    "report_page.title": "", "report_page.page": COUNTED, "response.language": LANGUAGE,
    "response.translation": IDENTITY, "response.mode": CHOICE, "response.answers": IDENTITY,
    "response.digest": DIGEST, "response.receipt": IDENTITY, "response.sender": DIGEST,
    "response_revision.answers": "", "response_revision.digest": DIGEST, "role_grant.role": CHOICE,
    "seating_version.plan": "", "sheet_batch.language": LANGUAGE, "sheet_pass.fields": IDENTITY,
    "sheet_pass.texts": "", "sheet_pass.memory": DIGEST, "sheet_pass.keyed_by": "", "sign_in_reset.digest": DIGEST,
    "staff_session.digest": DIGEST, "staff_session.contents": "", "staff_session.device": "",
    "study.slug": IDENTITY, "study.name": "", "study.time_zone": CHOICE, "study.who_asks": "",
    "translation_signature.digest": DIGEST, "translation_signature.signed_by": "", "wave.kind": CHOICE,
    "wave.modules": IDENTITY, "wave_press.kind": CHOICE, "wave_press.move": CHOICE, "wave_press.actor": "",
}  # fmt: skip
"""Nothing where somebody's words stand in it: then a test puts markup there."""
UNDECIDED = (
    '{column} holds text, and nobody has said whether it is somebody\'s words. Where it is, put "{column}": "" into '
    "DECIDED of tests/markup/columns.py and fill it in tests/populated/; where it is not, say why."
)


def text_columns():
    """The columns that can hold text, by table and name."""
    return {
        f"{table.name}.{column.name}": column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | JSON)
    }


def words_of_people():
    """Those in which somebody's words stand."""
    return {name: column for name, column in text_columns().items() if not DECIDED.get(name, "decided")}
