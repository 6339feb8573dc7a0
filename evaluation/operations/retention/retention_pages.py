"""The administrator's page about keeping: what ends when, how much is due, whose copies have to go, and the button."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.jobs.queue import open_queue
from evaluation.models import Account, Job
from evaluation.operations.retention.retention_job import ask_for_retention, latest_retention
from evaluation.operations.retention.retention_runs import RetentionPlan, retention_plan
from evaluation.store.log.audit_entries import is_noted
from evaluation.store.reports.recalled_jobs import RecalledJob, recalled_jobs
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import me
from evaluation.web.scope import log_action

pages = Blueprint("retention", __name__)
CONFIRMED, ASKED_FOR = "confirmed", "retention asked for"
DUE_LABELS = {
    "sessions": _l("Sessions that are over"),
    "invitations": _l("Invitations that nobody used"),
    "resets": _l("Resets of a sign-in, long over"),
    "phone marks": _l("Marks of phones that sent answers"),
    "attempts": _l("Counts of tries"),
    "files": _l("Files that were made long ago"),
    "jobs": _l("Notes of old jobs"),
    "accounts": _l("Names of people who have left"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingShown:
    """All that the page shows."""

    plan: RetentionPlan
    recalled: list[RecalledJob]
    names: dict[uuid.UUID, str]
    latest: Job | None

    @property
    def due(self) -> list[tuple[str, int]]:
        """What needs nobody's decision and is due, in words, with how much of it."""
        return [(str(label), self.plan.due[name]) for name, label in DUE_LABELS.items() if self.plan.due[name]]

    @property
    def is_anything_due(self) -> bool:
        """Whether there is anything to end."""
        return bool(self.due or self.plan.due_studies)

    def takers(self, recalled: RecalledJob) -> list[str]:
        """Who downloaded a file before it was taken away, by name."""
        return [
            self.names.get(copy.account_id, copy.actor) if copy.account_id else copy.actor for copy in recalled.copies
        ]


@pages.get("/retention")
@action("retention.run")
def shown() -> str:
    """What is kept until when, and how much is due."""
    return _page()


@pages.post("/retention")
@action("retention.run")
def run() -> Response | tuple[str, int]:
    """Ask for what is due to be ended, once whoever presses has said that they mean it."""
    if CONFIRMED not in request.form:
        return _page(fault=_("Tick that you mean it: what is deleted cannot be brought back.")), 422
    queue = open_queue(services().settings)
    try:
        job = ask_for_retention(services(), queue, account=me().id, by=me().name or me().email)
    finally:
        queue.close()
    with services().database.transaction() as db:
        if not is_noted(db, "retention", ASKED_FOR, job=str(job.id)):
            log_action(db, "retention", ASKED_FOR, job=str(job.id))
    flash(_("It is being done. This page says how it went."))
    return redirect(url_for("retention.shown"), 303)


def _page(fault: str = "") -> str:
    now = services().clock()
    plan = retention_plan(services())
    with services().database.reading() as db:
        recalled = recalled_jobs(db, now=now)
        page = KeepingShown(plan=plan, recalled=recalled, names=_names(db, recalled), latest=latest_retention(db))
    return render_template("operations/retention.html", page=page, fault=fault, confirmed=CONFIRMED)


def _names(db: Session, recalled: Iterable[RecalledJob]) -> dict[uuid.UUID, str]:
    ids = {copy.account_id for each in recalled for copy in each.copies if copy.account_id}
    accounts = [account for each in ids if (account := db.get(Account, each)) is not None]
    return {account.id: account.name or account.email for account in accounts}
