"""Two studies with three chapters in which everything has happened, and what all chapters share."""

import random
from dataclasses import dataclass, field
from datetime import timedelta

from evaluation.models import AnalysisPlan, AreaTable, AuditEntry, CorrectionProposal, ItemNote, Study
from evaluation.store.instruments.drafts import Writer, add_draft
from evaluation.store.instruments.ended_drafts import end_draft
from evaluation.store.instruments.published_versions import translations_of, version_of
from evaluation.store.instruments.publishing import sign
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.studies import add_study
from evaluation.web.app import Services
from tests.populated.place import Place, populate


@dataclass
class World:
    """What there is: a chapter, another of its study, one of another study, and the questionnaires."""

    services: Services
    north: Place
    south: Place
    faraway: Place
    shared: dict
    secrets: dict = field(default_factory=dict)
    """What lets in by itself, by the route that it is for."""

    @property
    def places(self):
        return {"own": self.north, "sibling": self.south, "foreign": self.faraway}


def world_of(services, say, *, questionnaire="common-ground"):
    """A world in an empty database; `say` gives what stands in a column of text at a place."""
    rng, now = random.Random(17), services.clock()
    with services.database.transaction() as db:
        version = version_in_use(db, questionnaire, 1, now=now)
        studies = [_study(db, say(name), now=now) for name in ("study", "other")]
    north, south, faraway = (
        populate(services, study, version=version, say=say(name), rng=rng)
        for study, name in ((studies[0], "north"), (studies[0], "south"), (studies[1], "faraway"))
    )
    return World(services, north, south, faraway, _shared(services, say("shared"), questionnaire=questionnaire))


def _study(db, say, *, now):
    study = add_study(db, say("study.name", 200), now=now)
    study.who_asks = {name: say("study.who_asks", 200) for name in ("organisation", "contact", "processor")}
    body = db.query(AnalysisPlan).filter_by(study_id=study.id).one().body
    about = {"reason": say("analysis_plan.reason", None), "written_by": say("analysis_plan.written_by", 200)}
    db.add(AnalysisPlan(study_id=study.id, number=2, body=body, digest="d" * 64, created_at=now, **about))
    db.add(
        AreaTable(
            study_id=study.id, number=1, rows=[], source=say("area_table.source", 300), year=say("area_table.year", 20),
            licence=say("area_table.licence", 200), created_at=now, written_by=say("area_table.written_by", 200),
        )
    )  # fmt: skip
    db.flush()
    return db.get_one(Study, study.id)


def _shared(services, say, *, questionnaire):
    """A draft with a translation, a proposal to correct a signed one, and a note on an item."""
    now = services.clock()
    with services.database.transaction() as db:
        published = version_of(db, questionnaire, 1)
        (words,) = [each for each in translations_of(db, published) if each.language == "cy"]
        sign(db, words, by=say("translation_signature.signed_by", 200), now=now - timedelta(days=1))
        writer = Writer("-", say("draft.updated_by", 254), now)
        draft = add_draft(
            db, published, based_on=1, translations=translations_of(db, published), writer=writer
        )  # fmt: skip
        other = published.model_copy(update={"id": "thrown-away"})
        thrown_away = add_draft(db, other, based_on=None, translations=(), writer=writer)
        end_draft(db, thrown_away, now=now)
        db.add(
            ItemNote(
                instrument=questionnaire, number=1, item="bt1", people=9, text=say("item_note.text", None),
                by=say("item_note.by", 200), at=now,
            )
        )  # fmt: skip
        db.add(
            AuditEntry(
                number=1_000_000, at=now, actor=say("audit_entry.actor", 80), action=say("audit_entry.action", 60),
                subject=say("audit_entry.subject", 120), details={"words": say("audit_entry.details", None)},
                previous="0" * 64, mac="0" * 64,
            )
        )  # fmt: skip
        db.add(
            CorrectionProposal(
                instrument=questionnaire, number=1, language="cy", proposed_by="-", proposed_at=now,
                texts={"items.bt1.text": say("correction_proposal.texts", None)},
                reason=say("correction_proposal.reason", None), proposer=say("correction_proposal.proposer", 254),
            )
        )  # fmt: skip
    return {
        "draft": draft.id,
        "thrown_away": thrown_away.id,
        "instrument": questionnaire,
        "language": "cy",
        "wave": "pre",
    }
