"""formr sheets: one question a row, its choices beside it or in a sheet of their own (formr.org)."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from instruments.interchange.answers import Answer, Choices, Day, Number, OpenText, Said, whole
from instruments.interchange.draft import LONGEST_TEXT, DraftBuilder
from instruments.interchange.imported import Imported, refusal
from instruments.interchange.reasons import (
    BY_ITSELF,
    EMPTY_AT_FIRST,
    NAMELESS,
    NO_FILES,
    NO_MEDIA,
    NO_TIMES,
    NO_USER,
    NOT_ASKED,
    NOTE,
    ONE_APART,
    ONE_ORDER,
    ONE_STEP,
    OWN_LAYOUT,
    PLAIN_WORDS,
    VOLUNTARY,
    WORDS_AND_FORMAT,
)
from instruments.interchange.sheets.cells_left import leave_cells, leave_option
from instruments.interchange.sheets.tables import Table, table_of
from instruments.interchange.sheets.workbook import Row, Sheets
from instruments.interchange.standing.conditions import FORMR, condition_of
from instruments.interchange.standing.following import follow
from instruments.messages import PlainMessage

ONE_OF = frozenset({"mc", "mc_button", "select_one", "select_or_add_one"})
SEVERAL_OF = frozenset({"mc_multiple", "mc_multiple_button", "select_multiple", "select_or_add_multiple"})
RANGES = frozenset({"range", "range_ticks", "rating_button", "visual_analog_scale"})
FIXED: dict[str, Answer] = {
    **dict.fromkeys(("text", "textarea", "letters", "email", "url", "tel"), OpenText()),
    "sex": Choices((("1", {"": "Male"}), ("2", {"": "Female"}))),
    "date": Day(),
}
WRITTEN = frozenset({"text", "textarea"})
"""Types beside which stands how many characters an answer may have."""
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
    "showif": ONE_STEP,
    "class": OWN_LAYOUT,
    "value": EMPTY_AT_FIRST,
    "block_order": ONE_ORDER,
    "item_order": ONE_ORDER,
}
ONLY_THESE = PlainMessage("Only the sheets survey and choices are taken in.")
ONE_LANGUAGE = PlainMessage("Of a formr sheet the first column of labels is taken in.")
MARKS = re.compile(r"(\*\*|__)(?=\S)(.{0,2000}?\S)\1", re.DOTALL)
PICTURE = re.compile(r"!\[[^\]]{0,200}\]\([^)]{0,2000}\)")
HEADER = re.compile(r"^#{1,6} +", re.MULTILINE)


def _headings(rows: list[Row]) -> set[str]:
    return {cell.strip().lower() for cell in next((row for row in rows if any(row)), [])}


def has_questions(rows: list[Row]) -> bool:
    """Whether the first row of a sheet names what a sheet of questions has."""
    return {"type", "name"} <= _headings(rows)


def looks_like_formr(sheets: Sheets) -> bool:
    """Whether the survey sheet is formr's: choices in columns beside the question, or its own column names."""
    rows = sheets.get("survey", [])
    return has_questions(rows) and bool(_headings(rows) & {"choice1", "showif", "optional", "block_order"})


def read_formr(name: str, sheets: Sheets) -> Imported:
    """The questionnaire of a formr workbook."""
    survey, choices = table_of(sheets["survey"]), table_of(sheets.get("choices", []))
    if not survey.rows:
        raise refusal(name, PlainMessage("the sheet 'survey' has no question."), where="survey")
    draft = DraftBuilder(name=name, kind="formr sheet")
    for sheet in sorted(sheets.keys() - {"survey", "choices"}):
        draft.leave(PlainMessage("sheet %(sheet)s", sheet=sheet), sheet, ONLY_THESE)
    named = {cells["type"].split()[-1] for _, cells, _ in survey.rows if len(cells.get("type", "").split()) > 1}
    lists = _lists(draft, choices, named)
    for number, cells, translated in survey.rows:
        where = PlainMessage("survey row %(row)s", row=number)
        before = len(draft.items)
        if _take(draft, where, cells, lists):
            taken = {"type", "name", "label", *_choices_taken(cells, lists)}
            if follow(draft, before, condition_of(cells.get("showif", ""), FORMR)):
                taken.add("showif")
            leave_cells(draft, where, translated, taken=taken, reasons=UNSUPPORTED)
            _leave_labels(draft, where, translated)
    return draft.imported(title=name.rsplit(".", 1)[0])


def _lists(draft: DraftBuilder, table: Table, named: AbstractSet[str]) -> dict[str, Choices]:
    """The lists of the choices sheet that some question takes; a row without a list name belongs to the one above."""
    lists: dict[str, list[tuple[str, dict[str, str]]]] = {}
    current = ""
    for number, cells, translated in table.rows:
        where = PlainMessage("choices row %(row)s", row=number)
        current = cells.get("list_name", current)
        if current not in named or not cells.get("name"):
            leave_option(draft, where, translated, NO_USER if cells.get("name") else NAMELESS)
            continue
        lists.setdefault(current, []).append((cells["name"], {"": _unmarked(cells.get("label", ""))}))
        _leave_pictures(draft, where, cells.get("label", ""))
        leave_cells(draft, where, translated, taken={"list_name", "name", "label"}, reasons=UNSUPPORTED)
        _leave_labels(draft, where, translated)
    return {name: Choices(tuple(options)) for name, options in lists.items()}


def _leave_labels(draft: DraftBuilder, where: str, translated: dict[str, Said]) -> None:
    """Write down the labels of a row but for the first, which is the one taken in."""
    for language, words in list(translated.get("label", {}).items())[1:]:
        draft.leave(where, f"label::{language}: {words}", ONE_LANGUAGE)


def _leave_pictures(draft: DraftBuilder, where: str, text: str) -> None:
    """Write down the pictures that words hold."""
    for picture in PICTURE.findall(text):
        draft.leave(where, picture, NO_MEDIA)


def _take(draft: DraftBuilder, where: str, cells: dict[str, str], lists: dict[str, Choices]) -> bool:
    """Take in one row; whether it became a question, or what is read before one."""
    if _kind(cells) == "note" and "label" in cells and "showif" not in cells:
        draft.tell(where, {"": _unmarked(cells["label"])}, NOTE)
        return True
    answer = _answer(draft, where, _kind(cells), cells, lists)
    if answer is None:
        return False
    before = len(draft.items)
    label = cells.get("label", "")
    draft.ask(cells.get("name", ""), where=where, said={"": _unmarked(label)}, answer=answer)
    came = len(draft.items) > before
    if came and _unmarked(label) != label:
        draft.leave(where, PlainMessage("layout within the words"), PLAIN_WORDS)
    if came:
        for text in (label, *(cells[heading] for heading in _choices_taken(cells, lists) & cells.keys())):
            _leave_pictures(draft, where, text)
        if not _is_whole(cells, lists):
            draft.leave(where, f"type: {cells['type']}", WORDS_AND_FORMAT)
    return came


def _is_whole(cells: dict[str, str], lists: dict[str, Choices]) -> bool:
    """Whether everything that stands beside the name of a type is in the answer, or in the list already."""
    kind, given = _kind(cells), re.split(r"[,\s]+", cells["type"].strip())[1:]
    if kind in ONE_OF | SEVERAL_OF:
        return "add" not in kind and len(given) == (_named_list(cells, lists) is not None)
    numbers = [whole(part) for part in given]
    most = {**dict.fromkeys(RANGES, 3), "number": 3, "text": 1, "textarea": 1}.get(kind, 0)
    return len(given) <= most and None not in numbers and (kind != "number" or numbers[2:] in ([], [1]))


def _kind(cells: dict[str, str]) -> str:
    words = cells.get("type", "").split()
    return words[0].lower().rstrip(",") if words else ""


def _choices_taken(cells: dict[str, str], lists: dict[str, Choices]) -> set[str]:
    """The columns of choices beside a question whose words came along: all of them, or those of the two ends."""
    if _kind(cells) in RANGES:
        return {"choice1", "choice2"}
    its_own = _kind(cells) in ONE_OF | SEVERAL_OF and _named_list(cells, lists) is None
    return {heading for heading in cells if its_own and re.fullmatch(r"choice\d{1,3}", heading)}


def _named_list(cells: dict[str, str], lists: dict[str, Choices]) -> Choices | None:
    named = cells["type"].split()[1:]
    return lists.get(named[-1]) if named else None


def _answer(
    draft: DraftBuilder, where: str, kind: str, cells: dict[str, str], lists: dict[str, Choices]
) -> Answer | None:
    if kind in ONE_OF | SEVERAL_OF:
        return replace(_chosen(cells, lists), several=kind in SEVERAL_OF)
    if kind in RANGES:
        return _range(draft, where, cells)
    if kind == "number":
        low, high, _ = _three(cells["type"])
        return Number(low, high)
    if kind in WRITTEN and (most := _three(cells["type"])[0]) and 0 < most <= LONGEST_TEXT:
        return OpenText(most)
    if found := FIXED.get(kind):
        return found
    leave = draft.leave if kind in SILENT | {"submit"} else draft.pass_over
    leave(where, cells.get("label") or cells.get("name") or kind or PlainMessage("a row"), _why_not(kind))
    return None


def _chosen(cells: dict[str, str], lists: dict[str, Choices]) -> Choices:
    """The list the type names, or else the choices beside the question, counted from 1."""
    listed = _named_list(cells, lists)
    if listed is not None:
        return listed
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
    if kind in SILENT:
        return NOT_ASKED
    if DATED.match(kind):
        return NO_TIMES
    return SHOWN.get(kind, PlainMessage("There is no kind of answer here for the type '%(kind)s'.", kind=kind[:80]))


def _unmarked(text: str) -> str:
    """Words without the marks of bold, headings and pictures."""
    if len(text) > 10_000:
        return text
    return HEADER.sub("", MARKS.sub(r"\2", PICTURE.sub("", text))).strip()
