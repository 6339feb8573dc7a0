"""The flow of a Qualtrics survey: in which order its blocks are asked, and everything in it that is more than that."""

from collections.abc import Iterator
from typing import Any

from instruments.interchange.draft import DraftBuilder
from instruments.interchange.reasons import ASKED_ONCE, NOT_ASKED, NOT_GROUPED, OF_THE_TOOL, ONE_ORDER, ONE_STEP
from instruments.messages import PlainMessage

Element = dict[str, Any]
BLOCKS = frozenset({"Block", "Standard", "Root"})
WHY = {
    "Branch": ONE_STEP,
    "BlockRandomizer": ONE_ORDER,
    "EmbeddedData": NOT_ASKED,
    "EndSurvey": PlainMessage("Everybody comes to the same end here."),
    "WebService": PlainMessage("Nothing is fetched from or sent to other services."),
    "Authenticator": PlainMessage("Nobody signs in to answer."),
    "Group": NOT_GROUPED,
    "QuotaCheck": PlainMessage("Nobody is turned away because of a quota here."),
}
OF_THE_SURVEY = {
    "QO": PlainMessage("Nobody is turned away because of a quota here."),
    "SCO": PlainMessage("Points for answers are not taken in; a scale is scored by its items here."),
    "TR": PlainMessage("No message is sent because of an answer."),
}
NO_PAGES = PlainMessage("Every question stands by itself here; there are no pages.")
NOT_SKIPPED = PlainMessage("Questions are not skipped because of other answers here.")
OWN_WORDS = PlainMessage("The words around the questions are the software's own, and those of the consent.")
OFF = frozenset({"", "false", "no", "none", "off", "null", "0", "http://"})
"""What a setting says that is not used."""
OTHER = PlainMessage("Questions are asked one after the other here, and a flow has no other parts.")
DEEPEST = 50
"""How deeply the parts of a flow may stand within each other."""


def flow_order(draft: DraftBuilder, elements: list[Element]) -> list[str]:
    """The ids of the blocks in the order they are asked, none where there is no flow; what else it holds is left."""
    flows = [one.get("Payload") for one in elements if one.get("Element") == "FL"]
    order = [str(part.get("ID")) for flow in flows for part in _walk(draft, flow, 0) if part.get("ID")]
    return list(dict.fromkeys(order))


def leave_of_survey(draft: DraftBuilder, elements: list[Element], described: object) -> None:
    """Write down quotas, points, messages, notes and settings, which stand beside the questions of a survey."""
    if described:
        draft.leave("survey", str(described), OWN_WORDS)
    for one in elements:
        _leave_notes(draft, one.get("Payload") if one.get("Element") == "NT" else None)
        _leave_settings(draft, one.get("Payload") if one.get("Element") == "SO" else None)
        why, payload = OF_THE_SURVEY.get(str(one.get("Element"))), one.get("Payload")
        if why and payload and not _is_empty(payload):
            draft.leave("survey", str(one.get("SecondaryAttribute") or one.get("PrimaryAttribute") or ""), why)


def _leave_notes(draft: DraftBuilder, payload: object) -> None:
    """Write down what its makers have noted at a question, but for what they have removed."""
    notes = payload.get("Notes") if isinstance(payload, dict) else None
    for note in notes if isinstance(notes, list) else ():
        if isinstance(note, dict) and note.get("Message") and str(note.get("Removed")).lower() != "true":
            draft.leave("note", str(note["Message"]), PlainMessage("Notes of its makers are not taken in."))


def _leave_settings(draft: DraftBuilder, payload: object) -> None:
    for name, value in payload.items() if isinstance(payload, dict) else ():
        if str(value).lower() not in OFF and value:
            draft.leave("survey", f"{name}: {value}", OF_THE_TOOL)


def leave_block_options(draft: DraftBuilder, block: Element) -> None:
    """Write down what a block is besides its place in the order: its name, random order, repeats, pages, skips."""
    named = str(block.get("Description") or block.get("ID") or "")
    where = PlainMessage("block %(name)s", name=named[:70])
    if named:
        draft.leave(where, named, NOT_GROUPED)
    options = block.get("Options")
    options = options if isinstance(options, dict) else {}
    mixed = options.get("RandomizeQuestions")
    if mixed not in {None, "", "false", "Off", False}:
        draft.leave(where, f"RandomizeQuestions: {mixed}", ONE_ORDER)
    looping = options.get("Looping")
    if looping not in {None, "", "None", False}:
        draft.leave(where, f"Looping: {looping}", ASKED_ONCE)
    within = block.get("BlockElements")
    listed = list(within.values()) if isinstance(within, dict) else within if isinstance(within, list) else []
    for skip in (skip for each in listed if isinstance(each, dict) for skip in _list(each.get("SkipLogic"))):
        if isinstance(skip, dict):
            to = f"SkipLogic: {skip.get('QuestionID')}, {skip.get('Condition')} > {skip.get('SkipToDestination')}"
            draft.leave(where, to, NOT_SKIPPED)
    pages = sum(isinstance(each, dict) and each.get("Type") == "Page Break" for each in listed)
    if pages:
        draft.leave(where, PlainMessage("%(count)s page breaks", count=pages), NO_PAGES)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _walk(draft: DraftBuilder, part: object, depth: int) -> Iterator[Element]:
    """Every block of a flow, in order; whatever else it holds is written down."""
    if not isinstance(part, dict) or depth > DEEPEST:
        return
    kind = str(part.get("Type", "Root" if depth == 0 else ""))
    if kind in BLOCKS:
        yield part
    else:
        where = PlainMessage("flow %(name)s", name=str(part.get("FlowID") or "")[:70])
        draft.leave(where, f"{kind}: {_detail(part)}".removesuffix(": "), WHY.get(kind, OTHER))
    inner = part.get("Flow")
    for each in inner if isinstance(inner, list) else ():
        yield from _walk(draft, each, depth + 1)


def _detail(part: Element) -> str:
    """What a part is about in a few words: the fields it notes, the address it asks, or its description."""
    fields = part.get("EmbeddedData")
    if isinstance(fields, list):
        return ", ".join(str(each.get("Field")) for each in fields if isinstance(each, dict))
    return str(part.get("Description") or part.get("URL") or part.get("EndingType") or "")


def _is_empty(payload: object) -> bool:
    """Whether a part of a survey holds nothing but settings of nothing: points without a category, no quota."""
    if not isinstance(payload, dict):
        return not payload
    return not any(payload.get(name) for name in ("ScoringCategories", "Quotas", "Logic", "QuotaName", "Name"))
