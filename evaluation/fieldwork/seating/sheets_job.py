"""The printed sheets of a seating plan as a job, which a worker does."""

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evaluation.domain.errors import Refused
from evaluation.fieldwork.print_pack.print_facts import print_facts
from evaluation.fieldwork.seating.seating_pdf import seating_pdf
from evaluation.fieldwork.seating.sheets_request import SHEETS_FILE
from evaluation.jobs.job_process import Step
from evaluation.models import Experiment, SeatingVersion
from evaluation.seating.seating_plan import stored_plan
from evaluation.web.app import Services


def make_sheets(services: Services, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:
    """Print the tables of each round and a slip for each person."""
    with services.database.reading() as db:
        version = db.get(SeatingVersion, uuid.UUID(arguments["version"]))
        if version is None:
            raise Refused("This plan was taken back, so that there is nothing to print.")
        row = db.get_one(Experiment, version.experiment_id)
        plan, facts = stored_plan(version.plan), print_facts(db, row, base_url=services.settings.base_url)
    pdf = seating_pdf(plan, facts, at=version.made_at, first_round=version.first_round, step=step)
    (folder / SHEETS_FILE).write_bytes(pdf)
