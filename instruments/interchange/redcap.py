"""REDCap data dictionaries: one field a row, as downloaded from a project or through its API."""

import re
from collections.abc import Iterator

from instruments.interchange.answers import Answer, Choices, Day, Number, OpenText, whole
from instruments.interchange.draft import DraftBuilder
from instruments.interchange.imported import Imported
from instruments.interchange.reasons import (
    AS_WRITTEN,
    BY_ITSELF,
    DATE_LIMITS,
    NO_FILES,
    NO_RANKS,
    NO_SUMS,
    NO_TIMES,
    NOT_GROUPED,
    NOT_KNOWN,
    ONE_STEP,
    OWN_LAYOUT,
    TEXT_SHOWN,
    VOLUNTARY,
    WHOLE_ONLY,
    WORDS_AND_FORMAT,
)
from instruments.interchange.sheets.workbook import Row
from instruments.interchange.standing.conditions import REDCAP, condition_of
from instruments.interchange.standing.following import follow
from instruments.messages import PlainMessage
from instruments.terms import DESCRIPTIVE, IDENTIFYING

COLUMNS = {
    "variable / field name": "name",
    "field_name": "name",
    "form name": "form",
    "form_name": "form",
    "section header": "section",
    "section_header": "section",
    "field type": "type",
    "field_type": "type",
    "field label": "label",
    "field_label": "label",
    "choices, calculations, or slider labels": "choices",
    "select_choices_or_calculations": "choices",
    "field note": "note",
    "field_note": "note",
    "text validation type or show slider number": "validation",
    "text_validation_type_or_show_slider_number": "validation",
    "text validation min": "minimum",
    "text_validation_min": "minimum",
    "text validation max": "maximum",
    "text_validation_max": "maximum",
    "identifier?": "identifier",
    "identifier": "identifier",
    "branching logic (show field only if...)": "branching",
    "branching_logic": "branching",
    "required field?": "required",
    "required_field": "required",
    "custom alignment": "alignment",
    "custom_alignment": "alignment",
    "question number (surveys only)": "number",
    "question_number": "number",
    "matrix group name": "matrix",
    "matrix_group_name": "matrix",
    "matrix ranking?": "ranking",
    "matrix_ranking": "ranking",
    "field annotation": "annotation",
    "field_annotation": "annotation",
}

UNSUPPORTED = {
    "note": PlainMessage("A question has a lead-in and a text, and no note."),
    "branching": ONE_STEP,
    "required": VOLUNTARY,
    "alignment": OWN_LAYOUT,
    "number": PlainMessage("Questions are counted by themselves here."),
    "matrix": BY_ITSELF,
    "ranking": NO_RANKS,
    "annotation": PlainMessage("Action tags and annotations mean nothing here."),
}

IDENTIFIES = ("y", "yes", "1")
"""What marks a field as telling who somebody is: it comes along, and is to be taken out before publishing."""

WITHOUT = {
    "calc": NO_SUMS,
    "descriptive": TEXT_SHOWN,
    "file": NO_FILES,
    "sql": PlainMessage("Options cannot come out of a database here."),
}

FIXED: dict[str, Answer] = {
    "yesno": Choices((("1", {"": "Yes"}), ("0", {"": "No"}))),
    "truefalse": Choices((("1", {"": "True"}), ("0", {"": "False"}))),
    "notes": OpenText(),
}

USED = {
    **dict.fromkeys(("radio", "dropdown", "checkbox"), frozenset({"choices"})),
    "text": frozenset({"validation", "minimum", "maximum"}),
    "slider": frozenset({"choices", "minimum", "maximum"}),
}
"""What the answers of a type of field are made from."""
SAYS_NOTHING = {("required", "n"), ("required", "0")}

DATED = re.compile(r"date|time")
NONE_OF_THESE = re.compile(r"@NONEOFTHEABOVE\s*=\s*['\"]?(\w+)")
"""How an annotation names the choice that is chosen alone."""
NOTHING = "NA"
"""What R writes for an empty cell."""


def looks_like_redcap(first: list[str]) -> bool:
    """Whether the first row of a table is that of a REDCap data dictionary."""
    named = {COLUMNS.get(cell.strip().lower()) for cell in first}
    return {"name", "type", "label"} <= named


def read_redcap(name: str, rows: list[Row]) -> Imported:
    """The questionnaire of a REDCap data dictionary, given as the rows of its table."""
    first = next(place for place, row in enumerate(rows) if any(row))
    draft = DraftBuilder(name=name, kind="REDCap data dictionary", marked_up=True)
    forms = set[str]()
    for number, row in enumerate(rows[first + 1 :], start=first + 2):
        cells, where = _cells(rows[first], row), PlainMessage("row %(row)s", row=number)
        if (form := cells.pop("form", "")) and form not in forms:
            draft.leave(where, f"form: {form}", NOT_GROUPED)
        forms.add(form)
        if number == first + 2 and cells.get("type") == "text":
            _tell_section(draft, where, cells)
            named = ": ".join(cells[each] for each in ("name", "label") if each in cells)
            draft.leave(where, named, PlainMessage("The first field numbers the records; codes do that here."))
        elif cells:
            _take(draft, where, cells)
    return draft.imported(title=name.rsplit(".", 1)[0])


def _cells(first: Row, row: Row) -> dict[str, str]:
    """The cells of a row under their headings, those of other columns under what stands above them or their number."""
    cells = dict[str, str]()
    for number, cell in enumerate(row, start=1):
        above = first[number - 1].strip() if number <= len(first) else ""
        heading = COLUMNS.get(above.lower()) or above or str(number)
        if cell and (heading == "name" or cell != NOTHING):
            cells.setdefault(heading, cell)
    return cells


def _tell_section(draft: DraftBuilder, where: str, cells: dict[str, str]) -> None:
    if "section" in cells:
        draft.tell(where, {"": cells["section"]}, TEXT_SHOWN, heading=True)


def _take(draft: DraftBuilder, where: str, cells: dict[str, str]) -> None:
    kind = cells.get("type", "").lower()
    _tell_section(draft, where, cells)
    if kind == "descriptive" and "label" in cells and "branching" not in cells:
        draft.tell(where, {"": cells["label"]}, TEXT_SHOWN)
        _leave_cells(draft, where, cells)
        return
    answer = _answer(draft, where, kind, cells)
    if answer is None:
        return
    before = len(draft.items)
    marked = cells.get("identifier", "").lower() in IDENTIFIES
    draft.ask(
        cells.get("name", ""),
        where=where,
        said={"": cells.get("label", "")},
        answer=answer,
        construct=IDENTIFYING if marked else DESCRIPTIVE,
    )
    if len(draft.items) > before:
        if follow(draft, before, condition_of(cells.get("branching", ""), REDCAP)):
            cells = {heading: cell for heading, cell in cells.items() if heading != "branching"}
        _leave_cells(draft, where, cells)
        for heading in sorted(
            {"choices", "validation", "minimum", "maximum"} & cells.keys() - USED.get(kind, frozenset())
        ):
            draft.leave(where, f"{heading}: {cells[heading]}", WORDS_AND_FORMAT)


def _leave_cells(draft: DraftBuilder, where: str, cells: dict[str, str]) -> None:
    for heading in [*UNSUPPORTED, *(heading for heading in cells if heading not in COLUMNS.values())]:
        if heading in cells and (heading, cells[heading].lower()) not in SAYS_NOTHING:
            draft.leave(where, f"{heading}: {cells[heading]}", UNSUPPORTED.get(heading, NOT_KNOWN))


def _answer(draft: DraftBuilder, where: str, kind: str, cells: dict[str, str]) -> Answer | None:
    if kind in {"radio", "dropdown"}:
        return Choices(tuple((code, {"": label}) for code, label in choices_of(cells.get("choices", ""))))
    if kind == "checkbox":
        listed = tuple((code, {"": label}) for code, label in choices_of(cells.get("choices", "")))
        lone = NONE_OF_THESE.search(cells.get("annotation", ""))
        return Choices(listed, several=True, exclusive=lone[1] if lone else "")
    if kind in FIXED:
        return FIXED[kind]
    if kind == "slider":
        return _slider(draft, where, cells)
    if kind == "text":
        return _text(draft, where, cells)
    why = WITHOUT.get(
        kind, PlainMessage("There is no kind of answer here for the field type '%(kind)s'.", kind=kind[:80])
    )
    leave = draft.leave if kind == "calc" else draft.pass_over
    leave(where, cells.get("label") or cells.get("name") or PlainMessage("a field"), why)
    return None


def choices_of(text: str) -> Iterator[tuple[str, str]]:
    """The codes and labels of `1, Yes | 0, No`; a choice without a comma is its own code."""
    for choice in re.split(r"[|\n]", text):
        code, comma, label = choice.partition(",")
        if code.strip() or label.strip():
            yield code.strip(), label.strip() if comma else code.strip()


def _text(draft: DraftBuilder, where: str, cells: dict[str, str]) -> Answer | None:
    validation = cells.get("validation", "").lower()
    if validation.startswith(("integer", "number")):
        if validation.startswith("number"):
            draft.leave(where, PlainMessage("decimals"), WHOLE_ONLY)
        return Number(*_limits(draft, where, cells))
    if validation.startswith("date_"):
        _leave_limits(draft, where, cells, DATE_LIMITS)
        return Day()
    if DATED.match(validation):
        draft.pass_over(where, cells.get("label", PlainMessage("a date")), NO_TIMES)
        return None
    if validation:
        draft.leave(where, PlainMessage("the check '%(check)s'", check=validation), AS_WRITTEN)
    _leave_limits(draft, where, cells, AS_WRITTEN)
    return OpenText()


def _leave_limits(draft: DraftBuilder, where: str, cells: dict[str, str], why: str) -> None:
    for end in ("minimum", "maximum"):
        if end in cells:
            draft.leave(where, f"{end}: {cells[end]}", why)


def _limits(draft: DraftBuilder, where: str, cells: dict[str, str]) -> tuple[int | None, int | None]:
    ends = [whole(cells.get(end)) for end in ("minimum", "maximum")]
    for end, number in zip(("minimum", "maximum"), ends, strict=True):
        if end in cells and number is None:
            draft.leave(where, f"{end}: {cells[end]}", PlainMessage("A limit is a whole number here."))
    return ends[0], ends[1]


def _slider(draft: DraftBuilder, where: str, cells: dict[str, str]) -> Number:
    labels = [label.strip() for label in cells.get("choices", "").split("|")]
    low, high = _limits(draft, where, cells)
    draft.leave(
        where,
        PlainMessage("the slider"),
        PlainMessage("A number is typed in or chosen here, since sliders answer for people."),
    )
    if len(labels) > 2:
        draft.leave(
            where,
            PlainMessage("the middle label '%(label)s'", label=labels[1][:80]),
            PlainMessage("Only the two ends have labels here."),
        )
    first, last = (labels[0], labels[-1]) if len(labels) > 1 else ("", "")
    return Number(0 if low is None else low, 100 if high is None else high, ({"": first}, {"": last}))
