"""A draft and its list of what is not carried, looked up by the places of the file."""

import html
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property

SHOWN = 150
"""How many characters of a long text have to be found, since the list cuts what it tells."""
UNSEEN = re.compile(
    r"<(script|style|template|noscript|iframe|svg)\b.*?(</\1\s*>|$)|<!--.*?-->", re.DOTALL | re.IGNORECASE
)

FIRST = re.compile(r"^(o(?=\d)|q_(?=[_\d]))")
"""What is put before a key or a name that would begin with a digit."""


@cache
def skeleton(text, most=None):
    """The letters and digits of a text without tags, whatever stands between them; of signs alone the signs."""
    bare = re.sub(r"</?[A-Za-z][^>]*>", " ", UNSEEN.sub(" ", str(text))) if "<" in str(text) else str(text)
    bare = " ".join(html.unescape(bare).split())[:most]
    letters = "".join(letter for letter in bare.casefold() if letter.isalnum())
    return letters or "".join(bare.split())


@dataclass(frozen=True)
class Element:
    """Something of a file: where it stands as the list says it, and what it is.

    `part` is `question` for the words or the name by which a question is found, `detail` for what is gone with it where
    it is not taken in, `told` for what may be read before some question, `elsewhere` for either in another language,
    and `around` for what belongs to no question.
    """

    where: str
    text: str
    part: str = "detail"


class View:
    """What a draft and its list hold, by the places of the file."""

    def __init__(self, found):
        self.version, self.found = found.version_draft, found
        self.items = defaultdict(list)
        for item in self.version.items:
            self.items[str(found.places.get(item.id, item.id))].append(item)
        self.listed = defaultdict(list)
        for one in found.not_carried:
            self.listed[str(one.where)].append(str(one.what))

    @cached_property
    def preface(self):
        """Everything that is read before a question, in every language, and the title."""
        said = [self.version.title, *(words for item in self.version.items for words in (*item.preface, item.ask))]
        elsewhere = [text for each in self.found.translations for key, text in each.strings.items()]
        return skeleton("\n".join([*said, *elsewhere]))

    @cached_property
    def whole_list(self):
        return "\n".join(skeleton(what) for whats in self.listed.values() for what in whats)

    def _under(self, table, where):
        return [
            each for place, found in table.items() if place == where or place.startswith(f"{where}, ") for each in found
        ]

    def at(self, where):
        """The items that stand at a place, or at a row of it."""
        return self._under(self.items, where)

    def _said(self, where):
        return "\n".join(skeleton(text) for item in self.at(where) for text in self._of(item))

    def _of(self, item):
        shown = self.version.format_of(item)
        yield from (item.id, item.ask, item.text, f"{item.ask} {item.text}", *item.preface, item.not_applicable)
        yield from (shown.low_label, shown.high_label)
        yield from (str(part) for option in shown.options for part in (option.value, option.label))
        for each in self.found.translations:
            keys = (f"items.{item.id}.", f"formats.{shown.id}.")
            yield from (text for key, text in each.strings.items() if key.startswith(keys))

    def _list(self, where):
        return "\n".join(skeleton(what) for what in self._under(self.listed, where))

    def _signs(self, where):
        """Everything at a place as it is written, for what has no letters."""
        words = [*self._under(self.listed, where), *(text for item in self.at(where) for text in self._of(item))]
        return "".join("".join(words).split())

    def holds(self, element):
        """Whether an element is in the draft or in the list, at its place."""
        wanted = skeleton(element.text, SHOWN)
        if wanted in self._list(element.where) or wanted in self._said(element.where):
            return True
        if not any(letter.isalnum() for letter in wanted) and wanted in self._signs(element.where):
            return True
        if element.part in {"detail", "elsewhere"} and not self.at(element.where) and self._list(element.where):
            return True
        if element.part in {"told", "elsewhere", "around"} and wanted in self.preface:
            return True
        return element.part == "around" and wanted in self.whole_list

    def missing(self, elements):
        """The elements that are neither in the draft nor in the list."""
        return [each for each in elements if skeleton(each.text) and not self.holds(each)]

    def follows(self, where, condition):
        """Whether what stands at a place follows on the question and the answers a condition names, and no others."""
        named = set(re.findall(r"\w+", condition)) | set(re.findall(r"\w+", condition.replace("-", "_")))
        items = [item for item in self.at(where) if item.follows]
        keys = [{item.follows, *map(str, item.follows_at)} for item in items]
        return any(all({key, FIRST.sub("", key)} & named for key in each) for each in keys)

    def limits(self, where):
        """The numbers that limit what stands at a place, and those just beyond them."""
        shown = [self.version.format_of(item) for item in self.at(where)]
        ends = [end for found in shown for end in (found.minimum, found.maximum) if end is not None]
        return {near for end in ends for near in (end - 1, end, end + 1)}

    def layouts(self, where):
        return {str(self.version.format_of(item).layout) for item in self.at(where)}
