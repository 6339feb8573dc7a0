"""What a questionnaire is: one version with its formats, items, scales, waves and consent, as frozen values."""

import re
import warnings
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

# pydantic keeps a long deprecated method of this name; here the word is the field's own
warnings.filterwarnings("ignore", message='Field name "construct"', category=UserWarning)

DECLINED = "declined"
"""The stored answer that means "I'd rather not say"; an absent key means skipped."""

DESCRIPTIVE = "descriptive"
"""The construct of an item that describes and measures nothing."""

FEWEST_ANSWERED = 2 / 3
"""The share of its items a scale needs answered unless it says otherwise."""

LONGEST_ANSWER = 2000
"""Characters an open answer may have unless its format says otherwise."""

UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of surrogate pairs and what is no character at all."""

T = TypeVar("T")


def _plain(text: str) -> str:
    """The text itself, refused where it holds characters that no page, file or database can carry."""
    unfit = UNFIT.search(text)
    if unfit:
        raise ValueError(f"the character U+{ord(unfit[0]):04X} cannot be shown")
    return text


Words = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(_plain)]
"""Words that may be absent."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=10_000), AfterValidator(_plain)]
"""Words that must be there."""
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
"""The id of an instrument: small letters, digits and single hyphens."""
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]
"""The id of an item, format or scale: a letter, then letters, digits and underscores."""
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=30)]
"""A BCP 47 language tag such as `cy` or `pa-Guru`."""
Whole = Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]
Several = Annotated[tuple[T, ...], Field(strict=False)]


class Frozen(BaseModel):
    """A value that never changes, checked strictly when it is made: no silent conversion, no unknown key."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class WaveKind(StrEnum):
    """When a questionnaire is answered, in the order of time."""

    PRETEST = "pretest"
    PRE = "pre"
    POST = "post"
    THEN = "then"
    FOLLOW_UP = "follow_up"


class Layout(StrEnum):
    """How a response format stands on the page; part of the version, the same on every device and in every wave."""

    STACK = "stack"
    STRIP = "strip"
    PICTURES = "pictures"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"


class Role(StrEnum):
    """What an item is for: a headline outcome, another outcome, the event itself, or the person's background."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    PROCESS = "process"
    CONTEXT = "context"


class Direction(StrEnum):
    """Which way is better: a higher or a lower number."""

    HIGHER = "higher"
    LOWER = "lower"


WaveName = Annotated[WaveKind, Field(strict=False)]
LayoutName = Annotated[Layout, Field(strict=False)]
RoleName = Annotated[Role, Field(strict=False)]
DirectionName = Annotated[Direction, Field(strict=False)]


class Option(Frozen):
    """An answer to choose: the value stored, the words shown, and for pictures the circles' overlap in per cent."""

    value: Whole | Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_plain)]
    label: Text
    overlap: Annotated[int, Field(ge=0, le=100)] | None = None


class ResponseFormat(Frozen):
    """Ordered answers to choose from, a number within limits, or words.

    `minimum` and `maximum` bound a strip or a number; for text `maximum` is the most characters.
    """

    id: Name
    layout: LayoutName
    options: Several[Option] = ()
    low_label: Words = ""
    high_label: Words = ""
    minimum: Whole | None = None
    maximum: Whole | None = None

    @property
    def choices(self) -> tuple[Option, ...]:
        """The answers that can be chosen, lowest first; a strip's are its whole numbers; none for number and text."""
        if self.layout is not Layout.STRIP or self.minimum is None or self.maximum is None:
            return self.options
        return tuple(Option(value=value, label=str(value)) for value in range(self.minimum, self.maximum + 1))

    @property
    def limits(self) -> tuple[int, int] | None:
        """The lowest and the highest number an answer can have; None where answers are not numbers."""
        if self.layout in {Layout.STRIP, Layout.NUMBER}:
            return None if self.minimum is None or self.maximum is None else (self.minimum, self.maximum)
        values = [option.value for option in self.options if isinstance(option.value, int)]
        return (min(values), max(values)) if values and len(values) == len(self.options) else None


class Item(Frozen):
    """One question with where it comes from, what it measures and when it is asked.

    `ask` is the line that leads in, `label` the short name in tables, `at_most` an item whose number this one's
    cannot pass, `clip` the file name of a recording of the question.
    """

    id: Name
    label: Text
    ask: Words = ""
    text: Text
    format: Name
    construct: Text  # type: ignore[assignment]  # the deprecated method again
    role: RoleName
    direction: DirectionName | None = None
    target: Words = ""
    waves: Several[WaveName] = ()
    at_most: Name | None = None
    clip: Words = ""
    source: Words = ""
    adaptation: Words = ""
    licence: Words = ""


class ScaleKey(Frozen):
    """How items become one outcome: the mean of those answered, `reverse` ones turned round (minimum + maximum - x).

    `margin` is the smallest change worth counting, in scale points; `missing` are codes that count as not answered.
    """

    id: Name
    label: Text
    construct: Text  # type: ignore[assignment]  # the deprecated method again
    items: Several[Name]
    reverse: Several[Name] = ()
    minimum: Whole
    maximum: Whole
    minimum_answered: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] = FEWEST_ANSWERED
    margin: Annotated[float, Field(gt=0, le=1_000_000_000, allow_inf_nan=False)] | None = None
    direction: DirectionName = Direction.HIGHER
    primary: bool = False
    missing: Several[Whole] = ()


class Wording(Frozen):
    """Other words for one item in one wave."""

    item: Name
    ask: Words = ""
    text: Text


class WavePage(Frozen):
    """One wave of the questionnaire: its name, what stands before its questions, and words that differ in this wave."""

    kind: WaveName
    title: Text
    intro: Words = ""
    wording: Several[Wording] = ()


class Consent(Frozen):
    """What a person agrees to before the first question; its number grows whenever the words change."""

    version: Annotated[int, Field(ge=1, le=1_000_000)]
    title: Text
    statements: Several[Text]
    agree: Text


class Version(Frozen):
    """One numbered version of an instrument.

    `languages` names the source language first, then those it is meant to be offered in; a translation is live
    once signed. The order of `items` is the order shown.
    """

    id: Slug
    number: Annotated[int, Field(ge=1, le=1_000_000)]
    title: Text
    description: Words = ""
    status_note: Words = ""
    languages: Annotated[tuple[Language, ...], Field(strict=False, min_length=1)]
    consent: Consent
    waves: Several[WavePage]
    formats: Several[ResponseFormat]
    items: Several[Item]
    scales: Several[ScaleKey] = ()

    @property
    def language(self) -> str:
        """The language the version is written in."""
        return self.languages[0]

    @cached_property
    def formats_by_id(self) -> dict[str, ResponseFormat]:
        """Every response format under its id."""
        return {found.id: found for found in self.formats}

    @cached_property
    def items_by_id(self) -> dict[str, Item]:
        """Every item under its id."""
        return {item.id: item for item in self.items}

    def format_of(self, item: Item) -> ResponseFormat:
        """The response format an item is answered in."""
        return self.formats_by_id[item.format]

    def wave(self, kind: str) -> WavePage | None:
        """The page of one wave; None where the version has no such wave."""
        return next((page for page in self.waves if page.kind == kind), None)

    def questions(self, wave: str) -> tuple[Item, ...]:
        """The items of one wave in the order shown, in that wave's words; none where the version has no such wave."""
        page = self.wave(wave)
        if page is None:
            return ()
        other = {wording.item: wording for wording in page.wording}
        return tuple(_worded(item, other.get(item.id)) for item in self.items if wave in item.waves)

    def having(self, **parts: object) -> Self:
        """The version with other parts in place of its own, checked anew."""
        own = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**{**own, **parts})

    def __copy__(self) -> Self:
        """The same version without what it has looked up, so that a changed copy looks up its own."""
        return self.having()


def _worded(item: Item, wording: Wording | None) -> Item:
    return item if wording is None else item.model_copy(update={"ask": wording.ask, "text": wording.text})
