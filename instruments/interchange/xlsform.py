"""XLSForm: the `survey`, `choices` and `settings` sheets of ODK, KoboToolbox and others (xlsform.org)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from instruments.interchange.answers import Answer, Choices, Number, OpenText, Said, whole
from instruments.interchange.draft import DraftBuilder
from instruments.interchange.imported import Imported, refusal
from instruments.interchange.languages import language_of
from instruments.interchange.reasons import (
    ALWAYS_SHOWN,
    ASKED_ONCE,
    EMPTY_AT_FIRST,
    NO_MEDIA,
    NO_SUMS,
    NOT_ASKED,
    NOTE,
    OTHER_WORDS,
    OWN_LAYOUT,
    SEVERAL,
    VOLUNTARY,
    WHOLE_LIMITS,
    WHOLE_ONLY,
)
from instruments.interchange.tables import Table, table_of
from instruments.interchange.workbook import Row, Sheets
from instruments.messages import PlainMessage

SHEETS = frozenset({"survey", "choices", "settings"})

ONE = re.compile(
    r"(?:add |q )?select(?:[ _]one|1)(?: prompt)?(?: from| using)? "
    r"(?P<list>\S+)(?P<other> or[ _](?:specify[ _])?other)?"
)
NUMBERS = frozenset(
    {
        "integer",
        "int",
        "decimal",
        "percentage",
        "add integer prompt",
        "add decimal prompt",
        "q int",
        "q decimal",
        "range",
    }
)
WORDS = frozenset({"text", "string", "q string", "add text prompt", "phone number", "phonenumber", "email", "url"})
MULTIPLE = re.compile(r"(?:add )?select[ _](?:multiple|all)|odk:rank|rank\b")
SILENT = frozenset(
    [
        "start",
        "end",
        "today",
        "deviceid",
        "subscriberid",
        "simserial",
        "phonenumber",
        "username",
        "email",
        "audit",
        "calculate",
        "hidden",
        "start-geopoint",
        "background-audio",
        "xml-external",
        "csv-external",
    ]
)

LIMITS = re.compile(r"\.\s*(>=|<=|>|<)\s*(-?\d{1,9})(?:\s+and\s+\.\s*(>=|<=|>|<)\s*(-?\d{1,9}))?")

UNSUPPORTED = {
    "relevant": ALWAYS_SHOWN,
    "required": VOLUNTARY,
    "constraint": WHOLE_LIMITS,
    "constraint_message": PlainMessage("Messages about limits are the software's own."),
    "required_message": VOLUNTARY,
    "default": EMPTY_AT_FIRST,
    "hint": PlainMessage("A question has a lead-in and a text, and no hint."),
    "guidance_hint": PlainMessage("A question has a lead-in and a text, and no hint."),
    "appearance": OWN_LAYOUT,
    "calculation": NO_SUMS,
    "choice_filter": PlainMessage("The options of a question do not depend on other answers."),
    "read_only": PlainMessage("Every question can be answered here."),
    "repeat_count": ASKED_ONCE,
    "parameters": PlainMessage("Nothing is set on a question but its words and its response format."),
    "media": NO_MEDIA,
    "image": NO_MEDIA,
    "audio": NO_MEDIA,
    "video": NO_MEDIA,
}


def read_xlsform(name: str, sheets: Sheets) -> Imported:
    """The questionnaire of an XLSForm workbook."""
    if "survey" not in sheets:
        raise refusal(name, PlainMessage("an XLSForm workbook has a sheet called 'survey', and this one has none."))
    survey, choices = table_of(sheets["survey"]), table_of(sheets.get("choices", []))
    if not any("type" in plainly for _, plainly, _ in survey.rows):
        raise refusal(
            name, PlainMessage("the sheet 'survey' has no column called 'type' with anything in it."), where="survey"
        )
    settings = _settings(sheets.get("settings", []))
    draft = DraftBuilder(name=name, kind="XLSForm", language=_language(survey, settings))
    for sheet in sorted(sheets.keys() - SHEETS):
        draft.leave(
            PlainMessage("sheet %(sheet)s", sheet=sheet),
            sheet,
            PlainMessage("Only the sheets survey, choices and settings are taken in."),
        )
    for word in survey.languages:
        if not language_of(word):
            why = PlainMessage("Its tag is not known here; write it beside the name, as in 'English (en)'.")
            draft.leave(
                PlainMessage("survey row %(row)s", row=1),
                PlainMessage("the language '%(language)s'", language=word),
                why,
            )
    form = _Form(draft, _lists(choices, draft))
    form.add_other(plainly.get("type", "") for _, plainly, _ in survey.rows)
    for number, plainly, translated in survey.rows:
        form.take(PlainMessage("survey row %(row)s", row=number), plainly, translated)
    return draft.imported(title=settings.get("form_title") or settings.get("title") or name.rsplit(".", 1)[0])


def _settings(rows: list[Row]) -> dict[str, str]:
    table = table_of(rows)
    return table.rows[0][1] if table.rows else {}


def _language(survey: Table, settings: dict[str, str]) -> str:
    wanted = [settings.get("default_language", ""), *survey.languages]
    return next((code for word in wanted if word and (code := language_of(word))), "en")


def _coded(said: Said) -> Said:
    """Words under language tags; a language whose tag nobody knows keeps its name, with a question mark before it."""
    coded: Said = {}
    for word, text in said.items():
        coded.setdefault(language_of(word) or (f"?{word}" if word else ""), text)
    return coded


Lists = dict[str, list[tuple[str, Said]]]


def _lists(choices: Table, draft: DraftBuilder) -> Lists:
    lists: Lists = {}
    for number, plainly, translated in choices.rows:
        listed, code = plainly.get("list_name", ""), plainly.get("name", "")
        where = PlainMessage("choices row %(row)s", row=number)
        if not listed or not code:
            draft.leave(
                where, plainly.get("label", PlainMessage("an option")), PlainMessage("It has no list name or no name.")
            )
            continue
        lists.setdefault(listed, []).append((code, _coded(translated.get("label", {}))))
        for heading in sorted(plainly.keys() - {"list_name", "name", "label"}):
            if heading in UNSUPPORTED:
                draft.leave(where, f"{heading}: {plainly[heading]}", UNSUPPORTED[heading])
    return lists


@dataclass
class _Form:
    """Takes the rows of the survey sheet one by one, knowing the lists of choices."""

    draft: DraftBuilder
    lists: Lists
    answers: dict[str, Choices] = field(default_factory=dict)

    def add_other(self, types: Iterable[str]) -> None:
        """Add the option `other` to every list a question asks it for; the list then has it for all, as in ODK."""
        for written in types:
            one = ONE.fullmatch(" ".join(written.lower().split()))
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
        answer = self._answer(kind, plainly, where)
        if answer is None:
            return
        before = len(self.draft.items)
        said = _coded(translated.get("label", {}))
        self.draft.ask(name, where=where, said=said, answer=answer, hint=_list_name(plainly["type"]) or name)
        if len(self.draft.items) > before:
            self._leave_unsupported(where, plainly, answer)

    def _answer(self, kind: str, plainly: dict[str, str], where: str) -> Answer | None:
        one = ONE.fullmatch(kind)
        if one:
            if one["other"]:
                self.draft.leave(where, PlainMessage("the words for 'other'"), OTHER_WORDS)
            return self._choices(_list_name(plainly["type"]), plainly, where)
        if kind in NUMBERS:
            return self._number(kind, plainly, where)
        if kind in WORDS and not (kind in SILENT and "label" not in plainly):
            return OpenText()
        self.draft.leave(
            where, plainly.get("label") or plainly.get("name") or kind or PlainMessage("a row"), _why_not(kind)
        )
        return None

    def _choices(self, listed: str, plainly: dict[str, str], where: str) -> Choices | None:
        if listed not in self.answers:
            self.answers[listed] = Choices(tuple(self.lists.get(listed, [])))
        if self.answers[listed].options:
            return self.answers[listed]
        self.draft.leave(
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
        low, high = _limits(plainly.get("constraint", ""))
        if kind == "percentage":
            return Number(0 if low is None else low, 100 if high is None else high)
        return Number(low, high)

    def _leave_unsupported(self, where: str, plainly: dict[str, str], answer: Answer) -> None:
        for heading, why in UNSUPPORTED.items():
            cell = plainly.get(heading, "")
            if cell and not _is_taken_in(heading, cell, plainly["type"], answer):
                self.draft.leave(where, f"{heading}: {cell}", why)


def _is_taken_in(heading: str, cell: str, kind: str, answer: Answer) -> bool:
    """Whether a cell says nothing that the draft does not say too."""
    if heading == "constraint":
        return isinstance(answer, Number) and bool(LIMITS.fullmatch(cell.strip()))
    if heading in {"required", "read_only"}:
        return cell.lower() in {"no", "false", "false()"}
    return heading == "parameters" and kind.strip().lower() == "range"


def _list_name(written: str) -> str:
    """The list of choices a type names, in the letters it is written in."""
    words = re.sub(r"(?i)\s+or[ _](?:specify[ _])?other\s*$", "", " ".join(written.split()))
    return words.rsplit(" ", 1)[-1] if " " in words else ""


def _limits(constraint: str) -> tuple[int | None, int | None]:
    """The lowest and highest whole number a simple constraint such as `. >= 0 and . < 10` allows."""
    found = LIMITS.fullmatch(constraint.strip())
    low: int | None = None
    high: int | None = None
    for sign, number in _bounds(found):
        if sign.startswith(">"):
            low = number + (sign == ">")
        else:
            high = number - (sign == "<")
    return (low, high) if low is None or high is None or low <= high else (None, None)


def _bounds(found: re.Match[str] | None) -> Iterator[tuple[str, int]]:
    for sign, number in ((1, 2), (3, 4)):
        if found and found[sign]:
            yield found[sign], int(found[number])


def _why_not(kind: str) -> str:
    if MULTIPLE.match(kind):
        return SEVERAL
    if re.match(r"(begin|end)[ _]", kind):
        return PlainMessage("Questions stand one after the other here, without groups or repeats.")
    if kind in SILENT or kind.startswith(("get ", "set ")):
        return NOT_ASKED
    if kind == "note":
        return NOTE
    return PlainMessage("There is no kind of answer here for the type '%(kind)s'.", kind=kind[:80])
