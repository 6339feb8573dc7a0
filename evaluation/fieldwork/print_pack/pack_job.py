"""A print pack as a job: a worker prints the cards that were issued when it was asked for."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.fieldwork.paper.paper_forms import numbered_forms, paper_forms
from evaluation.fieldwork.print_pack.pack_pdf import pack_pdf
from evaluation.fieldwork.print_pack.pack_request import PACK_FILE
from evaluation.fieldwork.print_pack.print_facts import Stack, print_facts
from evaluation.fieldwork.print_pack.printed_facts import write_facts
from evaluation.jobs.job_process import Step
from evaluation.models import Experiment
from evaluation.store.instruments.modules import refuse_damaged
from evaluation.store.linking.cards import has_host_cards
from evaluation.store.paper.print_packs import NUMBERED, PrintedPart, PrintSize, first_number, size_of, stacks_of
from evaluation.web.app import Services


def make_pack(services: Services, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:
    """Print poster, host script, the cards that were issued, and paper forms; or one of these alone."""
    stacks = {Stack(stack): tokens for stack, tokens in stacks_of(arguments).items()}
    at, size = datetime.fromisoformat(arguments["asked_at"]), size_of(arguments)
    with services.database.reading() as db:
        row = db.get(Experiment, uuid.UUID(arguments["subject"]))
        if row is None:
            raise Refused("This experiment is no longer here, so nothing can be printed for it.")
        refuse_damaged(db, row)
        facts, two = print_facts(db, row, base_url=services.settings.base_url), has_host_cards(db, row)
        forms = _forms(db, row, size, first=first_number(arguments))
        write_facts(db, row, facts, folder)
    in_language = facts.only_in(size.language) if size.language in facts.languages else facts
    made = pack_pdf(
        stacks, in_language, at=at, part=size.part, copies=size.copies, two_stacks=two, paper=forms, step=step
    )
    (folder / PACK_FILE).write_bytes(made)


def _forms(db: Session, row: Experiment, size: PrintSize, *, first: int) -> list[str]:
    """The paper forms of a whole pack, to be copied; or as many as were asked for, numbered."""
    if size.part is PrintedPart.WHOLE:
        return paper_forms(db, row)
    if size.part not in NUMBERED:
        return []
    numbers, large = range(first, first + size.copies), size.part is PrintedPart.LARGE_PAPER
    return numbered_forms(db, row, numbers, language=size.language, large=large)
