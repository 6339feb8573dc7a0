"""Keying paper forms: a first pass, a second without seeing the first, and what differs asked exactly once."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from evaluation.domain.card_codes import normalise
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Card, Experiment, PaperSheet, SheetBatch, SheetPass, Wave
from evaluation.models.paper_sheet import DECIDED, FIRST, SECOND
from evaluation.store.accounts.role_scope import RoleScope, within
from evaluation.store.paper.keyed_memory import keyed_memory, settled_memory
from evaluation.store.paper.paper_responses import (
    AGREED,
    CODE,
    NO_FORM,
    Became,
    Keyer,
    asked_on_paper,
    store_paper,
)
from evaluation.store.paper.sheets import SheetStanding, keyed_by, locked_sheet, standing_of
from evaluation.store.responses.join_page import STUDY_CARDS
from evaluation.store.responses.submission import quote_name
from evaluation.store.responses.withdrawals import delete_one_response
from instruments import Layout, ResponseFormat
from instruments.several_choice import specifying, words_name

KEYED_BY_YOU = Message("You keyed sheet %(sheet)s the first time: somebody else, who has not seen it, keys it again.")
READ_ALIKE = Message("%(name)s was read alike both times, so there is nothing to decide.")
NO_SUCH_CODE = Message("%(code)s is not a code of this experiment; leave it blank where the form has none.")
OF_ANOTHER = Message(
    "%(code)s is not a code of this experiment but that of a card of another evening: key the form there."
)
OF_ANOTHER_NAMED = Message(
    "%(code)s is not a code of this experiment but that of a card of another evening, “%(title)s”: key the form there."
)
Value = int | str | None
"""What a field says; None is blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """What somebody read from a sheet: the code as written, checked answers by item and boxes that are ticked (by
    `quote_name`), words written freely, memory.
    """

    code: str = ""
    answers: Mapping[str, int | str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    memory: Mapping[str, str] = field(default_factory=dict)
    """Memory elements as written, where the form asks them."""
    not_agreed: str = ""
    """How the box of consent stands where it is not marked, such as blank, or that there is no such form; the rest is
    then nobody's.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that was read in two ways."""

    field: str
    first: Value
    second: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyingErrors:
    """Sheets keyed twice and settled, the fields on them, and those that were settled otherwise than first keyed."""

    sheets: int
    fields: int
    wrong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOutcome:
    """Where a sheet stands now, and what became of it once it is settled."""

    standing: SheetStanding
    became: Became | None = None


def key_sheet(db: Session, batch: SheetBatch, *, sheet: int, keyed: Keyed, keyer: Keyer) -> SheetOutcome:
    """Keep what was read from a sheet as its next pass; a sheet with nothing left to decide becomes a response."""
    wave = wave_of(db, batch)
    refuse_frozen(wave)
    row = locked_sheet(db, batch, number=sheet)
    standing = standing_of(row, batch)
    if standing in {SheetStanding.TO_DECIDE, SheetStanding.SETTLED}:
        raise Refused(Message("Sheet %(sheet)s was keyed already.", sheet=sheet))
    if standing is SheetStanding.TO_KEY_AGAIN and keyed_by(row, keyer.by.actor.account):
        raise Refused(Message(KEYED_BY_YOU, sheet=sheet))
    agreed = keyed if not keyed.not_agreed else Keyed()
    fields, memory = read_keyed(db, wave, agreed, keyer=keyer)
    fields |= {AGREED: keyed.not_agreed} if keyed.not_agreed else {}
    number = FIRST if standing is SheetStanding.TO_KEY else SECOND
    _keep(row, SheetPass(number=number, fields=fields, texts=dict(agreed.texts), memory=memory), keyer=keyer)
    db.flush()
    settled = standing_of(row, batch) is SheetStanding.TO_DECIDE and not _differing(row)
    return _settle(db, batch, row, keyer=keyer) if settled else SheetOutcome(standing=standing_of(row, batch))


def keying_differences(db: Session, batch: SheetBatch, *, sheet: int) -> tuple[Difference, ...]:
    """The fields of a sheet that were read in two ways and wait for a decision, in the order of the form."""
    row = locked_sheet(db, batch, number=sheet)
    if standing_of(row, batch) is not SheetStanding.TO_DECIDE:
        return ()
    first, second = (keyed.fields for keyed in row.passes)
    differing = _differing(row)
    return tuple(
        Difference(field=name, first=first.get(name), second=second.get(name))
        for name in (AGREED, *fields_of(db, wave_of(db, batch)))
        if name in differing
    )


def settle_sheet(
    db: Session, batch: SheetBatch, *, sheet: int, chosen: Mapping[str, Value], keyer: Keyer
) -> SheetOutcome:
    """Settle a sheet: a value, or None for blank, for exactly the fields that differ. It is asked once."""
    refuse_frozen(wave_of(db, batch))
    row = locked_sheet(db, batch, number=sheet)
    if standing_of(row, batch) is not SheetStanding.TO_DECIDE:
        raise Refused(Message("Sheet %(sheet)s has nothing to decide.", sheet=sheet))
    differing = _differing(row)
    faults = [Message("%(name)s still needs a decision.", name=name) for name in sorted(differing - set(chosen))]
    faults += [Message(READ_ALIKE, name=name) for name in set(chosen) - differing]
    if faults:
        raise Refused(*sorted(faults))
    values = dict(chosen)
    if CODE in values:
        values[CODE] = _token(db, wave_of(db, batch), str(values[CODE] or ""), sees=keyer.sees)
    _keep(row, SheetPass(number=DECIDED, fields=values, texts={}), keyer=keyer)
    db.flush()
    return _settle(db, batch, row, keyer=keyer)


def fields_of(db: Session, wave: Wave) -> tuple[str, ...]:
    """The fields that are compared, in the order of the form: the code, then every item.

    Of words written freely it is the box by which they may be quoted that is compared, and not the words.
    """
    version = asked_on_paper(db, wave)
    formats = {item.id: version.format_of(item) for item in version.questions(wave.kind)}
    return (CODE, *(name for item, shown in formats.items() for name in _compared(item, shown)))


def _compared(item: str, shown: ResponseFormat) -> Iterator[str]:
    """The fields of an item that are compared."""
    yield quote_name(item) if shown.layout is Layout.TEXT else item
    if specifying(shown):
        yield quote_name(words_name(item))


def keying_errors(db: Session, experiments: Iterable[uuid.UUID]) -> KeyingErrors:
    """How often the first pass was wrong, judged by what was settled."""
    found = select(PaperSheet, SheetBatch).join(SheetBatch).join(Wave, Wave.id == SheetBatch.wave_id)
    twice = (
        SheetBatch.twice,
        PaperSheet.response_id.is_not(None),
        PaperSheet.settled_at.is_not(None),
        Wave.experiment_id.in_(list(experiments)),
    )
    rows = db.execute(found.where(*twice).options(selectinload(PaperSheet.passes))).all()
    size = {batch.wave_id: len(fields_of(db, wave_of(db, batch))) for _, batch in rows}
    return KeyingErrors(
        sheets=len(rows),
        fields=sum(size[batch.wave_id] for _, batch in rows),
        wrong=sum(len(_unlike(sheet.passes[0].fields, settled_fields(sheet))) for sheet, _ in rows),
    )


def _settle(db: Session, batch: SheetBatch, row: PaperSheet, *, keyer: Keyer) -> SheetOutcome:
    """Make the response, or find why there is none; then no pass is kept."""
    replaced, row.response_id = row.response_id, None
    db.flush()
    if stands := settled_fields(row).get(AGREED):
        became = Became.NO_FORM if stands == NO_FORM else Became.NOT_AGREED
        if replaced:
            delete_one_response(db, replaced, now=keyer.by.now)
    else:
        became, row.response_id = store_paper(
            db,
            wave_of(db, batch),
            fields=settled_fields(row),
            texts=row.passes[0].texts,
            memory=settled_memory(row.passes),
            language=batch.language,
            keyer=keyer,
            replaced=replaced,
        )
    row.settled_at = keyer.by.now
    if became in {Became.WITHDRAWN, Became.NOT_AGREED, Became.NO_FORM}:
        for keyed in row.passes:
            db.delete(keyed)
    db.flush()
    keyer.by.note(db, "sheet settled", f"sheet {row.id}", became=became, passes=len(row.passes))
    return SheetOutcome(standing=SheetStanding.SETTLED, became=became)


def settled_fields(row: PaperSheet) -> dict[str, int | str]:
    """The first pass with what was decided in its place."""
    decided = next((keyed.fields for keyed in row.passes if keyed.number == DECIDED), {})
    return {name: value for name, value in {**row.passes[0].fields, **decided}.items() if value is not None}


def _differing(row: PaperSheet) -> set[str]:
    return _unlike(row.passes[0].fields, row.passes[1].fields) if len(row.passes) > 1 else set()


def _unlike(one: Mapping[str, Value], other: Mapping[str, Value]) -> set[str]:
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


def _keep(row: PaperSheet, keyed: SheetPass, *, keyer: Keyer) -> None:
    actor = keyer.by.actor
    keyed.keyed_at, keyed.keyed_by, keyed.keyed_by_account = keyer.by.now, actor.name, actor.account
    row.passes.append(keyed)


def read_keyed(
    db: Session, wave: Wave, keyed: Keyed, *, keyer: Keyer, misread: Collection[str] = ()
) -> tuple[dict[str, int | str], dict[str, str]]:
    """What was keyed, by field, and hashes of memory; refused with every fault at once, last those of `misread`.

    `misread` are the faults of answers that were found already.
    """
    unknown = sorted(set(keyed.answers) - set(fields_of(db, wave)))
    faults: list[str] = [Message("%(field)s is not a field of this form.", field=name) for name in unknown]
    token, memory = None, dict[str, str]()
    try:
        token = _token(db, wave, keyed.code, sees=keyer.sees)
    except Refused as refusal:
        faults += refusal.faults
    try:
        memory = keyed_memory(db, wave, keyed.memory, key=keyer.links_key)
    except Refused as refusal:
        faults += refusal.faults
    if faults or misread:
        raise Refused(*faults, *misread)
    return {**({CODE: token} if token else {}), **keyed.answers}, memory


def _token(db: Session, wave: Wave, written: str, *, sees: RoleScope) -> str | None:
    """The code as it is stored; None where the form has none."""
    if not written.strip():
        return None
    experiment = db.get_one(Experiment, wave.experiment_id)
    of_study = select(Experiment).join(Card, Card.experiment_id == Experiment.id)
    of_study = of_study.where(Card.token == (normalise(written) or ""), Experiment.study_id == experiment.study_id)
    home = db.scalars(of_study).one_or_none()
    if home is None or not (home.id == experiment.id or experiment.options.get(STUDY_CARDS)):
        raise Refused(_why_not_taken(db, home, repr(written.strip()), sees=sees))
    return normalise(written)


def _why_not_taken(db: Session, home: Experiment | None, code: str, *, sees: RoleScope) -> Message:
    """That no card has a code, or that the card is another evening's; only whoever sees that one is told its title."""
    if home is None:
        return Message(NO_SUCH_CODE, code=code)
    if db.scalars(select(Experiment.id).where(Experiment.id == home.id, within(sees))).one_or_none() is None:
        return Message(OF_ANOTHER, code=code)
    return Message(OF_ANOTHER_NAMED, code=code, title=home.title)


def refuse_frozen(wave: Wave) -> None:
    """Refuse to key a wave whose answers are frozen."""
    if wave.frozen_at:
        raise Refused("The data of this experiment are frozen: nothing can be keyed any more.")


def wave_of(db: Session, batch: SheetBatch) -> Wave:
    """The wave that the sheets of a pile were filled in at."""
    return db.get_one(Wave, batch.wave_id)
