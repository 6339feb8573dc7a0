"""One press does one thing: a form carries an identity, by which a press that comes twice is known the second time."""

import hmac
import uuid
from base64 import urlsafe_b64encode

from flask import current_app, request

from evaluation.web.current_user import me

FIELD = "same_press"
"""The field in which a page sends the identity that it gave to its form."""


def fresh_press() -> str:
    """An identity for a form that is being shown."""
    return str(uuid.uuid4())


def identity_of_press(*about: str) -> uuid.UUID:
    """The identity of what this press makes: the same for the same form sent again by me with the same answers."""
    sent = request.form.get(FIELD)
    if not sent:
        return uuid.uuid4()
    return uuid.uuid5(me().id, "\n".join([str(request.path), sent, *about]))


def secret_of_press(kind: str, *about: str, length: int = 24) -> str:
    """A secret of some kind, of `length` random bytes, that only we can tell from the press.

    Nobody can where its form carried no identity.
    """
    ours = bytes.fromhex(str(current_app.secret_key))
    made = hmac.digest(ours, f"{kind} {identity_of_press(*about)}".encode(), "sha256")[:length]
    return urlsafe_b64encode(made).decode().rstrip("=")
