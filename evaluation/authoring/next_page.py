"""Which page follows a saved form: another part of the draft that was pressed, otherwise the form itself."""

import uuid
from urllib.parse import parse_qsl, urlencode

from flask import redirect, request, url_for
from werkzeug import Response


def leaves(draft: uuid.UUID) -> bool:
    """Whether a way to another page of the draft was pressed."""
    return request.form.get("then", "").startswith(url_for("authoring.editor.opened", draft=draft) + "/")


def next_page(draft: uuid.UUID, *, saved: str, stay: str) -> Response:
    """Go where a press leads, `stay` where none does; `saved` tells the page what a browser may forget."""
    address, _sep, query = (request.form["then"] if leaves(draft) else stay).partition("?")
    return redirect(f"{address}?{urlencode([*parse_qsl(query), ('saved', saved)])}", 303)
