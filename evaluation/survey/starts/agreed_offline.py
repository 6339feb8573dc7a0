"""What somebody agreed to whose agreement never reached us, since they agreed while their phone had no signal."""

from datetime import datetime

from flask import request
from sqlalchemy.orm import Session

from evaluation.domain.answers_digest import BLANK
from evaluation.questionnaire.questionnaire_html import AskedVersion
from evaluation.store.responses.consents import Agreement, latest_consent
from evaluation.store.responses.join_page import Asking
from evaluation.store.responses.submission import Submission
from evaluation.survey.agreements import agreed_at, agreement_of, carried_over
from evaluation.survey.cookie import remembered
from evaluation.survey.starts.new_start import is_of_start_page


def agreed_offline(
    db: Session, asking: Asking, submission: Submission, *, asked: AskedVersion, now: datetime
) -> Agreement | None:
    """What stands in the address, or was agreed to on this phone as the form was begun that its script sends under an
    identity of its own; None where nobody has agreed, so that they are asked first.

    What answers no question and comes from no start page, such as fields that no form of ours has, is of nobody.
    """
    if submission.digest == BLANK and not is_of_start_page(submission.words, submission.wave, submission.response):
        return None
    begun_at = agreed_at(request.form, asking, now=now)
    agreement = agreement_of(request.args, asked.version, languages=asked.languages, now=begun_at)
    if agreement.consent_version is not None:
        return agreement
    earlier = latest_consent(db, remembered(request).people, asking)
    return carried_over(agreement, earlier) if earlier else None
