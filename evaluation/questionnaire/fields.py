"""One small class a layout: the field that takes its answer. Nothing is compulsory; only nonsense is refused."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from instruments import DECLINED, LONGEST_ANSWER, NOT_APPLICABLE, Item, Layout, ResponseFormat
from instruments.several_choice import answer_of, exclusive

MOST_DIGITS = 9
DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"|(?P<day_first>\d{1,2})[/. -](?P<month_first>\d{1,2})[/. -](?P<year_first>\d{4})"
)
"""A day as browsers send it, or as people write it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was sent for one item, read."""

    data: int | str | None = None
    """Its value, a way out such as `DECLINED`, or None where it was skipped or cannot be kept."""
    given: str = ""
    """What was sent, word for word, so that the page shown again loses nothing."""
    fault: str = ""
    """Why it cannot be kept."""


SKIPPED = Taken()


class AnswerField:
    """What takes the answers of an item; made once for everybody who answers it, and keeps nothing of anybody."""

    def __init__(self, response_format: ResponseFormat, *, ways_out: Collection[str] = (DECLINED,)) -> None:
        self.response_format = response_format
        self.ways_out = ways_out

    def take(self, sent: Sequence[str]) -> Taken:
        """Take what was sent; with a sentence where it cannot be an answer."""
        words = [value for value in sent if value.strip()]
        if not words:
            return SKIPPED
        for way in self.ways_out:
            if way in words:
                return Taken(way, way)
        try:
            return Taken(self.read(words[0]), words[0])
        except ValueError as fault:
            return Taken(None, words[0], str(fault))

    def read(self, text: str) -> int | str:
        """The answer that a text stands for; raises ValueError with a sentence where it stands for none."""
        raise NotImplementedError


class ChosenField(AnswerField):
    """One of the answers that the format offers."""

    def __init__(self, response_format: ResponseFormat, *, ways_out: Collection[str] = (DECLINED,)) -> None:
        super().__init__(response_format, ways_out=ways_out)
        self.values = {str(option.value): option.value for option in response_format.choices}

    def read(self, text: str) -> int | str:
        """The value of the answer chosen."""
        if text not in self.values:
            raise ValueError(_("Choose one of the answers shown."))
        return self.values[text]


class SeveralField(AnswerField):
    """Any of the answers that the format offers; one that is exclusive stands alone."""

    def __init__(self, response_format: ResponseFormat, *, ways_out: Collection[str] = (DECLINED,)) -> None:
        super().__init__(response_format, ways_out=ways_out)
        self.keys = {str(option.value) for option in response_format.options}
        self.alone = exclusive(response_format)

    def take(self, sent: Sequence[str]) -> Taken:
        """Take all the boxes that were ticked, each sent by itself or several in one text."""
        return super().take(sent if set(sent) & set(self.ways_out) else (" ".join(sent),))

    def read(self, text: str) -> str:
        """The keys of the boxes that were ticked, in the order shown."""
        keys = set(text.split())
        if keys - self.keys:
            raise ValueError(_("Choose from the answers shown."))
        if self.alone and self.alone.value in keys and len(keys) > 1:
            raise ValueError(_("Choose either “%(alone)s” or the others.", alone=self.alone.label))
        return answer_of(self.response_format, keys)


class NumberField(AnswerField):
    """A whole number within the format's limits, in any script's digits."""

    def read(self, text: str) -> int:
        """The number that was typed."""
        digits = text.strip()
        if not digits.isdecimal() or len(digits) > MOST_DIGITS:
            raise ValueError(_("Write a whole number, such as 3."))
        number = int(digits)
        least, most = self.response_format.minimum, self.response_format.maximum
        if (least is not None and number < least) or (most is not None and number > most):
            raise ValueError(_("Write a number from %(least)s to %(most)s.", least=least or 0, most=most))
        return number


class DateField(AnswerField):
    """A day within the format's years: as browsers send it, or day, month and year in any script's digits."""

    def read(self, text: str) -> str:
        """The day, as YYYY-MM-DD."""
        found = DAY.fullmatch(text.strip())
        if found is None:
            raise ValueError(_("Write a day, a month and a year, such as 14/5/2026."))
        named = found.groupdict()
        year, month, day = (int(named[part] or named[f"{part}_first"]) for part in ("year", "month", "day"))
        first, last = self.response_format.years
        if not first <= year <= last:
            raise ValueError(_("Write a date in the years %(first)s to %(last)s.", first=first, last=last))
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            raise ValueError(_("There is no such day; look at the month again.")) from None


class TextField(AnswerField):
    """Free words, up to the format's length."""

    def read(self, text: str) -> str:
        """The words, without what no page can carry."""
        kept = "".join(letter for letter in text.replace("\r\n", "\n") if letter == "\n" or letter.isprintable())
        most = self.response_format.maximum or LONGEST_ANSWER
        if len(kept) > most:
            raise ValueError(_("Write at most %(most)s characters; there are %(count)s.", most=most, count=len(kept)))
        return kept.strip()


def ways_out(item: Item) -> tuple[str, ...]:
    """The answers of an item that answer nothing."""
    return (DECLINED, NOT_APPLICABLE) if item.not_applicable else (DECLINED,)


FIELDS: dict[Layout, type[AnswerField]] = {
    Layout.STACK: ChosenField,
    Layout.STRIP: ChosenField,
    Layout.PICTURES: ChosenField,
    Layout.CHOICE: ChosenField,
    Layout.CHECKBOXES: SeveralField,
    Layout.NUMBER: NumberField,
    Layout.DATE: DateField,
    Layout.TEXT: TextField,
}
