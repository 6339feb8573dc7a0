"""SurveyJS questionnaires: pages of elements in JSON."""

from collections.abc import Iterator

from instruments.interchange.answers import Answer, OpenText, Said
from instruments.interchange.draft import DraftBuilder
from instruments.interchange.imported import Imported, refusal
from instruments.interchange.languages import language_of
from instruments.interchange.reasons import (
    ASKED_ONCE,
    EMPTY_AT_FIRST,
    NO_FILES,
    NO_MEDIA,
    NO_RANKS,
    NO_SUMS,
    ONE_ORDER,
    ONE_STEP,
    OPTION_ORDER,
    OTHER_WORDS,
    TEXT_SHOWN,
    VOLUNTARY,
    WHOLE_LIMITS,
)
from instruments.interchange.standing.conditions import SURVEYJS, condition_of
from instruments.interchange.standing.following import follow
from instruments.interchange.surveyjs_answers import (
    ANSWERS,
    NUMERIC,
    SEVERAL_OF,
    SPECIAL,
    Element,
    choices,
    listed,
    named,
    option_of,
    said_in,
    words_in,
)
from instruments.messages import PlainMessage

DEEPEST = 20

WITHOUT = {
    "ranking": NO_RANKS,
    "html": TEXT_SHOWN,
    "image": NO_MEDIA,
    "imagepicker": NO_MEDIA,
    "expression": NO_SUMS,
    "file": NO_FILES,
    "signaturepad": PlainMessage("Signatures cannot be given here."),
    "matrixdropdown": PlainMessage("A table with several answers in each row cannot be asked here."),
    "matrixdynamic": PlainMessage("A table that grows cannot be asked here."),
    "paneldynamic": ASKED_ONCE,
}
SAID_ELSEWHERE = frozenset({"type", "name", "title", "choices", "rows", "columns", "items", "inputType"})
USED = {
    "rating": ("rateMin", "rateMax", "rateStep", "rateCount", "rateValues", "minRateDescription", "maxRateDescription"),
    "boolean": ("labelTrue", "labelFalse", "valueTrue", "valueFalse"),
}
"""What the answers of a kind of question are made from."""


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


def read_surveyjs(name: str, survey: Element) -> Imported:
    """The questionnaire of a SurveyJS definition."""
    draft = DraftBuilder(
        name=name, kind="SurveyJS questionnaire", language=language_of(str(survey.get("locale", ""))) or "en"
    )
    for key in ("triggers", "calculatedValues", "completedHtml", "navigateToUrl"):
        if survey.get(key):
            draft.leave(
                PlainMessage("the whole"),
                key,
                PlainMessage("Nothing is triggered, calculated or shown at the end by an imported file."),
            )
    for element in _elements(survey, draft, depth=0):
        _take(draft, element)
    return draft.imported(title=words_in(survey.get("title")) or name.rsplit(".", 1)[0])


def looks_like_surveyjs(found: object) -> bool:
    """Whether a JSON value is a SurveyJS definition."""
    return isinstance(found, dict) and any(
        isinstance(found.get(key), list) for key in ("pages", "elements", "questions")
    )


def _elements(holder: Element, draft: DraftBuilder, *, depth: int) -> Iterator[Element]:
    """Every question in the order of the file, panels and pages opened."""
    if depth > DEEPEST:
        raise refusal(draft.name, PlainMessage("its panels are nested more than %(most)s deep.", most=DEEPEST))
    for key in ("pages", "elements", "questions"):
        for element in listed(holder.get(key)):
            if not isinstance(element, dict):
                draft.leave(PlainMessage("an element"), str(element)[:80], PlainMessage("It is no table of keys."))
            elif key == "pages" or element.get("type") == "panel":
                _panel(draft, element)
                yield from _elements(element, draft, depth=depth + 1)
            else:
                yield element


def _panel(draft: DraftBuilder, panel: Element) -> None:
    where = PlainMessage("panel %(name)s", name=str(panel.get("name", ""))[:70])
    why = PlainMessage("Questions stand one after the other here, without panels.")
    for key in ("title", "description"):
        if words_in(panel.get(key)):
            draft.tell(where, said_in(panel[key]), why, heading=key == "title")
    if panel.get("visibleIf"):
        draft.leave(where, f"visibleIf: {panel['visibleIf']}", why)
    if panel.get("questionsOrder") == "random":
        draft.leave(where, "questionsOrder: random", ONE_ORDER)


def _take(draft: DraftBuilder, element: Element) -> None:
    kind, name = str(element.get("type", "")), str(element.get("name", ""))
    where = PlainMessage("question %(name)s", name=name[:70])
    said = named(said_in(element.get("title")), name)
    before = len(draft.items)
    if kind in {"matrix", "multipletext"}:
        _take_rows(draft, element, where, said)
    else:
        make = ANSWERS.get(kind)
        answer = make(draft, element, where) if make else None
        if answer is not None:
            draft.ask(name, where=where, said=said, answer=answer)
        elif kind == "html" and words_in(element.get("html")) and not element.get("visibleIf"):
            draft.tell(where, said_in(element["html"]), TEXT_SHOWN)
        elif make is None:
            draft.pass_over(
                where,
                draft.main(said),
                WITHOUT.get(kind, PlainMessage("There is no kind of answer here for '%(kind)s'.", kind=kind[:80])),
            )
    if len(draft.items) > before:
        if follow(draft, before, condition_of(str(element.get("visibleIf", "")), SURVEYJS)):
            element = {key: value for key, value in element.items() if key != "visibleIf"}
        _leave_unsupported(draft, where, element)


def _take_rows(draft: DraftBuilder, element: Element, where: str, lead: Said) -> None:
    matrix = element.get("type") == "matrix"
    answer: Answer = choices(listed(element.get("columns"))) if matrix else OpenText()
    for row in listed(element.get("rows" if matrix else "items")):
        code, said = (
            option_of(row)
            if matrix
            else (str(row.get("name", "")), said_in(row.get("title")))
            if isinstance(row, dict)
            else ("", {})
        )
        draft.ask(
            f"{element.get('name', '')}_{code}",
            where=PlainMessage("%(where)s, row %(row)s", where=where, row=str(code)[:40]),
            said=said or {"": code},
            lead=lead,
            answer=answer,
            hint=str(element.get("name", "")),
        )


def _leave_unsupported(draft: DraftBuilder, where: str, element: Element) -> None:
    added = {word for special in SPECIAL for word in (*special.keys, special.label)}
    if element.get("type") not in SEVERAL_OF and any(element.get(key) is True for key in SPECIAL[-1].keys):
        draft.leave(where, PlainMessage("the words for 'other'"), OTHER_WORDS)
    numeric = element.get("type") == "text" and element.get("inputType") in NUMERIC
    known = {*SAID_ELSEWHERE, *SHOWN, *added, *USED.get(str(element.get("type")), ()), *(("min", "max") * numeric)}
    for key, value in element.items():
        if key not in known and value not in (False, None, "", [], element.get("name")):
            draft.leave(
                where,
                f"{key}: {words_in(value) or key}",
                UNSUPPORTED.get(key, PlainMessage("Nothing here does what it asks for.")),
            )


UNSUPPORTED = {
    "isRequired": VOLUNTARY,
    "visibleIf": ONE_STEP,
    "enableIf": ONE_STEP,
    "requiredIf": VOLUNTARY,
    "description": PlainMessage("A question has a lead-in and a text, and no description."),
    "placeholder": PlainMessage("A question has a lead-in and a text, and no example within the answer."),
    "defaultValue": EMPTY_AT_FIRST,
    "choicesOrder": OPTION_ORDER,
    "validators": WHOLE_LIMITS,
}
