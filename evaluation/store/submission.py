"""A submission as it arrives, and the receipt that answers it."""

import enum
import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from evaluation.codes import ALPHABET

Answer = int | str


class Outcome(enum.StrEnum):
    """What became of a submission."""

    NEW = "new"
    SAME = "same"
    REVISED = "revised"
    CONFLICT = "conflict"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    NOT_OPEN = "not_open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What a phone sent: answers by item ("declined" among them, skipped ones absent), and words written freely."""

    response: uuid.UUID
    words: str
    wave: str
    language: str
    mode: str
    answers: Mapping[str, Answer]
    texts: Mapping[str, str]
    stopped: bool

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what was answered, in one canonical form: two sendings of the same answers are the same."""
        return digest_of(self.answers, self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the person is told. `code` is the same for every sending of one response."""

    outcome: Outcome
    response: uuid.UUID
    revision: int = 0

    @property
    def code(self) -> str:
        """The receipt code: eight characters that follow from the response alone."""
        return receipt_code(self.response)


def digest_of(answers: Mapping[str, Answer], texts: Mapping[str, str]) -> str:
    """SHA-256 of answers and free words, whatever their order."""
    whole = json.dumps([answers, texts], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def receipt_code(response: uuid.UUID) -> str:
    """Eight characters of Crockford's base 32 from 40 bits of a response's digest."""
    bits = int.from_bytes(hashlib.sha256(b"receipt" + response.bytes).digest()[:5], "big")
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))
