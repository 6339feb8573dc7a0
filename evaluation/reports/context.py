"""What a report says that answers cannot tell: names, dates, who came, which version of the questions, which plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from evaluation.reports.versions import VersionsUsed


@dataclass(frozen=True, kw_only=True)
class ItemWords:
    """One question as it was shown: its lead-in, its text, its answers by value or the words at the ends."""

    text: str
    ask: str = ""
    options: Mapping[float, str] = field(default_factory=dict)
    ends: tuple[str, str] = ("", "")


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """A quote whose writer agreed, and how it was picked."""

    text: str
    how_picked: str


@dataclass(frozen=True, kw_only=True)
class Story:
    """A row of numbers and stories together: an outcome, what people told, what was seen, and whether they fit.

    `fit` is one of agree, explain, differ, silent; `by` and `on` say whose judgement it is and when it was made.
    """

    outcome: str
    told: str
    seen: str
    fit: str
    by: str
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Check:
    """One look at the quality of the answers: what was found, in how many, and what the report does about it."""

    found: str
    count: int
    done: str


@dataclass(frozen=True, kw_only=True)
class Practice:
    """How a chapter works, in words and numbers as they are printed: kind, workshops, rounds, people, mixed pairs."""

    chapter: str
    kinds: str
    workshops: str
    rounds: str
    people: str
    mixed: str


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything around the answers of one report; what is not known stays empty and is left out of the report.

    `chapters` names every chapter of the study, also those without any answer. `one_to_ones` counts pairs of people.
    `experiments` gives titles by the names in the responses. `came` and `came_by_chapter` count people who came.
    `pictured` names scales answered by pictures of two circles. `declined` counts, by item, people who would rather
    not say, before and after. `own_words` are the chapters' own by name, printed beside the result. `released`
    tells that this is a release: frozen, rounded and masked. `named` says what a release calls each chapter, by id.
    `waiting` counts pairs that wait until enough have joined them. `versions` is there where more than one was used.
    `frozen_at` is in the study's time zone.
    """

    study: str = ""
    title: str = ""
    kind: str = ""
    chapter: str = ""
    place: str = ""
    held_on: date | None = None
    came: int | None = None
    came_by_chapter: Mapping[str, int] = field(default_factory=dict)
    organisations: int | None = None
    rounds: int | None = None
    minutes: int | None = None
    one_to_ones: int | None = None
    chapters: tuple[str, ...] = ()
    experiments: Mapping[str, str] = field(default_factory=dict)
    instrument: str = ""
    version: str = ""
    status_note: str = ""
    items: Mapping[str, ItemWords] = field(default_factory=dict)
    pictured: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    declined: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    quotation: Quotation | None = None
    stories: tuple[Story, ...] = ()
    checks: tuple[Check, ...] = ()
    practice: tuple[Practice, ...] = ()
    own_words: Mapping[str, str] = field(default_factory=dict)
    waiting: int | None = None
    released: bool = False
    named: Mapping[str, str] = field(default_factory=dict)
    versions: VersionsUsed | None = None
    example: bool = False
    plan_version: str = "1"
    plan_fixed: date | None = None
    frozen_at: datetime | None = None
    code: str = ""
    seed: int | None = None
    data_sha256: str = ""
    language: str = "en"
    randomised: bool = False
