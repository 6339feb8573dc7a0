"""That somebody has sent After, from when on what they sent before it takes no change any more."""

from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select

from evaluation.models import Response, Wave

AFTER = "post"
BEFORE_IT = ("pretest", "pre")
"""The waves that whoever has sent After neither begins nor changes."""


def after_sent_at(participant: ColumnElement[object], kind: ColumnElement[str]) -> ScalarSelect[datetime]:
    """When the participant of a row last sent After, where the row's wave comes before it; NULL otherwise."""
    response, wave = Response.__table__.alias("after_response"), Wave.__table__.alias("after_wave")
    comes_before = or_(*(kind == each for each in BEFORE_IT))
    return (
        select(func.max(response.c.submitted_at))
        .join(wave, wave.c.id == response.c.wave_id)
        .where(response.c.participant_id == participant, wave.c.kind == AFTER, comes_before)
        .scalar_subquery()
    )
