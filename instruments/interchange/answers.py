"""How a question of another tool is answered, before it becomes a response format."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from instruments.format_rules import KEY, MOST_IN_STRIP, MOST_STACKED
from instruments.interchange.plain import plain
from instruments.messages import PlainMessage
from instruments.model import Option, ResponseFormat
from instruments.terms import DECLINED, NOT_APPLICABLE, WAYS_OUT, Layout

Said = dict[str, str]
"""The same words in one or more languages; the empty key stands for a language the file does not name."""

WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,8})")


@dataclass(frozen=True)
class Choices:
    """One answer out of several, or with `several` as many as apply: codes as the file has them, with their labels in
    the order shown.

    `exclusive` is the code of an option that is chosen alone, `specify` of one that asks for words; none where empty.
    `layout`, `worded` and the `overlaps` of pictures are as a file of our own has them.
    """

    options: tuple[tuple[str, Said], ...]
    several: bool = False
    exclusive: str = ""
    specify: str = ""
    layout: Layout | None = None
    worded: bool = False
    overlaps: tuple[tuple[str, int], ...] = ()

    @cached_property
    def likeness(self) -> str:
        """A fingerprint that two lists share only when codes, labels and order are the same."""
        listed = [(code, sorted(said.items())) for code, said in self.options]
        marks = [self.several, self.exclusive, self.specify, self.layout, self.worded, self.overlaps]
        return sha256(repr([listed, *marks] if any(marks) else listed).encode()).hexdigest()

    @cached_property
    def declining(self) -> str | None:
        """The words for declining, where the file offers it under our own code; None where it does not."""
        return next((self._any(said) for code, said in self.options if code == DECLINED), None)

    @cached_property
    def not_applicable(self) -> Said:
        """The words of the answer for whom the question does not apply, under our own code; none where there is none.

        It is such an answer only beside others.
        """
        found = next((said for code, said in self.options if code == NOT_APPLICABLE), {})
        return found if self.declining is not None else {}

    @cached_property
    def without_ways_out(self) -> "Choices":
        """The same options without those that stand beside the answers here."""
        taken = WAYS_OUT if self.not_applicable else {DECLINED}
        return replace(self, options=tuple(option for option in self.options if option[0] not in taken))

    @staticmethod
    def _any(said: Said) -> str:
        return next(iter(said.values()), "")

    @property
    def values(self) -> tuple[int | str, ...]:
        """The codes: whole numbers where all of them are, text as it stands otherwise; of several choices the keys."""
        codes = [code for code, _ in self.options]
        if self.several:
            return keys_of(codes)
        return tuple(int(code) for code in codes) if all(WHOLE.fullmatch(code) for code in codes) else tuple(codes)


@dataclass(frozen=True)
class Number:
    """A whole number, within limits where there are any, with words at its lower and upper end where there are any."""

    minimum: int | None = None
    maximum: int | None = None
    ends: tuple[Said, Said] = ({}, {})

    @property
    def likeness(self) -> str:
        """A fingerprint that two numbers share only when limits and words are the same."""
        return repr((self.minimum, self.maximum, *(sorted(end.items()) for end in self.ends)))


@dataclass(frozen=True)
class OpenText:
    """An answer in words, of at most so many characters."""

    maximum: int | None = None

    @property
    def likeness(self) -> str:
        """A fingerprint that two answers share only when they may be as long as each other."""
        return f"text {self.maximum}"


@dataclass(frozen=True)
class Day:
    """A date, from the first of these years to the last where there are any."""

    first: int | None = None
    last: int | None = None

    @property
    def likeness(self) -> str:
        """A fingerprint that two dates share only when they lie in the same years."""
        return f"date {self.first} {self.last}"


Answer = Choices | Number | OpenText | Day


def keys_of(codes: Sequence[str]) -> tuple[str, ...]:
    """Keys for checkboxes that are part of a column's name: the codes, or as near to them as may be, each only once."""
    keys: list[str] = []
    for code in codes:
        near = re.sub(r"[^A-Za-z0-9]+", "_", code).strip("_")[:40].rstrip("_")
        key = stem = next((one for one in (code, near) if KEY.fullmatch(one)), f"o{near}")
        while key.lower() in {known.lower() for known in keys}:
            key = f"{stem}_{len(keys) + 1}"
        keys.append(key)
    return tuple(keys)


def format_for(answer: Answer, labels: Sequence[str], *, name: str) -> ResponseFormat:
    """The response format of an answer: a strip where both ends are labelled and near, a stack for few numbers.

    `labels` are the words of the options in their order, or those at the lower and the upper end of a number.
    """
    if isinstance(answer, Choices):
        layout = Layout.CHECKBOXES if answer.several else answer.layout or _layout(answer.values)
        return ResponseFormat(id=name, layout=layout, options=tuple(_options(answer, labels)), worded=answer.worded)
    if isinstance(answer, Day):
        return ResponseFormat(id=name, layout=Layout.DATE, minimum=answer.first, maximum=answer.last)
    if isinstance(answer, OpenText):
        return ResponseFormat(id=name, layout=Layout.TEXT, maximum=answer.maximum)
    low, high = answer.minimum, answer.maximum
    near = low is not None and high is not None and 1 <= high - low < MOST_IN_STRIP
    return ResponseFormat(
        id=name,
        layout=Layout.STRIP if near and all(labels) else Layout.NUMBER,
        minimum=low,
        maximum=high,
        low_label=labels[0],
        high_label=labels[1],
    )


def _options(answer: Choices, labels: Sequence[str]) -> Iterator[Option]:
    overlaps = dict(answer.overlaps)
    for value, (code, _), label in zip(answer.values, answer.options, labels, strict=True):
        lone, asks = answer.several and code == answer.exclusive, answer.several and code == answer.specify
        yield Option(value=value, label=label, overlap=overlaps.get(code), exclusive=lone, specify=asks)


def _layout(values: tuple[int | str, ...]) -> Layout:
    numbers = [value for value in values if isinstance(value, int)]
    rising = len(numbers) == len(values) and numbers == sorted(numbers)
    return Layout.STACK if rising and 3 <= len(values) <= MOST_STACKED else Layout.CHOICE


def whole(text: object) -> int | None:
    """The whole number a cell holds (`5`, `5.0`, " 5 "); None where it holds none."""
    written = re.sub(r"\.0+$", "", str(text).strip()) if text is not None else ""
    return int(written) if WHOLE.fullmatch(written) else None


def labelled(answer: Answer) -> list[tuple[str, Said]]:
    """The words of an answer under the keys they have within its response format."""
    if isinstance(answer, Choices):
        pairs = zip(answer.values, answer.options, strict=True)
        return [(f"options.{value}", said) for value, (_, said) in pairs]
    return list(zip(("low_label", "high_label"), answer.ends, strict=True)) if isinstance(answer, Number) else []


def no_format(answer: Answer) -> str:
    """Why an answer cannot be a response format, in a sentence; empty where it can."""
    if not isinstance(answer, Choices):
        return ""
    codes = [code for code, _ in answer.options]
    if any(not code.strip() or len(code) > 200 or plain(code) != code for code in codes):
        return PlainMessage("A code of its options is empty, too long or cannot be shown.")
    return ""
