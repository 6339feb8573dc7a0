"""The types of rows and the columns of XLSForms, in whatever spelling, and why some of them do not come along."""

import re

from instruments.interchange.reasons import (
    ASKED_ONCE,
    EMPTY_AT_FIRST,
    NO_MEDIA,
    NO_RANKS,
    NO_SUMS,
    NOT_ASKED,
    NOT_GROUPED,
    NOTE,
    ONE_STEP,
    OWN_LAYOUT,
    VOLUNTARY,
    WHOLE_LIMITS,
    WORDS_AND_FORMAT,
)
from instruments.messages import PlainMessage

ONE = re.compile(
    r"(?:add |q )?select(?:[ _]one|1)(?: prompt)?(?: from| using)? "
    r"(?P<list>\S+)(?P<other> or[ _](?:specify[ _])?other)?"
)
NUMBERS = frozenset(
    {
        "integer",
        "int",
        "decimal",
        "percentage",
        "add integer prompt",
        "add decimal prompt",
        "q int",
        "q decimal",
        "range",
    }
)
WORDS = frozenset({"text", "string", "q string", "add text prompt", "phone number", "phonenumber", "email", "url"})
MULTIPLE = re.compile(
    r"(?:add )?select[ _](?:multiple|all)(?: prompt)?(?: from| using| that apply from)? "
    r"(?P<list>\S+)(?P<other> or[ _](?:specify[ _])?other)?"
)
RANKED = re.compile(r"odk:rank|rank\b")
SILENT = frozenset(
    [
        "start",
        "end",
        "today",
        "deviceid",
        "subscriberid",
        "simserial",
        "phonenumber",
        "username",
        "email",
        "audit",
        "calculate",
        "hidden",
        "start-geopoint",
        "background-audio",
        "xml-external",
        "csv-external",
    ]
)

GROUP = re.compile(r"(begin|end)[ _]")
WORDS_AND_NAMES = frozenset({"type", "name", "label", "disabled"})
UNSUPPORTED = {
    "relevant": ONE_STEP,
    "required": VOLUNTARY,
    "constraint": WHOLE_LIMITS,
    "constraint_message": PlainMessage("Messages about limits are the software's own."),
    "required_message": VOLUNTARY,
    "default": EMPTY_AT_FIRST,
    "hint": PlainMessage("A question has a lead-in and a text, and no hint."),
    "guidance_hint": PlainMessage("A question has a lead-in and a text, and no hint."),
    "appearance": OWN_LAYOUT,
    "calculation": NO_SUMS,
    "choice_filter": PlainMessage("The options of a question do not depend on other answers."),
    "read_only": PlainMessage("Every question can be answered here."),
    "repeat_count": ASKED_ONCE,
    "parameters": WORDS_AND_FORMAT,
    "image": NO_MEDIA,
    "audio": NO_MEDIA,
    "big-image": NO_MEDIA,
    "video": NO_MEDIA,
}
NAMING = frozenset({"form_title", "title", "form_id", "id_string", "version", "default_language"})
"""Settings that name the form and its first language; a draft has a name and a number of its own."""


def why_not(kind: str) -> str:
    """Why a row of this type asks nothing here."""
    if RANKED.match(kind):
        return NO_RANKS
    if GROUP.match(kind):
        return NOT_GROUPED
    if kind in SILENT or kind.startswith(("get ", "set ")):
        return NOT_ASKED
    if kind == "note":
        return NOTE
    return PlainMessage("There is no kind of answer here for the type '%(kind)s'.", kind=kind[:80])
