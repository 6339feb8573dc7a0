"""The one cookie: after consent it lets the same phone find the same person again, if that person says so."""

import hmac
import uuid

from flask import Request, Response

from evaluation.app import parts
from evaluation.survey.addresses import tidied
from evaluation.survey.secret import secret

NAME = "weaving_phone"
SHARED = "shared"
"""What the cookie holds once a phone has been handed on: then it remembers nobody."""
LONGEST_ADDRESS = 120
SECONDS = 120 * 24 * 3600
"""Until the follow-up three months on."""


def remembered(sent: Request) -> uuid.UUID | None:
    """The participant that this phone remembers; None where there is none, or the cookie is not ours."""
    value, _, mark = sent.cookies.get(NAME, "").partition(".")
    if not mark or not hmac.compare_digest(_mark(value).encode(), mark.encode()):
        return None
    return uuid.UUID(value)


def is_shared(sent: Request) -> bool:
    """Whether this phone goes from person to person."""
    return sent.cookies.get(NAME) == SHARED


def remember(response: Response, sent: Request, *, words: str, participant: uuid.UUID) -> None:
    """Have the phone remember who agreed, unless it is handed from person to person."""
    if not is_shared(sent):
        _set(response, sent, words, f"{participant.hex}.{_mark(participant.hex)}")


def hand_on(response: Response, sent: Request, *, words: str) -> None:
    """Have the phone forget who answered, and remember nobody from now on."""
    _set(response, sent, words, SHARED)


def _set(response: Response, sent: Request, words: str, value: str) -> None:
    if words != tidied(words) or len(words) > LONGEST_ADDRESS:
        return  # no meeting has this address, so there is nothing to remember
    response.set_cookie(
        NAME, value, max_age=SECONDS, path=f"/{words}", httponly=True, samesite="Lax", secure=_secure(sent)
    )


def _secure(sent: Request) -> bool:
    """Whether phones reach us over https, also where a server in front of this one holds the certificate."""
    return sent.is_secure or parts().settings.base_url.startswith("https:")


def _mark(value: str) -> str:
    return hmac.digest(secret("cookies"), value.encode(), "sha256").hex()[:32]
