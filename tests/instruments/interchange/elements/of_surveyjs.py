"""The elements of SurveyJS questionnaires: every key of every page, panel and question."""

import json

from tests.instruments.interchange.elements.view import Element

HOLDERS = ("pages", "elements", "questions", "templateElements")
NOTHING = (None, "", [], {})
LISTS = ("choices", "rows", "columns", "items", "rateValues")
MADE_FROM = {
    "rating": {"rateMin", "rateMax", "rateStep", "rateCount"},
    "boolean": {"labelTrue", "labelFalse", "valueTrue", "valueFalse"},
}
ADDED = {"hasNone", "showNoneItem", "hasOther", "showOtherItem", "showRefuseItem", "showDontKnowItem"}
OFF_ANYWAY = {"isRequired", "isAllRowRequired", *ADDED, "showSelectAllItem", "hasSelectAll", "readOnly", "multiSelect"}
"""Keys that say nothing where they are false."""


def words(value):
    """The texts of a value: one, or one for each language."""
    found = value.values() if isinstance(value, dict) else [value]
    return [text for text in found if isinstance(text, str) and text.strip()]


def of_surveyjs(path, view):
    """Every key with every text, but for those that join, and those that say nothing."""
    survey = json.loads(path.read_text(encoding="utf-8-sig"))
    for key, value in survey.items():
        if key not in {*HOLDERS, "title", "locale", "name"} and value not in NOTHING:
            yield Element("the whole", key, "around")
        elif key == "title":
            yield from (Element("the whole", text, "around") for text in words(value))
    yield from _within(view, survey)


def _within(view, holder):
    repeated = holder.get("type") == "paneldynamic" or "type" not in holder
    for key in HOLDERS if repeated else HOLDERS[:3]:
        for element in holder.get(key) or ():
            if isinstance(element, dict):
                panel = key == "pages" or element.get("type") == "panel"
                yield from (_panel if panel else _question)(view, element)
                yield from _within(view, element)


def _panel(view, panel):
    where = f"panel {panel.get('name', '')}"[:76]
    for key, value in panel.items():
        if key in {"title", "description"}:
            yield from (Element(where, text, "told") for text in words(value))
        elif key not in {*HOLDERS[:3], "type", "name"} and value not in NOTHING:
            yield Element(where, key, "around")


def _question(view, element):
    where, kind = f"question {element.get('name', '')}"[:79], element.get("type")
    title = words(element.get("title")) or [str(element.get("name", ""))]
    if kind == "html":
        yield from (Element(where, text, "told") for text in words(element.get("html")))
        return
    yield Element(where, title[0], "question")
    yield from (Element(where, text) for text in title[1:])
    for key in LISTS:
        for one in element[key] if isinstance(element.get(key), list) else ():
            yield from _option(view, where, one)
    for key, value in element.items():
        if key in {*HOLDERS, *LISTS, "type", "name", "title", *MADE_FROM.get(kind, ()), *ADDED}:
            continue
        if value in NOTHING and value is not False and value != 0:
            continue
        if not (value is False and key in OFF_ANYWAY) and not _is_in_the_answer(view, where, key, value):
            yield Element(where, key)
            yield from (Element(where, text) for text in words(value) if isinstance(value, dict))
    for key in MADE_FROM.get(kind, ()):
        yield from (Element(where, text) for text in words(element.get(key)) if key.startswith("label"))


def _is_in_the_answer(view, where, key, value):
    """Whether a key says what the draft says of an answer: its kind, its limits, or whom it follows on."""
    if key == "inputType":
        return value == "text" or bool(view.layouts(where) & {"number", "date", "strip"})
    if key in {"min", "max", "maxLength"}:
        return isinstance(value, int) and value in view.limits(where)
    if key == "visibleIf":
        return view.follows(where, str(value))
    if key in {"minRateDescription", "maxRateDescription", "otherText", "noneText"}:
        return all(view.holds(Element(where, text)) for text in words(value))
    return key in {"value", "defaultValue"} and value is False and not view.at(where)


def _option(view, where, one):
    if not isinstance(one, dict):
        yield Element(where, str(one).lower() if isinstance(one, bool) else str(one))
        return
    for key, value in one.items():
        if key in {"value", "name"}:
            yield Element(where, str(value).lower() if isinstance(value, bool) else str(value))
        elif key in {"text", "title"}:
            yield from (Element(where, text) for text in words(value))
        elif value not in NOTHING:
            yield Element(where, key)
