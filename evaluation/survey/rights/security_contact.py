"""/.well-known/security.txt (RFC 9116): whom to tell of a hole, and until when that holds."""

import re
from datetime import datetime, time, timedelta

from flask import Blueprint, Response, abort
from sqlalchemy.orm import Session

from evaluation.store.studies.studies import all_studies
from evaluation.store.studies.who_asks import who_asks
from evaluation.web.access import public
from evaluation.web.app import services

pages = Blueprint("security_contact", __name__)
ADDRESS = "/.well-known/security.txt"
HOLDS_FOR = timedelta(days=90)
"""Each answer holds for so long, well below the year that the RFC asks for: a server that is left alone goes stale."""
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@pages.get(ADDRESS)
@public
def security_txt() -> Response:
    """Whom to tell; nothing is there where nobody has said so."""
    known = services()
    with known.database.reading() as db:
        contact = known.settings.security_contact or contact_of_studies(db)
    if not contact:
        abort(404)
    return Response(written(contact, base=known.settings.base_url, now=known.clock()), mimetype="text/plain")


def contact_of_studies(db: Session) -> str:
    """The first e-mail address of who asks in a study that is no example; empty where none is said."""
    said = [who_asks(study).contact for study in all_studies(db) if not study.is_example]
    found = (E_MAIL.search(contact) for contact in said)
    return next((f"mailto:{match[0]}" for match in found if match), "")


def written(contact: str, *, base: str, now: datetime) -> str:
    """The file, as the RFC has it."""
    until = datetime.combine((now + HOLDS_FOR).date(), time(), tzinfo=now.tzinfo)
    lines = {
        "Contact": contact,
        "Expires": f"{until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": "en, cy",
        "Canonical": f"{base}{ADDRESS}",
    }
    return "".join(f"{name}: {value}\r\n" for name, value in lines.items())
