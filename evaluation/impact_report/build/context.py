"""What a report says that answers cannot tell: names, dates, who came, which version of the questions, which plan."""

import hashlib
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from analysis.disclosure.counted_answers import ModuleAnswers
from analysis.estimate.answered_once import AnsweredOnce, FileRows
from analysis.estimate.estimate import LATER
from evaluation.impact_report.build.elsewhere.aside_responses import Aside
from evaluation.impact_report.build.elsewhere.columns_read import ColumnsRead
from evaluation.impact_report.build.versions import VersionsUsed


@dataclass(frozen=True, kw_only=True)
class OtherWords:
    """One question as an older version showed it to people who are counted with those asked the newest."""

    version: str
    text: str
    ask: str = ""
    options: Mapping[float, str] = field(default_factory=dict)
    ends: tuple[str, str] = ("", "")


@dataclass(frozen=True, kw_only=True)
class ItemWords:
    """One question as it was shown: its lead-in, its text, its answers by value or the words at the ends.

    Where versions showed it in different words, `version` is the one of these words and `others` has the others', the
    newest first.
    """

    text: str
    ask: str = ""
    options: Mapping[float, str] = field(default_factory=dict)
    ends: tuple[str, str] = ("", "")
    version: str = field(default="", metadata=LATER)
    others: tuple[OtherWords, ...] = field(default=(), metadata=LATER)

    @property
    def reworded(self) -> tuple[OtherWords, ...]:
        """The others whose lead-in or text is another, rather than their answers alone."""
        return tuple(each for each in self.others if (each.ask, each.text) != (self.ask, self.text))

    @property
    def wordings(self) -> tuple[str, ...]:
        """Its text in every wording, each with its version where there are several."""
        several: tuple[ItemWords | OtherWords, ...] = (self, *self.reworded) if self.reworded else ()
        return tuple(with_version(each) for each in several) or (self.text,)


def with_version(words: ItemWords | OtherWords) -> str:
    """A question's text and the version that shows it."""
    return f"{words.text} ({words.version})"


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """A quote whose writer agreed, and how it was picked: a message, with `{of}` for how many it was picked from."""

    text: str
    how_picked: str
    of: int | None = None


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
    """One look at the quality of the answers: what was found, in how many of how many, and what the report does.

    `found` and `done` are messages, and `about` the outcome that `found` names. `low` and `high` are the ends of the
    95 % interval of the share, from 0 to 1.
    """

    found: str
    count: int
    done: str
    of: int | None = None
    about: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Joined:
    """How many people's two forms were joined in one way; `distance` counts the memory answers that differed."""

    method: str
    people: int
    distance: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The first outcome once more, from answers taken more strictly: `unflagged`, or joined by `exact` links alone.

    `change` and its 95 % ends are in scale points, and None where they cannot be had.
    """

    kind: str
    pairs: int
    change: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class QuotableAnswer:
    """Words of one person who agreed to be quoted; `theme` and `stance` are empty until somebody has coded them."""

    text: str
    theme: str = ""
    stance: str = ""


@dataclass(frozen=True, kw_only=True)
class Practice:
    """How a chapter works: kinds of meetings, workshops, fewest and most rounds and people of a workshop.

    `mixed` counts one-to-ones with somebody of another organisation, and all, as the people in them counted.
    """

    chapter: str
    kinds: tuple[str, ...] = ()
    workshops: int = 0
    rounds: tuple[int, int] | None = None
    people: tuple[int, int] | None = None
    mixed: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class AnswersFile:
    """A file of answers: where it is in an export, or where it was read, and its SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class AnswersSource:
    """The files of answers behind a report, and the options of `weaving analyse` that make it again from them.

    Without options one command cannot. `complete`: they hold every answer that counts; `exported`: they are an export.
    """

    files: tuple[AnswersFile, ...]
    options: tuple[str, ...] = ()
    complete: bool = True
    exported: bool = False

    @property
    def command(self) -> str:
        """What to type where the files are; empty where one command cannot make it again."""
        words = ["weaving", "analyse", *(each.name for each in self.files), *self.options, "--output", "report"]
        return shlex.join(words) if self.options else ""

    @property
    def sha256(self) -> str:
        """The digest of the file; of several, that of their digests, in whichever order the files were given."""
        digests = sorted(each.sha256 for each in self.files)
        return digests[0] if len(digests) == 1 else hashlib.sha256(" ".join(digests).encode()).hexdigest()


DRAFT: dict[str, str] = {"": ""}
"""In the place of the names that a release calls its chapters: this is none."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything around the answers of one report; what is not known stays empty and is left out of the report.

    `chapters` names every chapter of the study, also those without any answer. `one_to_ones` counts pairs of people.
    `experiments` gives titles by the names in the responses. `came` and `came_by_chapter` count people who came.
    `pictured` names scales answered by pictures of two circles. `declined` counts, by item, people who would rather
    not say, before and after. `repeated` counts responses of people who had been to an earlier workshop, and
    `set_aside` tells at which workshops they were sent. `own_words` are the chapters' own by name; `released` tells
    that this is rounded and masked, as releases and drafts are; then nothing is claimed of outcomes in `unclaimed`,
    and `withheld` counts workshops held back of one. `named` says what a release calls each chapter, or is `DRAFT`.
    `waiting` is about how many pairs wait for enough to join them. `versions` is there where more than one was used.
    `frozen_at` is in the study's time zone. `lettered` tells that letters stand for names, and `also_in` in which
    languages, beside its own, its page is written. `unanswered` counts forms in which nothing was answered: they count
    nowhere. `miscounted` names workshops of which more people answered than are recorded as having come.
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
    joined: tuple[Joined, ...] = ()
    readings: tuple[Reading, ...] = ()
    open_answers: tuple[QuotableAnswer, ...] = ()
    repeated: int = 0
    practice: tuple[Practice, ...] = ()
    own_words: Mapping[str, str] = field(default_factory=dict)
    waiting: int | None = None
    released: bool = False
    lettered: bool = False
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
    also_in: tuple[str, ...] = ()
    randomised: bool = False
    unanswered: int = field(default=0, metadata=LATER)
    miscounted: tuple[str, ...] = field(default=(), metadata=LATER)
    set_aside: tuple[Aside, ...] = field(default=(), metadata=LATER)
    first_by_name: int = field(default=0, metadata=LATER)
    """How many people came twice where no dates are known, so that the workshops' names tell which was the first."""
    other_order: str = field(default="", metadata=LATER)
    """The headline in the other order of these workshops, where it is another one."""
    answered_once: AnsweredOnce = field(default=AnsweredOnce.COUNTED, metadata=LATER)
    file_rows: FileRows | None = field(default=None, metadata=LATER)
    still_open: tuple[str, ...] = field(default=(), metadata=LATER)
    follow_up_open: tuple[str, ...] = field(default=(), metadata=LATER)
    from_file: tuple[str, ...] = field(default=(), metadata=LATER)
    """Workshops: left out, as a wave was open when this was made; without their follow-up, as it was; from a file."""
    held: Mapping[str, date] = field(default_factory=dict, metadata=LATER)
    """The day of each workshop, by its name in the responses; empty where none is known or letters stand for names."""
    plan_changed: str = field(default="", metadata=LATER)
    """Why the plan was changed after the first answers; empty where it was not."""
    ended: bool = field(default=False, metadata=LATER)
    """Whether the last day that the study planned has passed: then this is its last look, whatever was held."""
    evenings_held: int | None = field(default=None, metadata=LATER)
    """How many evenings the whole study has held, whatever part of it this is of; None where only the answers tell."""
    source: AnswersSource | None = field(default=None, metadata=LATER)
    """The files that this can be made again from; None where they are not known, or are nobody's to have."""
    about: Mapping[str, int] | None = field(default=None, metadata=LATER)
    """About how many answered before and after in the whole study, of a release or a draft that may tell it."""
    held_by_lot: bool = field(default=False, metadata=LATER)
    """Whether answers are held back by lot, so that counts are lower than how many people answered."""
    unclaimed: tuple[str, ...] = field(default=(), metadata=LATER)
    withheld: Mapping[str, int] = field(default_factory=dict, metadata=LATER)
    lacking: tuple[str, ...] = field(default=(), metadata=LATER)
    """Outcomes without which nothing is told, where too few people have a score of them and enough answered."""
    modules: ModuleAnswers | None = field(default=None, metadata=LATER)
    """What those who came answered to questions of modules, as it may be told; None where none was asked."""
    elsewhere: ColumnsRead | None = field(default=None, metadata=LATER)
    """How columns of files were read, where answers were collected elsewhere; None where none were."""

    leading: Literal["", "named", "put_first"] = field(default="", metadata=LATER)
    """Of files: a main outcome was named before, as whoever brought them says; or they put the first one first."""

    @property
    def has_pseudonyms(self) -> bool:
        """Whether letters and numbers stand in the place of names."""
        return self.lettered

    @property
    def draft(self) -> bool:
        """Whether it is rounded and masked but no release."""
        return dict(self.named) == DRAFT
