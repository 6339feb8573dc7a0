"""What stands around the questions of a LimeSurvey structure: groups with their logic, and the words at both ends."""

from collections.abc import Collection
from xml.etree.ElementTree import Element

from instruments.interchange.answers import Said
from instruments.interchange.draft import DraftBuilder
from instruments.interchange.languages import NO_TAG, key_of, language_of, unknown
from instruments.interchange.reasons import NOT_GROUPED, OF_THE_TOOL, ONE_ORDER, ONE_STEP
from instruments.messages import PlainMessage

OF_GROUPS = {
    "group_name": NOT_GROUPED,
    "description": PlainMessage("A text to show asks nothing."),
    "grelevance": ONE_STEP,
    "randomization_group": ONE_ORDER,
}
WORDS_OF_GROUPS = frozenset({"group_name", "description"})
OWN_WORDS = PlainMessage("The words around the questions are the software's own, and those of the consent.")
OF_THE_SURVEY = dict.fromkeys(
    ("surveyls_description", "surveyls_welcometext", "surveyls_endtext", "surveyls_policy_notice"), OWN_WORDS
)
TABLES = (("groups", OF_GROUPS), ("group_l10ns", OF_GROUPS))
JOINING = frozenset(
    ["sid", "gsid", "language", "additional_languages", "surveyls_survey_id", "surveyls_language", "surveyls_title"]
)
UNUSED = frozenset({"", "N", "0", "I", "inherit", "-1"})
"""What stands in a setting that is not used, or that the survey has from those around it."""
NOT_USED = PlainMessage("Conditions, quotas and values set beforehand are not used here.")
NOT_QUESTIONS = ("conditions", "quota", "defaultvalue", "assessments", "survey_url_parameters", "plugin_settings")
"""How the tables begin that hold what is not used here."""


def groups_said(root: Element) -> dict[str, tuple[Said, Said]]:
    """The name and the description of each group, by its number."""
    said: dict[str, tuple[Said, Said]] = {}
    for table in ("groups", "group_l10ns"):
        for row in root.iterfind(f"{table}/rows/row"):
            cells = {cell.tag: (cell.text or "").strip() for cell in row}
            both = said.setdefault(cells.get("gid", ""), ({}, {}))
            for of, column in zip(both, ("group_name", "description"), strict=True):
                if cells.get(column):
                    of.setdefault(key_of(cells.get("language", "")), cells[column])
    return said


def tell_group(draft: DraftBuilder, group: str, said: tuple[Said, Said]) -> None:
    """Let the name of a group head its first question, and its description be read before that."""
    for words, column in zip(said, ("group_name", "description"), strict=True):
        if draft.main(words):
            draft.tell(f"groups {group}"[:80], words, OF_GROUPS[column], heading=column == "group_name")


def leave_around(draft: DraftBuilder, root: Element, *, headed: Collection[str]) -> None:
    """Write down the logic of groups, the words of those not `headed`, and what a survey is besides its questions."""
    _leave_settings(draft, root)
    for kept in root:
        for row in kept.iterfind("rows/row") if kept.tag.startswith(NOT_QUESTIONS) else ():
            draft.leave(kept.tag[:80], ", ".join((cell.text or "").strip() for cell in row), NOT_USED)
    for table, reasons in TABLES:
        for row in root.iterfind(f"{table}/rows/row"):
            cells = {cell.tag: (cell.text or "").strip() for cell in row}
            language = cells.get("language") or cells.get("surveyls_language") or ""
            where = f"{table} {cells.get('gid') or language}".strip()[:80]
            for column, why in reasons.items():
                stands_there = column in WORDS_OF_GROUPS and cells.get("gid", "") in headed
                if cells.get(column, "") not in {"", "0", "1"} and not stands_there:
                    named = f"{column} ({language})" if language else column
                    draft.leave(where, f"{named}: {cells[column]}", why)


def _leave_settings(draft: DraftBuilder, root: Element) -> None:
    """Write down how a survey is set, what it says around its questions, and the languages nobody knows."""
    for table, own in (("surveys", ""), ("surveys_languagesettings", "surveyls_language")):
        for row in root.iterfind(f"{table}/rows/row"):
            cells = {cell.tag: (cell.text or "").strip() for cell in row}
            language = cells.get(own, "")
            where = f"{table} {language}".strip()[:80]
            if language and not language_of(language):
                draft.leave(where, unknown(language), NO_TAG)
            for column, value in cells.items():
                titled = column == "surveyls_title" and language_of(language) != draft.language
                if value not in UNUSED and (column not in JOINING or titled):
                    draft.leave(where, f"{column}: {value}", OF_THE_SURVEY.get(column, OF_THE_TOOL))
