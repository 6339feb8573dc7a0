"""Where a page leads that says why something cannot be done with an instrument, and what was typed, to be copied."""

from typing import Any

from flask import globals as flask_globals
from flask import request, url_for
from flask_babel import gettext as _

from evaluation.authoring.typed_words import typed

A_FILE = "/po"
"""How the address of a file ends, to which nothing leads back."""


def way_back(*, is_damaged: bool = False) -> dict[str, Any]:
    """The page that was pressed on, or the nearest above it, with what was typed; nothing outside these pages.

    From what is damaged it is the list of instruments: the pages of the version and of its drafts may not open either.
    """
    if not (request.blueprint or "").startswith("authoring"):
        return {}
    draft = None if is_damaged else (request.view_args or {}).get("draft")
    lowest = url_for("authoring.editor.opened", draft=draft) if draft else url_for("authoring.overview.listed")
    back_to = _("Back to the draft") if draft else _("Back to the instruments")
    return {
        "back": lowest if is_damaged else _nearest(lowest.removeprefix(request.script_root)),
        "back_to": back_to,
        "typed": typed(request.form),
    }


def _nearest(lowest: str) -> str:
    pages = flask_globals.request_ctx.url_adapter
    path = request.path if request.method == "POST" else request.path.rpartition("/")[0]
    while pages and len(path) > len(lowest) and (path.endswith(A_FILE) or not pages.test(path, method="GET")):
        path = path.rpartition("/")[0]
    return request.script_root + (path if len(path) > len(lowest) else lowest)
