"""SurveyJS questionnaires: pages of elements in JSON."""

from collections.abc import Callable, Iterator
from typing import Any

from instruments.interchange.answers import MOST_POINTS, Answer, Choices, Number, OpenText, Said, whole
from instruments.interchange.draft import Draft
from instruments.interchange.imported import Imported, refusal
from instruments.interchange.languages import language_of
from instruments.interchange.reasons import (
    ALWAYS_SHOWN,
    ASKED_ONCE,
    EMPTY_AT_FIRST,
    NO_DATES,
    NO_FILES,
    NO_MEDIA,
    NO_RANKS,
    NO_SUMS,
    ONE_ORDER,
    OPTION_ORDER,
    SEVERAL,
    TEXT_SHOWN,
    VOLUNTARY,
    WHOLE_LIMITS,
)

Element = dict[str, Any]
DEEPEST = 20

WITHOUT = {
    "checkbox": SEVERAL,
    "tagbox": SEVERAL,
    "ranking": NO_RANKS,
    "html": TEXT_SHOWN,
    "image": NO_MEDIA,
    "imagepicker": NO_MEDIA,
    "expression": NO_SUMS,
    "file": NO_FILES,
    "signaturepad": "Signatures cannot be given here.",
    "matrixdropdown": "A table with several answers in each row cannot be asked here.",
    "matrixdynamic": "A table that grows cannot be asked here.",
    "paneldynamic": ASKED_ONCE,
}
SAID_ELSEWHERE = frozenset({"type", "name", "title", "choices", "rows", "columns", "items", "inputType"})
RATED = frozenset(
    {"rateMin", "rateMax", "rateStep", "rateCount", "rateValues", "minRateDescription", "maxRateDescription"}
)
SHOWN = frozenset(
    [
        "displayMode",
        "hideNumber",
        "showNumber",
        "startWithNewLine",
        "width",
        "minWidth",
        "maxWidth",
        "titleLocation",
        "colCount",
    ]
)
NUMERIC = frozenset({"number", "range"})
DATED = frozenset({"date", "datetime", "datetime-local", "month", "time", "week"})


def read_surveyjs(name: str, survey: Element) -> Imported:
    """The questionnaire of a SurveyJS definition."""
    draft = Draft(name=name, kind="SurveyJS questionnaire", language=language_of(str(survey.get("locale", ""))) or "en")
    for key in ("triggers", "calculatedValues", "completedHtml", "navigateToUrl"):
        if survey.get(key):
            draft.leave("the whole", key, "Nothing is triggered, calculated or shown at the end by an imported file.")
    for element in _elements(survey, draft, depth=0):
        _take(draft, element)
    return draft.imported(title=_words(survey.get("title")) or name.rsplit(".", 1)[0])


def looks_like_surveyjs(found: object) -> bool:
    """Whether a JSON value is a SurveyJS definition."""
    return isinstance(found, dict) and any(
        isinstance(found.get(key), list) for key in ("pages", "elements", "questions")
    )


def _elements(holder: Element, draft: Draft, *, depth: int) -> Iterator[Element]:
    """Every question in the order of the file, panels and pages opened."""
    if depth > DEEPEST:
        raise refusal(draft.name, f"its panels are nested more than {DEEPEST} deep.")
    for key in ("pages", "elements", "questions"):
        for element in _list(holder.get(key)):
            if not isinstance(element, dict):
                draft.leave("an element", str(element)[:80], "It is no table of keys.")
            elif key == "pages" or element.get("type") == "panel":
                _panel(draft, element)
                yield from _elements(element, draft, depth=depth + 1)
            else:
                yield element


def _panel(draft: Draft, panel: Element) -> None:
    where = f"panel {panel.get('name', '')}"[:80]
    for key in ("title", "description", "visibleIf"):
        if panel.get(key):
            draft.leave(
                where, f"{key}: {_words(panel[key])}", "Questions stand one after the other here, without panels."
            )
    if panel.get("questionsOrder") == "random":
        draft.leave(where, "questionsOrder: random", ONE_ORDER)


def _take(draft: Draft, element: Element) -> None:
    kind, name = str(element.get("type", "")), str(element.get("name", ""))
    where = f"question {name}"[:80]
    said = _named(_said(element.get("title")), name)
    before = len(draft.items)
    if kind in {"matrix", "multipletext"}:
        _take_rows(draft, element, where, said)
    else:
        make = ANSWERS.get(kind)
        answer = make(draft, element, where) if make else None
        if answer is not None:
            draft.ask(name, where=where, said=said, answer=answer)
        elif make is None:
            draft.leave(
                where, draft.main(said), WITHOUT.get(kind, f"There is no kind of answer here for '{kind[:80]}'.")
            )
    if len(draft.items) > before:
        _untold(draft, where, element)


def _take_rows(draft: Draft, element: Element, where: str, lead: Said) -> None:
    matrix = element.get("type") == "matrix"
    answer: Answer = _choices(_list(element.get("columns"))) if matrix else OpenText()
    for row in _list(element.get("rows" if matrix else "items")):
        code, said = (
            _option(row)
            if matrix
            else (str(row.get("name", "")), _said(row.get("title")))
            if isinstance(row, dict)
            else ("", {})
        )
        draft.ask(
            f"{element.get('name', '')}_{code}",
            where=f"{where}, row {code}"[:120],
            said=said or {"": code},
            lead=lead,
            answer=answer,
            hint=str(element.get("name", "")),
        )


def _chosen(draft: Draft, element: Element, where: str) -> Answer | None:
    for key in ("choicesByUrl", "choicesFromQuestion"):
        if element.get(key):
            draft.leave(where, key, "Options stand in the questionnaire itself here.")
            return None
    options = list(_choices(_list(element.get("choices"))).options)
    for keys, code, label in (
        (("hasNone", "showNoneItem"), "none", "noneText"),
        (("hasOther", "showOtherItem"), "other", "otherText"),
    ):
        if any(element.get(key) is True for key in keys):
            options.append((code, _said(element.get(label)) or {"": code.capitalize()}))
    return Choices(tuple(options))


def _rated(draft: Draft, element: Element, where: str) -> Answer | None:
    if element.get("rateValues"):
        return _choices(_list(element["rateValues"]))
    low = whole(element.get("rateMin", 1))
    high = whole(element.get("rateMax", (low or 1) + (whole(element.get("rateCount")) or 5) - 1))
    if low is None or high is None or whole(element.get("rateStep", 1)) != 1 or not 0 < high - low < 100:
        draft.leave(where, "the points of the rating", "Points are whole numbers one apart here.")
        return None
    ends = _said(element.get("minRateDescription")), _said(element.get("maxRateDescription"))
    if all(ends) and high - low < MOST_POINTS:
        return Number(low, high, ends)
    return Choices(tuple((str(number), _end(element, number, low, high)) for number in range(low, high + 1)))


def _end(element: Element, number: int, low: int, high: int) -> Said:
    key = {low: "minRateDescription", high: "maxRateDescription"}.get(number, "")
    return _said(element.get(key)) or {"": str(number)}


def _boolean(draft: Draft, element: Element, where: str) -> Answer:  # noqa: ARG001 - one shape for every kind
    yes, no = (str(element.get(key, word)).lower() for key, word in (("valueTrue", "true"), ("valueFalse", "false")))
    labels = _said(element.get("labelTrue")) or {"": "Yes"}, _said(element.get("labelFalse")) or {"": "No"}
    return Choices(((yes, labels[0]), (no, labels[1])))


def _written(draft: Draft, element: Element, where: str) -> Answer | None:
    kind = str(element.get("inputType", "text"))
    if kind in DATED:
        draft.leave(where, _words(element.get("title")), NO_DATES)
        return None
    numeric = [
        rule for rule in _list(element.get("validators")) if isinstance(rule, dict) and rule.get("type") == "numeric"
    ]
    if kind in NUMERIC or numeric:
        rule = numeric[0] if numeric else {}
        low = whole(element.get("min", rule.get("minValue")))
        return Number(low, whole(element.get("max", rule.get("maxValue"))))
    longest = whole(element.get("maxLength"))
    return OpenText(longest if longest and 0 < longest <= 10_000 else None)


ANSWERS: dict[str, Callable[[Draft, Element, str], Answer | None]] = {
    "radiogroup": _chosen,
    "dropdown": _chosen,
    "buttongroup": _chosen,
    "rating": _rated,
    "boolean": _boolean,
    "text": _written,
    "comment": _written,
}


def _untold(draft: Draft, where: str, element: Element) -> None:
    told = {*SAID_ELSEWHERE, *SHOWN, *(RATED if element.get("type") == "rating" else ())}
    for key, value in element.items():
        if key not in told and value not in (False, None, "", [], element.get("name")):
            draft.leave(where, f"{key}: {_words(value) or key}", UNTOLD.get(key, "Nothing here does what it asks for."))


UNTOLD = {
    "isRequired": VOLUNTARY,
    "visibleIf": ALWAYS_SHOWN,
    "enableIf": ALWAYS_SHOWN,
    "requiredIf": VOLUNTARY,
    "description": "A question has a lead-in and a text, and no description.",
    "placeholder": "A question has a lead-in and a text, and no example within the answer.",
    "defaultValue": EMPTY_AT_FIRST,
    "choicesOrder": OPTION_ORDER,
    "validators": WHOLE_LIMITS,
}


def _choices(options: list[Any]) -> Choices:
    return Choices(tuple(_option(option) for option in options))


def _option(option: object) -> tuple[str, Said]:
    """A code with its words: a bare value, or one with a text of its own."""
    if isinstance(option, dict):
        code = _code(option.get("value"))
        return code, _named(_said(option.get("text")), code)
    return _code(option), {"": _code(option)}


def _named(said: Said, name: str) -> Said:
    """Words that fall back on a name where they are not said in the first language, as the tool itself does."""
    return said if said.get("") or said.get("en") else {**said, "": name}


def _code(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _said(value: object) -> Said:
    if isinstance(value, dict):
        spoken = {language_of(str(key)) if key != "default" else "": str(words) for key, words in value.items()}
        return {language: words for language, words in spoken.items() if words.strip()}
    return {"": str(value)} if isinstance(value, str | int | float) and str(value).strip() else {}


def _words(value: object) -> str:
    said = _said(value)
    return said.get("") or said.get("en") or next(iter(said.values()), "")


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
