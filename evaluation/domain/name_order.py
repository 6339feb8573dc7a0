"""The order in which names of chapters and workshops stand, wherever somebody reads them."""

import re
import unicodedata

NUMBER = re.compile(r"([0-9]+)")
Part = str | tuple[int, str]
"""A run of letters, or of digits by the number that they write."""
NameOrder = tuple[tuple[Part, ...], str]


def name_order(name: str) -> NameOrder:
    """What names are sorted by: as `letter_order`, but with digits read as numbers, so that Town 2 precedes Town 10."""
    runs = NUMBER.split(letter_order(name)[0])
    return tuple(_number(part) if place % 2 else part for place, part in enumerate(runs)), name


def letter_order(name: str) -> tuple[str, str]:
    """Letters without their marks and capitals, so that Ôl y Môr stands before Penrhyn; the first renderer's order."""
    return plain_letters(name), name


def plain_letters(text: str) -> str:
    """A text without marks on its letters and without capitals, as it is sorted by and looked for."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return bare.casefold()


def _number(digits: str) -> tuple[int, str]:
    """A number of any length as what it is sorted by: how many digits it has, and then which."""
    written = digits.lstrip("0")
    return len(written), written
