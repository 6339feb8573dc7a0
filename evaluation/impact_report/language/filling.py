"""How the places of a message are filled: each value as its place asks for it, all as fine as one of them needs."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from gettext import NullTranslations
from string import Formatter
from typing import Any, Protocol

from markupsafe import Markup, escape

from analysis.scoring.quoted_labels import is_quoted
from analysis.wording.wording import Sentence
from evaluation.impact_report.language.of_answers import LABEL
from evaluation.impact_report.language.per_cent import POINT, POINTS, SHARE
from evaluation.impact_report.language.places import (
    AVERAGES,
    ENDS,
    ROUNDED_ALONE,
    STRESSED,
    SUMS,
    RangeEnd,
    WaveAverage,
    add_up_but_for_rounding,
    marked_once,
    seem_apart,
)


class FillingLanguage(Protocol):
    """What fills a message asks of its language: how finely figures are written, and words for what stands in it."""

    @property
    def renderer(self) -> int:
        """The version of what is written."""

    @property
    def catalogue(self) -> NullTranslations:
        """The translated messages."""

    @property
    def decimals(self) -> int:
        """How many decimals scores and changes have."""

    @property
    def finest(self) -> bool:
        """Whether these are the most that there are."""

    @property
    def released(self) -> bool:
        """Whether figures are as fine as the people of a group allow."""

    @property
    def of_shares(self) -> bool:
        """Whether figures are shares of people."""

    def finer(self) -> "FillingLanguage":
        """The same with one decimal more, which is the most."""

    def against(self, bounds: tuple[float, ...]) -> "FillingLanguage":
        """The same for changes that are held against these bounds."""

    def of_ends(self) -> "FillingLanguage":
        """The same for the ends of a range."""

    def needs_finer(self, value: float) -> bool:
        """Whether one decimal more keeps a figure from seeming to reach a bound that it does not."""

    def say(self, sentence: Sentence) -> str:
        """A sentence as plain text."""

    def show(self, sentence: Sentence) -> Markup:
        """A sentence as HTML."""

    def inside(self, label: str) -> str:
        """A label within a sentence."""


OF_LABELS = ("inside", "begin")
IS_ONE = re.compile(r"(.*[^\d.,])?1")
"""A figure that is written as one, with its sign or with what is said of it."""


class LastEnd(RangeEnd):
    """The end of a range that a message tells last."""


def ends_of(parsed: Iterable[tuple[str, str | None, str | None, str | None]]) -> list[str]:
    """The places of the ends of ranges, in the order of a message."""
    return [name for _, name, _, _ in parsed if name in ENDS]


class Filling(Formatter):
    """Fills the places of a message; after the colon stands the name of the way a value is written."""

    def __init__(self, language: FillingLanguage) -> None:
        self.language = self.sides = language
        self.last_end = ""

    def fill(self, message: str, values: Mapping[str, object], *, noted: bool = True) -> str:
        """The message with its values, all as fine as the one that needs it most; so are two sides of a difference.

        In a release, where two sides may not be finer, that is noted at the end; so it is where that would not help.
        """
        stated = {name for _, name, _, _ in self.parse(message) if name and self.language.renderer >= 2}
        self.last_end = next((name for name in reversed(ends_of(self.parse(message)))), "")
        stated = set() if self.language.of_shares else stated
        sums = [[values.get(name) for name in names] for names in SUMS if stated.issuperset(names)]
        exact, decimals = not self.language.released, self.language.decimals
        apart = any(seem_apart(each, decimals=decimals, exact=exact) for each in sums)
        finer = (apart and exact) or self._finer(message, values)
        nearly = exact and not finer and any(add_up_but_for_rounding(each, decimals=decimals) for each in sums)
        if finer and not self.language.finest:
            self.language = self.language.finer()
        self.sides = self.language.against(())
        noted = noted and ((apart and not exact) or nearly)
        note = f" {self.language.catalogue.gettext(ROUNDED_ALONE)}" if noted else ""
        text = self.vformat(message, (), values)
        return (marked_once(text) if self.language.renderer >= 2 else text) + note

    def _finer(self, message: str, values: Mapping[str, object]) -> bool:
        """Whether one of the changes of a message needs a decimal more."""
        places = {name: spec for _, name, spec, _ in self.parse(message) if name and name not in AVERAGES}
        stressed = [(values.get(name), spec) for name, spec in places.items() if spec in STRESSED]
        signed = [abs(each) if spec == "size" else each for each, spec in stressed if isinstance(each, int | float)]
        return any(self.language.needs_finer(each) for each in signed)

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the way of string.Formatter
        """The value of a place; averages of a wave are held against nothing."""
        value, used = super().get_field(field_name, args, kwargs)
        if not isinstance(value, float):
            return value, used
        if field_name in AVERAGES:
            return WaveAverage(value), used
        if field_name in ENDS:
            return (LastEnd if field_name == self.last_end else RangeEnd)(value), used
        return value, used

    def format_field(self, value: object, spec: str) -> str:
        """The value in the way that its place names; a place that names none holds words."""
        if not spec:
            return self.language.say(value) if isinstance(value, Sentence) else str(value)
        language = self.sides if isinstance(value, WaveAverage) else self.language
        language = language.of_ends() if isinstance(value, RangeEnd) else language
        if spec in OF_LABELS and is_quoted(value) and self.language.renderer >= 2:
            said = self.language.catalogue.gettext(LABEL).format(label=value)
            return said if spec == "inside" else said[:1].upper() + said[1:]
        written: Callable[[object], str] = getattr(language, spec)
        unit = self._unit(value, spec) if language.of_shares else ""
        if not unit:
            return written(value)
        figure = written(value)
        unit = POINT if unit == POINTS and IS_ONE.fullmatch(figure) else unit
        return self.language.catalogue.gettext(unit).format(figure=figure)

    def _unit(self, value: object, spec: str) -> str:
        """The unit of a share of people or of a change of one: of a range, after its second end, or by its change."""
        if spec == "level":
            return SHARE if isinstance(value, WaveAverage) else ""
        plain = not isinstance(value, RangeEnd) or isinstance(value, LastEnd)
        return POINTS if spec in STRESSED and plain else ""


class Stressing(Filling):
    """The same in HTML."""

    def format_field(self, value: object, spec: str) -> str:
        """The same, escaped, a figure in bold; so it is in a sentence that ends this one."""
        if isinstance(value, Sentence) and spec:
            return self.language.inside(str(self.language.show(value)))
        text = str(escape(super().format_field(value, spec)))
        return f"<b>{text}</b>" if spec in STRESSED else text
