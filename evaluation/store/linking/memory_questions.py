"""Memory questions: asked at the end of Before and again at After, kept as keyed hashes, never as what was said."""

import hmac
import unicodedata
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import ELEMENTS, Experiment, MemoryAnswer, Response, Wave
from evaluation.store.studies.waves import waves_of

OPTION = "memory_questions"
RANGES = {"birth_day": (1, 31), "older_siblings": (0, 30)}
SENTENCES = {
    "carer_letter": Message("The first letter of your mother's or main carer's name is one letter."),
    "birth_day": Message("The day of the month you were born on is a number from 1 to 31."),
    "older_siblings": Message("The number of older brothers and sisters is a number from 0 to 30."),
    "town_letter": Message("The first letter of the town you were born in is one letter."),
    "phone_digits": Message("The last two digits of your phone number are two digits."),
}


def asks_memory(options: Mapping[str, Any]) -> bool:
    """Whether an experiment with these options asks memory questions; it does not unless somebody said so."""
    return bool(options.get(OPTION, False))


def asked_after(options: Mapping[str, Any], wave: str) -> bool:
    """Whether the memory questions come after this wave: after Before and after After, where they are asked at all."""
    return wave in {"pre", "post"} and asks_memory(options)


def is_joined_already(db: Session, participant: uuid.UUID) -> bool:
    """Whether what somebody sends at After is joined to their Before without these questions."""
    sent = select(Response.id).join(Wave, Wave.id == Response.wave_id)
    return (
        db.scalars(sent.where(Response.participant_id == participant, Wave.kind == "pre").limit(1)).first() is not None
    )


def ask_memory(db: Session, experiment: Experiment, *, ask: bool) -> None:
    """Ask memory questions at this experiment, or not; refused once Before was opened, since all are asked alike."""
    before = waves_of(db, experiment).get("pre")
    if before and before.opened_at:
        raise Refused("Before was opened already: memory questions are asked of everyone or of no one.")
    experiment.options = {**experiment.options, OPTION: ask}
    db.flush()


def normalised_element(element: str, written: str) -> str | None:
    """One element in the form in which it is compared; None where nothing was written, which means not known.

    Raises Refused with a sentence where it cannot be what was asked.
    """
    plain = unicodedata.normalize("NFKC", written).strip()
    if not plain:
        return None
    read = _letter(plain) if element.endswith("_letter") else _digits(plain, element)
    if read is None:
        raise Refused(SENTENCES[element])
    return read


def keep_memory(db: Session, response: uuid.UUID, *, given: Mapping[str, str], key: bytes) -> None:
    """Keep what was given with a response, in place of what was given with it before.

    `given` is by element; an absent or blank one is not known. `key` is the experiment's own, kept outside the
    database. Raises Refused with every fault at once.
    """
    keep_hashes(db, response, hashes=hashed(given, key=key))


def keep_hashes(db: Session, response: uuid.UUID, *, hashes: Mapping[str, str | None]) -> None:
    """Keep elements that are hashed already with a response, in place of what was given with it before."""
    db.execute(delete(MemoryAnswer).where(MemoryAnswer.response_id == response))
    if any(hashes.values()):
        db.add(MemoryAnswer(response_id=response, **hashes))
        db.flush()


def hashed(given: Mapping[str, str], *, key: bytes) -> dict[str, str | None]:
    """Each element as a hash of its own: HMAC-SHA-256 of the element's name and value, its first 128 bits in hex."""
    values, faults = dict[str, str | None](), list[str]()
    for element in ELEMENTS:
        try:
            value = normalised_element(element, given.get(element, ""))
        except Refused as refusal:
            faults += refusal.faults
        else:
            values[element] = value and hmac.digest(key, f"{element}\0{value}".encode(), "sha256").hex()[:32]
    faults += [Message("%(name)s is not a memory question.", name=name) for name in sorted(set(given) - set(ELEMENTS))]
    if faults:
        raise Refused(*faults)
    return values


def _letter(written: str) -> str | None:
    """The first letter without case or accent; None where there is none."""
    first = unicodedata.normalize("NFKD", written)[0]
    return first.casefold() if first.isalpha() else None


def _digits(written: str, element: str) -> str | None:
    """The number in plain digits, whatever script it was written in; None where it is none or out of range."""
    if not written.isdecimal() or len(written) > 2:
        return None
    if element == "phone_digits":
        return "".join(str(unicodedata.digit(digit)) for digit in written) if len(written) == 2 else None
    low, high = RANGES[element]
    return str(int(written)) if low <= int(written) <= high else None
