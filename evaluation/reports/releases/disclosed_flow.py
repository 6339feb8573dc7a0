"""Who took part, as a release may tell it."""

from collections.abc import Mapping
from dataclasses import replace

from analysis.disclosure.disclosure import MaskedFlow, released_flow
from analysis.estimate.estimate import Suppressed
from analysis.sensitivity.attrition import Flow

HELD_BY_LOT = Suppressed("Some answers are held back by lot: a count without them is not that of all who answered.")


FIELDS = ("pre", "post", "pairs", "pre_only", "post_only")


def people_of(flow: Mapping[str, Mapping[str, int]]) -> Flow:
    """Who took part, over all chapters."""
    return Flow(**{field: sum(counts.get(field, 0) for counts in flow.values()) for field in FIELDS})


def disclosed_flow(flow: Mapping[str, Mapping[str, int]], *, below: int, pairs_alone: Suppressed | None) -> MaskedFlow:
    """Who took part, by chapter and in all; of those only the pairs where there is a reason for it.

    Beside an earlier report of some of them no ledger leaves the other counts to be solved; and who is held back by
    lot answered each time, so that the other counts would leave them out.
    """
    found = released_flow(flow, below=below)
    if pairs_alone is None:
        return found
    chapters = {
        name: each if isinstance(each, Suppressed) else _pairs(each, pairs_alone)
        for name, each in found.chapters.items()
    }
    return replace(found, total=_pairs(found.total, pairs_alone), chapters=chapters)


def _pairs(counts: Mapping[str, int | Suppressed], why: Suppressed) -> dict[str, int | Suppressed]:
    return {field: count if field == "pairs" else why for field, count in counts.items()}
