"""SurveyJS questionnaires: pages of elements in JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from instruments.interchange.answers import Answer, OpenText, Said
from instruments.interchange.draft import DraftBuilder
from instruments.interchange.imported import Imported, refusal
from instruments.interchange.languages import NO_TAG, language_of, unknown
from instruments.interchange.reasons import (
    AS_WRITTEN,
    ASKED_ONCE,
    EMPTY_AT_FIRST,
    HIDDEN,
    NO_FILES,
    NO_MEDIA,
    NO_RANKS,
    NO_ROWS,
    NO_SUMS,
    OF_THE_TOOL,
    ONE_ORDER,
    ONE_STEP,
    OPTION_ORDER,
    OTHER_WORDS,
    OWN_LAYOUT,
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
    unknown_languages,
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
HOLDERS = frozenset({"pages", "elements", "questions"})
OF_THE_WHOLE = HOLDERS | {"title", "locale", "name"}
OF_A_PANEL = HOLDERS | {"type", "name", "title", "description"}
NOT_TRIGGERED = PlainMessage("Nothing is triggered, calculated or shown at the end by an imported file.")
OF_THE_SURVEY = dict.fromkeys(
    ("triggers", "calculatedValues", "completedHtml", "completedHtmlOnCondition", "navigateToUrl"), NOT_TRIGGERED
)
OF_AN_OPTION = frozenset({"value", "text", "name", "title"})
SAID_ELSEWHERE = frozenset({"type", "name", "title", "choices", "rows", "columns", "items"})
LISTS = ("choices", "rows", "columns", "items", "rateValues")
USED = {
    "rating": ("rateMin", "rateMax", "rateStep", "rateCount", "rateValues", "minRateDescription", "maxRateDescription"),
    "boolean": ("labelTrue", "labelFalse", "valueTrue", "valueFalse"),
}
"""What the answers of a kind of question are made from."""


NOT_DONE = PlainMessage("Nothing here does what it asks for.")
FALSE_ANYWAY = re.compile(r"(is|has|read|hide|multi)[A-Z].*|show\w*(Item|Area)")
"""Keys that say nothing where they are false, since they are so by themselves."""


def read_surveyjs(name: str, survey: Element) -> Imported:
    """The questionnaire of a SurveyJS definition."""
    draft = DraftBuilder(
        name=name, kind="SurveyJS questionnaire", language=language_of(str(survey.get("locale", ""))) or "en"
    )
    _leave_keys(draft, PlainMessage("the whole"), survey, known=OF_THE_WHOLE, reasons=OF_THE_SURVEY, why=OF_THE_TOOL)
    for name_of_language in dict.fromkeys(unknown_languages(survey)):
        draft.leave(PlainMessage("the whole"), unknown(name_of_language), NO_TAG)
    for element in _elements(survey, draft, depth=0):
        _take(draft, element)
    for language, words in said_in(survey.get("title")).items():
        if language and words != words_in(survey["title"]):
            draft.leave(PlainMessage("the whole"), f"title ({language}): {words}", OF_THE_TOOL)
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
    _leave_keys(draft, where, panel, known=OF_A_PANEL, reasons={"questionsOrder": ONE_ORDER}, why=why)


def _take(draft: DraftBuilder, element: Element) -> None:
    kind, name = str(element.get("type", "")), str(element.get("name", ""))
    where = PlainMessage("question %(name)s", name=name[:70])
    said = named(said_in(element.get("title")), name)
    for inner in listed(element.get("templateElements")):
        _leave_inner(draft, inner, depth=0)
    if element.get("visible") is False and not element.get("visibleIf"):
        draft.leave(where, draft.main(said), HIDDEN)
        return
    before = len(draft.items)
    if kind in {"matrix", "multipletext"}:
        _take_rows(draft, element, where, said)
    else:
        make = ANSWERS.get(kind)
        answer = make(element) if make else _why_not(kind)
        if not isinstance(answer, str):
            draft.ask(name, where=where, said=said, answer=answer)
        elif kind == "html" and words_in(element.get("html")) and not element.get("visibleIf"):
            draft.tell(where, said_in(element["html"]), TEXT_SHOWN)
        else:
            draft.pass_over(where, draft.main(said_in(element.get("html")) or said), answer)
    if len(draft.items) > before:
        if follow(draft, before, condition_of(str(element.get("visibleIf", "")), SURVEYJS)):
            element = {key: value for key, value in element.items() if key != "visibleIf"}
        _leave_unsupported(draft, where, element)


def _why_not(kind: str) -> str:
    return WITHOUT.get(kind, PlainMessage("There is no kind of answer here for '%(kind)s'.", kind=kind[:80]))


def _leave_inner(draft: DraftBuilder, inner: object, *, depth: int) -> None:
    """Write down the questions of a panel that is repeated, and those within them."""
    if isinstance(inner, dict) and depth <= DEEPEST:
        name = str(inner.get("name", ""))
        where = PlainMessage("question %(name)s", name=name[:70])
        if inner.get("type") == "panel":
            where = PlainMessage("panel %(name)s", name=name[:70])
        draft.leave(where, draft.main(named(said_in(inner.get("title") or inner.get("html")), name)), ASKED_ONCE)
        for key in ("elements", "templateElements"):
            for each in listed(inner.get(key)):
                _leave_inner(draft, each, depth=depth + 1)


def _take_rows(draft: DraftBuilder, element: Element, where: str, lead: Said) -> None:
    matrix = element.get("type") == "matrix"
    answer: Answer = choices(listed(element.get("columns"))) if matrix else OpenText()
    rows = listed(element.get("rows" if matrix else "items"))
    if not rows:
        draft.leave(where, draft.main(lead), NO_ROWS)
    for row in rows:
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
    known = {*SAID_ELSEWHERE, *added, *USED.get(str(element.get("type")), ()), *(("min", "max") * numeric)}
    if element.get("inputType") in {*NUMERIC, "date", "text"}:
        known.add("inputType")
    _leave_keys(draft, where, element, known=known, reasons=UNSUPPORTED)
    for option in (option for key in LISTS for option in listed(element.get(key)) if isinstance(option, dict)):
        code = str(option.get("value", option.get("name")))[:40]
        place = PlainMessage("%(where)s, row %(row)s", where=where, row=code)
        _leave_keys(draft, place, option, known=OF_AN_OPTION, reasons=UNSUPPORTED)


def _leave_keys(
    draft: DraftBuilder,
    where: str,
    element: Element,
    *,
    known: AbstractSet[str],
    reasons: Mapping[str, str],
    why: str = NOT_DONE,
) -> None:
    """Write down every key that says something and was not looked at, in each language it has words in."""
    for key, value in element.items():
        off = value is False and FALSE_ANYWAY.match(key)
        if key not in known and not off and value not in (None, "", [], {}):
            said = {} if isinstance(value, bool) else said_in(value)
            said = said or {"": json.dumps(value, ensure_ascii=False)}
            for text in dict.fromkeys(said.values()):
                draft.leave(where, f"{key}: {text}", reasons.get(key, why))


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
    "inputType": AS_WRITTEN,
    "visible": HIDDEN,
    "imageLink": NO_MEDIA,
    **dict.fromkeys(
        ("displayMode", "startWithNewLine", "width", "minWidth", "maxWidth", "titleLocation", "colCount"), OWN_LAYOUT
    ),
}
