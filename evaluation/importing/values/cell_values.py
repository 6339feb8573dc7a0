"""What one cell of answers holds: a number, a number with a label, nothing, or words."""

import re
import unicodedata
from functools import lru_cache

NUMBER_WORDS = {
    **{
        word: place
        for place, word in enumerate(
            ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        )
    },
    **{
        word: place
        for place, word in enumerate(
            ["dim", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw", "deg"]
        )
        if place
    },
}
SIGNS = frozenset(
    [
        "n/a",
        "na",
        "n.a.",
        "n.a",
        "-",
        "--",
        "---",
        "–",
        "—",
        ".",
        "..",
        "?",
        "??",
        "null",
        "nan",
        "nil",
        "#n/a",
        "#null!",
        "#div/0!",
        "#value!",
        "#ref!",
        "#name?",
    ]
)
PHRASES = frozenset(
    phrase.strip()
    for phrase in [
        "prefer not to say",
        "prefer not to answer",
        "i prefer not to say",
        "i'd prefer not to say",
        "i'd rather not say",
        "i would rather not say",
        "rather not say",
        "don't know",
        "do not know",
        "dont know",
        "i don't know",
        "i do not know",
        "dk",
        "d/k",
        "unknown",
        "not applicable",
        "not applicable (n/a)",
        "n/a - not applicable",
        "does not apply",
        "doesn't apply",
        "no answer",
        "no response",
        "not answered",
        "unanswered",
        "skipped",
        "missing",
        "blank",
        "(blank)",
        "refused",
        "declined",
        "decline to answer",
        "can't say",
        "cannot say",
        "can't choose",
        "not stated",
        "(skipped)",
        "no opinion",
        "don't know / not applicable",
        "don't know/not applicable",
        "ddim yn gwybod",
        "dim yn gwybod",
        "dwi ddim yn gwybod",
        "amherthnasol",
        "ddim yn berthnasol",
        "dim ateb",
        "gwell gen i beidio â dweud",
        "byddai'n well gen i beidio â dweud",
        "byddai'n well gennyf beidio â dweud",
    ]
)
UNSURE = frozenset(
    {
        "don't know",
        "dont know",
        "do not know",
        "i don't know",
        "i do not know",
        "no opinion",
        "not sure",
        "unsure",
        "i'm not sure",
        "ddim yn gwybod",
        "ddim yn si\u0175r",
        "ddim yn siwr",
        "dk",
        "can't say",
        "cannot say",
        "can't choose",
        "dwi ddim yn gwybod",
    }
)
"""What can be the middle of a scale without another middle, or no answer."""
PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
COMMA_NUMBER = re.compile(r"[+-]?\d+,\d+")
OF_SO_MANY = re.compile(r"(\d+(?:\.\d+)?)\s*(?:/|out of|of|allan o)\s*(\d+)")
NUMBER_FIRST = re.compile(r"\(?\[?([+-]?\d{1,3})\]?\)?\s*(?:[-–—=:.)|]|\s)\s*(?=[^\d\s])(.+)")
NUMBER_LAST = re.compile(r"(.+?[^\d\s])\s*[-–—=:]?\s*[\[(]\s*([+-]?\d{1,3})\s*[\])]")
CAMEL = re.compile(r"[^\W\d_A-Z]+(?:[A-Z][^\W\d_A-Z]+)+|[A-Z][^\W\d_A-Z]+(?:[A-Z][^\W\d_A-Z]+)+")
"""Words written as one with capital letters between them, as programs write answers: stronglyAgree."""
JOINED = re.compile(r"(?:[^\W\d_]|['\u2019])+(?:_(?:[^\W\d_]|['\u2019])+)+")
STARS = re.compile(r"(\u2605+)\u2606*|(\u2b50+)")


@lru_cache(maxsize=200_000)
def plain(cell: str) -> str:
    """The words of a cell as they are compared: small letters, single blanks, plain quotation marks, no full stop.

    Words that a program joined are parted: strongly_agree, stronglyAgree.
    """
    whole = cell.strip()
    if JOINED.fullmatch(whole):
        cell = whole.replace("_", " ")
    elif CAMEL.fullmatch(whole):
        cell = re.sub(r"(?<!^)(?=[A-Z])", " ", whole)
    folded = unicodedata.normalize("NFKC", cell).casefold()
    folded = (
        folded.replace("\u2019", "'")
        .replace("\u2018", "'")
        .replace("`", "'")
        .replace("\u2011", "-")
        .replace("\u2010", "-")
    )
    return re.sub(r"(?<=\w)[.!;,]+$", "", " ".join(folded.split())).strip()


def is_not_answered(words: str) -> bool:
    """Whether plain words say that there is no answer."""
    return not words or words in SIGNS or words in PHRASES


def number_in(cell: str, *, decimal_comma: bool = False) -> float | None:
    """The number that a cell is, however it is written: 4, 4.5, 4,5, 85%, four, three stars; None where it is"
    " words.
    """
    words = plain(cell)
    if PLAIN_NUMBER.fullmatch(words):
        return float(words)
    if decimal_comma and COMMA_NUMBER.fullmatch(words):
        return float(words.replace(",", "."))
    if words.endswith("%") and PLAIN_NUMBER.fullmatch(words[:-1].strip()):
        return float(words[:-1])
    if stars := STARS.fullmatch(cell.strip()):
        return float(len(stars[1] or stars[2]))
    if counted := re.fullmatch(r"(\d+) ?(?:stars?|points?|seren)", words):
        return float(counted[1])
    found = NUMBER_WORDS.get(words)
    return None if found is None else float(found)


def number_of_so_many(cell: str) -> tuple[float, float] | None:
    """Of "4 out of 5" and "4/5" the number and how many there are."""
    found = OF_SO_MANY.fullmatch(plain(cell))
    return (float(found[1]), float(found[2])) if found and float(found[1]) <= float(found[2]) else None


def labelled_number(cell: str) -> tuple[float, str] | None:
    """The number and the label of "5 - Strongly agree", "5 = Strongly agree", "Strongly agree (5)" and their like."""
    words = plain(cell)
    if not re.match(r"[(\[]?[+-]?[\d\w]", words):
        return None
    if found := NUMBER_FIRST.fullmatch(words):
        return float(found[1]), found[2].strip()
    if found := NUMBER_LAST.fullmatch(words):
        return float(found[2]), found[1].strip()
    return None
