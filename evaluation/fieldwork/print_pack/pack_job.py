"""A print pack as a job: a worker prints the cards that were issued when it was asked for."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from evaluation.domain.errors import Refused
from evaluation.fieldwork.paper.paper_forms import paper_forms
from evaluation.fieldwork.print_pack.pack_pdf import pack_pdf
from evaluation.fieldwork.print_pack.pack_request import PACK_FILE
from evaluation.fieldwork.print_pack.print_facts import Stack, print_facts
from evaluation.jobs.job_process import Step
from evaluation.models import Experiment
from evaluation.store.paper.print_packs import stacks_of
from evaluation.web.app import Services


def make_pack(services: Services, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:
    """Print poster, host script, the cards that were issued, and paper forms."""
    with services.database.reading() as db:
        row = db.get(Experiment, uuid.UUID(arguments["subject"]))
        if row is None:
            raise Refused("This experiment is no longer here, so nothing can be printed for it.")
        facts, forms = print_facts(db, row, base_url=services.settings.base_url), paper_forms(db, row)
    stacks = {Stack(stack): tokens for stack, tokens in stacks_of(arguments).items()}
    at = datetime.fromisoformat(arguments["asked_at"])
    (folder / PACK_FILE).write_bytes(pack_pdf(stacks, facts, at=at, paper=forms, step=step))
