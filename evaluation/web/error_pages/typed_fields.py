"""What somebody typed into a form that was not taken: to be copied, or to be sent again by one press."""

import re
from collections.abc import Iterator

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from evaluation.web.app import services
from evaluation.web.hosts.foreign_posts import is_foreign
from evaluation.web.unsent_form_labels import shown_fields

SECRET = re.compile(r"password|code|token|secret", re.IGNORECASE)
"""Names of fields that are never given back."""
OF_THE_PAGE = re.compile(r"same_press|seen|named|shown.*|keep\..*|sent|next|back|language", re.IGNORECASE)
NOT_TYPED = re.compile(r"[0-9a-f-]{16,}|y|yes|on|[01]|\{.*\}|\[.*\]", re.IGNORECASE | re.DOTALL)
"""What pages send by themselves: keys, ticks, and what a form was filled with."""


def form_sent() -> MultiDict[str, str]:
    """The form that was sent; none where it cannot be read, or a page of somebody else sent it."""
    if request.method != "POST" or is_foreign(request, services().settings.base_url):
        return MultiDict()
    try:
        return request.form
    except HTTPException:
        return MultiDict()


def typed_fields() -> dict[str, str]:
    """What was typed, by names that can be read; no password, no code."""
    return dict(shown_fields({"fields": list(_typed())}))


def _typed() -> Iterator[tuple[str, str]]:
    for name, values in form_sent().lists():
        text = "\n".join(values).replace("\r\n", "\n").strip()
        if not (SECRET.search(name) or OF_THE_PAGE.fullmatch(name) or NOT_TYPED.fullmatch(text)):
            yield name, text


def sendable_again() -> list[tuple[str, str]] | None:
    """All fields of the form, to be sent once more by a press; None where a password or a file was among them."""
    sent = form_sent()
    if not sent or any(SECRET.search(name) for name in sent if name != "csrf_token"):
        return None
    if any(file.filename for file in request.files.values()):
        return None
    return [(name, value) for name, values in sent.lists() for value in values]
