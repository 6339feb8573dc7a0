"""What the command line does is written down: who, when and into which log; and ids as they are typed."""

import uuid

from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.storage.settings import Settings
from evaluation.store.log.actor import RecordedActor
from evaluation.web.audit_log import COMMAND_LINE, recording


def recorded_actor(settings: Settings) -> RecordedActor:
    """The command line, now."""
    return recording(settings, COMMAND_LINE, now=now_utc())


def identity(written: str) -> uuid.UUID:
    """An id as it was typed; refused where it cannot be one."""
    try:
        return uuid.UUID(written)
    except ValueError:
        raise Refused(f"{written!r} is not an id; copy one from the list as it stands there.") from None
