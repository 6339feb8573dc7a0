"""Which page follows a saved form: another part of the draft that was pressed, otherwise the form itself.

Where the form's own part is gone by then, it is the part next to it.
"""

import uuid
from urllib.parse import parse_qsl, urlencode

from flask import redirect, request, url_for
from werkzeug import Response

from evaluation.authoring.sections.section_list import exists
from instruments import Version


def leaves(draft: uuid.UUID) -> bool:
    """Whether a way to another page of the draft was pressed."""
    return request.form.get("then", "").startswith(url_for("authoring.editor.opened", draft=draft) + "/")


def next_page(draft: uuid.UUID, *, saved: str, stay: str) -> Response:
    """Go where a press leads, `stay` where none does; `saved` tells the page what a browser may forget."""
    address, _sep, query = (request.form["then"] if leaves(draft) else stay).partition("?")
    return redirect(f"{address}?{urlencode([*parse_qsl(query), ('saved', saved)])}", 303)


def nearest_part(before: Version, now: Version, table: str, name: str) -> tuple[str, str]:
    """A part as long as it is there; after that the item that followed it or came before, or the draft's titles."""
    if exists(now, table, name):
        return table, name
    order = [item.id for item in before.items] if table == "items" else []
    place = order.index(name) if name in order else 0
    there = [one for one in (*order[place:], *reversed(order[:place])) if one in now.items_by_id]
    items = [*there, *(item.id for item in now.items)]
    return ("items", items[0]) if items else ("about", "instrument")
