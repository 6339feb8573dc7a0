"""The identity that a start page mints, which shows that a page of this meeting was opened for it.

It is a UUID of version 4 to whoever reads it. Its first 74 free bits are the day, a number by chance and a mark that
only we can make over both, the meeting and the wave; the last 48 are free. So a page that a phone keeps vouches,
without signal, for everybody who begins on it: the script puts another end to it for each (`minted` in survey.js).
"""

import hmac
import secrets
import uuid
from datetime import UTC, datetime

from evaluation.survey.signing_key import accepted_cookie_keys, secret

FREE_BITS = 48
"""At the end of an identity, twelve letters and digits of its text, which a phone chooses for whoever begins on it."""
STOCK = 24
"""People who may begin on one page, as where one phone without signal goes round a room."""
VALID_DAYS = 120
"""As long as a phone remembers who agreed on it: until the follow-up three months on."""
_DAY_BITS, _CHANCE_BITS, _MARK_BITS = 12, 22, 40
_DAYS = 1 << _DAY_BITS


def signed_start(words: str, wave: str, *, now: datetime) -> uuid.UUID:
    """A new identity for whoever begins on a page of a meeting."""
    free = secrets.randbits(FREE_BITS)
    return _identity(secret("cookies"), _day(now), secrets.randbits(_CHANCE_BITS), words, wave, last=free)


def is_signed(response: uuid.UUID, words: str, wave: str, *, now: datetime) -> bool:
    """Whether a page of this meeting minted an identity for this wave, of late enough, by whichever key."""
    head = response.int >> FREE_BITS
    payload = (head >> 32 << 26) | ((head >> 16 & 0xFFF) << 14) | (head & 0x3FFF)
    chance, day = payload >> _MARK_BITS & (1 << _CHANCE_BITS) - 1, payload >> (_MARK_BITS + _CHANCE_BITS)
    free = response.int & (1 << FREE_BITS) - 1
    ours = [_identity(key, day, chance, words, wave, last=free) for key in accepted_cookie_keys()]
    is_late = (_day(now) - day) % _DAYS > VALID_DAYS and (day - _day(now)) % _DAYS > 1  # a clock may be put back
    return not is_late and any(hmac.compare_digest(each.bytes, response.bytes) for each in ours)


def of_one_page(response: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """The first and the last identity that begin as this one does."""
    first = response.int >> FREE_BITS << FREE_BITS
    return uuid.UUID(int=first), uuid.UUID(int=first | (1 << FREE_BITS) - 1)


def _identity(key: bytes, day: int, chance: int, words: str, wave: str, *, last: int) -> uuid.UUID:
    said = f"start {day} {chance} {words} {wave}"
    mark = int.from_bytes(hmac.digest(key, said.encode(), "sha256")[: _MARK_BITS // 8])
    payload = ((day << _CHANCE_BITS) | chance) << _MARK_BITS | mark
    head = (payload >> 26) << 32 | 0x4 << 28 | (payload >> 14 & 0xFFF) << 16 | 0b10 << 14 | payload & 0x3FFF
    return uuid.UUID(int=head << FREE_BITS | last)


def _day(now: datetime) -> int:
    return now.astimezone(UTC).date().toordinal() % _DAYS
