"""Columns of our own in XLSForms: what a draft has and an XLSForm has no place for, kept for the way back.

Other tools pass over columns whose names they do not know.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from instruments.interchange.answers import Answer, Choices, Day, Number, OpenText, Said, whole
from instruments.model import Item, Option, Version
from instruments.terms import Layout

PREFIX = "weaving_"
LAYOUT, MINIMUM, MAXIMUM, AT_MOST = (f"{PREFIX}{name}" for name in ("layout", "minimum", "maximum", "at_most"))
LEAD, LOW, HIGH = (f"{PREFIX}{name}" for name in ("lead", "low", "high"))
SECTION, INFORMATION = (f"{PREFIX}{name}" for name in ("section", "information"))
OVERLAP, MARK = f"{PREFIX}overlap", f"{PREFIX}mark"
PLAIN = (LAYOUT, MINIMUM, MAXIMUM, AT_MOST)
SAID = (LEAD, LOW, HIGH, SECTION, INFORMATION)
"""Columns that stand once for each language."""
WORDS, BEFORE = "words", "before"
"""The layout of a row that asks for the words of an option above it, and of one that is read before the one below."""
EXCLUSIVE, SPECIFY, WORDED = "exclusive", "specify", " worded"


def own_headings(languages: Sequence[str]) -> list[str]:
    """The columns of the survey sheet, those with words once for each language as it is titled."""
    return [*PLAIN, *(f"{name}::{language}" for name in SAID for language in languages)]


def own_cells(versions: Sequence[Version], item: Item) -> list[str]:
    """What stands in these columns of one question, of the same version in each language."""
    found = versions[0].format_of(item)
    layout = f"{found.layout}{WORDED}" if found.worded else str(found.layout)
    limits = ["" if limit is None else str(limit) for limit in (found.minimum, found.maximum)]
    formats = [version.format_of(version.items_by_id[item.id]) for version in versions]
    items = [version.items_by_id[item.id] for version in versions]
    ends = [*(each.low_label for each in formats), *(each.high_label for each in formats)]
    prefaces = [*(each.section for each in items), *(each.information for each in items)]
    return [layout, *limits, item.at_most or "", *(each.ask for each in items), *ends, *prefaces]


def own_marks(option: Option | None) -> list[str]:
    """What stands in the columns of the choices sheet: the overlap of circles, and what an option is among several."""
    if option is None:
        return ["", ""]
    mark = EXCLUSIVE if option.exclusive else SPECIFY if option.specify else ""
    return ["" if option.overlap is None else str(option.overlap), mark]


@dataclass
class OwnMarks:
    """What the choices sheet says in our own columns, by list and code."""

    overlaps: dict[str, dict[str, int]] = field(default_factory=dict)
    marks: dict[str, dict[str, str]] = field(default_factory=dict)

    def note(self, listed: str, code: str, cells: Mapping[str, str]) -> None:
        """Take in what one row of the sheet says."""
        overlap = whole(cells.get(OVERLAP))
        if overlap is not None and 0 <= overlap <= 100:
            self.overlaps.setdefault(listed, {})[code] = overlap
        if cells.get(MARK) in {EXCLUSIVE, SPECIFY}:
            self.marks.setdefault(listed, {})[cells[MARK]] = code

    def on(self, answer: Choices, listed: str, layout: Layout, *, worded: bool) -> Choices:
        """The choices of a list as they were laid out."""
        marks = self.marks.get(listed, {}) if layout is Layout.CHECKBOXES else {}
        return replace(
            answer,
            layout=layout,
            worded=worded,
            several=layout is Layout.CHECKBOXES,
            exclusive=marks.get(EXCLUSIVE, ""),
            specify=marks.get(SPECIFY, ""),
            overlaps=tuple(self.overlaps.get(listed, {}).items()),
        )


def is_part_of_another(cells: Mapping[str, str]) -> bool:
    """Whether the option above a row, or the question below it, says all that the row does."""
    return cells.get(LAYOUT) in {WORDS, BEFORE}


def own_layout(cells: Mapping[str, str]) -> tuple[Layout, bool] | None:
    """The layout a row of ours names, and whether its pictures have words; None where it names none."""
    name = cells.get(LAYOUT, "")
    known = name.removesuffix(WORDED) in set(Layout)
    return (Layout(name.removesuffix(WORDED)), name.endswith(WORDED)) if known else None


def own_answer(layout: Layout, cells: Mapping[str, str], ends: tuple[Said, Said]) -> Answer | None:
    """How a row of ours is answered where there is nothing to choose from; None where there is."""
    low, high = whole(cells.get(MINIMUM)), whole(cells.get(MAXIMUM))
    if layout in {Layout.NUMBER, Layout.STRIP}:
        return Number(low, high, ends)
    if layout is Layout.DATE:
        return Day(low, high)
    return OpenText(high) if layout is Layout.TEXT else None


def own_names(cells: Mapping[str, object]) -> Iterator[str]:
    """The columns of ours among these."""
    return (name for name in cells if name.startswith(PREFIX))


def without_lead(said: Said, lead: Said) -> Said:
    """The words of a question without those that lead in to it, in each language."""
    return {language: words.removeprefix(lead.get(language, "")).strip() for language, words in said.items()}
