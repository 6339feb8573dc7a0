"""Qualtrics surveys (.qsf): blocks of questions in JSON."""

from collections.abc import Iterator
from typing import Any

from instruments.interchange.answers import Answer, Choices, Day, Number, OpenText, Said, whole
from instruments.interchange.draft import DraftBuilder
from instruments.interchange.imported import Imported, refusal
from instruments.interchange.languages import language_of
from instruments.interchange.qualtrics_flow import flow_order, leave_block_options, leave_of_survey
from instruments.interchange.qualtrics_left import leave_middle_labels, leave_of_question, leave_words_of_rows
from instruments.interchange.reasons import NO_FILES, NO_RANKS, NOT_ASKED, ONE_ALONE, OTHER_WORDS, TEXT_SHOWN
from instruments.interchange.standing.following import follow
from instruments.interchange.standing.qualtrics_logic import shown_if
from instruments.messages import PlainMessage

Question = dict[str, Any]

ONE_OF = frozenset({"SAVR", "SAHR", "SACOL", "DL", "SB", "NPS"})
SEVERAL_OF = frozenset({"MAVR", "MAHR", "MACOL", "MSB"})
WITHOUT = {
    "DB": TEXT_SHOWN,
    "Meta": NOT_ASKED,
    "Timing": PlainMessage("How long a page takes is not noted question by question."),
    "RO": NO_RANKS,
    "CS": PlainMessage("Amounts that add up to a sum cannot be answered here."),
    "SBS": PlainMessage("A table with several answers in each row cannot be asked here."),
    "FileUpload": NO_FILES,
    "Captcha": PlainMessage("Nobody has to prove to be a person here."),
    "HeatMap": PlainMessage("Pictures cannot be pointed at here."),
    "HotSpot": PlainMessage("Pictures cannot be pointed at here."),
}


def looks_like_qualtrics(found: object) -> bool:
    """Whether a JSON value is a Qualtrics survey."""
    return isinstance(found, dict) and isinstance(found.get("SurveyElements"), list)


def read_qualtrics(name: str, survey: Question) -> Imported:
    """The questionnaire of a Qualtrics survey."""
    entry = _table(survey.get("SurveyEntry"))
    elements = [_table(element) for element in survey["SurveyElements"]]
    language = language_of(str(entry.get("SurveyLanguage", "EN"))) or "en"
    draft = DraftBuilder(name=name, kind="Qualtrics survey", language=language, marked_up=True)
    questions = {
        str(one.get("PrimaryAttribute")): _table(one.get("Payload")) for one in elements if one.get("Element") == "SQ"
    }
    if not questions:
        raise refusal(name, PlainMessage("this Qualtrics survey holds no question."))
    order = list(_order(draft, elements, questions))
    for key in order:
        _take(draft, key, questions[key])
    leave_of_survey(draft, elements, entry.get("SurveyDescription"))
    return draft.imported(title=str(entry.get("SurveyName") or name.rsplit(".", 1)[0]))


def _order(draft: DraftBuilder, elements: list[Question], questions: dict[str, Question]) -> Iterator[str]:
    """The keys of the questions in the order of the flow and its blocks; those in none, or in the bin, are left."""
    blocks = [_table(block) for one in elements if one.get("Element") == "BL" for block in _values(one.get("Payload"))]
    asked = {name: place for place, name in enumerate(flow_order(draft, elements))}
    blocks.sort(key=lambda block: asked.get(str(block.get("ID")), len(asked)))
    placed: set[str] = set()
    binned: set[str] = set()
    for block in blocks:
        never = block.get("Type") == "Trash" or (bool(asked) and str(block.get("ID")) not in asked)
        if not never:
            leave_block_options(draft, block)
        for part in map(_table, _values(block.get("BlockElements"))):
            key = str(part.get("QuestionID"))
            if key in questions and key not in placed:
                placed.add(key)
                if never:
                    binned.add(key)
                else:
                    yield key
    for key, question in questions.items():
        if key in binned or (blocks and key not in placed):
            draft.leave(key, _text(question), PlainMessage("It is in no block that is asked."))
        elif not blocks:
            yield key


def _take(draft: DraftBuilder, key: str, question: Question) -> None:
    tag = str(question.get("DataExportTag") or key)
    where, kind = PlainMessage("question %(name)s", name=str(tag)[:70]), str(question.get("QuestionType", ""))
    before = len(draft.items)
    if kind == "Matrix":
        _take_matrix(draft, where, tag, question)
    elif kind == "Slider" or (kind == "TE" and question.get("Selector") == "FORM"):
        _take_fields(draft, where, tag, question)
    elif kind == "TE":
        draft.ask(tag, where=where, said=_texts(question), answer=_typed(question))
    elif kind == "MC" and question.get("Selector") in ONE_OF:
        draft.ask(tag, where=where, said=_texts(question), answer=_chosen(draft, where, question, "Choices"))
    elif kind == "MC" and question.get("Selector") in SEVERAL_OF:
        draft.ask(tag, where=where, said=_texts(question), answer=_several(draft, where, question, "Choices"))
    elif kind == "DB" and not question.get("DisplayLogic"):
        draft.tell(where, _texts(question), TEXT_SHOWN)
    else:
        why = PlainMessage("There is no kind of answer here for '%(kind)s'.", kind=kind[:80])
        leave = draft.leave if kind in {"Meta", "Timing"} else draft.pass_over
        leave(where, _text(question), WITHOUT.get(kind, why))
    if len(draft.items) > before:
        if kind == "MC":
            _name_choices(draft, key, question)
        if follow(draft, before, shown_if(question)):
            question = {name: value for name, value in question.items() if name != "DisplayLogic"}
        leave_of_question(draft, where, question)


def _name_choices(draft: DraftBuilder, key: str, question: Question) -> None:
    """Let the last question and its answers be found under the keys by which conditions name them."""
    item = draft.items[-1].id
    codes = draft.codes.get(item, {})
    keys = zip(_ordered(question, "Choices"), _listed(question, "Choices"), strict=True)
    draft.called[key] = item
    draft.codes[item] = {choice: codes[code] for (choice, _), (code, _) in keys if code in codes}


def _take_matrix(draft: DraftBuilder, where: str, tag: str, question: Question) -> None:
    """Every row of a table becomes an item, led in by the question above it."""
    chosen = question.get("SubSelector")
    if chosen not in {"SingleAnswer", "MultipleAnswer"} or question.get("Selector") not in {"Likert", "Bipolar"}:
        why = PlainMessage("A table is only taken in where answers are chosen in each row.")
        draft.leave(where, _text(question), why)
        for code, said in _listed(question, "Choices"):
            draft.leave(PlainMessage("%(where)s, row %(row)s", where=where, row=str(code)[:40]), draft.main(said), why)
        return
    make = _several if chosen == "MultipleAnswer" else _chosen
    answer = make(draft, where, question, "Answers")
    leave_words_of_rows(draft, where, question.get("Choices"))
    for code, said in _listed(question, "Choices"):
        place = PlainMessage("%(where)s, row %(row)s", where=where, row=str(code)[:40])
        name = _export_tag(question, code) or f"{tag}_{code}"
        draft.ask(name, where=place, said=said, lead=_texts(question), answer=answer, hint=tag)


def _take_fields(draft: DraftBuilder, where: str, tag: str, question: Question) -> None:
    """Sliders and forms: each of their lines is an item; a single slider without words asks the question itself."""
    lines = list(_listed(question, "Choices"))
    slider = question.get("QuestionType") == "Slider"
    answer = _slid(draft, where, question) if slider else OpenText()
    for code, said in lines:
        words = {language: text for language, text in said.items() if text.replace("&nbsp;", "").strip()}
        name = tag if len(lines) == 1 else f"{tag}_{code}"
        lead = _texts(question) if words else {}
        place = where if len(lines) == 1 else PlainMessage("%(where)s, line %(line)s", where=where, line=str(code)[:40])
        draft.ask(name, where=place, said=words or _texts(question), lead=lead, answer=answer, hint=tag)


def _slid(draft: DraftBuilder, where: str, question: Question) -> Number:
    setup = _table(question.get("Configuration"))
    labels = [str(_table(label).get("Display", "")) for label in _values(question.get("Labels"))]
    leave_middle_labels(draft, where, labels)
    low, high = whole(setup.get("CSSliderMin", 0)), whole(setup.get("CSSliderMax", 100))
    first, last = (labels[0], labels[-1]) if len(labels) > 1 else ("", "")
    return Number(low, high, ({"": first}, {"": last}))


def _typed(question: Question) -> Answer:
    settings = _table(_table(question.get("Validation")).get("Settings"))
    if settings.get("ContentType") == "ValidDate":
        return Day()
    if settings.get("ContentType") != "ValidNumber":
        return OpenText()
    limits = _table(settings.get("ValidNumber"))
    return Number(whole(limits.get("Min")), whole(limits.get("Max")))


def _several(draft: DraftBuilder, where: str, question: Question, column: str) -> Choices:
    """As many of the choices as apply; the first that is chosen alone and the first that asks for words stay so."""
    listed = dict(_ordered(question, column))
    codes = dict(zip(listed, (code for code, _ in _listed(question, column)), strict=True))
    marked: dict[str, list[str]] = {}
    for mark in ("ExclusiveAnswer", "TextEntry"):
        marked[mark] = [codes[key] for key, choice in listed.items() if str(choice.get(mark)).lower() == "true"]
        for code in marked[mark][1:]:
            draft.leave(where, f"{mark}: {code}", ONE_ALONE)
    alone, asks = ((*marked[mark], "")[0] for mark in ("ExclusiveAnswer", "TextEntry"))
    return Choices(tuple(_listed(question, column)), several=True, exclusive=alone, specify=asks)


def _chosen(draft: DraftBuilder, where: str, question: Question, column: str) -> Choices:
    for code, choice in _ordered(question, column):
        if choice.get("TextEntry"):
            draft.leave(where, PlainMessage("the words for option %(code)s", code=code), OTHER_WORDS)
    return Choices(tuple(_listed(question, column)))


def _listed(question: Question, column: str) -> Iterator[tuple[str, Said]]:
    """The codes and words of choices or answers in the order shown; a recoded value stands for its key."""
    recoded = (
        _table(question.get("RecodeValues"))
        if (column == "Answers") == (question.get("QuestionType") == "Matrix")
        else {}
    )
    for key, choice in _ordered(question, column):
        said = {"": str(choice.get("Display", ""))}
        for language, words in _elsewhere(question):
            said[language] = str(_table(_table(words.get(column)).get(key)).get("Display", ""))
        yield str(recoded.get(key, key)), said


def _ordered(question: Question, column: str) -> Iterator[tuple[str, Question]]:
    choices = question.get(column)
    order = [str(key) for key in _values(question.get("ChoiceOrder" if column == "Choices" else "AnswerOrder"))]
    if isinstance(choices, dict):
        known = {str(key): _table(one) for key, one in choices.items()}
    else:
        listed = _values(choices)
        first = 0 if "0" in order or listed[:1] == [None] else 1
        known = {str(number): _table(one) for number, one in enumerate(listed, start=first)}
    for key in dict.fromkeys([*order, *known]):
        if key in known and (key in order or not order):
            yield key, known[key]


def _export_tag(question: Question, code: str) -> str:
    return str(_table(question.get("ChoiceDataExportTags")).get(code, ""))


def _texts(question: Question) -> Said:
    said = {"": _text(question)}
    for language, words in _elsewhere(question):
        said[language] = str(words.get("QuestionText", ""))
    return said


def _elsewhere(question: Question) -> Iterator[tuple[str, Question]]:
    for name, words in _table(question.get("Language")).items():
        language = language_of(str(name))
        if language:
            yield language, _table(words)


def _text(question: Question) -> str:
    return str(question.get("QuestionText") or "")


def _table(value: object) -> Question:
    return value if isinstance(value, dict) else {}


def _values(value: object) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
