"""Releases are frozen and put out in steps, of which the last alone keeps others from writing.

Everything is read in a session that only looks, and computed in none. What is kept is kept in a short transaction,
which decides by the ledger anew: where something was answered, taken back, told or said meanwhile, it is refused.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import SystemRandom

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.impact_report.build.context import AnswersSource
from evaluation.models import Release
from evaluation.reports.releasable_outcomes import Printed, printed_of, wanted_of
from evaluation.reports.releases import freeze_release as report_frozen
from evaluation.reports.releases.plain_words import in_plain_words
from evaluation.reports.releases.pseudonyms import Pseudonyms, drawn_pseudonyms
from evaluation.reports.single_answers.answer_files import source_of
from evaluation.storage.database import Database
from evaluation.store.releases import releases as store
from evaluation.store.releases.contents import Rebuilding, rebuilding
from evaluation.store.releases.eligibility import Chosen, WantedReport, choose, fewest_in
from evaluation.store.releases.listing import release_by_id
from evaluation.store.releases.release_frames import ANSWERS_CHANGED, ReleaseFrame, release_frame
from evaluation.store.releases.releases import FrozenReport, ReleaseStanding, Subject
from evaluation.store.reports.gather import Gathered
from evaluation.store.reports.quotable_answers import wrote_at
from evaluation.store.responses.promised_days import TAKEN_BACK

WORDS_CHANGED = Message("A chapter has just changed its words. Put the release out again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRelease:
    """What a release is to be of: `gather` reads its answers and says what it is called.

    `key` makes the lots, `hold_back` holds others back where somebody withdrew; with `letters`, some that are drawn by
    lot stand for names of chapters and workshops.
    """

    gather: Callable[[Session], tuple[Gathered, Subject]]
    key: bytes
    now: datetime
    by: str
    hold_back: bool = False
    letters: bool = False
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRelease:
    """All that was read for a release, and who may be in it by the ledger as it was then."""

    gathered: Gathered
    subject: Subject
    asked: WantedReport
    chosen: Chosen
    frame: ReleaseFrame
    printed: Printed
    source: AnswersSource | None
    pseudonyms: Pseudonyms | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenRelease:
    """A release that was frozen: how many pairs are used in it, and how many wait."""

    release: Release
    used: int
    waiting: int


def freeze_release(
    database: Database, wanted: WantedRelease, *, computing: Callable[[], None] = lambda: None
) -> FrozenRelease:
    """Freeze a release; refused where the ledger lets nobody be printed. `computing` hears that all has been read."""
    with database.reading() as db:
        read = read_release(db, wanted)
    computing()
    frozen = computed_release(wanted, read)
    with database.transaction() as db:
        return keep_computed_release(db, wanted, read, frozen)


def read_release(db: Session, wanted: WantedRelease) -> ReadRelease:
    """Read what a release is computed from; nothing is kept of it."""
    gathered, subject, asked, chosen = _decided(db, wanted)
    frame = release_frame(db, gathered, chosen, now=wanted.now)
    pseudonyms = drawn_pseudonyms(gathered, frame, rng=SystemRandom()) if wanted.letters else None
    if pseudonyms:
        subject = replace(subject, title=pseudonyms.chapters.get(subject.title, gathered.study.name))
    printed = printed_of(frame, gathered.alike.scales)
    return ReadRelease(
        gathered=gathered,
        subject=subject,
        asked=asked,
        chosen=chosen,
        frame=frame,
        printed=printed,
        source=None if wanted.letters else source_of(db, gathered, chosen, frame, printed=printed),
        pseudonyms=pseudonyms,
    )


def why_not_released(db: Session, wanted: WantedRelease) -> tuple[str, ...]:
    """Why no release of this can be made as things stand: what making it would be refused with, or nothing."""
    try:
        _decided(db, wanted, looked_at=True)
    except Refused as refusal:
        return refusal.faults
    return ()


def _decided(
    db: Session, wanted: WantedRelease, *, looked_at: bool = False
) -> tuple[Gathered, Subject, WantedReport, Chosen]:
    gathered, subject = wanted.gather(db)
    asked = replace(wanted_of(gathered, hold_back=wanted.hold_back, public=subject.public), looked_at=looked_at)
    return gathered, subject, asked, choose(db, asked, key=wanted.key, now=wanted.now)


def computed_release(wanted: WantedRelease, read: ReadRelease) -> FrozenReport:
    """The report of what was read, rounded and masked: it takes long, and no database."""
    report = report_frozen.released_report(
        read.gathered,
        read.frame,
        read.printed,
        pseudonyms=read.pseudonyms,
        seed=wanted.seed,
        source=read.source,
        below=fewest_in(read.chosen, public=read.subject.public),
    )
    return report_frozen.as_frozen(report, read.gathered, seed=wanted.seed)


def keep_computed_release(db: Session, wanted: WantedRelease, read: ReadRelease, frozen: FrozenReport) -> FrozenRelease:
    """Keep a computed release; refused unless the ledger decides by now as it did, about the same answers."""
    again = choose(db, read.asked, key=wanted.key, now=wanted.now)
    if not _is_same_decision(again, read.chosen) or not _are_same_answers(db, wanted, read):
        raise Refused(ANSWERS_CHANGED)
    release = store.keep_release(
        db,
        read.gathered.study,
        subject=read.subject,
        frozen=frozen,
        plan=again.plan,
        page=again.decision.page,
        waves=read.gathered.waves,
        now=wanted.now,
        by=wanted.by,
    )
    return FrozenRelease(release=release, used=len(again.people), waiting=sum(read.frame.waiting))


def put_out_release(
    database: Database,
    release: uuid.UUID,
    *,
    clock: Callable[[], datetime],
    by: str,
    is_again: bool = False,
    keeping: Callable[[], None] = lambda: None,
) -> Mapping[str, bytes]:
    """Put a release out, with these files: from now on they are known by their digests.

    Refused where it is out already, unless it `is_again` put out after a worker was lost: then its files are written.
    `keeping` hears that they are.
    """
    with database.reading() as db:
        asked = rebuilding(db, release_by_id(db, release))
    files, plainly = report_frozen.files(asked), in_plain_words(report_frozen.tree_of(asked))
    keeping()
    with database.transaction() as db:
        row = release_by_id(db, release)
        if rebuilding(db, row) != asked:
            raise Refused(WORDS_CHANGED)
        refuse_taken_back(db, row, asked)
        if not is_again or store.release_standing(db, row) in {ReleaseStanding.DRAFT, ReleaseStanding.SHOWN}:
            store.record_put_out(db, row, files=files, now=clock(), by=by, plainly=plainly)
    return files


def refuse_taken_back(db: Session, release: Release, asked: Rebuilding) -> None:
    """Refuse to show or put out what quotes words that may no longer be told, whoever took theirs back.

    What is out stays.
    """
    if store.is_out(db, release):
        return
    context = report_frozen.tree_of(asked).context
    quoted = {each.text for each in context.open_answers} | ({context.quotation.text} if context.quotation else set())
    if quoted - {each.text for each in wrote_at(db, [uuid.UUID(each) for each in release.page["used"]])}:
        raise Refused(TAKEN_BACK)


def _is_same_decision(again: Chosen, before: Chosen) -> bool:
    """Whether the ledger decides the same, by the same plan: another release that was kept meanwhile is in it, too."""
    return again.plan.id == before.plan.id and replace(again, plan=before.plan) == before


def _are_same_answers(db: Session, wanted: WantedRelease, read: ReadRelease) -> bool:
    """Whether the answers are those that were read, and the words that may be quoted."""
    used = [uuid.UUID(each) for each in read.chosen.decision.page.used]
    gathered, _subject = wanted.gather(db)
    return gathered.answers_sha256 == read.gathered.answers_sha256 and tuple(wrote_at(db, used)) == read.frame.wrote
