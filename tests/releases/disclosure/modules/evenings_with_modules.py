"""Evenings whose people also answered modules, on a real database."""

from sqlalchemy import select

from evaluation.models import Participant, Response
from evaluation.store.instruments.modules import choose_modules
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import waves_of
from tests.jobs.test_reports_as_jobs import ITEMS


def asked_after(fieldwork, title, *names, chapter="Caer", wave="post"):
    """An evening that asks modules, at which nobody has answered yet."""
    fieldwork.evening(title, 0, chapter=chapter)
    with fieldwork.database.transaction() as db:
        choose_modules(db, experiment_named(db, fieldwork.experiments[title].slug), wave=wave, names=names)


def came(fieldwork, title, size, **answers):
    """People come to it and answer, all of them these answers of modules."""
    fieldwork.evening(title, size, answering=ITEMS)
    give(fieldwork, title, size, **answers)


def give(fieldwork, title, size, *, wave="post", **answers):
    """So many of an evening's people who have answered no module yet give these answers."""
    with fieldwork.database.transaction() as db:
        row = waves_of(db, fieldwork.experiments[title])[wave]
        sent = select(Response).join(Participant, Participant.id == Response.participant_id)
        standing = sent.where(Response.wave_id == row.id, Participant.withdrawn_at.is_(None))
        blank = [each for each in db.scalars(standing.order_by(Response.id)) if set(each.answers) <= set(ITEMS)]
        for each in blank[:size]:
            each.answers = {**each.answers, **answers}
