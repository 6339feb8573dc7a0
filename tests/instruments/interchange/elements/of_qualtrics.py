"""The elements of Qualtrics surveys: questions with all their keys, blocks, flow, notes and settings."""

import json
import re

from tests.instruments.interchange.elements.view import Element

JOINS = {
    *("QuestionText", "QuestionText_Unsafe", "DataExportTag", "QuestionType", "Selector", "SubSelector", "QuestionID"),
    *("QuestionDescription", "NextChoiceId", "NextAnswerId", "ChoiceOrder", "AnswerOrder", "RecodeValues", "Choices"),
    *("Answers", "Language", "Labels", "DataVisibility", "Configuration", "Validation", "ChoiceDataExportTags"),
    *("AdditionalQuestions", "NumberOfQuestions", "ClarifyingSymbolType", "ChoiceColumnWidthPixels", "GradingData"),
}
"""Keys that are looked at by themselves, or that only join and count."""
NOTHING = ({}, [], "", None, False, "false", "False", "No", "no", "off", "OFF", "None", "0", 0, "http://")
CHECKS = ("MinChars", "MaxChars", "TotalChars", "MinChoices", "MaxChoices", "CustomValidation", "ChoiceTotal")


def _numbered(value):
    pairs = value.items() if isinstance(value, dict) else enumerate(value or (), start=0)
    return {str(key): one for key, one in pairs if isinstance(one, dict)}


def of_qualtrics(path, view):
    """Everything a survey says to people, and every setting that is not off."""
    survey = json.loads(path.read_text(encoding="utf-8-sig"))
    parts = [part for part in survey["SurveyElements"] if isinstance(part, dict)]
    blocks = [one for part in parts if part["Element"] == "BL" for one in _numbered(part["Payload"]).values()]
    within = {each.get("QuestionID"): block for block in blocks for each in block.get("BlockElements") or ()}
    for part in parts:
        if part["Element"] == "SQ":
            thrown = blocks and within.get(part["PrimaryAttribute"], {"Type": "Trash"}).get("Type") == "Trash"
            yield from _question(view, part["PrimaryAttribute"], part["Payload"], thrown=thrown)
        elif part["Element"] in {"SO", "NT", "QO", "TR"}:
            yield from _settings(part)
        elif part["Element"] == "FL":
            yield from (Element(f"flow {each['FlowID']}", each["Type"], "question") for each in _flow(part["Payload"]))
    for block in blocks:
        if block.get("Type") != "Trash":
            yield from _block(block)
    if survey.get("SurveyEntry", {}).get("SurveyDescription"):
        yield Element("survey", survey["SurveyEntry"]["SurveyDescription"], "around")


def _question(view, key, question, *, thrown):
    where, kind = f"question {question.get('DataExportTag') or key}"[:79], question["QuestionType"]
    where = key if thrown or (where not in view.items and key in view.listed) else where
    yield Element(where, question["QuestionText"] or "Question", "told" if kind == "DB" else "question")
    if thrown or (kind != "Matrix" and not view.at(where)):
        return
    if kind not in {"DB", "Timing", "Meta", "Matrix"}:
        yield Element(where, str(question.get("DataExportTag") or key))
    shows_choices = kind not in {"TE", "DB"} or question.get("Selector") == "FORM"
    for name in ("Choices", "Answers") if shows_choices else ():
        for choice, one in _numbered(question.get(name)).items():
            yield from _choice(view, (where, question), name, choice, one)
    yield from (
        Element(where, one["Display"]) for one in _numbered(question.get("Labels")).values() if one.get("Display")
    )
    for tongue, words in _numbered(question.get("Language")).items():
        said = [words.get("QuestionText"), *(one.get("Display") for one in _numbered(words.get("Choices")).values())]
        yield from (Element(where, text) for text in said if text) if tongue else ()
    for name, given in question.items():
        shown = name == "DisplayLogic" and any(item.follows for item in view.at(where))
        if name not in JOINS and given not in NOTHING and not shown:
            yield Element(where, name)
    yield from _checks(view, where, question)


def _checks(view, where, question):
    settings = (question.get("Validation") or {}).get("Settings") or {}
    if isinstance(settings, dict):
        for name in CHECKS:
            given = settings.get(name)
            if given not in NOTHING and not (str(given).isdigit() and int(given) in view.limits(where)):
                yield Element(where, name)
        if settings.get("ForceResponse") not in NOTHING:
            yield Element(where, "ForceResponse" if settings["ForceResponse"] == "ON" else settings["ForceResponse"])
    if (question.get("Configuration") or {}).get("QuestionDescriptionOption") == "SpecifyLabel":
        yield Element(where, question["QuestionDescription"])


def _choice(view, at, name, key, one):
    where, question = at
    order = [str(each) for each in question.get("ChoiceOrder" if name == "Choices" else "AnswerOrder") or ()]
    if order and key not in order:
        return
    words = re.sub(r"&nbsp;", "", one.get("Display") or "")
    yield from [Element(where, words)] if words.strip() else ()
    if (name == "Answers") == (question["QuestionType"] == "Matrix"):
        yield Element(where, str((question.get("RecodeValues") or {}).get(key, key)))
    for mark, given in one.items():
        if mark == "TextEntry" and given not in NOTHING and question["QuestionType"] != "TE":
            asks = any(option.specify for item in view.at(where) for option in view.version.format_of(item).options)
            yield from [] if asks else [Element(where, "the words for option")]
        elif mark == "ExclusiveAnswer" and given not in NOTHING:
            lone = any(option.exclusive for item in view.at(where) for option in view.version.format_of(item).options)
            yield from [] if lone else [Element(where, "ExclusiveAnswer")]
        elif mark in {"DisplayLogic", "Image", "TextEntryValidation"} and given not in NOTHING:
            yield Element(where, mark)


def _settings(part):
    payload = part["Payload"] if isinstance(part["Payload"], dict) else {}
    if part["Element"] == "NT":
        for note in payload.get("Notes") or ():
            if str(note.get("Removed")).lower() != "true":
                yield Element("note", note["Message"], "around")
    elif part["Element"] == "SO":
        for name, given in payload.items():
            if given not in NOTHING and not str(name).endswith("Mid"):
                yield Element("survey", name, "around")


def _flow(value):
    if isinstance(value, dict):
        if "FlowID" in value and value.get("Type") not in {"Block", "Standard", "Root"}:
            yield value
        for each in value.values():
            yield from _flow(each)
    elif isinstance(value, list):
        for each in value:
            yield from _flow(each)


def _block(block):
    where = f"block {block.get('Description') or block.get('ID')}"[:76]
    yield Element(where, str(block.get("Description") or ""), "around")
    for each in block.get("BlockElements") or ():
        for skip in each.get("SkipLogic") or ():
            yield Element(where, str(skip.get("SkipToDestination")), "around")
