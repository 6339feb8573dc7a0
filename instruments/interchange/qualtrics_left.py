"""What a Qualtrics question has besides its words and answers, each of it written down."""

from collections.abc import Iterator
from typing import Any

from instruments.interchange.draft import DraftBuilder
from instruments.interchange.languages import NO_TAG, language_of, unknown
from instruments.interchange.qualtrics_flow import NOT_SKIPPED, OFF
from instruments.interchange.reasons import (
    AS_WRITTEN,
    EMPTY_AT_FIRST,
    NO_MEDIA,
    NO_SCRIPT,
    NOT_GROUPED,
    ONE_STEP,
    OPTION_ORDER,
    OTHER_WORDS,
    OWN_LAYOUT,
    VOLUNTARY,
    WHOLE_ONLY,
    WORDS_AND_FORMAT,
)
from instruments.messages import PlainMessage

Question = dict[str, Any]

REASONS = {
    "DisplayLogic": ONE_STEP,
    "InPageDisplayLogic": ONE_STEP,
    "SkipLogic": NOT_SKIPPED,
    "QuestionJS": NO_SCRIPT,
    "Randomization": PlainMessage("Options and rows have one order here, since order is part of an instrument."),
    "AnswerRandomization": OPTION_ORDER,
    "DefaultChoices": EMPTY_AT_FIRST,
    "ChoiceGroups": NOT_GROUPED,
    "ChoiceGroupOrder": NOT_GROUPED,
    "ColumnLabels": OWN_LAYOUT,
}
TAKEN = frozenset(
    [
        *("QuestionText", "QuestionText_Unsafe", "DataExportTag", "QuestionType", "Selector", "SubSelector"),
        *("QuestionID", "QuestionDescription", "NextChoiceId", "NextAnswerId", "ChoiceOrder", "AnswerOrder"),
        *("Choices", "Answers", "RecodeValues", "Language", "Labels", "DataVisibility", "Configuration", "Validation"),
        *("ChoiceDataExportTags", "NumberOfQuestions", "ClarifyingSymbolType", "GradingData"),
    ]
)
"""Keys that the words, the answers and the order come from, that are looked at by themselves, or that only count."""
STANDARD = {
    "QuestionDescriptionOption": "UseText",
    "TextPosition": "inline",
    "ChoiceColumnWidth": "25",
    "RepeatHeaders": "none",
    "LabelPosition": "BELOW",
    "MobileFirst": "True",
    "CustomStart": "True",
    "ShowValue": "True",
}
OF_AN_ANSWER = frozenset({"CSSliderMin", "CSSliderMax", "NumDecimals"})
OF_A_CHOICE = {
    "DisplayLogic": ONE_STEP,
    "Image": NO_MEDIA,
    "TextEntryValidation": AS_WRITTEN,
    "TextEntryLength": OWN_LAYOUT,
    "TextEntrySize": OWN_LAYOUT,
}
NO_CHECKS = frozenset({"None", "", "ValidNumber", "ValidDate", "ContentType"})
"""What a question says of checks where it has none, or one that a number has here too."""
CHECKS = ("MinChars", "MaxChars", "TotalChars", "MinChoices", "MaxChoices", "ChoiceTotal", "CustomValidation")


def leave_of_question(draft: DraftBuilder, where: str, question: Question) -> None:
    """Write down the logic, the checks, the layout and everything else of a question that has come along."""
    for key, value in question.items():
        if key not in TAKEN and value and str(value).lower() not in OFF:
            draft.leave(where, key, REASONS.get(key, WORDS_AND_FORMAT))
    _leave_setup(draft, where, question)
    _leave_checks(draft, where, _table(_table(question.get("Validation")).get("Settings")))
    for name in _table(question.get("Language")):
        if not language_of(str(name)):
            draft.leave(where, unknown(str(name)), NO_TAG)
    for column in ("Choices", "Answers"):
        for key, choice in _pairs(question.get(column)):
            _leave_of_choice(draft, where, key, choice)


def _leave_setup(draft: DraftBuilder, where: str, question: Question) -> None:
    """Write down how a question is laid out, and the label its makers have given it."""
    setup = _table(question.get("Configuration"))
    for key, value in setup.items():
        if key not in OF_AN_ANSWER and STANDARD.get(key) != str(value) and str(value).lower() not in OFF:
            draft.leave(where, f"Configuration {key}: {value}", OWN_LAYOUT)
    if setup.get("QuestionDescriptionOption") == "SpecifyLabel":
        draft.leave(where, f"QuestionDescription: {question.get('QuestionDescription')}", WORDS_AND_FORMAT)
    if str(setup.get("NumDecimals", "0")) != "0":
        draft.leave(where, PlainMessage("decimals"), WHOLE_ONLY)


def leave_words_of_rows(draft: DraftBuilder, where: str, rows: object) -> None:
    """Write down that rows of a table ask for words of their own."""
    for key, row in _pairs(rows):
        if str(row.get("TextEntry") or "").lower() not in OFF:
            draft.leave(where, PlainMessage("the words for option %(code)s", code=key), OTHER_WORDS)


def leave_middle_labels(draft: DraftBuilder, where: str, labels: list[str]) -> None:
    """Write down the labels of a slider between those at its ends."""
    for label in labels[1:-1]:
        why = PlainMessage("Only the two ends have labels here.")
        draft.leave(where, PlainMessage("the middle label '%(label)s'", label=label[:80]), why)


def _leave_of_choice(draft: DraftBuilder, where: str, key: str, choice: Question) -> None:
    for mark, why in OF_A_CHOICE.items():
        value = choice.get(mark)
        if value and str(value).lower() not in OFF:
            shown = mark if isinstance(value, dict) else f"{mark}: {value}"
            draft.leave(where, PlainMessage("option %(code)s", code=f"{key}, {shown}"[:200]), why)


def _leave_checks(draft: DraftBuilder, where: str, settings: Question) -> None:
    asks = settings.get("ForceResponse")
    if asks in {"ON", "RequestResponse"}:
        draft.leave(where, "ForceResponse" if asks == "ON" else str(asks), VOLUNTARY)
    checks = {str(settings.get(name)) for name in ("Type", "ContentType")} - NO_CHECKS
    if checks:
        draft.leave(where, f"Validation: {', '.join(sorted(checks))}", AS_WRITTEN)
    for name in CHECKS:
        if settings.get(name) and str(settings[name]).lower() not in OFF:
            shown = name if isinstance(settings[name], dict) else f"{name}: {settings[name]}"
            draft.leave(where, shown, AS_WRITTEN)


def _pairs(value: object) -> Iterator[tuple[str, Question]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    yield from ((str(key), one) for key, one in pairs if isinstance(one, dict))


def _table(value: object) -> Question:
    return value if isinstance(value, dict) else {}
