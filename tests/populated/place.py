"""A chapter with one of everything that lies in a chapter: evenings, cards, answers, sheets, links, keys, releases."""

import hashlib
import json
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from evaluation.domain.card_codes import new_token
from evaluation.jobs import artefacts
from evaluation.models import (
    Card,
    Chapter,
    Complaint,
    ComplaintContact,
    Consent,
    EveningKey,
    Experiment,
    Invitation,
    Job,
    LearningUnit,
    Link,
    MemoryAnswer,
    OpenAnswer,
    PaperSheet,
    Participant,
    Release,
    ReleaseEvent,
    ReleaseFile,
    ReportPage,
    Response,
    ResponseRevision,
    Role,
    RoleGrant,
    SeatingVersion,
    SheetBatch,
    SheetPass,
    SignInReset,
    Study,
    Wave,
    WavePress,
)
from evaluation.storage.keyring import links_key
from evaluation.store.accounts.evening_keys import key_digest, proof_to_show
from evaluation.store.evening.removed_evenings import remove_for_now
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.waves import close_wave, open_wave, waves_of
from evaluation.web.app import Services
from tests.populated.people import person_with_everything

PEOPLE = 6


@dataclass
class Place:
    """What lies in one chapter, by name: what addresses are filled with."""

    services: Services
    study: object
    chapter: Chapter
    say: object
    """What stands in a column of text: called with the column's name and its length."""
    objects: dict = field(default_factory=dict)

    def __getitem__(self, name):
        return self.objects[name]


def populate(services, study, *, version, say, rng):
    """A chapter of a study in which everything has happened."""
    now = services.clock()
    with services.database.transaction() as db:
        chapter = add_chapter(db, study, name=say("chapter.name", 200), now=now)
        place = Place(services, study, chapter, say)
        place.objects |= {"study": study.id, "chapter": chapter.id}
        for name, kind in (
            ("experiment", "weaving_trust"),
            ("module", "learning_module"),
            ("removed", "weaving_trust"),
        ):
            _evening(db, place, name, kind=kind, version=version, rng=rng, now=now)
        links_key(db, services.settings, place["experiment"], now=now)
        _accounts(db, place, now=now)
        _answered(db, place, rng=rng, now=now)
        _on_paper(db, place, now=now)
        _complained(db, place, now=now)
        _run(db, place, now=now)
        _made(db, place, now=now)
        _released(db, place, now=now)
        remove_for_now(db, db.get_one(Experiment, place["removed"]), now=now)
    with services.database.reading() as db:
        place.chapter, place.study = db.get_one(Chapter, place["chapter"]), db.get_one(Study, place["study"])
    return place


def _evening(db, place, name, *, kind, version, rng, now):
    row = add_experiment(
        db, place.chapter, title=place.say("experiment.title", 200), kind=kind, version=version, now=now, rng=rng,
        place=place.say("experiment.place", 200), expected=40, date=now.date(), languages=("en", "cy"),
    )  # fmt: skip
    row.prompt_set, row.notes = place.say("experiment.prompt_set", 200), place.say("experiment.notes", None)
    row.came, row.hosts, row.guests, row.organisations, row.planned_rounds = 30, 10, 20, 3, 3
    place.objects[name] = row.id
    place.objects[f"{name} words"] = row.slug


def _accounts(db, place, *, now):
    where = {"study": place.study.id, "chapter": place.chapter.id}
    organiser = person_with_everything(db, place.say, role=Role.ORGANISER, now=now, **where)
    other = person_with_everything(db, place.say, role=Role.EVALUATOR, now=now, **where)
    asks = person_with_everything(db, place.say, role=Role.ADMINISTRATOR, now=now, **where)
    grant = db.query(RoleGrant).filter_by(account_id=organiser.id).one()
    invitation = Invitation(
        email=place.say("invitation.email", 254), digest=secrets.token_hex(32), roles=["organiser"],
        study_id=place.study.id, chapter_id=place.chapter.id, invited_by=asks.id, created_at=now,
        expires_at=now + timedelta(hours=72),
    )  # fmt: skip
    reset = SignInReset(
        account_id=other.id, asked_by=None, asked_at=now, expires_at=now + timedelta(hours=72), used=False
    )
    db.add_all([invitation, reset])
    db.flush()
    place.objects |= {"person": organiser.id, "grant": grant.id, "invitation": invitation.id, "reset": reset.id}
    place.objects |= {"organiser": organiser.id, "session": organiser.session}
    place.objects |= {"api_token": organiser.api_token, "webhook": organiser.webhook}


def _answered(db, place, *, rng, now):
    row = db.get_one(Experiment, place["experiment"])
    open_wave(db, row, kind="pre", now=now - timedelta(hours=2))
    waves, people = waves_of(db, row), []
    for number in range(PEOPLE):
        person = Participant(experiment_id=row.id, role="host", created_at=now)
        db.add(person)
        db.flush()
        people.append(person.id)
        token = new_token(rng)
        db.add(Card(experiment_id=row.id, participant_id=person.id, token=token, issued_at=now))
        place.objects.setdefault("card", token)
        for kind in ("pre", "post")[: 1 if number > 3 else 2]:
            _response(db, place, waves[kind], person.id, now=now)
    close_wave(db, row, kind="pre", now=now - timedelta(hours=1))
    open_wave(db, row, kind="post", now=now - timedelta(minutes=30))
    link = Link(
        experiment_id=row.id, earlier_id=people[4], later_id=people[5], joined=True, method="person", distance=None,
        made_at=now, made_by=place.say("link.made_by", 80),
    )  # fmt: skip
    apart = Link(
        experiment_id=row.id, earlier_id=people[2], later_id=people[3], joined=True, method="person", distance=None,
        made_at=now, made_by=place.say("link.made_by", 80), undone_at=now, undone_by=place.say("link.undone_by", 80),
    )  # fmt: skip
    db.add_all([link, apart])
    db.flush()
    place.objects["link"] = link.id


def _response(db, place, wave, person, *, now):
    sent = Response(
        experiment_id=wave.experiment_id, wave_id=wave.id, participant_id=person,
        instrument_version_id=wave.instrument_version_id, language="en", answers={"bt1": 4, "bt2": 5},
        digest="d", receipt="K7F2", submitted_at=now, started_at=now,
    )  # fmt: skip
    db.add(sent)
    db.flush()
    place.objects.setdefault("response", sent.id)
    memory = {name: place.say(f"memory_answer.{name}", 32) for name in ("carer_letter", "birth_day", "town_letter")}
    db.add_all(
        [
            Consent(participant_id=person, wave_id=wave.id, words=1, language="en", method="page", given_at=now),
            MemoryAnswer(response_id=sent.id, **memory),
            ResponseRevision(
                response_id=sent.id, revision=1, answers={"op1": place.say("response_revision.answers", None)},
                digest="e", received_at=now, conflict=True,
            ),
        ]
    )  # fmt: skip
    if wave.kind == "post":
        written = OpenAnswer(
            response_id=sent.id, item="op1", text=place.say("open_answer.text", None), may_quote=True,
            theme=place.say("open_answer.theme", 80), stance="supports",
            released_by=place.say("open_answer.released_by", 200),
        )  # fmt: skip
        db.add(written)
        db.flush()
        place.objects["open"] = written.id


def _on_paper(db, place, *, now):
    waves = {wave.kind: wave for wave in db.query(Wave).filter_by(experiment_id=place["experiment"])}
    batch = SheetBatch(wave_id=waves["pre"].id, sheets=2, twice=True, language="en", made_at=now)
    db.add(batch)
    db.flush()
    for number in (1, 2):
        sheet = PaperSheet(batch_id=batch.id, number=number)
        db.add(sheet)
        db.flush()
    db.add(
        SheetPass(
            sheet_id=sheet.id, number=1, fields={"bt1": "4"}, texts={"op1": place.say("sheet_pass.texts", None)},
            memory={}, keyed_at=now, keyed_by=place.say("sheet_pass.keyed_by", 80),
        )
    )  # fmt: skip
    place.objects["batch"] = batch.id


def _complained(db, place, *, now):
    """Somebody complained of the study, and was answered."""
    row = Complaint(
        study_id=place.study.id, digest=secrets.token_hex(32), text=place.say("complaint.text", None), language="en",
        received_at=now, answer=place.say("complaint.answer", None), answered_at=now,
    )  # fmt: skip
    db.add(row)
    db.flush()
    db.add(ComplaintContact(complaint_id=row.id, contact=place.say("complaint_contact.contact", 200)))
    place.objects["complaint"] = row.id


def _run(db, place, *, now):
    for name in ("evening_key", "key"):
        secret = secrets.token_urlsafe(24)
        key = EveningKey(
            id=uuid.uuid4(), experiment_id=place["experiment"], digest=key_digest(secret),
            name=place.say("evening_key.name", 60), made_at=now, made_by=place.say("evening_key.made_by", 80),
            made_by_account=place["organiser"], expires_at=now + timedelta(hours=18),
        )  # fmt: skip
        db.add(key)
        place.objects |= {name: key.id, f"{name} secret": secret, f"{name} proof": proof_to_show(key)}
    groups = [place.say("seating_version.plan", 40), place.say("seating_version.plan.2", 40)]
    plan = {"groups": groups, "people": [0, 0, 1, 1], "rounds": [[[0, 2], [1, 3]], [[0, 3], [1, 2]]]}
    place.objects["seating"] = uuid.uuid4()
    db.add_all(
        [
            SeatingVersion(
                id=place["seating"], experiment_id=place["experiment"], number=1, first_round=1, plan=plan, made_at=now
            ),
            WavePress(
                experiment_id=place["experiment"], number=9, kind="post", move="open", at=now,
                actor=place.say("wave_press.actor", 80),
            ),
        ]
    )  # fmt: skip
    for number in (1, 2):
        unit = {"title": place.say("learning_unit.title", 120), "begins_at": now + timedelta(days=7 * number)}
        db.add(LearningUnit(experiment_id=place["module"], number=number, minutes=60, came=9, **unit))


def _made(db, place, *, now):
    """A pack, a report and an export that are done, and one under way."""
    subject = {"subject": str(place["experiment"])}
    size = {"count": 2, "hosts": 0, "part": "pack", "language": "", "copies": 1}
    pack = {**subject, "pack": str(uuid.uuid4()), "size": size, "stacks": {"hosts": [], "guests": [place["card"]]}}
    report = {**subject, "scope": "experiment", "title": place.say("job.arguments", 120)}
    for name, kind, arguments, files in (
        ("pack", "pack", pack, {"print-pack.pdf": b"%PDF-"}),
        ("sheets", "seating", {"version": str(place["seating"])}, {"seating.pdf": b"%PDF-"}),
        ("job", "report", report, {"report.pdf": b"%PDF-", "report.json": _facts(place)}),
        ("waiting", "report", report | {"again": 1}, {}),
        ("failed", "report", report | {"again": 2}, {}),
    ):
        place.objects[name] = _job(db, place, name, kind=kind, arguments=arguments, files=files, now=now)


def _facts(place):
    """What report.json says of page 1."""
    reasons = [{"for": True, "text": place.say("job.artefact.reason", None)}]
    badge = {"level": 2, "of": 5, "label": place.say("job.artefact.label", None), "reasons": reasons}
    said = {name: [{"text": place.say(f"job.artefact.{name}", None)}] for name in ("unwelcome", "quote")}
    return json.dumps(
        {"report": {"headline": place.say("job.artefact.headline", None), "badge": badge, **said}}
    ).encode()


def _job(db, place, name, *, kind, arguments, files, now):
    content = hashlib.sha256(f"{name} {place.chapter.id}".encode()).hexdigest()
    job = Job(
        kind=kind, arguments=arguments, content_hash=content, started_by=place.say("job.started_by", 200),
        requested_at=now, state={"waiting": "queued", "failed": "failed"}.get(name, "done"),
        message=place.say("job.message", None) if name == "failed" else "",
    )  # fmt: skip
    if files:
        folder = artefacts.begin_artefact(place.services.settings, content, attempt=1)
        for file, body in files.items():
            (folder / file).write_bytes(body)
        job.artefact = artefacts.place_artefact(place.services.settings, content, folder=folder)
        job.finished_at = now
    db.add(job)
    db.flush()
    return job.id


def _released(db, place, *, now):
    number = db.query(Release).filter_by(study_id=place.study.id).count() + 1
    page = {"public": False, "used": {str(place["experiment"]): [now.isoformat(), 1.0]}, "parcels": [], "bundles": []}
    release = Release(
        study_id=place.study.id, number=number, scope="experiment", subject=place["experiment"], public=False,
        title=place.say("release.title", 300), aggregates="{}", aggregates_sha256=hashlib.sha256(b"{}").hexdigest(),
        data_sha256="d" * 64, plan_number=1, plan_digest="p" * 64, instruments={}, code_version="0.1.0",
        template_version="2", seed=1, page=page, frozen_at=now, made_by=place.say("release.made_by", 200),
    )  # fmt: skip
    db.add(release)
    db.flush()
    said = {"release_id": release.id, "at": now}
    db.add_all(
        [
            ReleaseEvent(place=1, kind="shown", by=place.say("release_event.by", 200), **said),
            ReleaseEvent(
                place=2, kind="words", chapter_id=place.chapter.id, words=place.say("release_event.words", None),
                by=place.say("release_event.by", 200), **said,
            ),
            ReleaseFile(release_id=release.id, name="report.html", size=3, sha256="0" * 64),
            ReportPage(
                study_id=place.study.id, place=number, after=number, asked=place["experiment"],
                title=place.say("report_page.title", 300), page=page, made_at=now,
            ),
        ]
    )  # fmt: skip
    arguments = {"subject": str(place["experiment"]), "scope": "experiment", "release": str(release.id)}
    files = {"report.html": b"<p>", "report.pdf": b"%PDF-"}
    place.objects["release"] = release.id
    _job(db, place, "release", kind="release", arguments=arguments, files=files, now=now)
