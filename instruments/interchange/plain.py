"""Words of other tools as plain text: marks of layout are taken out, scripts are never kept, nothing is ever run.

Everything here goes through a text once, whatever it holds, so that no file can make it slow.
"""

import html
import re

from instruments.terms import UNFIT

BREAKING = frozenset(
    {"br", "p", "div", "li", "ul", "ol", "tr", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "center"}
)
WITHOUT_TEXT = frozenset({"script", "style", "template", "noscript", "iframe", "svg"})
MEDIA = re.compile(r"<(?:img|audio|video|iframe|embed|object|svg)\b", re.IGNORECASE)
TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")


def plain(text: str, *, marked_up: bool = False) -> str:
    """The text without tags, scripts, comments and characters that cannot be shown, trimmed.

    `marked_up` says that the text is HTML in any case, so that its entities and line ends are layout too.
    """
    text = UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if marked_up or has_tags(text):
        text = html.unescape(_without_tags(" ".join(text.split()) if marked_up else text))
        text = UNFIT.sub("", text).replace("\xa0", " ")
        lines = (" ".join(line.split()) for line in text.split("\n"))
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return text.strip()


def has_tags(text: str) -> bool:
    """Whether a text holds what a browser would take for a tag or a comment."""
    start = text.find("<")
    while start >= 0:
        if TAG.match(text, start) or text.startswith("<!--", start):
            return True
        start = text.find("<", start + 1)
    return False


def has_media(text: str) -> bool:
    """Whether a text shows or plays something besides its words."""
    return bool(MEDIA.search(text))


def _without_tags(text: str) -> str:
    kept, position = list[str](), 0
    while (start := text.find("<", position)) >= 0:
        kept.append(text[position:start])
        position = _after(text, start, kept)
    kept.append(text[position:])
    return "".join(kept)


def _after(text: str, start: int, kept: list[str]) -> int:
    """Where the text goes on after the tag or comment at `start`; what was no tag, or breaks a line, is kept."""
    if text.startswith("<!--", start):
        return _past(text, "-->", start)
    tag = TAG.match(text, start)
    if tag is None:
        kept.append("<")
        return start + 1
    name, end = tag[1].lower(), _past(text, ">", start)
    if name in BREAKING:
        kept.append("\n")
    if name in WITHOUT_TEXT and text[start + 1] != "/":
        closing = re.compile(f"</{name}", re.IGNORECASE).search(text, end)
        return len(text) if closing is None else _past(text, ">", closing.end())
    return end


def _past(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)
