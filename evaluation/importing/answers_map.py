"""The map of answers: how each file, column and word is read. A person may change it; applying it guesses nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from analysis.estimate.plan import Plan
from analysis.scoring.scoring import Scale
from evaluation.domain.messages import Message
from evaluation.importing.question_words import WORDINGS

Role = Literal["key", "wave", "item", "time", "chapter", "experiment", "arm", "left_out"]
ROLES: tuple[str, ...] = get_args(Role)
TURNED = {"pre": "post", "post": "pre"}
WHICH_IS_BEFORE = ("which_is_before", "which_columns")
"""Kinds of questions whose two readings are one another with Before and After the other way round."""
RUNS_AGAINST = "runs_against"
"""The kind of question of an item that seems to be put the other way round, and counts as it stands until it is told.
"""


@dataclass(frozen=True, kw_only=True)
class AnswerSet:
    """One set of answers that columns share: which number each word is, and what counts as not answered.

    A cell that is a number from `minimum` to `maximum` is taken as it is. Words are compared without regard to capital
    letters and blanks. A word with no number and not in `not_answered` is a fault of the file.
    """

    id: str
    minimum: float
    maximum: float
    numbers: Mapping[str, float] = field(default_factory=dict)
    not_answered: tuple[str, ...] = ()

    def beyond(self, scale: Scale) -> float | None:
        """The end of a scale that no word of this set can be; None where there is none, or words have their numbers."""
        if not self.numbers or any(map(str.isdigit, "".join(self.numbers))):
            return None
        if scale.maximum > self.maximum:
            return scale.maximum
        return scale.minimum if scale.minimum < self.minimum else None


@dataclass(frozen=True, kw_only=True)
class ColumnMap:
    """How the column with this heading is read, in whichever files have it.

    `item` and `answers` are for items alone: the item's id, and the id of its set of answers. `wave` is for a file with
    a row a person, where each column belongs to a wave. `note` says why in a few words.
    """

    name: str
    role: Role
    item: str = ""
    answers: str = ""
    wave: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FileMap:
    """A sheet of a file: its wave, where all its rows are of one; "" where a column or its columns' names tell it."""

    name: str
    sheet: str = ""
    wave: str = ""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One change of a map that a reading makes: `what` is the kind, `of` whose it is, then the new value.

    Kinds: file_wave (of "file|sheet"), wave_word (of a word for a wave), role, item and note (of a column), number
    and not_answered (of "set|word"), unscored and reverse (of an item), unscored_column,
    reverse_set, direction_low, direction_high and ends (of a set), dates, keys, repeats, arm_word (of a word for an
    arm), comparison (the arm that did not come), row_wave (of "file|sheet|row").
    """

    what: str
    of: str = ""
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionReading:
    """One way to read what can be read two ways: its id ("a", "b"), what it is, what follows, and what it changes."""

    id: str
    says: Message
    follows: Message
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """What the files alone do not tell: two readings, one to be chosen. `chosen` is its id, "" while it is open.

    Its texts come from its kind and its values (`question_words`), so that a page can say them in another language.
    """

    id: str
    kind: str
    values: Mapping[str, str] = field(default_factory=dict)
    column: str = ""
    edits: tuple[tuple[Edit, ...], tuple[Edit, ...]] = ((), ())
    chosen: str = ""

    @property
    def is_needed(self) -> bool:
        """Whether nothing can be made of the files while it is open; else its first reading stands by itself."""
        return self.kind != RUNS_AGAINST

    @property
    def asks(self) -> Message:
        """What is asked."""
        return Message(WORDINGS[self.kind].asks, **self.values)

    @property
    def because(self) -> Message:
        """Why the files do not tell."""
        return Message(WORDINGS[self.kind].because, **self.values)

    @property
    def readings(self) -> tuple[QuestionReading, ...]:
        """The two readings."""
        return tuple(
            QuestionReading(
                id=each, says=Message(says, **self.values), follows=Message(follows, **self.values), edits=edits
            )
            for each, (says, follows), edits in zip("ab", WORDINGS[self.kind].readings, self.edits, strict=True)
        )


@dataclass(frozen=True, kw_only=True)
class RowChoice:
    """A row that a person keeps in, or of two rows of one person and wave the one that counts (`use`)."""

    file: str
    row: int
    sheet: str = ""


@dataclass(frozen=True, kw_only=True)
class MapInstrument:
    """The published version that scales were taken from, and which of them it names as main outcomes."""

    version: str
    primary: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AnswersMap:
    """Everything that was understood of some files, and every correction of it."""

    files: tuple[FileMap, ...]
    columns: tuple[ColumnMap, ...]
    answers: tuple[AnswerSet, ...] = ()
    scales: tuple[Scale, ...] = ()
    plan: Plan = field(default_factory=Plan)
    leads: str = ""
    """The scale that page 1 leads with although it was not named as the main outcome before; "" for the first."""
    instrument: MapInstrument | None = None
    """Where the scales come from; None where they were guessed, or written in a file of scales."""
    waves: Mapping[str, str] = field(default_factory=dict)
    """What the words of a column of waves mean: "Before" is pre."""
    arms: Mapping[str, str] = field(default_factory=dict)
    """Which arm the words of a column of arms mean, or of waves where none has arms; a word that is not here is one."""
    dates: str = ""
    """day_first or month_first, where times are needed to tell which of two rows is the later and do not say so."""
    repeats: str = "later"
    """later, or apart: rows of one wave with one code are of one person, or of several, who are joined to nobody."""
    keys: str = "exact"
    """exact, or loose: codes that differ in signs between letters and in leading zeros alone are one."""
    questions: tuple[OpenQuestion, ...] = ()
    kept: tuple[RowChoice, ...] = ()
    used: tuple[RowChoice, ...] = ()
    apart: tuple[RowChoice, ...] = ()
    """Rows whose code several people have: all rows of it at their time count, and none is joined."""
    row_waves: Mapping[tuple[str, str, int], str] = field(default_factory=dict)
    """The wave of rows, by file, sheet and row, that a chosen reading says are of another than their cell names."""

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """The questions that are still to be settled."""
        return tuple(question for question in self.questions if not question.chosen)

    @property
    def leader(self) -> Scale | None:
        """The scale that somebody said leads: named as the main outcome before, or put first afterwards."""
        chosen = (each for each in self.scales if each.id == self.leads)
        return next((each for each in self.scales if each.primary), next(chosen, None))

    @property
    def scales_in_order(self) -> tuple[Scale, ...]:
        """The scales with the one that leads first, otherwise in the order of the files."""
        return tuple(sorted(self.scales, key=lambda each: each.id != self.leads))

    def with_scales(self, scales: Iterable[Scale]) -> "AnswersMap":
        """The map with these scales; where the one that was to lead is none of them, none does."""
        made = replace(self, scales=tuple(scales))
        return made if self.leads in {each.id for each in made.scales} else replace(made, leads="")

    def column(self, name: str) -> ColumnMap | None:
        """How a column is read."""
        return next((column for column in self.columns if column.name == name), None)

    def with_column(self, name: str, **changes: object) -> "AnswersMap":
        """The map with a column read otherwise: role=, item=, answers=, wave=."""
        changed = [replace(each, **changes) if each.name == name else each for each in self.columns]  # type: ignore[arg-type]
        return replace(self, columns=tuple(changed))

    def keeping(self, file: str, row: int, sheet: str = "") -> "AnswersMap":
        """The map with a row kept that was left out as a trial."""
        return replace(self, kept=(*self.kept, RowChoice(file=file, row=row, sheet=sheet)))

    def using(self, file: str, row: int, sheet: str = "") -> "AnswersMap":
        """The map with this row counted, of several by one person at one wave."""
        return replace(self, used=(*self.used, RowChoice(file=file, row=row, sheet=sheet)))

    def parting(self, file: str, row: int, sheet: str = "") -> "AnswersMap":
        """The map with this row taken for one of another person who has the same code."""
        return replace(self, apart=(*self.apart, RowChoice(file=file, row=row, sheet=sheet)))

    def with_waves_swapped(self) -> "AnswersMap":
        """The map with Before and After the other way round: of files, of columns, and of the words for waves.

        Where that is a question, the other reading of it is chosen, so that it is settled.
        """
        asked = [question for question in self.questions if question.kind in WHICH_IS_BEFORE]
        if asked:
            other = {"a": "b", "b": "a"}
            turned = [replace(q, chosen=other.get(q.chosen, "b")) if q in asked else q for q in self.questions]
            return replace(self, questions=tuple(turned))
        return replace(
            self,
            files=tuple(replace(each, wave=TURNED.get(each.wave, each.wave)) for each in self.files),
            columns=tuple(
                each if each.wave in self.waves else replace(each, wave=TURNED.get(each.wave, each.wave))
                for each in self.columns
            ),
            waves={word: TURNED.get(wave, wave) for word, wave in self.waves.items()},
        )


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A row that counts nowhere: where it stands, why, and what a person may do about it."""

    file: str
    sheet: str
    row: int
    wave: str
    kind: Literal["trial", "blank", "repeated", "other_wave", "summary"]
    reason: Message
    may: Literal["keep", "use", ""] = ""


def items_of(columns: Iterable[ColumnMap]) -> tuple[str, ...]:
    """The ids of all items, in the order of their columns."""
    return tuple(dict.fromkeys(column.item for column in columns if column.role == "item"))
