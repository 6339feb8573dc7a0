"""The lowest and the highest answer as the heading of a question tells them: (0-10), "1 to 5", "0 = never"."""

import re

NUMBER = r"[-−]?\d{1,3}"
ALONE = rf"(?<![\w.,/–-])({NUMBER})"
END = r"(?![\d/]|[.,]\d)"
TO = r"\s*(?:-|–|—|−|\.{2,3}|…)\s*|\s+(?:to|bis|i|hyd at|à|al?|til|till|through)\s+"
AND = r"\s+(?:and|und|et|y|ac?)\s+"
RANGES = (
    re.compile(rf"{ALONE}(?:{TO})\+?({NUMBER}){END}", re.IGNORECASE),
    re.compile(rf"(?:between|zwischen|entre|rhwng)\s+{ALONE}(?:{AND})({NUMBER}){END}", re.IGNORECASE),
)
MEANS = r"\s*=\s*|\s+(?:is|means|meaning|being|ist|bedeutet|yw|est|es)\s+"
NAMED = (
    re.compile(rf"{ALONE}(?:{MEANS})(?=[^\d\s])", re.IGNORECASE),
    re.compile(rf"=\s*({NUMBER}){END}"),
    re.compile(rf"\(({NUMBER})\)"),
)
BRACKETS = re.compile(r"\s*[\[(]([^()\[\]]*)(?:[)\]]|$)")
"""What stands in brackets; a heading without the word of its wave may lack the last of them."""
HIGHEST = frozenset({*range(2, 12), 20, 50, 100})
"""The highest answers that questions have; a year, an age or a number of minutes is none."""

RANGE = rf"{NUMBER}(?:{TO})\+?{NUMBER}"
AMONG_WORDS = re.compile(
    rf"\s*[,;]\s*{RANGE}\s*(?=[)\]])|(?<=[\[(]){RANGE}\s*[,;]\s*|(?:\s*[,;]|\s+[:–—-])\s*{RANGE}\s*$", re.IGNORECASE
)
"""Ends that share their brackets with another word, or stand at the end without any: "(before, 0-10)"."""

Ends = tuple[float, float]


def ends_in_heading(heading: str) -> Ends | None:
    """The lowest and the highest answer that a heading tells; None where it tells none, or two things."""
    inside = [within[1] for within in BRACKETS.finditer(heading)]
    for text in (*reversed(inside), heading):
        found = set(_ranges(text)) or _named(text)
        if len(found) == 1:
            return found.pop()
    return None


def without_ends(heading: str) -> str:
    """The heading without the brackets that tell the ends of its answers."""
    return BRACKETS.sub(lambda within: "" if ends_in_heading(within[0]) else within[0], heading).strip()


def parted_ends(heading: str) -> tuple[str, str]:
    """A heading without what tells the ends of its answers, and that in brackets; "" where none stands apart."""
    for pattern, between in ((AMONG_WORDS, ""), (BRACKETS, "-")):
        for found in pattern.finditer(heading):
            if ends_in_heading(found[0]):
                around = (heading[: found.start()].strip(), heading[found.end() :].strip())
                return f" {between} ".join(filter(None, around)), f"({found[0].strip(' ,;:–—-()[]')})"
    return heading, ""


def _ranges(text: str) -> list[Ends]:
    pairs = [(_number(found[1]), _number(found[2])) for pattern in RANGES for found in pattern.finditer(text)]
    return [pair for pair in pairs if _may_be_ends(*pair)]


def _named(text: str) -> set[Ends]:
    for pattern in NAMED:
        numbers = {_number(found[1]) for found in pattern.finditer(text)}
        if len(numbers) > 1 and _may_be_ends(min(numbers), max(numbers)):
            return {(min(numbers), max(numbers))}
    return set()


def _number(text: str) -> float:
    return float(text.replace("−", "-"))


def _may_be_ends(low: float, high: float) -> bool:
    return high in HIGHEST and low in {0.0, 1.0, -high}
