"""Short ids for questions, the blocks they stand in, and the scales that their names alone suggest."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.io.scales_file import RESERVED_COLUMNS
from analysis.scoring.quoted_labels import is_asked
from evaluation.importing.values.heading_ends import without_ends

CODE = re.compile(r"[A-Za-z]{1,12}[\w.]{0,12}")
NUMBERED_CODE = re.compile(r"([A-Za-z][A-Za-z_]*?)[_. ]?(\d{1,2}|[a-h])r?")
LONGEST = 32
PREFIXED = (
    re.compile(r"(?P<block>[^:\[\]]{2,120}?)\s*[:>]\s*(?P<item>.+)"),
    re.compile(r"(?P<block>.{2,200}?)\s*\[(?P<item>.+)\]"),
    re.compile(r"(?P<block>Q\d+)[_.](?P<item>\d+)", re.IGNORECASE),
)
DASHED = re.compile(r"(?P<block>.{8,300}?) - (?P<item>.+)")
NO_BLOCK = frozenset({"q", "item", "question", "v", "var", "column", "cwestiwn", "x", "col", "c"})


@dataclass(frozen=True, kw_only=True)
class NamedItem:
    """A question's id, its words, and the block it stands in; each is a block of its own where its name tells none."""

    id: str
    words: str
    block: str
    block_words: str


def named_items(stems: Sequence[tuple[str, str]]) -> dict[str, NamedItem]:
    """The items of some questions, each a heading without its wave and its words, by their headings."""
    taken: set[str] = {word.casefold() for word in RESERVED_COLUMNS}
    named = {}
    for stem, words in stems:
        plain = re.sub(r"^[A-Za-z]?\d+[.):]\s+", "", stem.rsplit("/", 1)[-1]).strip()
        own = _unique(_short(without_ends(plain) or plain), taken)
        taken.add(own.casefold())
        block, block_title = _block(plain, words)
        named[stem] = NamedItem(id=own, words=words, block=block or f"alone {own}", block_words=block_title or words)
    counts: dict[str, int] = {}
    for item in named.values():
        counts[item.block] = counts.get(item.block, 0) + 1
    return {
        stem: item
        if counts[item.block] > 1
        else NamedItem(id=item.id, words=item.words, block=f"alone {item.id}", block_words=item.words)
        for stem, item in named.items()
    }


def own_words(words: str) -> str:
    """A question of a grid without what all of its questions are asked with, where that is a question itself."""
    return parted_words(words)[1]


def parted_words(words: str) -> tuple[str, str]:
    """What all questions of a grid are asked with, and the words of one; "" where it stands in none."""
    for pattern in (*PREFIXED[:2], DASHED):
        found = pattern.fullmatch(without_ends(words))
        block, item = (found["block"].strip(), found["item"].strip()) if found else ("", "")
        if is_asked(block) and not item.isdigit():
            return block, item
    return "", words


def _short(name: str) -> str:
    """A code as it stands; of words the first few, joined."""
    if CODE.fullmatch(name) and " " not in name:
        return name
    block_title = name
    for pattern in PREFIXED[:2]:
        if found := pattern.fullmatch(name):
            block_title = f"{found['block']} {found['item']}" if len(found["block"]) < 16 else found["item"]
            break
    ascii_words = unicodedata.normalize("NFKD", block_title.casefold()).encode("ascii", "ignore").decode()
    return slug(ascii_words) or slug(block_title.casefold()) or "item"


def slug(words: str) -> str:
    """Words joined by low lines, as many as fit."""
    kept = ""
    for word in re.findall(r"[^\W_]+", words.replace("'", "")):
        if len(kept) + len(word) + 1 > LONGEST:
            break
        kept = f"{kept}_{word}" if kept else word
    return kept


def _unique(name: str, taken: set[str]) -> str:
    number, made = 2, name
    while made.casefold() in taken:
        made, number = f"{name}_{number}", number + 1
    return made


def _block(name: str, words: str) -> tuple[str, str]:
    for pattern in PREFIXED:
        if found := pattern.fullmatch(name):
            block_title = found["block"].strip()
            if CODE.fullmatch(block_title) and name not in words:
                return block_title.casefold(), _begun_with(words)
            return block_title.casefold(), block_title if " " in block_title or len(block_title) > 3 else ""
    found = NUMBERED_CODE.fullmatch(name)
    if found and found[1].casefold().strip("_") not in NO_BLOCK:
        return found[1].casefold().strip("_"), found[1].strip("_")
    if words != name and (prefixed := PREFIXED[0].fullmatch(words) or DASHED.fullmatch(words)):
        return prefixed["block"].casefold(), prefixed["block"].strip()
    return "", ""


def _begun_with(words: str) -> str:
    """What the words of a question of a grid begin with, as those of its others do; "" where nothing is parted."""
    found = filter(None, (pattern.fullmatch(words) for pattern in (*PREFIXED[:2], DASHED)))
    return next((each["block"].strip() for each in found), "")


def scale_id(items: Sequence[NamedItem], taken: Mapping[str, object]) -> str:
    """The id of a scale of these items."""
    name = items[0].id if len(items) == 1 else slug(_short(items[0].block_words).casefold()) or "scale"
    return _unique(name, {each.casefold() for each in taken})
