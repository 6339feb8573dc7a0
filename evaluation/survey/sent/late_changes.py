"""What a receipt says of changes that came, or would have come, once what was sent took none any more."""

from flask import request

from evaluation.questionnaire.questionnaire_html import AskedVersion
from evaluation.store.responses.receipts import StoredReceipt


def changed_before(kept: StoredReceipt, asked: AskedVersion | None) -> str:
    """What Before is called, where changes to it came with this once it had closed; empty otherwise."""
    before = asked.version.wave("pre") if asked and kept.changed_with_it else None
    return before.title if before else ""


def is_closed_since(kept: StoredReceipt) -> bool:
    """Whether somebody who would have changed their answers was led here, since they take no change any more."""
    return "closed" in request.args and not kept.open
