"""Which responses answer anything: a form sent with nothing answered counts nowhere.

Answered means a number for one question of an outcome at least, of the version that was answered; "I'd rather not say"
to everything is no answer.
"""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

import instruments
from analysis.io.frames import answered_rows
from analysis.scoring.scoring import scales_from_key
from evaluation.models import InstrumentVersion
from evaluation.store.instruments.intact_texts import version_of_row


def answering(db: Session, frame: pd.DataFrame) -> "pd.Series[bool]":
    """Whether each row of a frame of responses (`store.reports.frames`) answers anything."""
    found = pd.Series(data=False, index=frame.index)
    asked = frame["instrument"].astype(str) + "/" + frame["version"].astype(str)
    for row in db.scalars(select(InstrumentVersion).where(InstrumentVersion.instrument.in_(set(frame["instrument"])))):
        named = f"{row.instrument}/{row.number}"
        rows = frame[asked == named]
        if len(rows):
            found[rows.index] = answered_rows(rows, scales_from_key(instruments.scoring_key(version_of_row(db, row))))
    return found


def answered(db: Session, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a frame of responses that answer anything."""
    return frame[answering(db, frame)].reset_index(drop=True)
