"""What a request brings by which rows of the database are known to be its own, for PostgreSQL's role of these pages."""

import uuid
from collections.abc import Iterator
from contextlib import suppress

from flask import g, has_request_context, request
from werkzeug.exceptions import HTTPException

from evaluation.domain.card_codes import normalise
from evaluation.survey.cookie import remembered
from evaluation.survey.join_address import identity, named_in

LONGEST = 120
"""Characters of what may be an identity or a code, as somebody may type it."""
MOST = 60
"""Of more, nobody's page brings any."""


def brought_identities() -> str:
    """The identities of forms and people, and the codes of cards, that the request under way brings."""
    if not has_request_context():
        return ""
    if "brought_identities" not in g:
        g.brought_identities = ",".join(list(dict.fromkeys(_brought()))[:MOST])
    found: str = g.brought_identities
    return found


def _brought() -> Iterator[str]:
    yield from map(str, remembered(request).people)
    for value in (request.view_args or {}).values():
        yield from (str(value),) if isinstance(value, uuid.UUID) else _read(str(value))
    with suppress(HTTPException):  # a body that is too long, which its page refuses
        for _name, values in request.values.lists():
            for value in values:
                yield from _read(value)


def _read(value: str) -> Iterator[str]:
    """What a value is: an identity, a code, or, as most are, neither."""
    if not 9 <= len(value) <= LONGEST:
        return
    if (known := identity(value)) is not None:
        yield str(known)
    elif (code := normalise(value) or normalise(named_in(value))) is not None:
        yield code
