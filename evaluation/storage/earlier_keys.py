"""Keys that were replaced and are needed still: of the cookie on phones for a while, of the audit log for good."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from evaluation.storage.keys import fingerprint, key, there_is
from evaluation.storage.settings import Settings
from evaluation.store.log.key_marks import all_marks, when_noted

EARLIER_COOKIES = "cookies-earlier"
ACCEPTED_FOR = timedelta(days=120)
"""As long as a phone keeps its cookie: until the follow-up three months on."""
OF_LOG = "audit-until-"
"""How the key is called with which the audit log was written up to an entry; the entry's number follows."""


def earlier_cookie_key(db: Session, settings: Settings) -> tuple[bytes, datetime] | None:
    """The key that cookies were signed with before it was rotated, and until when it is accepted; None without one."""
    if not there_is(settings, EARLIER_COOKIES):
        return None
    since, held = when_noted(db, EARLIER_COOKIES), key(settings, EARLIER_COOKIES)
    if since is None or all_marks(db)[EARLIER_COOKIES] != fingerprint(EARLIER_COOKIES, held):
        return None
    return held, since + ACCEPTED_FOR


def earlier_log_keys(settings: Settings) -> dict[int, bytes]:
    """The keys that the audit log was written with before, each by the number of its last entry."""
    if not settings.keys.is_dir():
        return {}
    return log_keys_among({path.name: key(settings, path.name) for path in settings.keys.glob(f"{OF_LOG}*")})


def log_keys_among(keys: Mapping[str, bytes]) -> dict[int, bytes]:
    """Those of some keys, by name, that the audit log was written with before, each by the number of its last entry."""
    numbered = {name.removeprefix(OF_LOG): held for name, held in keys.items() if name.startswith(OF_LOG)}
    return {int(number): held for number, held in numbered.items() if number.isdecimal()}
