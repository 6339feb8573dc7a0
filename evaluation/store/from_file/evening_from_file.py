"""An evening whose answers were collected elsewhere: stored as any other, closed, and marked as from a file.

Whose answers these are nobody here knows: no code and no address of the file is stored, and no words of ours were
agreed to. What the file joined is one participant; the rest follows from that, as on any evening.
"""

import random
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from evaluation.domain.answers_digest import answers_digest
from evaluation.domain.errors import Refused
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.domain.messages import Message
from evaluation.models import (
    FROM_FILE,
    Chapter,
    Consent,
    Experiment,
    InstrumentVersion,
    Participant,
    Response,
    Study,
    Wave,
)
from evaluation.store.log.actor import RecordedActor
from evaluation.store.reports.asked_in_files import ASKED
from evaluation.store.responses.submission import receipt_code
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.plausible_days import refuse_far
from evaluation.store.studies.studies import local, lock_plan
from evaluation.store.studies.waves import WAVE_WORDS, waves_of

JOINED_BY = "joined_by"
"""Under which the mark of an evening from a file keeps by which columns people were joined."""
BEFORE_AND_AFTER = ("pre", "post")
Forms = Mapping[str, Mapping[str, int | str]]
"""What one person answered, by wave and item."""

TO_COME = Message("%(day)s is still to come. Write the day on which these answers were given.")
NOT_BOTH = Message("The file has no answers of %(wave)s, and an evening has both Before and After.")
NOT_ASKED = Message("%(instrument)s/%(number)s does not ask %(wave)s.")
SAME_FILE = Message("These answers are in the study already, as “%(title)s” of %(day)s. Nothing was stored.")
SAME_PEOPLE = Message(
    "Most of these answers are in the study already, as “%(title)s” of %(day)s, and people would count twice. Nothing "
    "was stored. Take that evening out first, or leave its rows out of the file."
)
FEWEST_ALIKE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OldAnswers:
    """The answers of one evening as files held them, and what is known of that evening."""

    title: str
    held_on: date
    people: Sequence[Forms]
    """Somebody each: what they answered, by wave."""
    files: Mapping[str, str]
    """The SHA-256 of each file, by its name."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The heading of each item's column."""
    joined_by: Sequence[str] = ()
    """The headings of the columns by which people were joined."""
    part: str = ""
    """Which of the workshops in the files this is, where they have several."""
    kind: str = "other"
    role: str = ExperimentRole.WORKSHOP
    language: str = "en"

    @property
    def waves(self) -> list[str]:
        """The waves that were answered."""
        return sorted({wave for forms in self.people for wave in forms})

    @property
    def asked(self) -> Mapping[str, frozenset[str]]:
        """The questions that anybody answered, by wave: a column without any answer asked nobody."""
        return {wave: frozenset(item for forms in self.people for item in forms.get(wave, ())) for wave in self.waves}


def store_evening(
    db: Session,
    chapter: Chapter,
    version: InstrumentVersion,
    answers: OldAnswers,
    *,
    by: RecordedActor,
    rng: random.Random,
) -> Experiment:
    """The closed evening that these answers are; refused where they are in the study already.

    The study's plan is fixed by it, as by opening a first Before.
    """
    study = db.scalars(select(Study).where(Study.id == chapter.study_id).with_for_update()).one()
    _refuse_day(answers.held_on, study, now=by.now)
    _refuse_known(db, study, answers)
    experiment = add_experiment(
        db,
        chapter,
        title=answers.title,
        kind=answers.kind,
        version=version,
        now=by.now,
        rng=rng,
        date=answers.held_on,
        languages=(answers.language,),
        role=answers.role,
    )
    waves = _closed_waves(db, experiment, version, answers, study=study, now=by.now)
    lock_plan(db, study, now=by.now)
    _store(db, waves, answers, now=by.now, rng=rng)
    files = [{"name": name, "sha256": digest} for name, digest in answers.files.items()]
    asked = {wave: sorted(items) for wave, items in answers.asked.items()}
    mark = {"files": files, "part": answers.part, "columns": dict(answers.columns), ASKED: asked}
    mark |= {JOINED_BY: list(answers.joined_by)}
    experiment.options = {**experiment.options, FROM_FILE: mark}
    db.flush()
    _note(db, experiment, answers, by=by)
    return experiment


def _note(db: Session, experiment: Experiment, answers: OldAnswers, *, by: RecordedActor) -> None:
    forms = {wave: sum(wave in person for person in answers.people) for wave in answers.waves}
    by.note(
        db,
        "answers stored from a file",
        f"experiment {experiment.id}",
        files=list(answers.files.values()),
        people=len(answers.people),
        forms=forms,
    )


def _refuse_day(day: date, study: Study, *, now: datetime) -> None:
    refuse_far(day, now=now)
    if day > local(now, study).date():
        raise Refused(Message(TO_COME, day=day))


def _refuse_known(db: Session, study: Study, answers: OldAnswers) -> None:
    """Refuse what a file of the same bytes has stored, and what holds the same forms in another dress, or most of them:
    two evenings of nearly the same people would tell what the others answered.
    """
    sent = sorted(_digest(form) for person in answers.people for form in person.values())
    files = (sorted(answers.files.values()), answers.part)
    for there in db.scalars(select(Experiment).where(Experiment.study_id == study.id)):
        if not there.is_from_file:
            continue
        mark = there.options[FROM_FILE]
        kept = sorted(db.scalars(select(Response.digest).where(Response.experiment_id == there.id)))
        same_file = files == (sorted(each["sha256"] for each in mark["files"]), mark["part"])
        if kept and (same_file or kept == sent):
            raise Refused(Message(SAME_FILE, title=there.title, day=there.date))
        if _are_mostly_alike(sent, kept):
            raise Refused(Message(SAME_PEOPLE, title=there.title, day=there.date))


def _are_mostly_alike(sent: Sequence[str], kept: Sequence[str]) -> bool:
    """Whether two thirds of the forms that nobody else filled in alike are the same here and there.

    Forms of few questions are alike by chance, and then of several people; such forms tell nothing.
    """
    ours, theirs = ({each for each, times in Counter(forms).items() if times == 1} for forms in (sent, kept))
    alike = len(ours & theirs)
    return alike >= FEWEST_ALIKE and 3 * alike >= 2 * min(len(ours), len(theirs))


def _closed_waves(
    db: Session,
    experiment: Experiment,
    version: InstrumentVersion,
    answers: OldAnswers,
    *,
    study: Study,
    now: datetime,
) -> Mapping[str, Wave]:
    """Its waves, opened and closed on its day; those that the file has nothing of are none of it."""
    there = waves_of(db, experiment)
    about = {"instrument": version.instrument, "number": version.number}
    faults = [Message(NOT_BOTH, wave=WAVE_WORDS[wave]) for wave in BEFORE_AND_AFTER if wave not in answers.waves]
    faults += [Message(NOT_ASKED, wave=WAVE_WORDS[wave], **about) for wave in answers.waves if wave not in there]
    if faults:
        raise Refused(*faults)
    unasked = [wave.id for kind, wave in there.items() if kind not in answers.waves]
    db.execute(delete(Wave).where(Wave.id.in_(unasked)))
    db.expire(experiment, ["waves"])
    noon = datetime.combine(answers.held_on, time(12), tzinfo=ZoneInfo(study.time_zone)).astimezone(UTC)
    waves = {kind: wave for kind, wave in there.items() if kind in answers.waves}
    for wave in waves.values():
        wave.opened_at = wave.closed_at = min(noon, now)
        wave.grace_minutes = 0
    db.flush()
    return waves


def _store(db: Session, waves: Mapping[str, Wave], answers: OldAnswers, *, now: datetime, rng: random.Random) -> None:
    people: list[dict[str, Any]] = []
    consents: list[dict[str, Any]] = []
    responses: list[dict[str, Any]] = []
    for forms in answers.people:
        person = _identity(rng)
        experiment = next(iter(waves.values())).experiment_id
        people.append({"id": person, "experiment_id": experiment, "created_at": now, "started_at": now})
        for kind, form in forms.items():
            wave, response = waves[kind], _identity(rng)
            of = {"id": response, "participant_id": person, "wave_id": wave.id}
            unknown = {"words": None, "language": "", "early": False, "parental_consent": False}
            consents.append({**of, **unknown, "method": "unmatched", "given_at": now})
            responses.append({**of, **_content(form, wave, answers.language, response), "submitted_at": now})
    for model, rows in ((Participant, people), (Consent, consents), (Response, responses)):
        db.execute(insert(model), rows)
    db.flush()


def _content(form: Mapping[str, int | str], wave: Wave, language: str, response: uuid.UUID) -> dict[str, Any]:
    return {
        "experiment_id": wave.experiment_id,
        "instrument_version_id": wave.instrument_version_id,
        "language": language,
        "mode": "paper",
        "answers": dict(form),
        "digest": _digest(form),
        "receipt": receipt_code(response),
    }


def _digest(form: Mapping[str, int | str]) -> str:
    return answers_digest(form, {})


def _identity(rng: random.Random) -> uuid.UUID:
    return uuid.UUID(int=rng.getrandbits(128), version=4)
