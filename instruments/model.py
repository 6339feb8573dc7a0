"""What a questionnaire is: one version with its formats, items, scales, waves and consent, as frozen values."""

import operator
import warnings
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field

from instruments.terms import (
    EARLIEST_YEAR,
    FEWEST_ANSWERED,
    LATEST_YEAR,
    Code,
    Direction,
    DirectionName,
    Frozen,
    Language,
    Layout,
    LayoutName,
    Name,
    RoleName,
    Several,
    Slug,
    Text,
    WaveName,
    Whole,
    Words,
)

# pydantic keeps a long deprecated method of this name; here the word is the field's own
warnings.filterwarnings("ignore", message='Field name "construct"', category=UserWarning)


class Option(Frozen):
    """An answer to choose: the value stored, the words shown, and for pictures the circles' overlap in per cent.

    Among checkboxes one that is `exclusive`, such as "None of these", is chosen alone, and one with `specify`, such as
    "Another language", asks for words beside it. Where they are not so they stand in no text of an option, so that
    what was written before there were such options is the same text still.
    """

    value: Whole | Code
    label: Text
    overlap: Annotated[int, Field(ge=0, le=100)] | None = None
    exclusive: Annotated[bool, Field(exclude_if=operator.not_)] = False
    specify: Annotated[bool, Field(exclude_if=operator.not_)] = False


class ResponseFormat(Frozen):
    """Ordered answers to choose from, a number within limits, a date, or words.

    `minimum` and `maximum` bound a strip or a number; of a date they are the first and the last year; for text
    `maximum` is the most characters. `worded` pictures
    have their words beside them for everybody; those of others are for whoever listens.
    """

    id: Name
    layout: LayoutName
    options: Several[Option] = ()
    low_label: Words = ""
    high_label: Words = ""
    minimum: Whole | None = None
    maximum: Whole | None = None
    worded: bool = False

    @cached_property
    def choices(self) -> tuple[Option, ...]:
        """The answers that can be chosen, lowest first; a strip's are its whole numbers; none for number and text.

        Of checkboxes any of them can be chosen together (`instruments.several_choice`).
        """
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

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year of a date."""
        return self.minimum or EARLIEST_YEAR, self.maximum or LATEST_YEAR

    def labelled(self, labels: tuple[Option, ...]) -> Self:
        """The same format with these words for the answers they are of."""
        own = {one.value: one.label for one in labels}
        options = tuple(one.model_copy(update={"label": own.get(one.value, one.label)}) for one in self.options)
        return self.model_copy(update={"options": options})

    def __copy__(self) -> Self:
        """The same format without the choices it has worked out, so that a changed copy works out its own."""
        return type(self)(**{name: getattr(self, name) for name in type(self).model_fields})


class Item(Frozen):
    """One question with where it comes from, what it measures and when it is asked.

    `ask` is the line that leads in, `label` the short name in tables, `at_most` an item whose number this one's
    cannot pass, `clip` the file name of a recording of the question. `not_applicable` is an answer that stands beside
    "I'd rather not say", in words such as "I have not met any", where a question takes for granted what may not be so.
    `section` heads the questions from this one on, and `information` is told before it is asked.
    One with `follows` is asked right after that item, of whoever gave one of the answers `follows_at` to it.
    `labels` are words that a translation has for this item alone, where its language cannot share those of the format.
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
    section: Annotated[Words, Field(exclude_if=operator.not_)] = ""
    information: Annotated[Words, Field(exclude_if=operator.not_)] = ""
    follows: Annotated[Name | None, Field(exclude_if=operator.not_)] = None
    follows_at: Annotated[Several[Whole | Code], Field(exclude_if=operator.not_)] = ()
    not_applicable: Words = ""
    labels: Several[Option] = ()
    clip: Words = ""
    source: Words = ""
    adaptation: Words = ""
    licence: Words = ""

    @property
    def preface(self) -> tuple[str, ...]:
        """What is told before the question is asked: the heading of its section, and information."""
        return tuple(words for words in (self.section, self.information) if words)


class ScaleKey(Frozen):
    """How items become one outcome: the mean of those answered, `reverse` ones turned round (minimum + maximum - x).

    `margin` is the smallest change worth counting, in scale points; `missing` are codes that count as not answered;
    `partial` are the waves that ask only some of the items on purpose.
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
    partial: Several[WaveName] = ()


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


class ConsentText(Frozen):
    """What a person agrees to before the first question; its number grows whenever the words change.

    `online` are the statements of a meeting online, and `parent` those that somebody under 16 reads whose parent or
    carer has agreed; where there are none, `statements` are told there too.
    """

    version: Annotated[int, Field(ge=1, le=1_000_000)]
    title: Text
    statements: Several[Text]
    agree: Text
    online: Annotated[Several[Text], Field(exclude_if=operator.not_)] = ()
    parent: Annotated[Several[Text], Field(exclude_if=operator.not_)] = ()

    def statements_of(self, *, is_online: bool = False, by_parent: bool = False) -> tuple[str, ...]:
        """The statements of a kind of consent; a parent's come before those of a meeting online."""
        return (self.parent if by_parent else ()) or (self.online if is_online else ()) or self.statements

    @property
    def all_statements(self) -> tuple[str, ...]:
        """The statements of every kind."""
        return (*self.statements, *self.online, *self.parent)


class Version(Frozen):
    """One numbered version of an instrument.

    `languages` names the source language first, then those it is meant to be offered in; a translation is live
    once signed. The order of `items` is the order shown. Where there is a `suppress_below`, its answers are told as
    counts of so many people or more, and never person by person.
    """

    id: Slug
    number: Annotated[int, Field(ge=1, le=1_000_000)]
    title: Text
    description: Words = ""
    status_note: Words = ""
    languages: Annotated[tuple[Language, ...], Field(strict=False, min_length=1)]
    consent: ConsentText
    waves: Several[WavePage]
    formats: Several[ResponseFormat]
    items: Several[Item]
    scales: Several[ScaleKey] = ()
    suppress_below: Annotated[int, Field(ge=2, le=1_000)] | None = None

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
        """The response format an item is answered in, in the item's own words where it has any."""
        found = self.formats_by_id[item.format]
        return found.labelled(item.labels) if item.labels else found

    def wave(self, kind: str) -> WavePage | None:
        """The page of one wave; None where the version has no such wave."""
        return next((page for page in self.waves if page.kind == kind), None)

    def questions(self, wave: str) -> tuple[Item, ...]:
        """The items of one wave in the order shown, in that wave's words; none where the version has no such wave."""
        return self.questions_by_wave.get(wave, ())

    @cached_property
    def questions_by_wave(self) -> dict[str, tuple[Item, ...]]:
        """The items of every wave, as `questions` gives them."""
        return {page.kind: tuple(self._asked_at(page)) for page in self.waves}

    def _asked_at(self, page: WavePage) -> Iterator[Item]:
        other = {wording.item: wording for wording in page.wording}
        return (_worded(item, other.get(item.id)) for item in self.items if page.kind in item.waves)

    def having(self, **changed: object) -> Self:
        """The version with other parts in place of its own, checked anew."""
        own = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**{**own, **changed})

    def __copy__(self) -> Self:
        """The same version without what it has looked up, so that a changed copy looks up its own."""
        return self.having()


def _worded(item: Item, wording: Wording | None) -> Item:
    return item if wording is None else item.model_copy(update={"ask": wording.ask, "text": wording.text})
