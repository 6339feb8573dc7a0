"""What the page that asks once more sends back with a press: signed, so that no time that a phone claims decides."""

import hmac
from datetime import datetime, timedelta

from flask import request

from evaluation.survey.rights.pressed_too_soon import asked_at, moment_asked
from evaluation.survey.signing_key import secret

SIGNATURE = "shown"
"""What the form calls the mark that only the page that asked about this code has."""
ASKED_WITHIN = timedelta(hours=24)
"""How long the page that asks can be pressed: after that it asks again."""


def signature_of(token: str, *, asked: int, forms: int) -> str:
    """The mark of a page that asks about the forms under a code, of the moment when it was made."""
    said = f"withdrawal asked {token} {forms} {asked}"
    return hmac.new(secret("cookies"), said.encode(), "sha256").hexdigest()[:32]


def is_asked(token: str, *, now: datetime) -> bool:
    """Whether this comes from the page that asked about this code, made here and not long ago, nor in time to come."""
    asked, forms = asked_at(), forms_shown()
    if asked is None or forms is None or not 0 <= moment_asked(now) - asked <= ASKED_WITHIN.total_seconds() * 1000:
        return False
    sent = request.form.get(SIGNATURE, "")
    return sent.isascii() and hmac.compare_digest(sent, signature_of(token, asked=asked, forms=forms))


def forms_shown() -> int | None:
    """Of how many forms the page that asked told; None where nothing sensible is said."""
    forms = request.form.get("forms", "")
    return int(forms) if forms.isascii() and forms.isdecimal() and len(forms) < 4 else None
