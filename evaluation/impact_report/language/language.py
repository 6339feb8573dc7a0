"""A report's words in the reader's language: messages filled with values, numbers as that language writes them.

Signs are true minus signs, averages have one decimal, and a zero has no sign.
"""

import gettext
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from analysis.disclosure.disclosure import released_decimals
from analysis.estimate.estimate import Suppressed
from analysis.wording.renderer import RENDERER_VERSION
from analysis.wording.rounding import Ranged, bound_met_by_rounding, is_finer_needed
from analysis.wording.wording import Sentence
from evaluation.impact_report.language.catalogues import catalogue_of
from evaluation.impact_report.language.chance_words import chance_in_times
from evaluation.impact_report.language.filling import Filling, Stressing
from evaluation.impact_report.language.of_answers import worded
from evaluation.impact_report.language.per_cent import times
from evaluation.impact_report.language.places import BANDS, SMALL_NUMBERS, About, with_welsh_and, words_near

MINUS = "\N{MINUS SIGN}"
ABOUT = "about {figure}"
"""A change to the nearest whole point beside finer ones."""


@dataclass(frozen=True)
class Language:
    """One language of reports, by its code (`en`, `cy`); a message without a translation is shown in English.

    `decimals` of scores and changes, 1 or 0. A release (`released`) writes the figures of a group as finely as its
    people allow. `bounds` are what changes are held against, so that no rounded one seems to reach what it does not.
    `finest` tells that these decimals are the most there are. `coarser` tells that the figures of a group are whole
    points beside finer ones: its changes are written "about 1". `of_shares` tells that figures are shares of people, in
    per cent, and changes of them percentage points. `renderer` is the version of what is written.
    """

    code: str = "en"
    decimals: int = 1
    released: bool = False
    bounds: tuple[float, ...] = ()
    finest: bool = False
    coarser: bool = False
    of_shares: bool = False
    renderer: int = RENDERER_VERSION

    @cached_property
    def catalogue(self) -> gettext.NullTranslations:
        """The translated messages, read from their PO file; none for a language without one."""
        return catalogue_of(self.code)

    @cached_property
    def locale(self) -> Locale:
        """How numbers, dates and lists are written; English dates are British."""
        return Locale.parse("en_GB" if self.code == "en" else self.code, sep="_")

    def of(self, people: int | None) -> "Language":
        """The same language for the figures of so many people; itself where it is not known how many."""
        decimals = self.decimals if people is None or not self.released else released_decimals(people)
        if decimals == self.decimals or self.of_shares:
            return self
        return replace(self, decimals=decimals, coarser=decimals < self.decimals and self.renderer >= 2)

    def of_ends(self) -> "Language":
        """The same language for the ends of a range, which are not to the nearest whole point: they lie outwards."""
        return replace(self, coarser=False) if self.coarser else self

    def finer(self) -> "Language":
        """The same language with one decimal more, which is the most."""
        return replace(self, decimals=self.decimals + 1, finest=True)

    def against(self, bounds: tuple[float, ...]) -> "Language":
        """The same language for changes that are held against these bounds; at first they were against none."""
        return self if bounds == self.bounds or self.renderer < 2 else replace(self, bounds=bounds)

    def in_units(self, *, of_shares: bool) -> "Language":
        """The same language for a figure that is `of_shares` of people, or of points of a scale."""
        return self.in_per_cent() if of_shares else self

    def in_per_cent(self) -> "Language":
        """The same language for shares of people, which are whole per cent; those of a release are about so many."""
        if self.of_shares or self.renderer < 2:
            return self
        return replace(self, of_shares=True, decimals=0, coarser=self.released, finest=False)

    def as_fine(self, ranged: Ranged | None) -> "Language":
        """The same language with the decimals that an estimate and its range need; a release has no more for it."""
        if ranged is None or self.released or self.finest or self.renderer < 2:
            return self
        ranged = times(ranged, 100) if self.of_shares else ranged
        decimals = ranged.decimals(self.decimals, self._bounds)
        return self if decimals == self.decimals else replace(self, decimals=decimals, finest=True)

    @property
    def _bounds(self) -> tuple[float, ...]:
        """What its figures are held against, as they are written."""
        return tuple(100 * bound for bound in self.bounds) if self.of_shares else self.bounds

    def _for(self, said: Sentence) -> "Language":
        return self.of(said.people).in_units(of_shares=said.of_shares).against(said.bounds).as_fine(said.ranged)

    def _message(self, sentence: Sentence) -> str:
        return worded(self.catalogue.gettext(sentence.message), sentence, self.code, renderer=self.renderer)

    def say(self, sentence: Sentence) -> str:
        """The sentence as plain text."""
        return Filling(self._for(sentence)).fill(self._message(sentence), sentence.values)

    def part(self, sentence: Sentence) -> str:
        """The sentence as part of another, at whose end is noted what is to be noted."""
        return Filling(self._for(sentence)).fill(self._message(sentence), sentence.values, noted=False)

    def say_all(self, sentences: Iterable[Sentence]) -> str:
        """Several sentences as one paragraph."""
        return " ".join(self.say(sentence) for sentence in sentences)

    def show(self, sentence: Sentence) -> Markup:
        """The sentence as HTML with its levels and sizes in bold."""
        filling = Stressing(self._for(sentence))
        return Markup(filling.fill(str(escape(self._message(sentence))), sentence.values))  # noqa: S704 - message and values are escaped

    def show_all(self, sentences: Iterable[Sentence]) -> Markup:
        """Several sentences as one paragraph of HTML."""
        return Markup(" ").join(self.show(sentence) for sentence in sentences)

    def level(self, value: float) -> str:
        """A score with one decimal: 5.4; or with none: 5; a share of people: 40."""
        return self._near(value, plus="", about=self.of_shares)

    def needs_finer(self, value: float) -> bool:
        """Whether one decimal more keeps a figure from seeming to reach a bound that it does not."""
        value = 100 * value if self.of_shares else value
        return not self.released and is_finer_needed(value, self._bounds, decimals=self.decimals)

    def _near(self, value: float, *, plus: str, about: bool = False) -> str:
        """The value rounded; one decimal more, or words, where it would seem to reach a bound that it does not.

        With `about` it is told where it is rounded more coarsely than what stands beside it.
        """
        value, bounds = (100 * value if self.of_shares else value), self._bounds
        bound = bound_met_by_rounding(value, bounds, decimals=self.decimals)
        if bound is None:
            plain = self._plainly(value, self.decimals, plus=plus)
            return self.say(Sentence(ABOUT, {"figure": plain})) if self.coarser and about else plain
        finer = self.decimals + 1
        if not (self.released or self.finest) and bound_met_by_rounding(value, bounds, decimals=finer) is None:
            return self._plainly(value, finer, plus=plus)
        return self.say(
            Sentence(words_near(value, bound), {"bound": self._signed(self._short(abs(bound)), bound, plus=plus)})
        )

    def _plainly(self, value: float, decimals: int, *, plus: str) -> str:
        nearest = round(float(value), decimals) + 0.0
        pattern = "0." + "0" * decimals if decimals else "0"
        return self._signed(format_decimal(abs(nearest), pattern, locale=self.locale), nearest, plus=plus)

    def two(self, value: float) -> str:
        """A figure of the tables, with two decimals: −0.25."""
        nearest = round(float(value), 2) + 0.0
        return self._signed(format_decimal(abs(nearest), "0.00", locale=self.locale), nearest, plus="")

    def fine(self, value: float) -> str:
        """A figure of the tables in scale points, with two decimals; in a release as its people allow."""
        return self._near(value, plus="", about=True) if self.released else self.two(value)

    def p(self, value: float | Suppressed) -> str:
        """A p value of the tables, with three decimals; of a release the band it lies in, where it has one."""
        if isinstance(value, Suppressed):
            return self.say(Sentence(BANDS[value])) if value in BANDS else "–"
        return (
            format_decimal(value, "0.000", locale=self.locale) if value >= 0.0005 else self.say(Sentence("under 0.001"))
        )

    def spare(self, value: float) -> str:
        """A figure of the tables that has no unit: with two decimals, in a release with one, but for the first ones."""
        return self._plainly(value, 1, plus="") if self.released and self.renderer >= 2 else self.two(value)

    def few(self, value: int) -> str:
        """A count of people of whom one or two are not printed."""
        return self.say(Sentence("1 or 2")) if value in (1, 2) else self.count(value)

    def size(self, value: float) -> str:
        """The size of a change with one decimal, without its sign: 0.4."""
        return self._near(abs(value), plus="", about=True)

    def change(self, value: float) -> str:
        """A change with one decimal and its sign: +0.4, −0.2, 0.0."""
        return self._near(value, plus="+", about=True)

    def tick(self, value: float, decimals: int) -> str:
        """A tick of a change with so many decimals: +0.5, −2, 0."""
        value, decimals = (100 * value, max(decimals - 2, 0)) if self.of_shares else (value, decimals)
        pattern = "0." + "0" * decimals if decimals and value else "0"
        return self._signed(format_decimal(abs(value), pattern, locale=self.locale), value, plus="+")

    def about(self, value: float) -> str:
        """An expected number of things, as a whole one."""
        if value < 0.5:
            return self.say(Sentence("less than one"))
        return self.say(Sentence("about {number:count}", {"number": round(value)}))

    def odds(self, chance: float) -> str:
        """A chance from 0 to 1 in times."""
        return self.say(chance_in_times(chance))

    def grey(self, margins: Iterable[Any]) -> str:
        """What the grey band of a change axis stands for, once for each kind of scale."""
        sentences = [
            self.say(
                Sentence(
                    "under {margin:point} on {minimum:point}–{maximum:point}", vars(each), of_shares=each.of_shares
                )
            )
            for each in margins
        ]
        return self.say(Sentence("grey: {parts}", {"parts": ", ".join(sentences)}))

    def point(self, value: float) -> str:
        """A margin or an end of a scale, as short as it can be: 10, 0.5."""
        return self._short(100 * value if self.of_shares else value)

    def _short(self, value: float) -> str:
        return self._signed(format_decimal(abs(value), "0.####", locale=self.locale), value, plus="")

    def count(self, value: int) -> str:
        """A count of people: 1,024; about 1,024 where it is not told exactly."""
        written = format_decimal(value, "#,##0", locale=self.locale)
        return self.catalogue.gettext(ABOUT).format(figure=written) if isinstance(value, About) else written

    def first_count(self, value: int) -> str:
        """A count that begins a sentence: About 1,024."""
        return self.begin(self.count(value))

    def number(self, value: int) -> str:
        """A small number in words, another in figures: five, 13."""
        return self.catalogue.gettext(SMALL_NUMBERS[value]) if value < len(SMALL_NUMBERS) else self.count(value)

    def first_number(self, value: int) -> str:
        """A small number that begins a sentence: Five."""
        return self.begin(self.number(value))

    def names(self, value: Iterable[str | Sentence]) -> str:
        """A list in words: A, B and C; of sentences as parts of this one."""
        listed = [self.part(each) if isinstance(each, Sentence) else each for each in value]
        joined = format_list(listed, locale=self.locale)
        return joined if self.renderer < 2 else with_welsh_and(joined)

    def for_range(self, change: float | None, low: float | None, high: float | None) -> "Language":
        """The same language with the decimals that these need between them."""
        return self.as_fine(Ranged(change=change, low=low, high=high))

    def estimate(self, change: float, low: float, high: float) -> str:
        """A change with its interval: +0.4 (−0.2 to 1.0)."""
        written = self.for_range(change, low, high)
        return f"{written.change(change)} {written.range(low, high)}"

    def range(self, low: float, high: float) -> str:
        """An interval as it stands beside its change: (−0.2 to 1.0)."""
        return self.say(Sentence("({low:level} to {high:level})", {"low": low, "high": high}, bounds=self.bounds))

    def inside(self, label: str) -> str:
        """A label within a sentence: its first letter small, unless it is an abbreviation."""
        return label if label[1:2].isupper() else label[:1].lower() + label[1:]

    def begin(self, label: str) -> str:
        """A label that begins a sentence."""
        return label[:1].upper() + label[1:]

    def within(self, value: Sentence) -> str:
        """A sentence as the end of another, its first letter small."""
        return self.inside(self.say(value))

    def day(self, value: date) -> str:
        """A day: 14 May 2026."""
        return format_date(value, "d MMMM y", locale=self.locale)

    def short_day(self, value: date) -> str:
        """A day for a narrow place: 2 May 2026."""
        return format_date(value, "d MMM y", locale=self.locale)

    def moment(self, value: datetime) -> str:
        """A day and time in the zone of the value: 15 May 2026 09:12."""
        return format_datetime(value, "d MMM y HH:mm", locale=self.locale)

    def _signed(self, digits: str, value: float, *, plus: str) -> str:
        if value < 0:
            return MINUS + digits
        return plus + digits if value > 0 else digits
