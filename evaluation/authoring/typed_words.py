"""What somebody typed into a form that can no longer be saved, to be copied from the page that says so."""

import json
from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

OURS = frozenset({
    *("csrf_token", "before", "counter", "then", "move", "place", "taken", "again", "sure", "looked"),
    *("row", "history", "change", "chosen", "order", "key", "waits"),
})  # fmt: skip
SHOWN = ("shown", "before.", "change.", "seen.", "of.", "again.", "class.", "place.")
"""What a form sends of its own, beside what is typed into it."""


def typed(sent: MultiDict[str, str]) -> dict[str, str]:
    """The texts of a form, by the name of their entry, that are other than when the form was shown."""
    before = _before(sent)
    texts = {name: " ".join(lines).replace("\r\n", "\n").strip() for name, lines in sent.lists() if _is_typed(name)}
    return {name: text for name, text in texts.items() if text and text != _shown(name, before, sent)}


def _is_typed(name: str) -> bool:
    return name not in OURS and not name.startswith(SHOWN)


def _shown(name: str, before: Mapping[str, object], sent: MultiDict[str, str]) -> str:
    was = before.get(name, sent.get(f"before.{name.partition('.')[2]}", ""))
    return str(was).replace("\r\n", "\n").strip()


def _before(sent: MultiDict[str, str]) -> Mapping[str, object]:
    try:
        found = json.loads(sent.get("before", "{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
