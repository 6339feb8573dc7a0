"""What figures are written with: small numbers and bands in words, and places that hang together."""

from analysis.disclosure.released import BETWEEN, OVER, UNDER

SMALL_NUMBERS = (
    *("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
)
BANDS = {UNDER: "under 0.01", BETWEEN: "0.01 to 0.05", OVER: "over 0.05"}
"""The bands of a p in words."""
SUMS = (("own", "other", "change"), ("post", "pre", "change"))
"""Two sides, and the difference that they add up to."""
AVERAGES = ("pre", "post", "own", "other")
"""Places that hold no change which is held against a margin."""
STRESSED = ("level", "size", "change")
"""Ways of writing a figure that is put in bold."""


class WaveAverage(float):
    """The average of one wave."""
