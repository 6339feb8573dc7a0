"""LimeSurvey survey structures (.lss), of version 2 to 6."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from instruments.interchange.answers import Answer, Choices, Day, Number, OpenText, Said
from instruments.interchange.draft import DraftBuilder
from instruments.interchange.imported import Imported, refusal
from instruments.interchange.languages import key_of, language_of
from instruments.interchange.limesurvey_attributes import (
    Attributes,
    attributes_of,
    is_hidden,
    leave_attributes,
    limited,
    lone_option,
)
from instruments.interchange.limesurvey_groups import groups_said, leave_around, tell_group
from instruments.interchange.markup import xml_of
from instruments.interchange.reasons import (
    AS_WRITTEN,
    HIDDEN,
    NO_FILES,
    NO_RANKS,
    NO_ROWS,
    NO_SCRIPT,
    NO_SUMS,
    NOT_TOGETHER,
    ONE_STEP,
    OTHER_WORDS,
    OWN_LAYOUT,
    TEXT_SHOWN,
    VOLUNTARY,
)
from instruments.interchange.standing.conditions import LIMESURVEY, condition_of
from instruments.interchange.standing.following import follow
from instruments.messages import PlainMessage

Row = dict[str, str]

WITHOUT = {
    "P": NOT_TOGETHER,
    "R": NO_RANKS,
    "|": NO_FILES,
    "X": TEXT_SHOWN,
    "*": NO_SUMS,
    "I": PlainMessage("The language is chosen before the first question here."),
    "1": PlainMessage("A table with two answers in each row cannot be asked here."),
    ":": PlainMessage("A table of numbers cannot be asked here."),
    ";": PlainMessage("A table of texts cannot be asked here."),
}


def _numbers(first: int, last: int) -> Choices:
    return Choices(tuple((str(number), {"": str(number)}) for number in range(first, last + 1)))


def _words(**labels: str) -> Choices:
    return Choices(tuple((code, {"": label}) for code, label in labels.items()))


FIXED: dict[str, Answer] = {
    "5": _numbers(1, 5),
    "Y": _words(Y="Yes", N="No"),
    "G": _words(F="Female", M="Male"),
    "S": OpenText(),
    "T": OpenText(),
    "U": OpenText(),
    "N": Number(),
    "D": Day(),
}
ROWS: dict[str, Answer | None] = {
    "A": _numbers(1, 5),
    "B": _numbers(1, 10),
    "C": _words(Y="Yes", U="Uncertain", N="No"),
    "E": _words(I="Increase", S="Same", D="Decrease"),
    "F": None,
    "H": None,
    "K": Number(),
    "Q": OpenText(),
}
"""Questions whose rows become items of their own; None where the answers are listed in the file."""

UNSUPPORTED = {
    "mandatory": VOLUNTARY,
    "preg": AS_WRITTEN,
    "relevance": ONE_STEP,
    "help": PlainMessage("A question has a lead-in and a text, and no help."),
    "script": NO_SCRIPT,
    "encrypted": PlainMessage("Every answer is kept in the same way here."),
    "question_theme_name": OWN_LAYOUT,
}
OF_ROWS = ("relevance", "mandatory", "help")
"""What a row of a table may have of its own."""
TRANSLATED = ("help", "script")
"""What a question may have in each language besides its words."""


def read_limesurvey(name: str, content: bytes) -> Imported:
    """The questionnaire of a LimeSurvey survey structure."""
    root = xml_of(name, content)
    if root.tag != "document" or root.findtext("LimeSurveyDocType", "").strip() != "Survey":
        raise refusal(name, PlainMessage("this XML is no LimeSurvey survey structure."), where=root.tag[:80])
    structure = _Structure.of(root)
    draft = DraftBuilder(name=name, kind="LimeSurvey structure", language=structure.language, marked_up=True)
    groups, headed = groups_said(root), set[str]()
    for question in structure.questions:
        group = question.get("gid", "")
        if group in groups and group not in headed:
            tell_group(draft, group, groups[group])
        headed.add(group)
        _take(draft, structure, question)
    leave_around(draft, root, headed=headed)
    return draft.imported(title=structure.title or name.rsplit(".", 1)[0])


@dataclass
class _Structure:
    """The tables of the file joined: questions with their rows and answers, each with its words by language."""

    language: str
    title: str
    questions: list[Row]
    subquestions: dict[str, list[Row]] = field(default_factory=dict)
    answers: dict[str, list[Row]] = field(default_factory=dict)
    said: dict[str, Said] = field(default_factory=dict)
    helped: dict[str, list[Row]] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    attributes: dict[str, Attributes] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element) -> "_Structure":
        """The tables of a whole file."""
        survey = next(_rows(root, "surveys"), {})
        tongue = survey.get("language") or root.findtext("languages/language") or "en"
        titles = [row for row in _rows(root, "surveys_languagesettings") if row.get("surveyls_language") == tongue]
        made = cls(language_of(tongue) or "en", titles[0].get("surveyls_title", "") if titles else "", [])
        made.groups = {row.get("gid", ""): _order(row, "group_order") for row in _rows(root, "groups")}
        made.attributes = attributes_of(root)
        made._join_questions(root)
        made._join_answers(root)
        return made

    def _join_questions(self, root: Element) -> None:
        seen: set[str] = set()
        for row in (*_rows(root, "questions"), *_rows(root, "subquestions")):
            self._hear(row, row.get("qid", ""), "question")
            if row.get("qid", "") in seen:  # older files repeat a question for each language
                self.helped.setdefault(row.get("qid", ""), []).append(row)
                continue
            seen.add(row.get("qid", ""))
            parent = row.get("parent_qid", "0")
            (self.questions if parent in {"", "0"} else self.subquestions.setdefault(parent, [])).append(row)
        for row in _rows(root, "question_l10ns"):
            self._hear(row, row.get("qid", ""), "question")
            self.helped.setdefault(row.get("qid", ""), []).append(row)
        self.questions.sort(key=lambda row: (self.groups.get(row.get("gid", ""), 0), _order(row, "question_order")))
        for rows in self.subquestions.values():
            rows.sort(key=lambda row: _order(row, "question_order"))

    def _join_answers(self, root: Element) -> None:
        seen: set[tuple[str, str]] = set()
        for row in _rows(root, "answers"):
            key = row.get("qid", ""), row.get("code", "")
            self._hear(row, row.get("aid") or "|".join(key), "answer", kind="answer")
            if key not in seen:
                seen.add(key)
                self.answers.setdefault(key[0], []).append(row)
        for row in _rows(root, "answer_l10ns"):
            self._hear(row, row.get("aid", ""), "answer", kind="answer")
        for rows in self.answers.values():
            rows.sort(key=lambda row: _order(row, "sortorder"))

    def _hear(self, row: Row, key: str, column: str, *, kind: str = "question") -> None:
        if row.get(column):
            self.said.setdefault(f"{kind} {key}", {})[key_of(row.get("language", ""))] = row[column]

    def listed(self, question: Row) -> Choices:
        """The answers listed for a question, of several choices its rows; `other` last where it is offered."""
        if question.get("type") == "M":
            return self._several(question)
        options = [
            (row.get("code", ""), self.said.get(f"answer {row.get('aid') or qid_and_code(row)}", {}))
            for row in self.answers.get(question.get("qid", ""), [])
        ]
        if question.get("other") == "Y":
            options.append(("-oth-", {"": "Other"}))
        return Choices(tuple(options))

    def _several(self, question: Row) -> Choices:
        rows = self.subquestions.get(question.get("qid", ""), [])
        options = [(row.get("title", ""), self.said.get(f"question {row.get('qid', '')}", {})) for row in rows]
        other = question.get("other") == "Y"
        options += [("other", {"": "Other"})] if other else []
        alone = lone_option(self.attributes.get(question.get("qid", ""), {}))
        return Choices(tuple(options), several=True, exclusive=alone, specify="other" if other else "")


def qid_and_code(row: Row) -> str:
    """What stands for the id of an answer in files that give none."""
    return f"{row.get('qid', '')}|{row.get('code', '')}"


def _take(draft: DraftBuilder, structure: _Structure, question: Row) -> None:
    kind, name, qid = question.get("type", ""), question.get("title", ""), question.get("qid", "")
    where = PlainMessage("question %(name)s", name=(name or qid)[:70])
    said = structure.said.get(f"question {qid}", {})
    before, attributes = len(draft.items), structure.attributes.get(qid, {})
    answer = limited(FIXED.get(kind) or ROWS.get(kind) or structure.listed(question), attributes)
    if is_hidden(attributes):
        draft.leave(where, draft.main(said), HIDDEN)
    elif kind in ROWS:
        _take_rows(draft, structure, question, answer)
    elif kind in FIXED or kind in {"L", "!", "O", "M"}:
        draft.ask(name, where=where, said=said, answer=answer)
    elif kind == "X" and question.get("relevance", "") in {"", "1"}:
        draft.tell(where, said, TEXT_SHOWN)
        _leave_of_question(draft, structure, where, question, answer)
    else:
        draft.pass_over(
            where,
            draft.main(said),
            WITHOUT.get(kind, PlainMessage("There is no kind of answer here for the type '%(kind)s'.", kind=kind[:20])),
        )
    if len(draft.items) > before:
        followed = follow(draft, before, condition_of(question.get("relevance", ""), LIMESURVEY))
        asked = {**question, "relevance": ""} if followed else question
        _leave_of_question(draft, structure, where, asked, answer)


def _take_rows(draft: DraftBuilder, structure: _Structure, question: Row, answer: Answer) -> None:
    """Every row of a table becomes an item, led in by the question above it."""
    name, qid = question.get("title", ""), question.get("qid", "")
    lead = structure.said.get(f"question {qid}", {})
    rows = [row for row in structure.subquestions.get(qid, []) if row.get("scale_id", "0") in {"", "0"}]
    if not rows:
        draft.leave(PlainMessage("question %(name)s", name=name[:70]), draft.main(lead), NO_ROWS)
    for row in rows:
        where = PlainMessage("question %(name)s, row %(row)s", name=name[:40], row=row.get("title", "")[:40])
        said = structure.said.get(f"question {row.get('qid', '')}", {})
        draft.ask(f"{name}_{row.get('title', '')}", where=where, said=said, lead=lead, answer=answer, hint=name)
        _leave_columns(draft, where, row, OF_ROWS)


def _leave_of_question(draft: DraftBuilder, structure: _Structure, where: str, row: Row, answer: Answer) -> None:
    """Write down everything a question has besides its words and its answers."""
    qid = row.get("qid", "")
    _leave_columns(draft, where, row, UNSUPPORTED)
    for each in structure.helped.get(qid, []):
        _leave_columns(draft, where, {name: each.get(name, "") for name in TRANSLATED}, TRANSLATED)
    _leave_of_options(draft, structure, where, row)
    leave_attributes(draft, where, answer, structure.attributes.get(qid, {}))
    if row.get("type") == "O":
        draft.leave(
            where, PlainMessage("the comment beside the answer"), PlainMessage("A question has one answer here.")
        )
    if row.get("other") == "Y" and row.get("type") != "M":
        draft.leave(where, PlainMessage("the words for 'other'"), OTHER_WORDS)


def _leave_of_options(draft: DraftBuilder, structure: _Structure, where: str, question: Row) -> None:
    """Write down the points of the answers, and when the options of several are shown."""
    for answer in structure.answers.get(question.get("qid", ""), []):
        if answer.get("assessment_value", "0") not in {"", "0", "1"}:
            points = f"{answer.get('code')}, assessment_value: {answer['assessment_value']}"
            draft.leave(where, PlainMessage("option %(code)s", code=points), NO_SUMS)
    for row in structure.subquestions.get(question.get("qid", ""), []) if question.get("type") == "M" else ():
        option = PlainMessage("%(where)s, row %(row)s", where=where, row=row.get("title", "")[:40])
        _leave_columns(draft, option, row, OF_ROWS)


def _leave_columns(draft: DraftBuilder, where: str, row: Row, columns: Iterable[str]) -> None:
    for column in columns:
        if row.get(column, "") not in {"", "N", "0", "1"}:
            draft.leave(where, f"{column}: {row[column]}", UNSUPPORTED[column])


def _rows(root: Element, table: str) -> Iterator[Row]:
    for row in root.iterfind(f"{table}/rows/row"):
        yield {cell.tag: (cell.text or "").strip() for cell in row}


def _order(row: Row, column: str) -> int:
    digits = row.get(column, "")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
