"""The packaged fonts as style sheets: by file for a PDF, within the page for HTML that stands alone."""

import base64
from functools import cache

from evaluation.printing.fetching import FONTS

FAMILIES = {
    "inter": "Inter",
    "noto-sans": "Noto Sans",
    "noto-sans-bengali": "Noto Sans Bengali",
    "noto-sans-gurmukhi": "Noto Sans Gurmukhi",
    "noto-naskh-arabic": "Noto Naskh Arabic",
    "noto-nastaliq-urdu": "Noto Nastaliq Urdu",
}
SUBSETS = ("latin-ext", "latin", "bengali", "gurmukhi", "arabic")
LATIN_EXT = "U+0100-02BA,U+1E00-1E9F,U+1EF2-1EFF,U+2C60-2C7F,U+A720-A7FF"
BLOCKS = {
    "latin-ext": (0x100, 0x24F),
    "arabic": (0x600, 0x6FF),
    "bengali": (0x980, 0x9FF),
    "gurmukhi": (0xA00, 0xA7F),
}
UNUSED = ("inter-latin-500", "inter-latin-ext-500", "noto-sans-latin", "noto-nastaliq")
WITHIN = ("inter-latin-400-normal", "inter-latin-600-normal", "inter-latin-700-normal")


@cache
def by_file(subsets: frozenset[str]) -> str:
    """A rule for every packaged font of these subsets that printed pages use, by the address of its file."""
    paths = [path for path in sorted(FONTS.glob("*.woff2")) if _subset(path.stem) in subsets]
    return "".join(_rule(path.stem, path.as_uri()) for path in paths if not path.stem.startswith(UNUSED))


def subsets_of(text: str) -> frozenset[str]:
    """Which subsets the letters of a text need."""
    codes = {ord(letter) for letter in text}
    found = {name for name, (first, last) in BLOCKS.items() if any(first <= code <= last for code in codes)}
    return frozenset({"latin", *found})


@cache
def within() -> str:
    """Rules that hold the letters of English within the page; other letters take the reader's own fonts."""
    return "".join(_rule(name, _data(name)) for name in WITHIN)


def _rule(name: str, address: str) -> str:
    stem, weight, _ = name.rsplit("-", 2)
    subset = _subset(name)
    family = FAMILIES[stem.removesuffix(f"-{subset}")]
    letters = f"unicode-range:{LATIN_EXT};" if subset == "latin-ext" else ""
    source = f'src:url("{address}") format("woff2")'
    return f'@font-face{{font-family:"{family}";font-weight:{weight};{letters}{source}}}\n'


def _subset(name: str) -> str:
    stem = name.rsplit("-", 2)[0]
    return next(each for each in SUBSETS if stem.endswith(f"-{each}"))


def _data(name: str) -> str:
    content = base64.b64encode((FONTS / f"{name}.woff2").read_bytes()).decode()
    return f"data:font/woff2;base64,{content}"
