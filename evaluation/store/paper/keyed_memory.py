"""Memory questions keyed from paper: hashed as they are keyed, so that no pass holds what was written."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.models import ELEMENTS, Experiment, SheetPass, Wave
from evaluation.store.linking.memory_questions import asked_after, hashed


def on_paper(db: Session, wave: Wave) -> bool:
    """Whether the forms of a wave ask memory questions."""
    return asked_after(db.get_one(Experiment, wave.experiment_id).options, wave.kind)


def keyed_memory(db: Session, wave: Wave, given: Mapping[str, str], *, key: bytes) -> dict[str, str]:
    """What was keyed as hashes, without what is blank; refused where the form asks no memory question."""
    if not given:
        return {}
    if not on_paper(db, wave):
        raise Refused("The forms of this wave ask no memory questions.")
    return {element: found for element, found in hashed(given, key=key).items() if found}


def settled_memory(passes: Sequence[SheetPass]) -> dict[str, str | None]:
    """The elements in which every reading agrees; one that was read in two ways counts as not known.

    So a slip of the pen or of the eye can keep two forms apart, and never join two people.
    """
    read = [keyed.memory for keyed in passes[:2]]
    agreed = {element: {each.get(element) for each in read} for element in ELEMENTS}
    return {element: found.pop() if len(found) == 1 else None for element, found in agreed.items()}
