"""The populated world, with markup in its questionnaires too."""

import instruments
from evaluation.models import (
    CorrectedTranslation,
    Draft,
    DraftChange,
    DraftTranslation,
    Experiment,
    InstrumentVersion,
    Publication,
    StaffSession,
)
from evaluation.store.instruments.publishing import Why, publish, sign
from instruments import Version
from tests.populated.world import world_of

WORDS = {
    *("title", "description", "status_note", "statements", "agree", "intro", "ask", "text", "low_label", "high_label"),
    *("label", "target", "source", "adaptation", "licence", "not_applicable"),
}
"""The parts of a questionnaire that somebody writes."""


def marked_world_of(services, said):
    """A world in which everybody typed markup wherever words are taken."""
    say = said("questionnaire")
    with services.database.transaction() as db:
        _publish(db, say, now=services.clock())
    world = world_of(services, said, questionnaire="marked")
    with services.database.transaction() as db:
        _further(db, world, say, now=services.clock())
    return world


def marked_version(say, version):
    """A version whose every word is markup."""

    def put(part, name):
        if isinstance(part, dict):
            return {key: put(value, key) for key, value in part.items()}
        if isinstance(part, list | tuple):
            return [put(each, name) for each in part]
        is_said = isinstance(part, str) and part and name in WORDS
        return without_blanks(say(f"instrument_version.{name}", 160)) if is_said else part

    return Version.model_validate(put(version.model_dump(), ""))


def without_blanks(text):
    """The same without braces: a published text with a blank that nothing fills in is refused."""
    return text.replace("{", "(").replace("}", ")")


def _publish(db, say, *, now):
    version = marked_version(say, instruments.load("common-ground", 1)).model_copy(update={"id": "marked"})
    words = instruments.translation("common-ground", 1, "cy")
    strings = {key: without_blanks(say("published_translation.body", 160)) for key in words.strings}
    welsh = words.model_copy(update={"instrument": "marked", "strings": strings})
    version = version.model_copy(update={"languages": ("en", "cy")})
    why = Why(by=say("publication.published_by", 200), reason=say("publication.reason", None), reasons={})
    back = {
        "items.bt1.text": {"text": say("back", None), "of": say("back", None), "by": "-", "name": say("back", None)}
    }
    back["items.bt1.text"]["at"] = now.isoformat()
    sign(db, welsh, by=say("translation_signature.signed_by", 200), now=now, draft=version)
    notes = {"items.bt1.text": say("publication.translator_notes", None)}
    row = publish(db, version, translations=[welsh], notes=notes, back_translations={"cy": back}, why=why, now=now)
    _second(db, version.model_copy(update={"number": 2}), say, now=now)
    db.add(
        CorrectedTranslation(
            instrument_version_id=row.id, language="cy", number=2, digest=instruments.translation_digest(welsh),
            body=instruments.canonical_translation(welsh), changes={"items.bt1.text": say("changes", None)},
            reason=say("corrected_translation.reason", None), proposed_by="-", signed_at=now,
            proposer=say("corrected_translation.proposer", 254), signed_by=say("corrected_translation.signed_by", 254),
        )
    )  # fmt: skip


def _second(db, version, say, *, now):
    """The next version, which two people said compares with the first."""
    row = InstrumentVersion(
        instrument="marked", number=2, digest=instruments.digest(version), body=instruments.canonical_toml(version),
        published_at=now,
    )  # fmt: skip
    db.add(row)
    db.flush()
    said = [{"name": say("publication.confirmed", 200), "reason": say("publication.confirmed", None)}]
    db.add(
        Publication(
            instrument_version_id=row.id, based_on=1, reason=say("publication.reason", None),
            reasons={"items.bt1": say("publication.reasons", None)}, classes={"items.bt1": "same"},
            confirmed={"items.bt1": said}, translator_notes={}, published_by=say("publication.published_by", 254),
        )
    )  # fmt: skip
    db.flush()


def _further(db, world, say, *, now):
    """What somebody typed into drafts, evenings and sessions."""
    draft = db.get_one(Draft, world.shared["draft"])
    draft.reasons = {"items.bt1.text": say("draft.reasons", None)}
    draft.translator_notes = {"items.bt1.text": say("draft.translator_notes", None)}
    part = {"text": say("draft.taken_out", None), "label": say("draft.taken_out", None)}
    draft.taken_out = [{"id": "1", "table": "items", "name": "gone", "part": part, "order": ["gone"]}]
    before, after = ({"text": say("draft_change.changes", None), "label": "a"} for _each in (1, 2))
    changes = {"items/bt1": {"before": before, "after": after}}
    db.add(
        DraftChange(
            draft_id=draft.id, number=1, step="saved", of=None, changes=changes, made_at=now, writer="-",
            made_by=say("draft_change.made_by", 254),
        )
    )  # fmt: skip
    for row in db.query(DraftTranslation).filter_by(draft_id=draft.id):
        about = {"of": say("back", None), "by": "-", "name": say("back", None), "at": now.isoformat()}
        row.back_translations = {"items.bt1.text": {"text": say("back", None), **about}}
    db.query(StaffSession).first().contents = {"said": say("staff_session.contents", None)}
    prompts = [say("experiment.options", 120) for _round in range(3)]
    db.get_one(Experiment, world.north["experiment"]).options = {"prompts": {"en": prompts, "cy": prompts}}
