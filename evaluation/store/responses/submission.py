"""A submission as it arrives, and the receipt that answers it."""

import enum
import hashlib
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from evaluation.domain.answers_digest import Answer, answers_digest
from evaluation.domain.card_codes import ALPHABET
from instruments import NOT_ASKED
from instruments.asking.follow_on import FollowOn, asked_of, not_asked
from instruments.several_choice import words_name

TICKED = 1
"""What a form sends of a box that was ticked."""
QUOTE = "-quote"
"""What ends the name of the box beside an item's words by which they may be quoted; no item's id has a hyphen."""


class SubmissionOutcome(enum.StrEnum):
    """What became of a submission."""

    NEW = "new"
    SAME = "same"
    REVISED = "revised"
    CONFLICT = "conflict"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    NOT_OPEN = "not_open"
    UNKNOWN = "unknown"
    ELSEWHERE = "elsewhere"
    """Another phone sent other answers under this card: these are to be kept apart."""
    BEGUN_ELSEWHERE = "begun_elsewhere"
    """Nothing says that whoever sends it began it: they are asked."""
    SENT_BEFORE = "sent_before"
    """Other answers were sent with this form, by whoever began it or by whom its address was passed on to: they say."""
    SENT_ON_KIOSK = "sent_on_kiosk"
    """Other answers were sent with this form on a shared device, where what was sent is settled: the next person begins
    anew."""
    NOT_AGREED = "not_agreed"
    """Nobody has agreed to take part with it."""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What a phone sent: answers by item, and words written freely.

    "declined" and "not_asked" are among the answers; questions that were skipped are absent.
    `may_quote` names the items whose words their writer lets a report quote.
    """

    response: uuid.UUID
    words: str
    wave: str
    language: str
    translation: str = ""
    """Which corrected translations the form was drawn in, as a response keeps it."""
    mode: str
    answers: Mapping[str, Answer]
    texts: Mapping[str, str]
    stopped: bool
    may_quote: frozenset[str] = frozenset()
    sender: str = ""
    """The mark of the phone that sends it; empty where the phone keeps no cookie."""
    people: frozenset[uuid.UUID] = frozenset()
    """The participants whom the phone that sends it remembers."""
    is_begun_here: bool = False
    """Whether it comes with what only whoever began the form was given."""
    is_proven: bool = False
    """Whether it comes with what only whoever sent the response before was given."""
    following: Mapping[str, FollowOn] = field(default_factory=dict)
    """Of each question that follows on another when it is asked."""
    is_claimed: bool = False
    """Whether whoever began the form says that what was sent with it is theirs."""

    @property
    def answered(self) -> frozenset[str]:
        """What it answers, by name: with an item the words beside its option, be it that there are none now."""
        names = {item for item, answer in self.answers.items() if answer != NOT_ASKED} | self.texts.keys()
        return frozenset(names | {words_name(name) for name in names})

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what was answered, in one canonical form: two sendings of the same answers are the same."""
        return answers_digest(self.answers, self.texts, may_quote=self.may_quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the person is told. `code` is the same for every sending of one response."""

    outcome: SubmissionOutcome
    response: uuid.UUID
    revision: int = 0
    is_theirs: bool = True
    """Whether it is told to whoever sent the answers that are kept, and not to another who knows the address."""

    @property
    def code(self) -> str:
        """The receipt code: eight characters that follow from the response alone."""
        return receipt_code(self.response)


def quote_name(item: str) -> str:
    """What a form calls the box beside an item's words by which they may be quoted."""
    return f"{item}{QUOTE}"


def whole_of(
    answers: Mapping[str, Answer], texts: Mapping[str, str], *, may_quote: Collection[str]
) -> dict[str, Answer]:
    """All that a form said, by the names of its fields: as an earlier or a conflicting sending is kept."""
    return {**answers, **texts, **{quote_name(item): TICKED for item in sorted(may_quote)}}


def with_the_rest(
    submission: Submission,
    old: Mapping[str, Answer],
    *,
    texts: Mapping[str, str],
    quotable: frozenset[str],
    stopped: bool,
) -> Submission:
    """What was answered anew, and what was answered before to every other question: `old`, `texts` and `quotable`.

    Which questions were asked that follow on another is worked out anew.
    """
    anew = submission.answered
    whole = {**old, **{item: answer for item, answer in submission.answers.items() if item in anew}}
    written = {**{item: text for item, text in texts.items() if item not in anew}, **submission.texts}
    whole = {item: answer for item, answer in whole.items() if item not in submission.texts}
    answers = asked_of(whole, submission.following, written=written)
    kept = {item: text for item, text in written.items() if item not in not_asked(answers)}
    may_quote = (submission.may_quote | (quotable - anew)) & kept.keys()
    return replace(submission, answers=answers, texts=kept, may_quote=may_quote, stopped=stopped)


def receipt_code(response: uuid.UUID) -> str:
    """Eight characters of Crockford's base 32 from 40 bits of a response's digest."""
    bits = int.from_bytes(hashlib.sha256(b"receipt" + response.bytes).digest()[:5], "big")
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))
