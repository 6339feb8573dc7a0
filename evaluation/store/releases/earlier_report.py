"""What can be done where a few have come or gone since a report: for a new one, and with that one until then."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Experiment, Release, State
from evaluation.store.releases.ledger_entries import LedgerEntry
from evaluation.store.releases.releases import ReleaseStanding, release_standing
from evaluation.store.responses.promised_days import withdrawn_since
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.waves import waves_of

WAIT = "Ask again once at least {below} people have answered since; {until_then}"
NOBODY_MORE = (
    "That is closed, and nobody answers there any more: once at least {below} people have answered since at another "
    "evening of the chapter, ask for both together; {until_then}"
)
HOLD_BACK = (
    "Who cannot wait asks whoever runs the server to hold others back by lot, for good, and to report on the rest: "
    "`weaving {verb} --hold-back`."
)
HELD_BACK = "Holding others back by lot, as was asked for, would leave fewer than {below} people to tell of."
STANDS = "until then the earlier one stands."
NOT_SHOWN = (
    "until then no report of this can be shown: answers that may be in the earlier one were taken back since, and from "
    "the difference between it and a new one it could be worked out what one person answered."
)
NOT_PUT_OUT = (
    "until then its chapters see the earlier one, which does not go out: answers that may be in it were taken back "
    "since."
)
DRAFT_TAKEN_BACK = (
    "until then there is no report of this to use: answers that may be in the earlier one were taken back since."
)


def way_on(
    db: Session, experiments: Sequence[Experiment], earlier: LedgerEntry, *, below: int, verb: str, held_back: bool
) -> str:
    """To wait, unless all is closed; or to hold others back, which is not advised again where it was asked for and did
    not help. Until then the earlier report stands, or why it does not.
    """
    over = all(state_of(each, waves_of(db, each)) in (State.CLOSED, State.FROZEN) for each in experiments)
    advice = f"{NOBODY_MORE if over else WAIT} {HELD_BACK if held_back else HOLD_BACK}"
    until_then = _until_then(db, experiments[0].study_id, earlier)
    return advice.format(below=below, verb=verb, until_then=until_then)


def _until_then(db: Session, study: uuid.UUID, earlier: LedgerEntry) -> str:
    """Whether an earlier report of a study can be used until a new one is made, and if not, why; what is out stays."""
    used = [uuid.UUID(each) for each in earlier.page.used]
    if not withdrawn_since(db, used, earlier.at):
        return STANDS
    if earlier.release is None:
        return DRAFT_TAKEN_BACK
    found = select(Release).filter_by(study_id=study, number=earlier.release)
    standing = release_standing(db, db.scalars(found).one())
    return {ReleaseStanding.DRAFT: NOT_SHOWN, ReleaseStanding.SHOWN: NOT_PUT_OUT}.get(standing, STANDS)
