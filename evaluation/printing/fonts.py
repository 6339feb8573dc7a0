"""The packaged fonts as style sheets: by file for a PDF, within the page for HTML that stands alone."""

import base64
from functools import cache

from evaluation.printing.url_fetcher import FONTS

FAMILIES = {
    "inter": "Inter",
    "noto-sans": "Noto Sans",
    "noto-sans-bengali": "Noto Sans Bengali",
    "noto-sans-gurmukhi": "Noto Sans Gurmukhi",
    "noto-naskh-arabic": "Noto Naskh Arabic",
    "noto-nastaliq-urdu": "Noto Nastaliq Urdu",
    "vazirmatn": "Vazirmatn",
}
SUBSETS = ("latin-ext", "latin", "bengali", "gurmukhi", "arabic")
EXTENDED = " Extended"
"""What the letters beyond Latin-1 (ŵ, ł, ș) add to their family's name: two files of one name and weight would be taken
for one font in a PDF, and the second one's letters be lost. A font stack names both: Inter, Inter Extended."""
BLOCKS = {
    "latin-ext": (0x100, 0x24F),
    "arabic": (0x600, 0x6FF),
    "bengali": (0x980, 0x9FF),
    "gurmukhi": (0xA00, 0xA7F),
}
RENAMED = {"Noto Naskh Arabic": "Vazirmatn"}
"""Fonts that pages name, and what sets their letters now: text set in Noto Naskh read back wrong."""
FEATURES = {"Vazirmatn": '"liga" 0'}
"""What is left out where it would draw letters together that then do not read back."""
UNUSED = ("inter-latin-500", "inter-latin-ext-500", "noto-sans-latin", "noto-nastaliq")
UNUSED_NOW, UNUSED_AT_FIRST = (*UNUSED, "noto-naskh"), (*UNUSED, "vazirmatn")
"""What no page is set in: today, and where a page is printed again as it was at first."""


@cache
def by_file(subsets: frozenset[str], *, at_first: bool = False) -> str:
    """A rule for every packaged font of these subsets that printed pages use, by the address of its file."""
    unused = UNUSED_AT_FIRST if at_first else UNUSED_NOW
    paths = [path for path in sorted(FONTS.glob("*.woff2")) if _subset(path.stem) in subsets]
    return "".join(_rule(path.stem, path.as_uri()) for path in paths if not path.stem.startswith(unused))


def subsets_of(text: str) -> frozenset[str]:
    """Which subsets the letters of a text need."""
    codes = {ord(letter) for letter in set(text)}
    found = {name for name, (first, last) in BLOCKS.items() if any(first <= code <= last for code in codes)}
    return frozenset({"latin", *found})


@cache
def latin_font_rules(subsets: frozenset[str] = frozenset({"latin"})) -> str:
    """Rules that hold Latin letters within the page; other scripts take the reader's own fonts."""
    names = [f"inter-{subset}-{weight}-normal" for subset in ("latin", "latin-ext") for weight in (400, 600, 700)]
    return "".join(_rule(name, _data(name)) for name in names if _subset(name) in subsets)


def _rule(name: str, address: str) -> str:
    stem, weight, _ = name.rsplit("-", 2)
    subset = _subset(name)
    family = FAMILIES[stem.removesuffix(f"-{subset}")] + (EXTENDED if subset == "latin-ext" else "")
    source = f'src:url("{address}") format("woff2")'
    features = f";font-feature-settings:{FEATURES[family]}" if family in FEATURES else ""
    return f'@font-face{{font-family:"{family}";font-weight:{weight};{source}{features}}}\n'


def with_packaged_fonts(markup: str) -> str:
    """Some markup with the fonts that are packaged in place of those it names."""
    for before, now in RENAMED.items():
        markup = markup.replace(before, now)
    return markup


def _subset(name: str) -> str:
    stem = name.rsplit("-", 2)[0]
    return next(each for each in SUBSETS if stem.endswith(f"-{each}"))


def _data(name: str) -> str:
    content = base64.b64encode((FONTS / f"{name}.woff2").read_bytes()).decode()
    return f"data:font/woff2;base64,{content}"
