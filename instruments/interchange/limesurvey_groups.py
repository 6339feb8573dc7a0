"""What stands around the questions of a LimeSurvey structure: groups with their logic, and the words at both ends."""

from xml.etree.ElementTree import Element

from instruments.interchange.draft import DraftBuilder
from instruments.interchange.reasons import ALWAYS_SHOWN, ONE_ORDER
from instruments.messages import PlainMessage

OF_GROUPS = {
    "group_name": PlainMessage("Questions stand one after the other here, without groups or repeats."),
    "description": PlainMessage("A text to show asks nothing."),
    "grelevance": ALWAYS_SHOWN,
    "randomization_group": ONE_ORDER,
}
OWN_WORDS = PlainMessage("The words around the questions are the software's own, and those of the consent.")
OF_THE_SURVEY = dict.fromkeys(
    ("surveyls_description", "surveyls_welcometext", "surveyls_endtext", "surveyls_policy_notice"), OWN_WORDS
)
TABLES = (("groups", OF_GROUPS), ("group_l10ns", OF_GROUPS), ("surveys_languagesettings", OF_THE_SURVEY))


def leave_around(draft: DraftBuilder, root: Element) -> None:
    """Write down the names, words and logic of groups, and what a survey says before and after its questions."""
    for table, reasons in TABLES:
        for row in root.iterfind(f"{table}/rows/row"):
            cells = {cell.tag: (cell.text or "").strip() for cell in row}
            language = cells.get("language") or cells.get("surveyls_language") or ""
            where = f"{table} {cells.get('gid') or language}".strip()[:80]
            for column, why in reasons.items():
                if cells.get(column, "") not in {"", "0", "1"}:
                    named = f"{column} ({language})" if language else column
                    draft.leave(where, f"{named}: {cells[column]}", why)
