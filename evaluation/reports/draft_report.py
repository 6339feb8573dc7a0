"""A draft report: decided by the ledger, rounded and masked as a release is, and written into the ledger.

It differs from a release in what is kept: of a draft the ledger's page alone, and nobody's data are frozen by it.
"""

from collections.abc import Callable

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.uncollected import uncollected
from evaluation.impact_report.build.report import ImpactReport
from evaluation.reports.releasable_outcomes import printed_of, wanted_of
from evaluation.reports.releases.freeze_release import released_report, report_title
from evaluation.reports.single_answers.answer_files import source_of
from evaluation.storage.keys import key
from evaluation.store.releases.eligibility import choose_for_draft
from evaluation.store.releases.ledger_entries import keep_page
from evaluation.store.releases.release_frames import ANSWERS_CHANGED, release_frame
from evaluation.store.reports.gather import Gathered
from evaluation.web.app import Services


@uncollected()
def draft_report(
    services: Services, gather: Callable[[Session], Gathered], *, language_code: str = "en", hold_back: bool = False
) -> ImpactReport:
    """The report of what is gathered, of those whom the ledger lets it tell of; refused where it lets it tell nothing.

    `hold_back` holds others back by lot where somebody withdrew, for good.
    """
    now = services.clock()
    with services.database.reading() as db:
        gathered = gather(db)
        wanted = wanted_of(gathered, hold_back=hold_back)
        chosen = choose_for_draft(db, wanted, key=key(services.settings, "lots"), now=now)
        frame = release_frame(db, gathered, chosen, now=now)
        printed = printed_of(frame, gathered.alike.scales)
        source = source_of(db, gathered, chosen, frame, printed=printed)
    with services.database.transaction() as db:
        again = choose_for_draft(db, wanted, key=key(services.settings, "lots"), now=now)
        if not again.tells_the_same_as(chosen):
            raise Refused(ANSWERS_CHANGED)
        page, of = again.decision.page, gathered.experiments
        keep_page(db, gathered.study, page, experiments=of, title=report_title(gathered), now=now)
    return released_report(gathered, frame, printed, language_code=language_code, draft=True, source=source)
