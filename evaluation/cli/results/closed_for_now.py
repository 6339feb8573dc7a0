"""Refusing to freeze what somebody has just closed and is told on the evening's page that it can be undone."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.models import Experiment
from evaluation.store.studies.studies import local
from evaluation.store.studies.wave_presses import TAKEN_BACK_FOR, closing_to_take_back
from evaluation.store.studies.waves import WAVE_WORDS
from evaluation.web.audit_log import COMMAND_LINE

NOT_YET = (
    "{title}: closing {wave} can be undone on its page until {until:%H:%M}, and freezing ends that. Wait until then, "
    "or say --at-once."
)


def refuse_closed_for_now(db: Session, experiments: Iterable[Experiment], *, now: datetime) -> None:
    """Refuse experiments of which somebody closed a wave that can still be opened by undoing it.

    Whoever closed it on the command line and freezes it there knows of it, and reads no page.
    """
    faults = []
    for each in experiments:
        press = closing_to_take_back(db, each, now=now)
        if press and press.actor != COMMAND_LINE.name:
            until = local(press.at + TAKEN_BACK_FOR, each.study)
            faults.append(NOT_YET.format(title=each.title, wave=WAVE_WORDS[press.kind], until=until))
    if faults:
        raise Refused(*faults)
