"""The ledger's pages as they are stored: who was used at which step, in counts and moments."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from analysis.disclosure.groups import Bound, LedgerStep, State
from analysis.disclosure.ledger import LedgerPage


def page_as_json(page: LedgerPage) -> dict[str, Any]:
    """A page as it is stored."""
    steps = {level: [_step_as_json(step) for step in getattr(page, level)] for level in ("parcels", "bundles")}
    return {"public": page.public, "used": state_as_json(page.used), **steps}


def page_from_json(stored: Mapping[str, Any]) -> LedgerPage:
    """A page again."""
    parcels, bundles = (tuple(_step(step) for step in stored[level]) for level in ("parcels", "bundles"))
    return LedgerPage(used=state_from_json(stored["used"]), parcels=parcels, bundles=bundles, public=stored["public"])


def state_as_json(state: State) -> dict[str, Any]:
    """Who of which experiments is used, as it is stored."""
    return {each: [bound.until.isoformat(), bound.bar] for each, bound in state.items()}


def state_from_json(stored: Mapping[str, Any]) -> State:
    """The same again."""
    return {each: Bound(datetime.fromisoformat(until), float(bar)) for each, (until, bar) in stored.items()}


def _step_as_json(step: LedgerStep) -> dict[str, Any]:
    return {
        "group": step.group,
        "chapter": step.chapter,
        "parts": list(step.parts),
        "state": state_as_json(step.state),
        "entered": {outcome: list(counts) for outcome, counts in step.entered.items()},
        **({"withdrawn": sorted(step.withdrawn)} if step.withdrawn else {}),
    }


def _step(stored: Mapping[str, Any]) -> LedgerStep:
    return LedgerStep(
        group=stored["group"],
        chapter=stored["chapter"],
        parts=tuple(stored["parts"]),
        state=state_from_json(stored["state"]),
        entered={outcome: tuple(counts) for outcome, counts in stored["entered"].items()},
        withdrawn=frozenset(stored.get("withdrawn", ())),
    )
