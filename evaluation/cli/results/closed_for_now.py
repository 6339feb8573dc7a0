"""Saying of what is frozen that somebody has just closed it, and read on its page that closing can be undone."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.models import Experiment
from evaluation.store.studies.studies import local
from evaluation.store.studies.wave_presses import TAKEN_BACK_FOR, closing_to_take_back
from evaluation.store.studies.waves import WAVE_WORDS
from evaluation.web.audit_log import COMMAND_LINE

NO_LONGER_UNDONE = "{title}: closing {wave} could be undone on its page until {until:%H:%M}; freezing ends that."


def closed_for_now(db: Session, experiments: Iterable[Experiment], *, now: datetime) -> list[str]:
    """A sentence for each experiment of which somebody closed a wave that can still be opened by undoing it.

    Whoever closed it on the command line and freezes it there knows of it, and reads no page.
    """
    said = []
    for each in experiments:
        press = closing_to_take_back(db, each, now=now)
        if press and press.actor != COMMAND_LINE.name:
            until = local(press.at + TAKEN_BACK_FOR, each.study)
            said.append(NO_LONGER_UNDONE.format(title=each.title, wave=WAVE_WORDS[press.kind], until=until))
    return said
