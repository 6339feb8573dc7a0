"""XLSForm: the `survey`, `choices` and `settings` sheets of ODK, KoboToolbox and others (xlsform.org)."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from instruments.interchange.answers import Answer, Choices, Day, Number, OpenText, Said, whole
from instruments.interchange.draft import DraftBuilder
from instruments.interchange.imported import Imported, refusal
from instruments.interchange.languages import NO_TAG, key_of, language_of, unknown
from instruments.interchange.reasons import (
    NAMELESS,
    NO_USER,
    NOTE,
    OF_THE_TOOL,
    OTHER_WORDS,
    OWN_NUMBERS,
    WHOLE_ONLY,
    worked_out,
)
from instruments.interchange.sheets.cells_left import leave_cells, leave_option
from instruments.interchange.sheets.grid_headings import GridHeading, heads_a_grid
from instruments.interchange.sheets.limits import is_of_whole_numbers, limits_of
from instruments.interchange.sheets.own_columns import (
    AT_MOST,
    HIGH,
    INFORMATION,
    LEAD,
    LOW,
    SECTION,
    OwnMarks,
    is_part_of_another,
    own_answer,
    own_layout,
    own_names,
    without_lead,
)
from instruments.interchange.sheets.tables import Table, table_of
from instruments.interchange.sheets.workbook import Row, Sheets
from instruments.interchange.sheets.xlsform_types import (
    GROUP,
    MULTIPLE,
    NAMING,
    NUMBERS,
    ONE,
    SILENT,
    UNSUPPORTED,
    WORDS,
    WORDS_AND_NAMES,
    why_not,
)
from instruments.interchange.standing.conditions import XLSFORM, condition_of
from instruments.interchange.standing.following import follow
from instruments.messages import PlainMessage
from instruments.terms import NOT_APPLICABLE

SHEETS = frozenset({"survey", "choices", "settings"})


def read_xlsform(name: str, sheets: Sheets) -> Imported:
    """The questionnaire of an XLSForm workbook."""
    if "survey" not in sheets:
        raise refusal(name, PlainMessage("an XLSForm workbook has a sheet called 'survey', and this one has none."))
    survey, choices = table_of(sheets["survey"]), table_of(sheets.get("choices", []))
    if not any("type" in plainly for _, plainly, _ in survey.rows):
        raise refusal(
            name, PlainMessage("the sheet 'survey' has no column called 'type' with anything in it."), where="survey"
        )
    settings, settings_left = _settings(sheets.get("settings", []))
    draft = DraftBuilder(name=name, kind="XLSForm", language=_language(survey, settings))
    for sheet in sorted(sheets.keys() - SHEETS):
        draft.leave(
            PlainMessage("sheet %(sheet)s", sheet=sheet),
            sheet,
            PlainMessage("Only the sheets survey, choices and settings are taken in."),
        )
    headings = (PlainMessage("survey row %(row)s", row=1), PlainMessage("choices row %(row)s", row=1))
    for heading, table in zip(headings, (survey, choices), strict=True):
        for word in (word for word in table.languages if not language_of(word)):
            draft.leave(heading, unknown(word), NO_TAG)
    for where, cells in settings_left:
        leave_cells(draft, where, cells, taken=frozenset(), reasons=dict.fromkeys(cells, OF_THE_TOOL))
    named = {_list_name(plainly.get("type", "")) for _, plainly, _ in survey.rows}
    form = _Form(draft, *_lists(choices, draft, named))
    form.add_other(plainly.get("type", "") for _, plainly, _ in survey.rows)
    for number, plainly, translated in survey.rows:
        form.take(PlainMessage("survey row %(row)s", row=number), plainly, translated)
    form.heading.end()
    if (version := settings.get("version", "")) not in {"", "1"}:
        draft.leave("settings", f"version: {version}", OWN_NUMBERS)
    title = settings.get("form_title") or settings.get("title") or name.rsplit(".", 1)[0]
    return draft.imported(title=title, called=settings.get("form_id") or settings.get("id_string") or "")


def _settings(rows: list[Row]) -> tuple[dict[str, str], list[tuple[str, dict[str, Said]]]]:
    """The first row of settings, and everything that does not name the form, with where it stands."""
    table = table_of(rows)
    left: list[tuple[str, dict[str, Said]]] = []
    for place, (number, _, translated) in enumerate(table.rows):
        if place:
            left.append((PlainMessage("settings row %(row)s", row=number), translated))
        else:
            left += [("settings", {head: translated[head]}) for head in sorted(translated.keys() - NAMING)]
    return (table.rows[0][1] if table.rows else {}), left


def _language(survey: Table, settings: dict[str, str]) -> str:
    """The language named as the first, if there are words in it, or else the first that words are in."""
    first = language_of(settings.get("default_language", ""))
    known = [code for word in survey.languages if (code := language_of(word))]
    return first if first and (first in known or not survey.languages) else (*known, first, "en")[0] or "en"


def _coded(said: Said) -> Said:
    """Words under language tags; a language whose tag nobody knows keeps its name, with a question mark before it."""
    coded: Said = {}
    for word, text in said.items():
        coded.setdefault(key_of(word), text)
    return coded


Lists = dict[str, list[tuple[str, Said]]]


def _lists(choices: Table, draft: DraftBuilder, named: AbstractSet[str]) -> tuple[Lists, OwnMarks]:
    """The lists of choices, with the marks of our own; those that no question names are left out."""
    lists: Lists = {}
    marks = OwnMarks()
    for number, plainly, translated in choices.rows:
        listed, code = plainly.get("list_name", ""), plainly.get("name", "")
        where = PlainMessage("choices row %(row)s", row=number)
        if not listed or not code or listed not in named:
            leave_option(draft, where, translated, NO_USER if listed and code else NAMELESS)
            continue
        lists.setdefault(listed, []).append((code, _coded(translated.get("label", {}))))
        marks.note(listed, code, plainly)
        taken = {"list_name", "name", "label", *own_names(plainly)}
        leave_cells(draft, where, translated, taken=taken, reasons=UNSUPPORTED)
    return lists, marks


@dataclass
class _Form:
    """Takes the rows of the survey sheet one by one, knowing the lists of choices."""

    draft: DraftBuilder
    lists: Lists
    marks: OwnMarks
    answers: dict[str, Choices] = field(default_factory=dict)
    heading: GridHeading = field(init=False)

    def __post_init__(self) -> None:
        """Begin without a grid."""
        self.heading = GridHeading(self.draft)

    def add_other(self, types: Iterable[str]) -> None:
        """Add the option `other` to every list a question asks it for; the list then has it for all, as in ODK."""
        for written in types:
            kind = " ".join(written.lower().split())
            one = ONE.fullmatch(kind) or MULTIPLE.fullmatch(kind)
            options = self.lists.get(_list_name(written), [])
            if one and one["other"] and options and all(code != "other" for code, _ in options):
                options.append(("other", {"": "Other"}))

    def take(self, where: str, plainly: dict[str, str], translated: dict[str, Said]) -> None:
        """Take in one row, as a question or as something left out."""
        kind = " ".join(plainly.get("type", "").lower().split())
        name = plainly.get("name", "")
        if plainly.get("disabled", "").lower() in {"yes", "true"}:
            self.draft.leave(where, name, PlainMessage("The row is switched off."))
            return
        if is_part_of_another(plainly):
            return
        if heads_a_grid(plainly) and (ONE.fullmatch(kind) or MULTIPLE.fullmatch(kind)):
            self.heading.begin(where, _coded(translated.get("label", {})), listed=_list_name(plainly["type"]))
            leave_cells(self.draft, where, translated, taken=WORDS_AND_NAMES, reasons=UNSUPPORTED)
            return
        lead = self.heading.over(plainly, listed=_list_name(plainly.get("type", "")))
        if self._is_read(kind, plainly, translated):
            why = why_not(kind)
            self.draft.tell(where, _coded(translated["label"]), why, heading=kind != "note")
            leave_cells(self.draft, where, translated, taken=WORDS_AND_NAMES, reasons=UNSUPPORTED)
            return
        answer = self._own(plainly, translated, where) or self._answer(kind, plainly, where)
        if answer is None:
            if GROUP.match(kind) or kind == "note":  # what holds for a group holds for its questions, which come along
                leave_cells(self.draft, where, translated, taken=WORDS_AND_NAMES, reasons=UNSUPPORTED)
            return
        self._ask(answer, plainly, translated, where, lead=lead)

    @staticmethod
    def _is_read(kind: str, plainly: dict[str, str], translated: dict[str, Said]) -> bool:
        """Whether a row has words that everybody reads before the next question: a note, or the label of a group."""
        group = kind in {"begin group", "begin_group"}
        return "label" in translated and (group or (kind == "note" and "relevant" not in plainly))

    def _ask(
        self, answer: Answer, plainly: dict[str, str], translated: dict[str, Said], where: str, *, lead: Said
    ) -> None:
        """Ask the question of a row, of whom it is asked there if that is one step, and list what else it has."""
        before, name = len(self.draft.items), plainly.get("name", "")
        for heading in (SECTION, INFORMATION):
            if heading in translated:
                self.draft.tell(where, _coded(translated[heading]), NOTE, heading=heading == SECTION)
        lead = _coded(translated.get(LEAD, {})) or lead
        said = without_lead(_coded(translated.get("label", {})), lead)
        listed = _list_name(plainly["type"])
        unfit = dict(self.lists.get(listed, [])).get(NOT_APPLICABLE) if isinstance(answer, Number) else None
        self.draft.ask(name, where=where, said=said, lead=lead, answer=answer, listed=listed, not_applicable=unfit)
        if len(self.draft.items) > before:
            self.draft.limit_last(plainly.get(AT_MOST, ""))
            said_too = {head for head, cell in plainly.items() if _is_taken_in(head, cell, plainly["type"], answer)}
            said_too |= {*own_names(plainly), *(["constraint"] if own_layout(plainly) else [])}
            if follow(self.draft, before, condition_of(plainly.get("relevant", ""), XLSFORM)):
                said_too.add("relevant")
            leave_cells(self.draft, where, translated, taken=WORDS_AND_NAMES | said_too, reasons=UNSUPPORTED)

    def _own(self, plainly: dict[str, str], translated: dict[str, Said], where: str) -> Answer | None:
        """How a question is answered by our own columns; None where the row has none."""
        if not (own := own_layout(plainly)):
            return None
        ends = _coded(translated.get(LOW, {})), _coded(translated.get(HIGH, {}))
        if answer := own_answer(own[0], plainly, ends):
            return answer
        name = _list_name(plainly["type"])
        listed = self._choices(name, plainly, where) if name in self.lists else None
        return listed and self.marks.on(listed, name, own[0], worded=own[1])

    def _answer(self, kind: str, plainly: dict[str, str], where: str) -> Answer | None:
        one = ONE.fullmatch(kind)
        if one:
            if one["other"]:
                self.draft.leave(where, PlainMessage("the words for 'other'"), OTHER_WORDS)
            return self._choices(_list_name(plainly["type"]), plainly, where)
        if several := MULTIPLE.fullmatch(kind):
            listed = self._choices(_list_name(plainly["type"]), plainly, where)
            return listed and replace(listed, several=True, specify="other" if several["other"] else "")
        if kind == "date":
            return Day()
        if kind in NUMBERS:
            return self._number(kind, plainly, where)
        if kind in WORDS and not (kind in SILENT and "label" not in plainly):
            return OpenText()
        leave = self.draft.leave if kind in SILENT or kind.startswith("begin") else self.draft.pass_over
        why = worked_out(plainly.get("calculation", "")) if kind == "calculate" else why_not(kind)
        leave(where, plainly.get("label") or plainly.get("name") or kind or PlainMessage("a row"), why)
        return None

    def _choices(self, listed: str, plainly: dict[str, str], where: str) -> Choices | None:
        if listed not in self.answers:
            self.answers[listed] = Choices(tuple(self.lists.get(listed, [])))
        if self.answers[listed].options:
            return self.answers[listed]
        self.draft.pass_over(
            where,
            plainly.get("label", listed),
            PlainMessage("There is no list of choices called '%(list)s'.", list=listed[:80]),
        )
        return None

    def _number(self, kind: str, plainly: dict[str, str], where: str) -> Number:
        if "decimal" in kind:
            self.draft.leave(where, PlainMessage("decimals"), WHOLE_ONLY)
        if kind == "range":
            found = dict(re.findall(r"(start|end)\s*=\s*(-?[\d.]{1,12})", plainly.get("parameters", "")))
            return Number(whole(found.get("start", "1")), whole(found.get("end", "10")))
        low, high = limits_of(plainly.get("constraint", ""))
        if kind == "percentage":
            return Number(0 if low is None else low, 100 if high is None else high)
        return Number(low, high)


def _is_taken_in(heading: str, cell: str, kind: str, answer: Answer) -> bool:
    """Whether a cell says nothing that the draft does not say too."""
    if heading == "constraint":
        return isinstance(answer, Number) and is_of_whole_numbers(cell)
    if heading in {"required", "read_only"}:
        return cell.lower() in {"no", "false", "false()"}
    return heading == "parameters" and kind.strip().lower() == "range"


def _list_name(written: str) -> str:
    """The list of choices a type names, in the letters it is written in."""
    words = re.sub(r"(?i)\s+or[ _](?:specify[ _])?other\s*$", "", " ".join(written.split()))
    return words.rsplit(" ", 1)[-1] if " " in words else ""
