"""What LimeSurvey keeps of a question besides its words: attributes, of which a draft has limits and nothing else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from instruments.interchange.answers import Answer, Choices, Number, OpenText, whole
from instruments.interchange.draft import DraftBuilder
from instruments.interchange.reasons import (
    ONE_ORDER,
    ONE_STEP,
    OTHER_WORDS,
    OWN_LAYOUT,
    WHOLE_LIMITS,
    WHOLE_ONLY,
)
from instruments.messages import PlainMessage

Attributes = dict[str, dict[str, str]]
"""What is set of a question, by the name of the attribute and by language; settings of all languages have none."""

UNSET = frozenset({"", "0", "N"})
DEFAULTS = {
    "answer_order": "normal",
    "subquestion_order": "normal",
    "other_position": "default",
    "statistics_showgraph": "1",
    "time_limit_action": "1",
    "value_range_allows_missing": "1",
    "show_title": "1",
    "show_comment": "1",
    "max_num_of_files": "1",
    "slider_separator": "|",
    "slider_step": "1",
    "dropdown_dates_minute_step": "1",
    "location_mapzoom": "11",
    "location_mapwidth": "500",
    "location_mapheight": "300",
}
"""What LimeSurvey writes where nobody has set anything, besides nothing, 0 and N."""
LOGIC = PlainMessage("Rows and questions are not shown or left out by other answers here.")
HOW_MANY = PlainMessage("How many rows have to be answered, or to which sum, is not checked here.")
CHECKED = PlainMessage("Answers are only limited by whole numbers here; no formula is kept.")
NOT_TIMED = PlainMessage("No question ends after a time here.")
AROUND = PlainMessage("An answer has no words before or after it here.")
NOT_ITS_NUMBERS = PlainMessage("What other tools draw or count of answers is not set here.")
REASONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), why)
    for pattern, why in (
        (r"array_filter.*|exclude_all_others.*|commented_checkbox.*", LOGIC),
        (r"min_answers|max_answers|.*num_value(_sgqa)?|multiflexible_m.*", HOW_MANY),
        (r"em_validation_.*|input_boxes|location_.*", CHECKED),
        (r"random_.*|.*_order|alphasort|other_position.*|keep_codes_order", ONE_ORDER),
        (r"other_.*", OTHER_WORDS),
        (r".*num_value_n", WHOLE_LIMITS),
        (r"num_value_int_only", WHOLE_ONLY),
        (r"prefix|suffix", AROUND),
        (r"time_limit.*", NOT_TIMED),
        (r"statistics_.*|public_statistics|scale_export|save_as_default", NOT_ITS_NUMBERS),
        (r"relevance|hidden", ONE_STEP),
    )
)
LIMITS = ("min_num_value_n", "max_num_value_n")


def attributes_of(root: Element) -> dict[str, Attributes]:
    """The attributes of every question that somebody has set, by the question's id."""
    found: dict[str, Attributes] = {}
    for row in root.iterfind("question_attributes/rows/row"):
        cells = {cell.tag: (cell.text or "").strip() for cell in row}
        name, value = cells.get("attribute", ""), cells.get("value", "")
        unset = {""} if name in LIMITS else UNSET | {DEFAULTS.get(name, "")}
        if name and value not in unset:
            found.setdefault(cells.get("qid", ""), {}).setdefault(name, {})[cells.get("language", "")] = value
    return found


def is_hidden(attributes: Attributes) -> bool:
    """Whether a question is never shown to anybody."""
    return "hidden" in attributes


def limited(answer: Answer, attributes: Attributes) -> Answer:
    """A number within the limits that the attributes set, words of at most as many characters; others as they are."""
    if isinstance(answer, Number):
        low, high = (_whole(attributes, name) for name in LIMITS)
        return (
            answer
            if low is not None and high is not None and low > high
            else replace(answer, minimum=low, maximum=high)
        )
    if isinstance(answer, OpenText):
        most = _whole(attributes, "maximum_chars")
        return OpenText(most) if most is not None and most > 0 else answer
    return answer


def lone_option(attributes: Attributes) -> str:
    """The code of the option of several that is chosen alone; empty where there is none, or more than one."""
    codes = next(iter(attributes.get("exclude_all_others", {}).values()), "").split(";")
    return codes[0].strip() if len(codes) == 1 else ""


def leave_attributes(draft: DraftBuilder, where: str, answer: Answer, attributes: Attributes) -> None:
    """Write down what is set of a question and not taken in, once for each language it differs in."""
    taken = set(_taken(answer))
    for name, said in attributes.items():
        for value, language in dict(_by_value(said)).items() if name not in taken else ():
            named = f"{name} ({language})" if language else name
            draft.leave(where, f"{named}: {value}", _why(name))


def _taken(answer: Answer) -> Iterator[str]:
    if isinstance(answer, Number):
        yield "num_value_int_only"
        limits = (answer.minimum, answer.maximum)
        yield from (name for name, limit in zip(LIMITS, limits, strict=True) if limit is not None)
    if isinstance(answer, Choices) and answer.several and answer.exclusive:
        yield "exclude_all_others"
    if isinstance(answer, OpenText) and answer.maximum is not None:
        yield "maximum_chars"


def _by_value(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each value with its language, or with none where all languages have the same."""
    same = len(set(said.values())) == 1
    yield from ((value, "" if same else language) for language, value in said.items())


def _why(name: str) -> str:
    return next((why for pattern, why in REASONS if pattern.fullmatch(name)), OWN_LAYOUT)


def _whole(attributes: Attributes, name: str) -> int | None:
    return whole(next(iter(attributes.get(name, {}).values()), None))
