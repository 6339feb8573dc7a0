"""What figures are written with: small numbers and bands in words, and places that hang together."""

import re
from collections.abc import Sequence

from analysis.disclosure.released import BETWEEN, OVER, UNDER

ROUNDED_ALONE = "Each figure is rounded by itself."
SMALL_NUMBERS = (
    *("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
)
BANDS = {UNDER: "under 0.01", BETWEEN: "0.01 to 0.05", OVER: "over 0.05"}
"""The bands of a p in words."""
SUMS = (("own", "other", "change"), ("post", "pre", "change"))
"""Two sides, and the difference that they add up to."""
AVERAGES = ("pre", "post", "own", "other", "came", "beside")
"""Places that hold no change which is held against a margin."""
ENDS = ("low", "high", "own_low", "own_high")
"""Places of the ends of a range."""
STRESSED = ("level", "size", "change")
"""Ways of writing a figure that is put in bold."""
ENDED_TWICE = re.compile(r"([?!])\.(?=\s|$)")
WELSH_AND = re.compile(r"\ba\(c\) (?=([“‘\"(]*[aeiouwyâêîôûŵŷáéíóúàèìòùäëïöü])?)", re.IGNORECASE)
"""A Welsh "and", and whether what comes after it begins with a vowel."""


def marked_once(text: str) -> str:
    """The text without a full stop after what ends with a mark of its own, as a question does."""
    return ENDED_TWICE.sub(r"\1", text)


def with_welsh_and(text: str) -> str:
    """The text with "a(c)", which the tables of languages have for a Welsh "and", as "ac" before a vowel, else "a"."""
    return WELSH_AND.sub(lambda found: "ac " if found[1] else "a ", text)


def words_near(value: float, bound: float) -> str:
    """The words for a value that seems to reach a bound by rounding alone.

    Those for a bound below nil tell how far from nil it lies, as "under" could be taken for a smaller fall.
    """
    if bound >= 0:
        return "just under {bound}" if value < bound else "just over {bound}"
    return "just beyond {bound}" if value < bound else "just short of {bound}"


def seem_apart(sides: Sequence[object], *, decimals: int, exact: bool) -> bool:
    """Whether two sides that add up to the third figure, their difference, do not as they are rounded.

    Figures that are not `exact` were rounded before, so that they need not add up themselves.
    """
    numbers = [value for value in sides if isinstance(value, float)]
    if len(numbers) < len(sides):
        return False
    one, other, change = (round(value, decimals) for value in numbers)
    adds_up = abs(numbers[0] - numbers[1] - numbers[2]) < 0.01 or not exact
    return adds_up and abs(one - other - change) > 0.01


def add_up_but_for_rounding(sides: Sequence[object], *, decimals: int) -> bool:
    """Whether two sides and a difference that is not just theirs, but nearly, lie apart as they are rounded.

    A difference on the average of chapters is none of the averages of people; one decimal more need not add up either.
    """
    numbers = [value for value in sides if isinstance(value, float)]
    if len(numbers) < len(sides):
        return False
    one, other, change = (round(value, decimals) for value in numbers)
    gap = abs(numbers[0] - numbers[1] - numbers[2])
    return abs(one - other - change) > 0.01 and 0.01 <= gap < 0.5 * 10**-decimals


class About(int):
    """A count of people that is not told exactly: about as many as these."""


class WaveAverage(float):
    """The average of one wave."""


class RangeEnd(float):
    """An end of a range."""
