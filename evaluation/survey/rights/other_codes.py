"""What stays where answers are taken back: under another code, of whoever else answered here, or in a calendar."""

import uuid
from collections.abc import Collection

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.store.responses.join_page import evening_at
from evaluation.store.responses.remembered_people import known_people
from evaluation.store.responses.withdrawals import joined_by_others
from evaluation.store.studies.wave_windows import window_in
from evaluation.survey.cookie import is_marked_as_sent, remembered
from evaluation.survey.unsent_answers import moment_of, moment_there


def what_stays_under_other_codes(db: Session, people: Collection[uuid.UUID], *, words: str) -> list[str]:
    """A sentence for each form that is joined to those of some people, or was sent on this phone, and is not deleted.

    It tells of a phone where its cookie is sent: at the address of a meeting.
    """
    joined = [
        _("Another form is joined to yours. It was sent %(when)s and has another code.", when=moment_there(*each))
        for each in joined_by_others(db, people)
    ]
    stays = _("It stays: use that code to delete it too.")
    return [f"{said} {stays}" for said in (*joined, *_on_phone(db, people, words))]


def what_stays_in_a_calendar(db: Session, *, words: str) -> list[str]:
    """That the entry for the questions months later stays, where the receipt had one; we cannot take it out."""
    evening = evening_at(db, words) if words else None
    if evening is None or window_in(evening.options, "follow_up") is None:
        return []
    return [str(_("Did you put the later questions into your calendar? Delete that entry there yourself."))]


def _on_phone(db: Session, people: Collection[uuid.UUID], words: str) -> list[str]:
    """Of each form that this phone sent itself; what a person sent elsewhere, and when, is nobody's to learn by it."""
    evening = evening_at(db, words) if words and remembered(request).people else None
    if evening is None:
        return []
    others = [each for each in remembered(request).people if each not in people]
    return [
        _(
            "Another form was sent on this phone %(when)s. Its code ends in %(letters)s.",
            when=moment_of(step.at, evening),
            letters=person.token[-3:],
        )
        for person in known_people(db, others, experiment=evening.experiment)
        for step in person.steps
        if step.sent_at and is_marked_as_sent(request, step.response, step.sender)
    ]
