"""The words of the field a questionnaire is made of: waves, layouts, roles, directions, and what a text may hold."""

import re
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from instruments.messages import PlainMessage

DECLINED = "declined"
"""The stored answer that means "I'd rather not say"; an absent key means skipped."""

NOT_APPLICABLE = "not_applicable"
"""The stored answer that means that a question asks about what is not so, such as people one has not met."""

WAYS_OUT = frozenset({DECLINED, NOT_APPLICABLE})
"""The answers to choose that answer nothing: they count as not answered wherever something is scored."""

NOT_ASKED = "not_asked"
"""What is stored of a question that follows on another one, of whoever answered that so that it was not asked."""

NO_ANSWERS = WAYS_OUT | {NOT_ASKED}
"""All that is stored in the place of an answer and is none."""

DESCRIPTIVE = "descriptive"
"""The construct of an item that describes and measures nothing."""

IDENTIFYING = "asks who somebody is"
"""The construct of an item that the file it came from marks as identifying; no version with one is published."""

FEWEST_ANSWERED = 2 / 3
"""The share of its items a scale needs answered unless it says otherwise."""

LONGEST_ANSWER = 2000
"""Characters an open answer may have unless its format says otherwise."""

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
"""The years of a date unless its format says otherwise."""

UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of surrogate pairs and what is no character at all."""

T = TypeVar("T")


def _plain(text: str) -> str:
    """The text itself, refused where it holds characters that no page, file or database can carry."""
    unfit = UNFIT.search(text)
    if unfit:
        raise ValueError(
            PlainMessage("the character %(character)s cannot be shown", character=f"U+{ord(unfit[0]):04X}")
        )
    return text


Words = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(_plain)]
"""Words that may be absent."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=10_000), AfterValidator(_plain)]
"""Words that must be there."""
Code = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_plain)]
"""The value of an option that is no number."""
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
    CHECKBOXES = "checkboxes"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class ItemRole(StrEnum):
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
RoleName = Annotated[ItemRole, Field(strict=False)]
DirectionName = Annotated[Direction, Field(strict=False)]
