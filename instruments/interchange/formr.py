"""formr sheets: one question a row, its choices beside it or in a sheet of their own (formr.org)."""

import re

from instruments.interchange.answers import Answer, Choices, Number, OpenText, whole
from instruments.interchange.draft import DraftBuilder
from instruments.interchange.imported import Imported, refusal
from instruments.interchange.reasons import (
    ALWAYS_SHOWN,
    BY_ITSELF,
    EMPTY_AT_FIRST,
    NO_DATES,
    NO_FILES,
    NOT_ASKED,
    NOTE,
    ONE_APART,
    ONE_ORDER,
    OWN_LAYOUT,
    PLAIN_WORDS,
    SEVERAL,
    VOLUNTARY,
)
from instruments.interchange.tables import Table, table_of
from instruments.interchange.workbook import Row, Sheets
from instruments.messages import PlainMessage

ONE_OF = frozenset({"mc", "mc_button", "select_one", "select_or_add_one"})
MULTIPLE = re.compile(r"(mc_multiple|select_multiple|select_or_add_multiple|check)")
RANGES = frozenset({"range", "range_ticks", "rating_button", "visual_analog_scale"})
WORDS = frozenset({"text", "textarea", "letters", "email", "url", "tel"})
SILENT = frozenset(
    ["ip", "browser", "referrer", "server", "get", "calculate", "random", "hidden", "timezone", "request", "cookie"]
)
SHOWN = {
    "note": NOTE,
    "submit": PlainMessage("Every question stands by itself here; there are no pages."),
    "mc_heading": BY_ITSELF,
    "block": PlainMessage("Questions are not held back here."),
    "file": NO_FILES,
    "image": NO_FILES,
    "geopoint": PlainMessage("Nobody is asked where they are."),
}
DATED = re.compile(r"(date|time|month|week|year|yearmonth)")
UNSUPPORTED = {
    "optional": VOLUNTARY,
    "showif": ALWAYS_SHOWN,
    "class": OWN_LAYOUT,
    "value": EMPTY_AT_FIRST,
    "block_order": ONE_ORDER,
    "item_order": ONE_ORDER,
}
MARKS = re.compile(r"(\*\*|__)(?=\S)(.{0,2000}?\S)\1", re.DOTALL)
PICTURE = re.compile(r"!\[[^\]]{0,200}\]\([^)]{0,2000}\)")
HEADER = re.compile(r"^#{1,6} +", re.MULTILINE)


def looks_like_formr(sheets: Sheets) -> bool:
    """Whether the survey sheet is formr's: choices in columns beside the question, or its own column names."""
    first = next((row for row in sheets.get("survey", ()) if any(row)), [])
    headings = {cell.strip().lower() for cell in first}
    return {"type", "name"} <= headings and bool(headings & {"choice1", "showif", "optional", "block_order"})


def read_formr(name: str, sheets: Sheets) -> Imported:
    """The questionnaire of a formr workbook."""
    survey, choices = table_of(sheets["survey"]), table_of(sheets.get("choices", []))
    if not survey.rows:
        raise refusal(name, PlainMessage("the sheet 'survey' has no question."), where="survey")
    draft = DraftBuilder(name=name, kind="formr sheet")
    lists = _lists(sheets.get("choices", []), choices)
    for number, cells, _ in survey.rows:
        _take(draft, PlainMessage("survey row %(row)s", row=number), cells, lists)
    return draft.imported(title=name.rsplit(".", 1)[0])


def _lists(rows: list[Row], table: Table) -> dict[str, Choices]:
    """The lists of the choices sheet; a row without a list name belongs to the list above it."""
    lists: dict[str, list[tuple[str, dict[str, str]]]] = {}
    current = ""
    for _, cells, _ in table.rows if rows else ():
        current = cells.get("list_name", current)
        if current and cells.get("name"):
            lists.setdefault(current, []).append((cells["name"], {"": _unmarked(cells.get("label", ""))}))
    return {name: Choices(tuple(options)) for name, options in lists.items()}


def _take(draft: DraftBuilder, where: str, cells: dict[str, str], lists: dict[str, Choices]) -> None:
    words = cells.get("type", "").split()
    kind = words[0].lower().rstrip(",") if words else ""
    answer = _answer(draft, where, kind, cells, lists)
    if answer is None:
        return
    before = len(draft.items)
    label = cells.get("label", "")
    draft.ask(cells.get("name", ""), where=where, said={"": _unmarked(label)}, answer=answer)
    if len(draft.items) > before:
        if _unmarked(label) != label:
            draft.leave(where, PlainMessage("layout within the words"), PLAIN_WORDS)
        for heading, why in UNSUPPORTED.items():
            if heading in cells:
                draft.leave(where, f"{heading}: {cells[heading]}", why)


def _answer(
    draft: DraftBuilder, where: str, kind: str, cells: dict[str, str], lists: dict[str, Choices]
) -> Answer | None:
    if kind in ONE_OF:
        return _chosen(cells, lists)
    if kind in RANGES:
        return _range(draft, where, cells)
    if kind == "number":
        low, high, _ = _three(cells["type"])
        return Number(low, high)
    if kind in WORDS:
        return OpenText()
    if kind == "sex":
        return Choices((("1", {"": "Male"}), ("2", {"": "Female"})))
    draft.leave(where, cells.get("label") or cells.get("name") or kind or PlainMessage("a row"), _why_not(kind))
    return None


def _chosen(cells: dict[str, str], lists: dict[str, Choices]) -> Choices:
    """The list the type names, or else the choices beside the question, counted from 1."""
    named = cells["type"].split()[1:]
    if named and named[-1] in lists:
        return lists[named[-1]]
    choices = {int(heading[6:]): cell for heading, cell in cells.items() if re.fullmatch(r"choice\d{1,3}", heading)}
    return Choices(tuple((str(number), {"": _unmarked(choices[number])}) for number in sorted(choices)))


def _range(draft: DraftBuilder, where: str, cells: dict[str, str]) -> Number:
    low, high, step = _three(cells["type"])
    if step != 1:
        draft.leave(where, PlainMessage("the step in '%(type)s'", type=cells["type"][:80]), ONE_APART)
    first, last = (_unmarked(cells.get(f"choice{number}", "")) for number in (1, 2))
    return Number(1 if low is None else low, 5 if high is None else high, ({"": first}, {"": last}))


def _three(kind: str) -> tuple[int | None, int | None, int | None]:
    """The lowest, the highest and the step of `range 1, 10, 1`; the step is 1 where none is given."""
    given = [whole(part) for part in re.split(r"[,\s]+", kind)[1:4]]
    low, high, step = (*given, *([None] * (3 - len(given))))[:3]
    return low, high, 1 if len(given) < 3 else step


def _why_not(kind: str) -> str:
    if MULTIPLE.match(kind):
        return SEVERAL
    if kind in SILENT:
        return NOT_ASKED
    if DATED.match(kind):
        return NO_DATES
    return SHOWN.get(kind, PlainMessage("There is no kind of answer here for the type '%(kind)s'.", kind=kind[:80]))


def _unmarked(text: str) -> str:
    """Words without the marks of bold, headings and pictures."""
    if len(text) > 10_000:
        return text
    return HEADER.sub("", MARKS.sub(r"\2", PICTURE.sub("", text))).strip()
