"""One small class a layout: the field that takes its answer. Nothing is compulsory; only nonsense is refused."""

from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import Field

from instruments import DECLINED, LONGEST_ANSWER, NOT_APPLICABLE, Item, Layout, ResponseFormat

MOST_DIGITS = 9


class AnswerField(Field):
    """An item's answer: its value, a way out such as `DECLINED`, or None where it was skipped."""

    data: int | str | None
    given: str = ""
    """What was sent, word for word, so that the page shown again loses nothing."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - WTForms
        response_format: ResponseFormat,
        ways_out: Collection[str] = (DECLINED,),
        **kwargs: Any,  # noqa: ANN401 - WTForms
    ) -> None:
        super().__init__(*args, **kwargs)
        self.response_format = response_format
        self.ways_out = ways_out

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was sent; raises ValueError with a sentence where it cannot be an answer."""
        sent = [value for value in valuelist if value.strip()]
        out = next((way for way in self.ways_out if way in sent), None)
        self.given = out or (sent[0] if sent else "")
        self.data = out
        if sent and out is None:
            self.data = self.read(sent[0])

    def read(self, text: str) -> int | str:
        """The answer that a text stands for."""
        raise NotImplementedError


class ChosenField(AnswerField):
    """One of the answers that the format offers."""

    def read(self, text: str) -> int | str:
        """The value of the answer chosen."""
        for option in self.response_format.choices:
            if str(option.value) == text:
                return option.value
        raise ValueError(_("Choose one of the answers shown."))


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
    Layout.NUMBER: NumberField,
    Layout.TEXT: TextField,
}
