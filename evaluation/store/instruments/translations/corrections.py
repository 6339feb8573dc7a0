"""A typo in a signed translation of a published version is mended: one person proposes, a second signs.

What was published stays. The corrected words are the next number of the translation, asked from then on; the version,
its digest and all that was answered are as they were.
"""

import uuid
from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import CorrectedTranslation, CorrectionProposal, InstrumentVersion, PublishedTranslation
from evaluation.store.instruments.drafts import Writer
from evaluation.store.instruments.published_versions import corrections_of, signed_digests, translations_of
from evaluation.store.instruments.publishing import sign
from evaluation.store.instruments.translations.translation_numbers import number_in_use
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.log.upsert import insert_once
from instruments import (
    Problem,
    Translation,
    Version,
    blank_problems,
    canonical_translation,
    not_carried_over,
    translation_digest,
    words_of,
)
from instruments.terms import UNFIT

LONGEST = 10_000
"""Characters a text of a version, or the reason of a correction, may have."""
NOT_SIGNED = Message("Only a signed translation is corrected; there is none of that version in this language.")
NO_REASON = Message("Say why the translation is corrected.")
NOTHING_CHANGED = Message("Correct at least one text.")
ANOTHER_WAITS = Message(
    "%(who)s has proposed a correction of this translation already. Sign it, or let it go, and then propose yours."
)
CORRECTED_SINCE = Message("The translation was corrected meanwhile. Look at its words as they are now.")
NOTHING_WAITS = Message("No correction waits for a signature here any more.")
OTHER_WORDS = Message("The words were changed meanwhile. Read them as they are now before you sign.")
OWN_CORRECTION = Message(
    "You proposed this correction, or wrote part of this translation; somebody else has to sign it."
)


def signed_translation(db: Session, version: Version, *, language: str) -> Translation:
    """The translation that people are asked in, whichever number it has; refused where none is signed."""
    found = next((one for one in translations_of(db, version) if one.language == language), None)
    if found is None or not signed_digests(db, version, [found], published=True):
        raise Refused(NOT_SIGNED)
    return found


def proposal_of(db: Session, version: Version, *, language: str, to_change: bool = False) -> CorrectionProposal | None:
    """The correction that waits for a signature, to look at or to change."""
    found = select(CorrectionProposal).filter_by(instrument=version.id, number=version.number, language=language)
    return db.scalars(found.with_for_update() if to_change else found).one_or_none()


def corrected(translation: Translation, proposal: CorrectionProposal) -> Translation:
    """A translation with the texts that a correction proposes."""
    return translation.model_copy(update={"strings": {**translation.strings, **proposal.texts}})


def propose_correction(
    db: Session,
    version: Version,
    *,
    language: str,
    number: int,
    texts: Mapping[str, str],
    reason: str,
    writer: Writer,
) -> CorrectionProposal:
    """Propose other words for texts of the translation's `number`, in place of what one proposed for them before.

    Refused with everything that is wrong; texts as they stand are none of it.
    """
    translation = signed_translation(db, version, language=language)
    there = proposal_of(db, version, language=language, to_change=True)
    if number != number_in_use(db, version, language=language):
        raise Refused(CORRECTED_SINCE)
    _refuse_another_s(there, writer)
    wanted = {**(there.texts if there else {}), **texts}
    changed = {key: text for key, text in wanted.items() if text != translation.strings.get(key, "")}
    faults = [*(fault.said for fault in _faults(version, translation, changed)), *_missing(changed, reason)]
    if faults:
        raise Refused(*faults)
    if there is None:
        begun = {"proposed_by": writer.id, "proposer": writer.name, "proposed_at": writer.now}
        about = {"instrument": version.id, "number": version.number, "language": language, **begun}
        insert_once(db, CorrectionProposal, values={"id": uuid.uuid4(), "texts": {}, "reason": "", **about})
        there = proposal_of(db, version, language=language, to_change=True)
        _refuse_another_s(there, writer)
    assert there is not None, "it was there or was just added"
    there.texts, there.reason, there.proposed_at = changed, reason.strip(), writer.now
    db.flush()
    return there


def let_go(db: Session, version: Version, *, language: str) -> dict[str, str]:
    """Take a proposal away, unsigned; what it proposed. Refused where there is none."""
    there = proposal_of(db, version, language=language, to_change=True)
    if there is None:
        raise Refused(NOTHING_WAITS)
    db.delete(there)
    db.flush()
    return there.texts


def sign_correction(
    db: Session, version: Version, *, language: str, shown: str, signer: Writer
) -> CorrectedTranslation:
    """A second person's word for what waits: its words are asked from now on.

    `shown` is the digest of the words that the signer read. Refused where they are others, and to whoever proposed the
    correction or wrote any of the translation.
    """
    there = proposal_of(db, version, language=language, to_change=True)
    if there is None:
        raise Refused(NOTHING_WAITS)
    before = signed_translation(db, version, language=language)
    after = corrected(before, there)
    if translation_digest(after) != shown:
        raise Refused(OTHER_WORDS)
    if signer.id in {there.proposed_by, *writers_of_published(db, version, language=language)}:
        raise Refused(OWN_CORRECTION)
    sign(db, after, by=signer.name, now=signer.now)
    row = CorrectedTranslation(
        instrument_version_id=version_in_use(db, version.id, version.number, now=signer.now).id,
        language=language,
        number=number_in_use(db, version, language=language) + 1,
        digest=translation_digest(after),
        body=canonical_translation(after),
        changes={key: [before.strings.get(key, ""), text] for key, text in there.texts.items()},
        **{name: getattr(there, name) for name in ("reason", "proposed_by", "proposer")},
        signed_by=signer.name,
        signed_at=signer.now,
    )
    db.add(row)
    db.delete(there)
    db.flush()
    return row


def writers_of_published(db: Session, version: Version, *, language: str) -> frozenset[str]:
    """The ids of those who wrote any of a published translation, its corrections included."""
    of_version = (InstrumentVersion.instrument == version.id, InstrumentVersion.number == version.number)
    rows = db.scalars(
        select(PublishedTranslation.writers)
        .join(InstrumentVersion)
        .where(*of_version)
        .where(PublishedTranslation.language == language)
    )
    first = {writer for writers in rows for writer in writers}
    return frozenset(first | {one.proposed_by for one in corrections_of(db, version) if one.language == language})


def _refuse_another_s(there: CorrectionProposal | None, writer: Writer) -> None:
    """One correction of a translation waits at a time: of whoever was quicker, be it by a moment."""
    if there is not None and there.proposed_by != writer.id:
        raise Refused(Message(ANOTHER_WAITS, who=there.proposer))


def _faults(version: Version, translation: Translation, changed: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with corrected texts by themselves, and what the corrected translation no longer carries over."""
    source = words_of(version)
    for key, text in changed.items():
        if key not in source:
            yield Problem(key, Message("the version has no words there."))
        elif not text:
            yield Problem(key, Message("a text that was signed is not emptied."))
        elif unfit := UNFIT.search(text):
            character = f"U+{ord(unfit[0]):04X}"
            yield Problem(key, Message("the character %(character)s cannot be shown", character=character))
        elif len(text) > LONGEST:
            yield Problem(key, Message("A text has at most %(most)s characters.", most=LONGEST))
    yield from blank_problems(source, changed, language=translation.language)
    after = translation.model_copy(update={"strings": {**translation.strings, **changed}})
    before = {str(fault) for fault in not_carried_over(version, translation)}
    yield from (fault for fault in not_carried_over(version, after) if str(fault) not in before)


def _missing(changed: Mapping[str, str], reason: str) -> Iterator[Message]:
    if not changed:
        yield NOTHING_CHANGED
    if not reason.strip():
        yield NO_REASON
    if len(reason) > LONGEST:
        yield Message("A text has at most %(most)s characters.", most=LONGEST)
