"""How the elements of a SurveyJS questionnaire are answered, and what they say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from instruments.format_rules import MOST_IN_STRIP
from instruments.interchange.answers import Answer, Choices, Day, Number, OpenText, Said, whole
from instruments.interchange.languages import language_of
from instruments.interchange.reasons import NO_TIMES
from instruments.messages import PlainMessage

Element = dict[str, Any]


@dataclass(frozen=True)
class Special:
    """An option a question adds to its own when one of `keys` is true; its words may stand under `label`."""

    keys: tuple[str, str]
    code: str
    label: str
    words: str


SPECIAL = (
    Special(("hasNone", "showNoneItem"), "none", "noneText", "None"),
    Special(("showRefuseItem", "showRefuseItem"), "refused", "refuseText", "Refuse to answer"),
    Special(("showDontKnowItem", "showDontKnowItem"), "dontknow", "dontKnowText", "Don't know"),
    Special(("hasOther", "showOtherItem"), "other", "otherText", "Other (describe)"),
)

SEVERAL_OF = frozenset({"checkbox", "tagbox"})
NUMERIC = frozenset({"number", "range"})
DATED = frozenset({"date", "datetime", "datetime-local", "month", "time", "week"})


def _chosen(element: Element) -> Answer | str:
    if element.get("choicesByUrl") or element.get("choicesFromQuestion"):
        return PlainMessage("Options stand in the questionnaire itself here.")
    options = list(choices(listed(element.get("choices"))).options)
    added = [special for special in SPECIAL if any(element.get(key) is True for key in special.keys)]
    options += [(special.code, said_in(element.get(special.label)) or {"": special.words}) for special in added]
    if element.get("type") not in SEVERAL_OF:
        return Choices(tuple(options))
    codes = {special.code for special in added}
    alone, asks = ("none" if "none" in codes else ""), ("other" if "other" in codes else "")
    return Choices(tuple(options), several=True, exclusive=alone, specify=asks)


def _rated(element: Element) -> Answer | str:
    if element.get("rateValues"):
        return choices(listed(element["rateValues"]))
    low = whole(element.get("rateMin", 1))
    high = whole(element.get("rateMax", (low or 1) + (whole(element.get("rateCount")) or 5) - 1))
    if low is None or high is None or whole(element.get("rateStep", 1)) != 1 or not 0 < high - low < 100:
        return PlainMessage("Points are whole numbers one apart here.")
    ends = said_in(element.get("minRateDescription")), said_in(element.get("maxRateDescription"))
    if all(ends) and high - low < MOST_IN_STRIP:
        return Number(low, high, ends)
    return Choices(tuple((str(number), _end(element, number, low, high)) for number in range(low, high + 1)))


def _end(element: Element, number: int, low: int, high: int) -> Said:
    key = {low: "minRateDescription", high: "maxRateDescription"}.get(number, "")
    return said_in(element.get(key)) or {"": str(number)}


def _boolean(element: Element) -> Answer:
    yes, no = (str(element.get(key, word)).lower() for key, word in (("valueTrue", "true"), ("valueFalse", "false")))
    labels = said_in(element.get("labelTrue")) or {"": "Yes"}, said_in(element.get("labelFalse")) or {"": "No"}
    return Choices(((yes, labels[0]), (no, labels[1])))


def _written(element: Element) -> Answer | str:
    kind = str(element.get("inputType", "text"))
    if kind == "date":
        return Day()
    if kind in DATED:
        return NO_TIMES
    numeric = [
        rule for rule in listed(element.get("validators")) if isinstance(rule, dict) and rule.get("type") == "numeric"
    ]
    if kind in NUMERIC or numeric:
        rule = numeric[0] if numeric else {}
        low = whole(element.get("min", rule.get("minValue")))
        return Number(low, whole(element.get("max", rule.get("maxValue"))))
    longest = whole(element.get("maxLength"))
    return OpenText(longest if longest and 0 < longest <= 10_000 else None)


ANSWERS: dict[str, Callable[[Element], Answer | str]] = {
    "radiogroup": _chosen,
    "dropdown": _chosen,
    "buttongroup": _chosen,
    "checkbox": _chosen,
    "tagbox": _chosen,
    "rating": _rated,
    "boolean": _boolean,
    "text": _written,
    "comment": _written,
}
"""How a kind of element is answered, or in a sentence why that cannot be."""


def choices(options: list[Any]) -> Choices:
    """The choices of a list of bare values or of values with texts."""
    return Choices(tuple(option_of(option) for option in options))


def option_of(option: object) -> tuple[str, Said]:
    """A code with its words: a bare value, or one with a text of its own."""
    if isinstance(option, dict):
        code = _code(option.get("value"))
        return code, named(said_in(option.get("text")), code)
    return _code(option), {"": _code(option)}


def named(said: Said, name: str) -> Said:
    """Words that fall back on a name where they are not said in the first language, as the tool itself does."""
    return said if said.get("") or said.get("en") else {**said, "": name}


def _code(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def said_in(value: object) -> Said:
    """The words of a text or of a table of texts by language; languages nobody knows are left out."""
    if isinstance(value, dict):
        by_language = {
            "" if key == "default" else language_of(str(key)) or "?": str(text) for key, text in value.items()
        }
        return {language: text for language, text in by_language.items() if text.strip() and language != "?"}
    return {"": str(value)} if isinstance(value, str | int | float) and str(value).strip() else {}


def unknown_languages(value: object) -> Iterator[str]:
    """The languages nobody knows in which some text of a value is said."""
    if isinstance(value, dict) and "default" in value:
        yield from (str(key) for key in value if key != "default" and not language_of(str(key)))
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from unknown_languages(inner)


def words_in(value: object) -> str:
    """The words of a text in its first language, or in English, or in any."""
    said = said_in(value)
    return said.get("") or said.get("en") or next(iter(said.values()), "")


def listed(value: object) -> list[Any]:
    """The value itself where it is a list, and nothing otherwise."""
    return value if isinstance(value, list) else []
