"""What stands beside each box of a paper form and is typed by whoever keys it: a figure, or a letter for a way out."""

import instruments
from instruments.several_choice import is_several

DECLINED_KEY, NOT_APPLICABLE_KEY = "d", "n"
"""Beside "I'd rather not say", and beside the answer for whom a question does not apply."""


def figure_of(shown: instruments.ResponseFormat, option: instruments.Option) -> int:
    """The figure of an answer: its value where answers are numbers, otherwise its place among them, from 1."""
    if shown.limits is not None and isinstance(option.value, int):
        return option.value
    return shown.choices.index(option) + 1


def value_keyed(shown: instruments.ResponseFormat, keyed: str) -> str:
    """The value of the answer whose figure was keyed; what was keyed where it is the figure of none.

    Of several answers, whose figures were keyed with blanks or commas between, the values with blanks between.
    """
    values = {str(figure_of(shown, option)): str(option.value) for option in shown.choices}
    if is_several(shown):
        return " ".join(values.get(figure, figure) for figure in keyed.replace(",", " ").split())
    return values.get(keyed, keyed)
