"""One small class a layout: the field that takes its answer. Nothing is compulsory; only nonsense is refused."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import Field

from instruments import DECLINED, LONGEST_ANSWER, Layout, ResponseFormat

MOST_DIGITS = 9


class AnswerField(Field):
    """An item's answer: its value, `DECLINED`, or None where it was skipped."""

    data: int | str | None
    given: str = ""
    """What was sent, word for word, so that the page shown again loses nothing."""

    def __init__(self, *args: Any, response_format: ResponseFormat, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms
        super().__init__(*args, **kwargs)
        self.response_format = response_format

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was sent; raises ValueError with a sentence where it cannot be an answer."""
        sent = [value for value in valuelist if value.strip()]
        declined = DECLINED in sent
        self.given = DECLINED if declined else (sent[0] if sent else "")
        self.data = None
        if declined:
            self.data = DECLINED
        elif sent:
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


FIELDS: dict[Layout, type[AnswerField]] = {
    Layout.STACK: ChosenField,
    Layout.STRIP: ChosenField,
    Layout.PICTURES: ChosenField,
    Layout.CHOICE: ChosenField,
    Layout.NUMBER: NumberField,
    Layout.TEXT: TextField,
}
