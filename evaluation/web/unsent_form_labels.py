"""What was sent and did not arrive, in words: which form it was and what stood in it."""

import re
from typing import Any

from flask_babel import gettext as _

from evaluation.web.state_labels import button_label

UNSAID = {"before", "press", "counter", "again", "change", "same_press", "another"}
"""Fields that pages send and nobody fills in."""
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What a page sends in the place of a name, such as a chapter's."""
MOVES = {"waves.open_one": "open", "waves.close_one": "close", "waves.reopen_one": "reopen"}


def what_it_was(kept: dict[str, Any]) -> str:
    """The form or the button, as its page calls it."""
    endpoint, arguments = kept["endpoint"], kept["arguments"]
    if endpoint in MOVES:
        return button_label(arguments.get("kind", ""), MOVES[endpoint])
    words: dict[str, str] = {
        "waves.undo": _("Undo the last press"),
        "waves.hold": _("Hold After") if arguments.get("move") == "on" else _("End the hold"),
        "record.keep": _("Record of the event"),
        "arranging.keep": _("Change this evening"),
        "beginning.new": _("New experiment"),
        "pack.pack": _("Print pack"),
        "people.people": _("Invite somebody"),
        "authoring.editor.save": _("Draft: %(part)s", part=arguments.get("name", "")),
        "authoring.publishing.reasons": _("Reasons for changes"),
    }
    return words.get(endpoint, "")


def shown_fields(kept: dict[str, Any]) -> list[tuple[str, str]]:
    """What somebody filled in, by names that can be read."""
    return [
        (name.replace("_", " ").replace(".", " ").strip().capitalize(), value)
        for name, value in kept["fields"]
        if value.strip() and name.partition(".")[0] not in UNSAID and not KEY.fullmatch(value)
    ]
